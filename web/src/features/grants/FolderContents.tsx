import { useTranslation } from "react-i18next";
import { useQuery } from "urql";
import { graphql } from "../../gql";
import { nodes } from "../../shared/api/nodes";
import { toProblem } from "../../shared/api/problem";
import { formatBytes } from "../../shared/format/bytes";
import { Icon } from "../../shared/ui/Icon";
import { ProblemNotice } from "../../shared/ui/ProblemNotice";
import styles from "./FolderContents.module.css";
import { LookButton, type Looked } from "./LookButton";

const folderContentsQuery = graphql(/* GraphQL */ `
  query FolderContents($id: ID!) {
    node(id: $id) {
      id
      ... on Folder {
        children {
          id
          name
        }
        documents(first: 100) {
          edges {
            node {
              id
              title
              contentUrl
              currentVersion {
                id
                size
                mediaType
              }
              mayDownload: viewerCan(action: DOWNLOAD)
            }
          }
        }
      }
    }
  }
`);

interface FolderContentsProps {
  folderId: string;
  onLook: (document: Looked) => void;
}

/** What a grant on a folder opens: its documents, and the folders beneath it. */
export function FolderContents({ folderId, onLook }: FolderContentsProps) {
  const { t, i18n } = useTranslation();
  const [{ data, error }] = useQuery({ query: folderContentsQuery, variables: { id: folderId } });
  if (error && !data) return <ProblemNotice problem={toProblem(error)} />;
  if (!data) return <p className={styles["quiet"]}>…</p>;
  if (data.node?.__typename !== "Folder") return <p className={styles["quiet"]}>{t("folders.gone")}</p>;
  const documents = nodes(data.node.documents);
  const children = data.node.children ?? [];
  if (documents.length === 0 && children.length === 0) return <p className={styles["quiet"]}>{t("folders.empty")}</p>;
  return (
    <ul className={styles["contents"]}>
      {documents.map((document) => (
        <li key={document.id}>
          <Icon name="document" size={15} />
          {document.mayDownload ? (
            <a href={document.contentUrl} download={document.title}>
              <bdi>{document.title}</bdi>
            </a>
          ) : (
            <bdi>{document.title}</bdi>
          )}
          {document.currentVersion && (
            <span className={styles["quiet"]}>{formatBytes(document.currentVersion.size, i18n.language)}</span>
          )}
          <LookButton document={document} kind="quiet" onLook={onLook} />
        </li>
      ))}
      {children.map((child) => (
        <li key={child.id}>
          <details>
            <summary>
              <Icon name="folder" size={15} /> {child.name}
            </summary>
            <FolderContents folderId={child.id} onLook={onLook} />
          </details>
        </li>
      ))}
    </ul>
  );
}
