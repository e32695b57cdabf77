import { useState } from "react";
import { useTranslation } from "react-i18next";
import { graphql } from "../../gql";
import type { Classification } from "../../gql/graphql";
import { useSend } from "../../shared/api/useSend";
import { ClassificationPick } from "../../shared/ui/ClassificationPick";
import { EachDialog, type Chosen } from "./EachDialog";
import { RehearsalNotice } from "./RehearsalNotice";
import { useRehearsal } from "./useRehearsal";

const classifyDocumentMutation = graphql(/* GraphQL */ `
  mutation ClassifyDocument($input: UpdateDocumentInput!) {
    updateDocument(input: $input) {
      document {
        id
        classification
        updatedAt
      }
    }
  }
`);

interface ClassifyDialogProps {
  documents: readonly Chosen[];
  onDone: () => void;
  onClose: () => void;
}

/** Gives several documents the same classification, having said who loses what. */
export function ClassifyDialog({ documents, onDone, onClose }: ClassifyDialogProps) {
  const { t } = useTranslation();
  const send = useSend();
  const [classification, setClassification] = useState<Classification>("INTERNAL");
  const rehearsal = useRehearsal(documents, classification);
  return (
    <EachDialog
      title={t("documents.classifyTitle", { count: documents.length })}
      action={t("documents.classify")}
      isComplete={rehearsal !== undefined}
      documents={documents}
      onEach={({ id }) => send(classifyDocumentMutation, { input: { documentId: id, classification } })}
      onDone={onDone}
      onClose={onClose}
    >
      <ClassificationPick value={classification} onChange={setClassification} />
      <RehearsalNotice rehearsal={rehearsal} />
    </EachDialog>
  );
}
