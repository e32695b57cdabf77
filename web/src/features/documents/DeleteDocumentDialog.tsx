import { useTranslation } from "react-i18next";
import { graphql } from "../../gql";
import { useSend } from "../../shared/api/useSend";
import { FormDialog } from "../../shared/ui/Dialog";

const deleteDocumentMutation = graphql(/* GraphQL */ `
  mutation DeleteDocument($input: DeleteDocumentInput!) {
    deleteDocument(input: $input) {
      documentId
    }
  }
`);

interface DeleteDocumentDialogProps {
  document: { id: string; title: string };
  onDeleted: () => void;
  onClose: () => void;
}

export function DeleteDocumentDialog({ document, onDeleted, onClose }: DeleteDocumentDialogProps) {
  const { t } = useTranslation();
  const send = useSend();
  return (
    <FormDialog
      title={t("documents.deleteTitle")}
      action={t("documents.delete")}
      kind="danger"
      onClose={onClose}
      onSubmit={async () => {
        await send(deleteDocumentMutation, { input: { documentId: document.id } });
        onDeleted();
      }}
    >
      <p>{t("documents.deleteText", { title: document.title })}</p>
    </FormDialog>
  );
}
