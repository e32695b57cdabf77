import { useTranslation } from "react-i18next";
import { useQuery } from "urql";
import { graphql } from "../../gql";
import type { DeletedDocumentsQuery } from "../../gql/graphql";
import { toProblem } from "../../shared/api/problem";
import { useSend } from "../../shared/api/useSend";
import { formatNear } from "../../shared/format/instant";
import { now } from "../../shared/time/clock";
import { Button } from "../../shared/ui/Button";
import { Dialog, DialogBody } from "../../shared/ui/Dialog";
import { Empty } from "../../shared/ui/Empty";
import { ProblemNotice } from "../../shared/ui/ProblemNotice";
import { ClassificationSign } from "../../shared/ui/Signs";
import { TimeLeft } from "../../shared/ui/TimeLeft";
import { useAttempt } from "../../shared/ui/useAttempt";
import styles from "./DeletedDialog.module.css";
import { restoreDocumentMutation } from "./restore";

const deletedDocumentsQuery = graphql(/* GraphQL */ `
  query DeletedDocuments($customerId: ID!) {
    deletedDocuments(customerId: $customerId) {
      id
      title
      classification
      deletedAt
      restorableUntil
      folder {
        id
        name
      }
    }
  }
`);

/** What was deleted of a customer's documents, until when it can be brought back, and how. */
export function DeletedDialog({ customerId, onClose }: { customerId: string; onClose: () => void }) {
  const { t } = useTranslation();
  const [{ data, error }] = useQuery({
    query: deletedDocumentsQuery,
    variables: { customerId },
    requestPolicy: "cache-and-network",
  });
  return (
    <Dialog wide title={t("deleted.title")} onClose={onClose}>
      <DialogBody>
        {error && !data && <ProblemNotice problem={toProblem(error)} />}
        {!data && !error && <p role="status">{t("deleted.coming")}</p>}
        {data?.deletedDocuments.length === 0 && (
          <Empty icon="document" title={t("deleted.none")}>
            {t("deleted.noneText")}
          </Empty>
        )}
        <ul className={styles["list"]}>
          {data?.deletedDocuments.map((document) => (
            <Deleted key={document.id} document={document} />
          ))}
        </ul>
      </DialogBody>
    </Dialog>
  );
}

function Deleted({ document }: { document: DeletedDocumentsQuery["deletedDocuments"][number] }) {
  const { t, i18n } = useTranslation();
  const send = useSend();
  const { pending, problem, attempt } = useAttempt();
  const { id, title, classification, folder, deletedAt, restorableUntil } = document;
  const at = formatNear(deletedAt, now(), i18n.language);
  return (
    <li>
      <div className={styles["line"]}>
        <strong>
          <bdi>{title}</bdi>
        </strong>
        <Button
          aria-label={t("deleted.restoreOf", { title })}
          isPending={pending}
          onPress={() => void attempt(() => send(restoreDocumentMutation, { input: { documentId: id } }))}
        >
          {t("documents.restore")}
        </Button>
      </div>
      <p className={styles["quiet"]}>
        <ClassificationSign value={classification} />
        {folder ? t("deleted.from", { folder: folder.name, at }) : t("deleted.at", { at })}
      </p>
      <TimeLeft from={deletedAt} until={restorableUntil} inForce />
      {problem && <ProblemNotice problem={problem} />}
    </li>
  );
}
