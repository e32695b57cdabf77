import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useQuery } from "urql";
import { graphql } from "../../gql";
import { useSend } from "../../shared/api/useSend";
import { Button } from "../../shared/ui/Button";
import { Icon } from "../../shared/ui/Icon";
import { EachDialog, type Chosen } from "./EachDialog";
import styles from "./MoveDocumentDialog.module.css";

const moveDocumentMutation = graphql(/* GraphQL */ `
  mutation MoveDocument($input: MoveDocumentInput!) {
    moveDocument(input: $input) {
      document {
        id
        folder {
          id
          name
        }
      }
    }
  }
`);

const targetFolderQuery = graphql(/* GraphQL */ `
  query TargetFolder($id: ID!) {
    node(id: $id) {
      id
      ... on Folder {
        name
        parent {
          id
          name
        }
        children {
          id
          name
        }
      }
    }
  }
`);

interface MoveDocumentDialogProps {
  /** All from the same folder. */
  documents: readonly Chosen[];
  root: { id: string; name: string };
  onMoved?: () => void;
  onClose: () => void;
}

/** Walks the tree, one folder at a time, to where the documents go. */
export function MoveDocumentDialog({ documents, root, onMoved, onClose }: MoveDocumentDialogProps) {
  const { t } = useTranslation();
  const send = useSend();
  const [at, setAt] = useState(documents[0]?.folder?.id ?? root.id);
  const [{ data }] = useQuery({ query: targetFolderQuery, variables: { id: at } });
  const folder = data?.node?.__typename === "Folder" && data.node.id === at ? data.node : null;
  const { parent } = folder ?? {};
  return (
    <EachDialog
      title={t("documents.moveTitle", { count: documents.length, title: documents[0]?.title ?? "" })}
      action={t("documents.moveHere")}
      isComplete={at !== documents[0]?.folder?.id}
      documents={documents}
      onEach={({ id }) => send(moveDocumentMutation, { input: { documentId: id, folderId: at } })}
      {...(onMoved && { onDone: onMoved })}
      onClose={onClose}
    >
      <div className={styles["walk"]}>
        <header>
          {parent && (
            <Button
              kind="quiet"
              onPress={() => {
                setAt(parent.id);
              }}
            >
              {t("folders.up", { folder: parent.id === root.id ? root.name : parent.name })}
            </Button>
          )}
          <p aria-live="polite">
            <Icon name="folder" size={16} /> {at === root.id ? root.name : (folder?.name ?? "…")}
          </p>
        </header>
        <ul>
          {folder?.children?.map((child) => (
            <li key={child.id}>
              <button
                type="button"
                onClick={() => {
                  setAt(child.id);
                }}
              >
                <Icon name="folder" size={16} /> {child.name} <Icon name="chevron" size={14} />
              </button>
            </li>
          ))}
          {folder?.children?.length === 0 && <li className={styles["leaf"]}>{t("folders.noneWithin")}</li>}
        </ul>
      </div>
    </EachDialog>
  );
}
