import { useState } from "react";
import { useTranslation } from "react-i18next";
import { graphql } from "../../gql";
import { useSend } from "../../shared/api/useSend";
import { FormDialog } from "../../shared/ui/Dialog";
import { TextInput } from "../../shared/ui/Field";

const createFolderMutation = graphql(/* GraphQL */ `
  mutation CreateFolder($input: CreateFolderInput!) {
    createFolder(input: $input) {
      folder {
        id
        name
      }
    }
  }
`);

interface CreateFolderDialogProps {
  parent: { id: string; name: string };
  onCreated: (folderId: string) => void;
  onClose: () => void;
}

export function CreateFolderDialog({ parent, onCreated, onClose }: CreateFolderDialogProps) {
  const { t } = useTranslation();
  const send = useSend();
  const [name, setName] = useState("");
  return (
    <FormDialog
      title={t("folders.createTitle")}
      action={t("folders.create")}
      isComplete={name.trim() !== ""}
      onClose={onClose}
      onSubmit={async () => {
        const { createFolder } = await send(createFolderMutation, {
          input: { parentId: parent.id, name: name.trim() },
        });
        onCreated(createFolder.folder.id);
      }}
    >
      {(problem) => (
        <TextInput
          label={t("folders.name")}
          hint={t("folders.within", { folder: parent.name })}
          value={name}
          onChange={setName}
          maxLength={200}
          error={problem?.field === "name" ? problem.message : null}
          isRequired
          autoFocus
        />
      )}
    </FormDialog>
  );
}
