import { Link } from "@tanstack/react-router";
import { useEffect, useEffectEvent, useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { graphql } from "../../gql";
import { formatBytes } from "../../shared/format/bytes";
import { formatNear } from "../../shared/format/instant";
import { usePages } from "../../shared/list/usePages";
import { now } from "../../shared/time/clock";
import { Button } from "../../shared/ui/Button";
import { Empty } from "../../shared/ui/Empty";
import { LongTable } from "../../shared/ui/LongTable";
import { ProblemNotice } from "../../shared/ui/ProblemNotice";
import { RowCheck } from "../../shared/ui/RowCheck";
import links from "../../shared/ui/RowLink.module.css";
import { ClassificationSign } from "../../shared/ui/Signs";
import { Cell, Row } from "../../shared/ui/Table";
import { BulkBar } from "./BulkBar";
import type { Chosen } from "./EachDialog";

const documentsQuery = graphql(/* GraphQL */ `
  query Documents($folderId: ID!, $after: Cursor) {
    node(id: $folderId) {
      id
      ... on Folder {
        documents(first: 100, after: $after) {
          edges {
            node {
              id
              title
              classification
              updatedAt
              mayDownload: viewerCan(action: DOWNLOAD)
              mayMove: viewerCan(action: MOVE)
              mayClassify: viewerCan(action: CLASSIFY)
              mayDelete: viewerCan(action: DELETE)
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
  root: { id: string; name: string } | null;
  currentId: string | undefined;
  /** Changes when something has been brought in; the list is then asked for again. */
  finished: number;
  /** How to bring in the first document; left out for those who may not. */
  upload: ReactNode;
  onDeleted: (documents: readonly Chosen[]) => void;
}

/** The documents of one folder, however many; what is chosen is taken away, moved, classified or deleted together. */
export function DocumentList(props: DocumentListProps) {
  const { customerId, folderId, root, currentId, finished, upload, onDeleted } = props;
  const { t, i18n } = useTranslation();
  const pages = usePages(documentsQuery, { folderId }, ({ node }) =>
    node?.__typename === "Folder" ? node.documents : null,
  );
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const ask = useEffectEvent(pages.ask);
  useEffect(() => {
    if (finished > 0) ask();
  }, [finished]);

  if (pages.problem && pages.isComing) {
    return <ProblemNotice problem={pages.problem} action={<Button onPress={pages.ask}>{t("action.retry")}</Button>} />;
  }
  if (pages.isWhole && pages.rows.length === 0) {
    return (
      <Empty icon="document" title={t("documents.none")} action={upload}>
        {upload ? t("documents.noneUpload") : t("documents.noneWait")}
      </Empty>
    );
  }
  const selected = pages.rows.filter(({ id }) => chosen.has(id));
  const mayAny = pages.rows.some((each) => each.mayDownload || each.mayMove || each.mayClassify || each.mayDelete);
  const clear = () => {
    setChosen(new Set());
  };
  return (
    <>
      {selected.length > 0 && (
        <BulkBar
          documents={selected}
          folderId={folderId}
          root={root}
          onDeleted={(documents) => {
            clear();
            onDeleted(documents);
          }}
          onClear={clear}
        />
      )}
      <LongTable
        label={t("documents.label")}
        pages={pages}
        columns={[
          {
            label: t("documents.title"),
            ...(mayAny && {
              before: (
                <RowCheck
                  label={t("documents.selectAll")}
                  isOn={selected.length > 0 && selected.length === pages.rows.length}
                  isSome={selected.length > 0}
                  onChange={(isOn) => {
                    setChosen(new Set(isOn ? pages.rows.map(({ id }) => id) : []));
                  }}
                />
              ),
            }),
          },
          { label: t("documents.classification"), width: "9.5rem" },
          { label: t("documents.size"), width: "6.5rem", end: true },
          { label: t("list.changed"), width: "8.5rem", end: true },
        ]}
      >
        {(document, place) => (
          <Row
            key={document.id}
            place={place}
            isCurrent={document.id === currentId}
            before={
              mayAny && (
                <RowCheck
                  label={t("documents.select", { title: document.title })}
                  isOn={chosen.has(document.id)}
                  onChange={(isOn) => {
                    const next = new Set(chosen);
                    if (isOn) next.add(document.id);
                    else next.delete(document.id);
                    setChosen(next);
                  }}
                />
              )
            }
            name={
              <Link
                to="/customers/$customerId"
                params={{ customerId }}
                search={{ folder: folderId, document: document.id }}
                aria-current={document.id === currentId ? "true" : undefined}
                className={links["cover"] ?? ""}
              >
                <bdi>{document.title}</bdi>
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
        )}
      </LongTable>
    </>
  );
}
