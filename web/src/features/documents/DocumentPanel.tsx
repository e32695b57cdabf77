import { useEffect, useRef, useState, type ReactNode } from "react";
import { FileTrigger } from "react-aria-components";
import { useTranslation } from "react-i18next";
import { useQuery } from "urql";
import { graphql, unmask, type FragmentType } from "../../gql";
import { toProblem } from "../../shared/api/problem";
import { useSend } from "../../shared/api/useSend";
import { formatBytes } from "../../shared/format/bytes";
import { formatInstant } from "../../shared/format/instant";
import { LazyPreview } from "../../shared/preview/LazyPreview";
import { canPreview } from "../../shared/preview/previews";
import { ActionMenu, type Action } from "../../shared/ui/ActionMenu";
import { Button, buttonClass, IconButton } from "../../shared/ui/Button";
import { Empty } from "../../shared/ui/Empty";
import { Icon } from "../../shared/ui/Icon";
import { Notice } from "../../shared/ui/Notice";
import { ProblemNotice } from "../../shared/ui/ProblemNotice";
import { ClassificationSign } from "../../shared/ui/Signs";
import { useAttempt } from "../../shared/ui/useAttempt";
import { DeleteDocumentDialog } from "./DeleteDocumentDialog";
import styles from "./DocumentPanel.module.css";
import type { Chosen } from "./EachDialog";
import { EditDocumentDialog } from "./EditDocumentDialog";
import { MoveDocumentDialog } from "./MoveDocumentDialog";

const versionFragment = graphql(/* GraphQL */ `
  fragment VersionLine on Version {
    id
    number
    size
    mediaType
    sha256
    createdAt
    contentUrl
    createdBy {
      id
      displayName
    }
  }
`);

const restoreVersionMutation = graphql(/* GraphQL */ `
  mutation RestoreVersion($input: RestoreVersionInput!) {
    restoreVersion(input: $input) {
      document {
        id
        updatedAt
        currentVersion {
          id
          size
          mediaType
        }
      }
    }
  }
`);

const documentQuery = graphql(/* GraphQL */ `
  query Document($id: ID!) {
    node(id: $id) {
      id
      ... on Document {
        title
        classification
        contentUrl
        createdAt
        createdBy {
          id
          displayName
        }
        folder {
          id
          name
        }
        currentVersion {
          id
          size
          mediaType
        }
        versions {
          id
          ...VersionLine
        }
        mayDownload: viewerCan(action: DOWNLOAD)
        mayEdit: viewerCan(action: EDIT)
        mayClassify: viewerCan(action: CLASSIFY)
        mayMove: viewerCan(action: MOVE)
        mayDelete: viewerCan(action: DELETE)
        mayShare: viewerCan(action: SHARE)
        mayRequest: viewerCan(action: REQUEST)
      }
    }
  }
`);

interface DocumentPanelProps {
  documentId: string;
  /** The root of the tree that the document can be moved in. */
  root: { id: string; name: string } | null;
  finished: number;
  onClose: () => void;
  onDeleted: (documents: readonly Chosen[]) => void;
  onShare: (document: { id: string; title: string }) => void;
  onRequest: (document: { id: string; title: string }) => void;
  onNewVersion: (documentId: string, file: File) => void;
  /** What was done to it, for those who may know. */
  activity: ReactNode;
  /** Who has access. */
  children: ReactNode;
}

type Doing = "preview" | "edit" | "move" | "delete";

/** One document beside the list: what it is, its versions, and what can be done with it. */
export function DocumentPanel(props: DocumentPanelProps) {
  const { documentId, root, finished, onClose, onDeleted, onShare, onRequest, onNewVersion, activity, children } =
    props;
  const { t, i18n } = useTranslation();
  const heading = useRef<HTMLHeadingElement>(null);
  const [doing, setDoing] = useState<Doing | null>(null);
  const [empty, setEmpty] = useState<string | null>(null);
  const [{ data, error }, ask] = useQuery({ query: documentQuery, variables: { id: documentId } });
  const document = data?.node?.__typename === "Document" && data.node.id === documentId ? data.node : null;

  useEffect(() => {
    if (finished > 0) ask({ requestPolicy: "network-only" });
  }, [finished, ask]);
  useEffect(() => {
    heading.current?.focus();
  }, [document?.id]);

  if (!document) {
    return (
      <aside className={styles["panel"]} aria-busy={!data && !error}>
        <div className={styles["close"]}>
          <IconButton icon="close" label={t("action.close")} onPress={onClose} />
        </div>
        {error && <ProblemNotice problem={toProblem(error)} />}
        {data && (
          <Empty icon="document" title={t("documents.gone")}>
            {t("documents.goneText")}
          </Empty>
        )}
      </aside>
    );
  }

  const actions: Action[] = [];
  if (document.mayEdit || document.mayClassify) {
    actions.push({
      id: "edit",
      label: t("documents.edit"),
      onAction: () => {
        setDoing("edit");
      },
    });
  }
  if (document.mayMove && root) {
    actions.push({
      id: "move",
      label: t("documents.move"),
      onAction: () => {
        setDoing("move");
      },
    });
  }
  if (document.mayDelete) {
    actions.push({
      id: "delete",
      label: t("documents.delete"),
      isDanger: true,
      onAction: () => {
        setDoing("delete");
      },
    });
  }

  return (
    <aside className={styles["panel"]} aria-labelledby="document-title">
      <header className={styles["head"]}>
        <h2 id="document-title" ref={heading} tabIndex={-1}>
          <bdi>{document.title}</bdi>
        </h2>
        <div className={styles["tools"]}>
          {actions.length > 0 && (
            <ActionMenu label={t("documents.actions")} actions={actions}>
              <IconButton icon="more" label={t("documents.actions")} />
            </ActionMenu>
          )}
          <IconButton icon="close" label={t("action.close")} onPress={onClose} />
        </div>
      </header>
      <dl className={styles["facts"]}>
        <dt>{t("documents.classification")}</dt>
        <dd>
          <ClassificationSign value={document.classification} />
        </dd>
        {document.currentVersion && (
          <>
            <dt>{t("documents.size")}</dt>
            <dd>{formatBytes(document.currentVersion.size, i18n.language)}</dd>
          </>
        )}
        {document.folder && (
          <>
            <dt>{t("documents.folder")}</dt>
            <dd>{document.folder.id === root?.id ? root.name : document.folder.name}</dd>
          </>
        )}
        <dt>{t("documents.broughtIn")}</dt>
        <dd>
          <p>{formatInstant(document.createdAt, i18n.language)}</p>
          {document.createdBy && <p className={styles["quiet"]}>{document.createdBy.displayName}</p>}
        </dd>
      </dl>
      <div className={styles["actions"]}>
        {document.mayDownload && (
          <a href={document.contentUrl} download={document.title} className={buttonClass("primary")}>
            <Icon name="download" />
            {t("action.download")}
          </a>
        )}
        {document.mayDownload && document.currentVersion && canPreview(document.currentVersion) && (
          <Button
            icon="preview"
            onPress={() => {
              setDoing("preview");
            }}
          >
            {t("preview.button")}
          </Button>
        )}
        {document.mayShare && (
          <Button
            icon="share"
            onPress={() => {
              onShare(document);
            }}
          >
            {t("grants.give")}
          </Button>
        )}
        {document.mayRequest && !document.mayShare && (
          <Button
            icon="access"
            onPress={() => {
              onRequest(document);
            }}
          >
            {t("requests.ask")}
          </Button>
        )}
        {!document.mayDownload && <p className={styles["quiet"]}>{t("documents.noDownload")}</p>}
      </div>
      <section className={styles["section"]}>{children}</section>
      <section className={styles["section"]}>
        <header className={styles["sectionHead"]}>
          <h3>{t("versions.title")}</h3>
          {document.mayEdit && (
            <FileTrigger
              onSelect={(files) => {
                const file = files?.item(0);
                if (!file) return;
                setEmpty(file.size === 0 ? file.name : null);
                if (file.size > 0) onNewVersion(document.id, file);
              }}
            >
              <Button kind="quiet" icon="upload">
                {t("versions.add")}
              </Button>
            </FileTrigger>
          )}
        </header>
        {empty !== null && (
          <div role="alert">
            <Notice title={t("versions.empty")}>
              <p>
                <bdi>{empty}</bdi>
              </p>
            </Notice>
          </div>
        )}
        <ol className={styles["versions"]}>
          {(document.versions ?? []).map((version) => (
            <VersionLine
              key={version.id}
              version={version}
              isCurrent={version.id === document.currentVersion?.id}
              mayDownload={document.mayDownload}
              mayRestore={document.mayEdit}
            />
          ))}
        </ol>
      </section>
      {activity && <section className={styles["section"]}>{activity}</section>}
      {doing === "preview" && document.currentVersion && (
        <LazyPreview
          document={document}
          mediaType={document.currentVersion.mediaType}
          onClose={() => {
            setDoing(null);
          }}
        />
      )}
      {doing === "edit" && (
        <EditDocumentDialog
          document={document}
          onClose={() => {
            setDoing(null);
          }}
        />
      )}
      {doing === "move" && root && (
        <MoveDocumentDialog
          documents={[document]}
          root={root}
          onClose={() => {
            setDoing(null);
          }}
        />
      )}
      {doing === "delete" && (
        <DeleteDocumentDialog
          documents={[document]}
          onDeleted={onDeleted}
          onClose={() => {
            setDoing(null);
          }}
        />
      )}
    </aside>
  );
}

interface VersionLineProps {
  version: FragmentType<typeof versionFragment>;
  isCurrent: boolean;
  mayDownload: boolean;
  mayRestore: boolean;
}

function VersionLine({ version: masked, isCurrent, mayDownload, mayRestore }: VersionLineProps) {
  const { t, i18n } = useTranslation();
  const send = useSend();
  const { pending, problem, attempt } = useAttempt();
  const version = unmask(versionFragment, masked);
  return (
    <li>
      <div>
        <p>
          <strong>{t("versions.number", { number: version.number })}</strong>
          {" · "}
          {formatBytes(version.size, i18n.language)}
          {isCurrent && <span className={styles["current"]}>{t("versions.current")}</span>}
        </p>
        <p className={styles["quiet"]}>
          {formatInstant(version.createdAt, i18n.language)}
          {version.createdBy && ` · ${version.createdBy.displayName}`}
        </p>
        <details className={styles["quiet"]}>
          <summary>{t("versions.fingerprint")}</summary>
          <code>{version.sha256}</code>
        </details>
        {problem && <ProblemNotice problem={problem} />}
      </div>
      {mayRestore && !isCurrent && (
        <Button
          kind="quiet"
          aria-label={t("versions.restoreOf", { number: version.number })}
          isPending={pending}
          onPress={() => {
            void attempt(() => send(restoreVersionMutation, { input: { versionId: version.id } }));
          }}
        >
          {t("versions.restore")}
        </Button>
      )}
      {mayDownload && (
        <a href={version.contentUrl} download className={buttonClass("quiet")}>
          <Icon name="download" />
          <span className="visually-hidden">{t("versions.download", { number: version.number })}</span>
        </a>
      )}
    </li>
  );
}
