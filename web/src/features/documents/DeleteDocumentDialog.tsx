import { useTranslation } from "react-i18next";
import { graphql } from "../../gql";
import { useSend } from "../../shared/api/useSend";
import { EachDialog, type Chosen } from "./EachDialog";

const deleteDocumentMutation = graphql(/* GraphQL */ `
  mutation DeleteDocument($input: DeleteDocumentInput!) {
    deleteDocument(input: $input) {
      documentId
    }
  }
`);

interface DeleteDocumentDialogProps {
  documents: readonly Chosen[];
  onDeleted: (documents: readonly Chosen[]) => void;
  onClose: () => void;
}

export function DeleteDocumentDialog({ documents, onDeleted, onClose }: DeleteDocumentDialogProps) {
  const { t } = useTranslation();
  const send = useSend();
  const about = { count: documents.length, title: documents[0]?.title ?? "" };
  return (
    <EachDialog
      title={t("documents.deleteTitle", about)}
      action={t("documents.delete")}
      kind="danger"
      documents={documents}
      onEach={({ id }) => send(deleteDocumentMutation, { input: { documentId: id } })}
      onDone={onDeleted}
      onClose={onClose}
    >
      <p>{t("documents.deleteText", about)}</p>
    </EachDialog>
  );
}
