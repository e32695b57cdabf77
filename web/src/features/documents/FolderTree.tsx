import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useQuery } from "urql";
import { graphql } from "../../gql";
import { Icon } from "../../shared/ui/Icon";
import styles from "./FolderTree.module.css";

const foldersWithinQuery = graphql(/* GraphQL */ `
  query FoldersWithin($id: ID!) {
    node(id: $id) {
      id
      ... on Folder {
        children {
          id
          name
        }
      }
    }
  }
`);

interface FolderTreeProps {
  customerId: string;
  root: { id: string; name: string };
  currentId: string;
  /** The IDs from the root down to the current folder; they are shown open. */
  path: readonly string[];
}

/** The folders of a customer as nested lists of links; a branch is asked for when it is opened. */
export function FolderTree({ customerId, root, currentId, path }: FolderTreeProps) {
  const { t } = useTranslation();
  return (
    <nav aria-label={t("folders.label")} className={styles["tree"]}>
      <ul>
        <Branch customerId={customerId} folder={root} currentId={currentId} path={path} isOpenAtFirst />
      </ul>
    </nav>
  );
}

interface BranchProps extends Omit<FolderTreeProps, "root"> {
  folder: { id: string; name: string };
  isOpenAtFirst?: boolean;
}

function Branch({ customerId, folder, currentId, path, isOpenAtFirst = false }: BranchProps) {
  const { t } = useTranslation();
  const [chosen, setChosen] = useState<boolean | null>(isOpenAtFirst ? true : null);
  const isOpen = chosen ?? path.includes(folder.id);
  const [{ data }] = useQuery({
    query: foldersWithinQuery,
    variables: { id: folder.id },
    requestPolicy: "cache-first",
  });
  const children = data?.node?.__typename === "Folder" ? (data.node.children ?? []) : [];
  return (
    <li>
      <div className={styles["line"]} data-current={folder.id === currentId || undefined}>
        {children.length > 0 ? (
          <button
            type="button"
            className={styles["toggle"]}
            aria-expanded={isOpen}
            aria-label={
              isOpen ? t("folders.fold", { folder: folder.name }) : t("folders.unfold", { folder: folder.name })
            }
            onClick={() => {
              setChosen(!isOpen);
            }}
          >
            <Icon name="chevron" size={14} />
          </button>
        ) : (
          <span className={styles["toggle"]} />
        )}
        <Link
          to="/customers/$customerId"
          params={{ customerId }}
          search={{ folder: folder.id }}
          aria-current={folder.id === currentId ? "page" : undefined}
          className={styles["folder"] ?? ""}
        >
          <Icon name="folder" size={16} />
          <span>{folder.name}</span>
        </Link>
      </div>
      {isOpen && children.length > 0 && (
        <ul>
          {children.map((child) => (
            <Branch key={child.id} customerId={customerId} folder={child} currentId={currentId} path={path} />
          ))}
        </ul>
      )}
    </li>
  );
}
