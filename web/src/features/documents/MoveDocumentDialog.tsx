import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useQuery } from "urql";
import { graphql } from "../../gql";
import { useSend } from "../../shared/api/useSend";
import { FormDialog } from "../../shared/ui/Dialog";
import { Button } from "../../shared/ui/Button";
import { Icon } from "../../shared/ui/Icon";
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
  document: { id: string; title: string; folder: { id: string } | null };
  root: { id: string; name: string };
  onClose: () => void;
}

/** Walks the tree, one folder at a time, to where the document goes. */
export function MoveDocumentDialog({ document, root, onClose }: MoveDocumentDialogProps) {
  const { t } = useTranslation();
  const send = useSend();
  const [at, setAt] = useState(document.folder?.id ?? root.id);
  const [{ data }] = useQuery({ query: targetFolderQuery, variables: { id: at } });
  const folder = data?.node?.__typename === "Folder" && data.node.id === at ? data.node : null;
  const { parent } = folder ?? {};
  return (
    <FormDialog
      title={t("documents.moveTitle", { title: document.title })}
      action={t("documents.moveHere")}
      isComplete={at !== document.folder?.id}
      onClose={onClose}
      onSubmit={async () => {
        await send(moveDocumentMutation, { input: { documentId: document.id, folderId: at } });
      }}
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
    </FormDialog>
  );
}
