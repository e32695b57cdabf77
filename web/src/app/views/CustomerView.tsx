import { Link, useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useQuery } from "urql";
import { Contacts } from "../../features/customers/Contacts";
import { TeamDialog } from "../../features/customers/TeamDialog";
import { CreateFolderDialog } from "../../features/documents/CreateFolderDialog";
import { DocumentList } from "../../features/documents/DocumentList";
import { DocumentPanel } from "../../features/documents/DocumentPanel";
import { FolderMenu } from "../../features/documents/FolderMenu";
import { FolderTree } from "../../features/documents/FolderTree";
import { RestoreNotice } from "../../features/documents/RestoreNotice";
import { Activity } from "../../features/events/Activity";
import { AccessList } from "../../features/grants/AccessList";
import { ShareDialog } from "../../features/grants/ShareDialog";
import { RequestDialog } from "../../features/requests/RequestDialog";
import { DropArea } from "../../features/uploads/DropArea";
import type { Incoming } from "../../features/uploads/incoming";
import { UploadButton } from "../../features/uploads/UploadButton";
import { UploadDialog } from "../../features/uploads/UploadDialog";
import { useFinishedUploads, useUploadQueue } from "../../features/uploads/UploadsContext";
import { graphql } from "../../gql";
import { toProblem } from "../../shared/api/problem";
import { useViewer } from "../../shared/api/viewer";
import { useDebounced } from "../../shared/time/useDebounced";
import { Button, buttonClass } from "../../shared/ui/Button";
import { Dialog, DialogBody } from "../../shared/ui/Dialog";
import { Empty } from "../../shared/ui/Empty";
import { Toolbar } from "../../shared/ui/Field";
import { PageHeader } from "../../shared/ui/PageHeader";
import { ProblemNotice } from "../../shared/ui/ProblemNotice";
import { ImportanceSign } from "../../shared/ui/Signs";
import styles from "./CustomerView.module.css";

const customerQuery = graphql(/* GraphQL */ `
  query Customer($id: ID!) {
    node(id: $id) {
      id
      ... on Customer {
        name
        category
        importance
        mayDelete: viewerCan(action: DELETE_DOCUMENTS)
        mayAudit: viewerCan(action: AUDIT)
        ...Contacts
        rootFolder {
          id
          name
        }
      }
    }
  }
`);

const folderQuery = graphql(/* GraphQL */ `
  query FolderHere($id: ID!) {
    node(id: $id) {
      id
      ... on Folder {
        name
        mayCreateFolder: viewerCan(action: CREATE_FOLDER)
        mayUpload: viewerCan(action: UPLOAD)
        mayShare: viewerCan(action: SHARE)
        mayDownload: viewerCan(action: DOWNLOAD)
        parent {
          id
          name
          parent {
            id
            name
            parent {
              id
              name
              parent {
                id
                name
              }
            }
          }
        }
      }
    }
  }
`);

interface FolderName {
  readonly id: string;
  readonly name: string;
  readonly parent?: FolderName | null;
}

// From the top down to the folder itself.
function pathOf(folder: FolderName): FolderName[] {
  return [...(folder.parent ? pathOf(folder.parent) : []), folder];
}

type Doing =
  | { what: "folder" | "team" | "access" }
  | { what: "upload"; files: Incoming[] }
  | { what: "share"; thing: Thing }
  | { what: "request"; document: { id: string; title: string } };

interface Thing {
  id: string;
  name: string;
  isFolder: boolean;
}

/** A customer's papers: the tree, the documents of one folder, and one document. */
export function CustomerView() {
  const { t } = useTranslation();
  const { customerId } = useParams({ from: "/inside/customers/$customerId" });
  const search = useSearch({ from: "/inside/customers/$customerId" });
  const navigate = useNavigate({ from: "/customers/$customerId" });
  const viewer = useViewer();
  const queue = useUploadQueue();
  const finished = useDebounced(useFinishedUploads(), 300); // ten thousand files are not ten thousand questions
  const [doing, setDoing] = useState<Doing | null>(null);
  const [gone, setGone] = useState<readonly { id: string; title: string }[]>([]);
  const [{ data, error }] = useQuery({ query: customerQuery, variables: { id: customerId } });
  const customer = data?.node?.__typename === "Customer" && data.node.id === customerId ? data.node : null;
  const root = customer?.rootFolder ? { id: customer.rootFolder.id, name: t("folders.root") } : null;
  const folderId = search.folder ?? root?.id;
  const [{ data: within, fetching }] = useQuery({
    query: folderQuery,
    variables: { id: folderId ?? "" },
    pause: folderId === undefined,
  });
  const folder = within?.node?.__typename === "Folder" && within.node.id === folderId ? within.node : null;

  if (error && !data) return <ProblemNotice problem={toProblem(error)} />;
  if (data && !customer) {
    return (
      <Empty
        icon="customers"
        title={t("customers.gone")}
        action={
          <Link to="/customers" className={buttonClass("plain")}>
            {t("customers.all")}
          </Link>
        }
      >
        {t("customers.goneText")}
      </Empty>
    );
  }
  if (!customer) return <div aria-busy className={styles["coming"]} />;

  const path = folder ? pathOf(folder) : [];
  const here = folder && { id: folder.id, name: root && folder.id === root.id ? root.name : folder.name };
  const takeIn = (files: Incoming[]) => {
    setDoing({ what: "upload", files });
  };
  const upload = folder?.mayUpload ? <UploadButton onFiles={takeIn} /> : null;
  const leaveDocument = () => {
    void navigate({ search: ({ document: _, ...rest }) => rest });
  };
  const deleted = (documents: typeof gone) => {
    setGone(documents);
    if (documents.some(({ id }) => id === search.document)) leaveDocument();
  };
  const close = () => {
    setDoing(null);
  };

  return (
    <>
      <PageHeader
        title={customer.name}
        actions={
          <Button
            icon="people"
            onPress={() => {
              setDoing({ what: "team" });
            }}
          >
            {t("team.title")}
          </Button>
        }
      >
        <p className={styles["facts"]}>
          <span>{customer.category}</span>
          <ImportanceSign value={customer.importance} />
          <Contacts customer={customer} />
        </p>
      </PageHeader>
      <div className={styles["layout"]} data-panel={search.document !== undefined || undefined}>
        <div className={styles["tree"]}>
          {root && folderId !== undefined && (
            <FolderTree customerId={customerId} root={root} currentId={folderId} path={path.map(({ id }) => id)} />
          )}
          {folder?.mayCreateFolder && (
            <Button
              kind="quiet"
              icon="plus"
              onPress={() => {
                setDoing({ what: "folder" });
              }}
            >
              {t("folders.new")}
            </Button>
          )}
        </div>
        <div className={styles["documents"]}>
          <Toolbar
            end={
              <>
                {here && (
                  <Button
                    icon="access"
                    onPress={() => {
                      setDoing({ what: "access" });
                    }}
                  >
                    {t("grants.ofFolder")}
                  </Button>
                )}
                {folder?.mayUpload && <UploadButton ofFolder onFiles={takeIn} />}
                {upload}
              </>
            }
          >
            <div className={styles["place"]}>
              <h2 className={styles["here"]}>{here?.name ?? "…"}</h2>
              {folder && <FolderMenu folder={folder} customer={customer} />}
            </div>
          </Toolbar>
          {gone.length > 0 && (
            <RestoreNotice
              key={gone[0]?.id}
              documents={gone}
              onClose={() => {
                setGone([]);
              }}
            />
          )}
          <DropArea folder={folder?.mayUpload && here ? here : undefined} onFiles={takeIn}>
            {folderId === undefined ? (
              <Empty icon="folder" title={t("folders.closed")}>
                {t("folders.closedText")}
              </Empty>
            ) : within && !folder && !fetching ? (
              <Empty icon="folder" title={t("folders.missing")}>
                {t("folders.missingText")}
              </Empty>
            ) : (
              <DocumentList
                key={folderId}
                customerId={customerId}
                folderId={folderId}
                root={root}
                currentId={search.document}
                finished={finished}
                upload={upload}
                onDeleted={deleted}
              />
            )}
          </DropArea>
        </div>
        {search.document !== undefined && (
          <DocumentPanel
            key={search.document}
            documentId={search.document}
            root={root}
            finished={finished}
            onClose={leaveDocument}
            onDeleted={deleted}
            onShare={({ id, title }) => {
              setDoing({ what: "share", thing: { id, name: title, isFolder: false } });
            }}
            onRequest={(document) => {
              setDoing({ what: "request", document });
            }}
            onNewVersion={(documentId, file) => {
              queue.add([{ file, path: [] }], { documentId });
            }}
            activity={customer.mayAudit && <Activity key={finished} documentId={search.document} />}
          >
            <AccessList id={search.document} />
            {viewer.canReadAudit && (
              <Link to="/events" search={{ object: search.document }}>
                {t("events.history")}
              </Link>
            )}
          </DocumentPanel>
        )}
      </div>
      {doing?.what === "team" && <TeamDialog customerId={customerId} onClose={close} />}
      {doing?.what === "share" && <ShareDialog thing={doing.thing} onClose={close} />}
      {doing?.what === "request" && <RequestDialog document={doing.document} onClose={close} />}
      {doing?.what === "folder" && here && (
        <CreateFolderDialog
          parent={here}
          onCreated={(id) => {
            void navigate({ search: { folder: id } });
          }}
          onClose={close}
        />
      )}
      {doing?.what === "upload" && here && <UploadDialog files={doing.files} folder={here} onClose={close} />}
      {doing?.what === "access" && here && (
        <Dialog title={here.name} onClose={close}>
          <DialogBody>
            <AccessList id={here.id} />
            {folder.mayShare && (
              <Button
                kind="primary"
                icon="share"
                onPress={() => {
                  setDoing({ what: "share", thing: { ...here, isFolder: true } });
                }}
              >
                {t("grants.give")}
              </Button>
            )}
          </DialogBody>
        </Dialog>
      )}
    </>
  );
}
