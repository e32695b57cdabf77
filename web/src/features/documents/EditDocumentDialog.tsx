import { useState } from "react";
import { useTranslation } from "react-i18next";
import { graphql } from "../../gql";
import type { Classification } from "../../gql/graphql";
import { useSend } from "../../shared/api/useSend";
import { FormDialog } from "../../shared/ui/Dialog";
import { TextInput } from "../../shared/ui/Field";
import { ClassificationPick } from "../../shared/ui/ClassificationPick";
import { RehearsalNotice } from "./RehearsalNotice";
import { useRehearsal } from "./useRehearsal";

const updateDocumentMutation = graphql(/* GraphQL */ `
  mutation UpdateDocument($input: UpdateDocumentInput!) {
    updateDocument(input: $input) {
      document {
        id
        title
        classification
        updatedAt
      }
    }
  }
`);

interface EditDocumentDialogProps {
  document: { id: string; title: string; classification: Classification; mayEdit: boolean; mayClassify: boolean };
  onClose: () => void;
}

/** Gives a document another title or classification, having said who loses what. */
export function EditDocumentDialog({ document, onClose }: EditDocumentDialogProps) {
  const { t } = useTranslation();
  const send = useSend();
  const [title, setTitle] = useState(document.title);
  const [classification, setClassification] = useState(document.classification);
  const isRetitled = title.trim() !== document.title;
  const isReclassified = classification !== document.classification;
  const rehearsal = useRehearsal([document], isReclassified ? classification : null);
  return (
    <FormDialog
      title={t("documents.editTitle")}
      action={t("action.save")}
      isComplete={title.trim() !== "" && (isRetitled || isReclassified) && rehearsal !== undefined}
      onClose={onClose}
      onSubmit={async () => {
        await send(updateDocumentMutation, {
          input: {
            documentId: document.id,
            ...(isRetitled && { title: title.trim() }),
            ...(isReclassified && { classification }),
          },
        });
      }}
    >
      {(problem) => (
        <>
          {document.mayEdit && (
            <TextInput
              label={t("documents.title")}
              value={title}
              onChange={setTitle}
              maxLength={255}
              error={problem?.field === "title" ? problem.message : null}
              isRequired
              autoFocus
            />
          )}
          {document.mayClassify && <ClassificationPick value={classification} onChange={setClassification} />}
          <RehearsalNotice rehearsal={rehearsal} />
        </>
      )}
    </FormDialog>
  );
}
