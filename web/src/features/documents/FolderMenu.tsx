import { useState } from "react";
import { useTranslation } from "react-i18next";
import { takeAway } from "../../shared/api/save";
import { ActionMenu, type Action } from "../../shared/ui/ActionMenu";
import { IconButton } from "../../shared/ui/Button";
import { ProblemNotice } from "../../shared/ui/ProblemNotice";
import { useAttempt } from "../../shared/ui/useAttempt";
import { DeletedDialog } from "./DeletedDialog";

interface FolderMenuProps {
  folder: { id: string; mayDownload: boolean };
  customer: { id: string; mayDelete: boolean };
}

/** What is seldom done to a folder and its customer, as far as the server lets the viewer. */
export function FolderMenu({ folder, customer }: FolderMenuProps) {
  const { t } = useTranslation();
  const [showsDeleted, setShowsDeleted] = useState(false);
  const { pending, problem, attempt } = useAttempt();
  const actions: Action[] = [];
  if (folder.mayDownload) {
    actions.push({
      id: "zip",
      label: t("action.zip"),
      onAction: () => void attempt(() => takeAway(`/folders/${folder.id}/zip`)),
    });
  }
  if (customer.mayDelete) {
    actions.push({
      id: "deleted",
      label: t("deleted.title"),
      onAction: () => {
        setShowsDeleted(true);
      },
    });
  }
  if (actions.length === 0) return null;
  return (
    <>
      <ActionMenu label={t("folders.actions")} actions={actions}>
        <IconButton icon="more" label={t("folders.actions")} isPending={pending} />
      </ActionMenu>
      {problem && <ProblemNotice problem={problem} />}
      {showsDeleted && (
        <DeletedDialog
          customerId={customer.id}
          onClose={() => {
            setShowsDeleted(false);
          }}
        />
      )}
    </>
  );
}
