import { Link } from "@tanstack/react-router";
import { useEffect, useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useQuery } from "urql";
import { graphql } from "../../gql";
import { nodes } from "../../shared/api/nodes";
import { toProblem } from "../../shared/api/problem";
import { formatBytes } from "../../shared/format/bytes";
import { formatNear } from "../../shared/format/instant";
import { now } from "../../shared/time/clock";
import { Empty } from "../../shared/ui/Empty";
import { ProblemNotice } from "../../shared/ui/ProblemNotice";
import links from "../../shared/ui/RowLink.module.css";
import { ClassificationSign } from "../../shared/ui/Signs";
import { Cell, Row, RowsToCome, Table } from "../../shared/ui/Table";

const documentsQuery = graphql(/* GraphQL */ `
  query Documents($folderId: ID!, $after: Cursor) {
    node(id: $folderId) {
      id
      ... on Folder {
        documents(first: 50, after: $after) {
          edges {
            node {
              id
              title
              classification
              updatedAt
              currentVersion {
                id
                number
                size
              }
            }
          }
          pageInfo {
            hasNextPage
            endCursor
          }
        }
      }
    }
  }
`);

interface DocumentListProps {
  customerId: string;
  folderId: string;
  currentId: string | undefined;
  /** Changes when something has been brought in; the list is then asked for again. */
  finished: number;
  /** How to bring in the first document; left out for those who may not. */
  upload: ReactNode;
}

export function DocumentList({ customerId, folderId, currentId, finished, upload }: DocumentListProps) {
  const { t, i18n } = useTranslation();
  const [after, setAfter] = useState<string | null>(null);
  const [{ data, error, fetching, stale }, ask] = useQuery({
    query: documentsQuery,
    variables: { folderId, after },
  });
  useEffect(() => {
    if (finished > 0) ask({ requestPolicy: "network-only" });
  }, [finished, ask]);

  if (error && !data) return <ProblemNotice problem={toProblem(error)} />;
  const folder = data?.node?.__typename === "Folder" ? data.node : null;
  const documents = nodes(folder?.documents);
  if (data && documents.length === 0) {
    return (
      <Empty icon="document" title={t("documents.none")} action={upload}>
        {upload ? t("documents.noneUpload") : t("documents.noneWait")}
      </Empty>
    );
  }
  const endCursor = folder?.documents.pageInfo.hasNextPage ? folder.documents.pageInfo.endCursor : null;
  return (
    <Table
      label={t("documents.label")}
      isBusy={fetching || stale}
      columns={[
        { label: t("documents.title") },
        { label: t("documents.classification") },
        { label: t("documents.size"), end: true },
        { label: t("list.changed"), end: true },
      ]}
      more={
        endCursor === null
          ? null
          : {
              isPending: fetching,
              onMore: () => {
                setAfter(endCursor);
              },
            }
      }
    >
      {!data && <RowsToCome columns={4} />}
      {documents.map((document) => (
        <Row
          key={document.id}
          isCurrent={document.id === currentId}
          name={
            <Link
              to="/customers/$customerId"
              params={{ customerId }}
              search={{ folder: folderId, document: document.id }}
              aria-current={document.id === currentId ? "true" : undefined}
              className={links["cover"] ?? ""}
            >
              {document.title}
            </Link>
          }
        >
          <Cell>
            <ClassificationSign value={document.classification} />
          </Cell>
          <Cell end>{document.currentVersion && formatBytes(document.currentVersion.size, i18n.language)}</Cell>
          <Cell end label={t("list.changed")}>
            {formatNear(document.updatedAt, now(), i18n.language)}
          </Cell>
        </Row>
      ))}
    </Table>
  );
}
