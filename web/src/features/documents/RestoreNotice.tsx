import { useTranslation } from "react-i18next";
import { useSend } from "../../shared/api/useSend";
import { Button } from "../../shared/ui/Button";
import { Notice } from "../../shared/ui/Notice";
import { ProblemNotice } from "../../shared/ui/ProblemNotice";
import { useAttempt } from "../../shared/ui/useAttempt";
import { restoreDocumentMutation } from "./restore";

interface RestoreNoticeProps {
  documents: readonly { id: string; title: string }[];
  onClose: () => void;
}

/** Says what has just been deleted, and brings it back if that was a mistake. */
export function RestoreNotice({ documents, onClose }: RestoreNoticeProps) {
  const { t } = useTranslation();
  const send = useSend();
  const { pending, problem, attempt } = useAttempt();
  const [first] = documents;

  async function restore(): Promise<void> {
    for (const { id } of documents) await send(restoreDocumentMutation, { input: { documentId: id } });
  }

  return (
    <div role="status">
      <Notice
        icon="document"
        title={t("documents.deleted", { count: documents.length, title: first?.title ?? "" })}
        actions={
          <>
            <Button
              isPending={pending}
              onPress={() => {
                void attempt(restore).then((restored) => {
                  if (restored) onClose();
                });
              }}
            >
              {t("documents.restore")}
            </Button>
            <Button kind="quiet" onPress={onClose}>
              {t("action.close")}
            </Button>
          </>
        }
      >
        {problem && <ProblemNotice problem={problem} />}
      </Notice>
    </div>
  );
}
