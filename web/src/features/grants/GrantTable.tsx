import { Link } from "@tanstack/react-router";
import { useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useQuery } from "urql";
import { graphql } from "../../gql";
import type { GrantFilter } from "../../gql/graphql";
import { nodes } from "../../shared/api/nodes";
import { toProblem } from "../../shared/api/problem";
import { takeAway } from "../../shared/api/save";
import { useViewer } from "../../shared/api/viewer";
import { LazyPreview } from "../../shared/preview/LazyPreview";
import { now } from "../../shared/time/clock";
import { Button, buttonClass } from "../../shared/ui/Button";
import { Icon } from "../../shared/ui/Icon";
import { ProblemNotice } from "../../shared/ui/ProblemNotice";
import links from "../../shared/ui/RowLink.module.css";
import { ClassificationSign } from "../../shared/ui/Signs";
import { Cell, Row, RowsToCome, Table } from "../../shared/ui/Table";
import { TimeLeft } from "../../shared/ui/TimeLeft";
import { ZipButton } from "../../shared/ui/ZipButton";
import { FolderContents } from "./FolderContents";
import { GrantButtons } from "./GrantButtons";
import styles from "./GrantTable.module.css";
import { LinkState } from "./LinkState";
import { LookButton, type Looked } from "./LookButton";
import { useAskWhenOver } from "./useAskWhenOver";

const grantsQuery = graphql(/* GraphQL */ `
  query Grants($filter: GrantFilter!, $orderBy: GrantOrder!, $after: Cursor) {
    grants(filter: $filter, orderBy: $orderBy, first: 50, after: $after) {
      edges {
        node {
          id
          level
          from
          until
          purpose
          revokedAt
          inForce
          watermark
          ...GrantButtons
          ...LinkState
          user {
            id
            displayName
          }
          giver {
            id
            displayName
          }
          customer {
            id
            name
          }
          document {
            id
            title
            classification
            contentUrl
            mayDownload: viewerCan(action: DOWNLOAD)
            mayRequest: viewerCan(action: REQUEST)
            currentVersion {
              id
              size
              mediaType
            }
          }
          folder {
            id
            name
            mayDownload: viewerCan(action: DOWNLOAD)
          }
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`);

interface GrantTableProps {
  label: string;
  filter: GrantFilter;
  /** Whose name stands on the row: the one who gave, or the one who has. */
  other: "giver" | "user";
  /** Shown where there are none. */
  empty: ReactNode;
  /** Asks for more of a document that is open to the viewer; not offered when it is left out. */
  onRequest?: (document: { id: string; title: string }) => void;
}

/** Grants with the time left always in sight. */
export function GrantTable({ label, filter, other, empty, onRequest }: GrantTableProps) {
  const { t } = useTranslation();
  const viewer = useViewer();
  const [after, setAfter] = useState<string | null>(null);
  const [{ data, error, fetching, stale }, ask] = useQuery({
    query: grantsQuery,
    variables: { filter, orderBy: { field: "UNTIL", direction: filter.inForce === true ? "ASC" : "DESC" }, after },
  });
  const all = nodes(data?.grants);
  useAskWhenOver(all, ask);
  const otherLabel = other === "giver" ? t("grants.givenBy") : t("grants.givenTo");
  const [showsEnded, setShowsEnded] = useState(false);
  const [opened, setOpened] = useState<string | null>(null);
  const [looked, setLooked] = useState<{ document: Looked; grant: (typeof all)[number] } | null>(null);

  if (error && !data) {
    const retry = (
      <Button
        onPress={() => {
          ask({ requestPolicy: "network-only" });
        }}
      >
        {t("action.retry")}
      </Button>
    );
    return <ProblemNotice problem={toProblem(error)} action={retry} />;
  }
  const isOpen = (grant: (typeof all)[number]) => grant.inForce || Date.parse(grant.from) > now();
  const open = all.filter(isOpen);
  const grants = showsEnded ? [...open, ...all.filter((grant) => !isOpen(grant))] : open;
  const more = all.length > open.length && (
    <div>
      <Button
        kind="quiet"
        aria-expanded={showsEnded}
        onPress={() => {
          setShowsEnded(!showsEnded);
        }}
      >
        {showsEnded ? t("grants.hideEnded") : t("grants.showEnded", { count: all.length - open.length })}
      </Button>
    </div>
  );
  // What is looked at stays open when its grant goes, to say so.
  const preview = looked && (
    <LazyPreview
      document={looked.document}
      mediaType={looked.document.mediaType}
      grant={all.find(({ id }) => id === looked.grant.id) ?? { ...looked.grant, inForce: false }}
      onClose={() => {
        setLooked(null);
      }}
    />
  );
  if (data && grants.length === 0) {
    return (
      <>
        {empty}
        {more}
        {preview}
      </>
    );
  }
  const endCursor = data?.grants.pageInfo.hasNextPage ? data.grants.pageInfo.endCursor : null;
  return (
    <>
      <Table
        label={label}
        isBusy={fetching || stale}
        columns={[
          { label: t("grants.thing") },
          { label: otherLabel },
          { label: t("grants.allows") },
          { label: t("grants.timeLeft") },
          { label: t("list.actions"), hidden: true },
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
        {!data && <RowsToCome columns={5} rows={3} />}
        {grants.map((grant) => {
          const { document, folder, customer } = grant;
          const thing = document?.title ?? folder?.name ?? t("grants.hidden");
          const isMine = grant.user?.id === viewer.user.id;
          return (
            <Row
              key={grant.id}
              isOver={!grant.inForce}
              below={
                folder &&
                isMine &&
                opened === grant.id && (
                  <FolderContents
                    folderId={folder.id}
                    onLook={(found) => {
                      setLooked({ document: found, grant });
                    }}
                  />
                )
              }
              name={
                <>
                  {customer && folder && !document && !isMine ? (
                    <Link
                      to="/customers/$customerId"
                      params={{ customerId: customer.id }}
                      search={{ folder: folder.id }}
                      className={links["cover"] ?? ""}
                    >
                      {thing}
                    </Link>
                  ) : (
                    <strong>{thing}</strong>
                  )}
                  <span className={links["note"]}>{[customer?.name, grant.purpose].filter(Boolean).join(" · ")}</span>
                </>
              }
            >
              <Cell label={otherLabel}>
                <span className={styles["who"]}>{grant[other]?.displayName ?? t("person.hidden")}</span>
                {other === "user" && <LinkState grant={grant} />}
              </Cell>
              <Cell>
                {t(`levelShort.${grant.level}`)}
                {document && (
                  <>
                    <br />
                    <ClassificationSign value={document.classification} />
                  </>
                )}
              </Cell>
              <Cell>
                <TimeLeft from={grant.from} until={grant.until} revokedAt={grant.revokedAt} inForce={grant.inForce} />
              </Cell>
              <Cell end>
                <span className={links["above"]}>
                  {isMine && grant.inForce && document && (
                    <LookButton
                      document={document}
                      onLook={(found) => {
                        setLooked({ document: found, grant });
                      }}
                    />
                  )}
                  {isMine && grant.inForce && document?.mayDownload && (
                    <a href={document.contentUrl} download={document.title} className={buttonClass("plain")}>
                      <Icon name="download" />
                      {t("action.download")}
                      <span className="visually-hidden">{document.title}</span>
                    </a>
                  )}
                  {isMine && folder?.mayDownload && grant.inForce && (
                    <ZipButton take={() => takeAway(`/folders/${folder.id}/zip`)} />
                  )}
                  {isMine && folder && grant.inForce && (
                    <Button
                      icon="folder"
                      aria-expanded={opened === grant.id}
                      onPress={() => {
                        setOpened(opened === grant.id ? null : grant.id);
                      }}
                    >
                      {opened === grant.id ? t("action.fold") : t("action.open")}
                    </Button>
                  )}
                  {isMine && grant.inForce && document?.mayRequest && onRequest && (
                    <Button
                      kind="quiet"
                      aria-label={t("grants.moreOf", { thing })}
                      onPress={() => {
                        onRequest(document);
                      }}
                    >
                      {t("grants.more")}
                    </Button>
                  )}
                  <GrantButtons grant={grant} person={grant.user?.displayName ?? t("person.hidden")} thing={thing} />
                </span>
              </Cell>
            </Row>
          );
        })}
      </Table>
      {more}
      {preview}
    </>
  );
}
