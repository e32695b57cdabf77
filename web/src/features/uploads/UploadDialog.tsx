import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Classification } from "../../gql/graphql";
import { formatBytes } from "../../shared/format/bytes";
import { FormDialog } from "../../shared/ui/Dialog";
import { Notice } from "../../shared/ui/Notice";
import { ClassificationPick } from "../../shared/ui/ClassificationPick";
import { titleOf, type Incoming } from "./incoming";
import styles from "./UploadDialog.module.css";
import { useUploadQueue } from "./UploadsContext";
import { useTaken } from "./useTaken";

// More names than this are counted, not listed.
const listed = 6;

interface UploadDialogProps {
  files: readonly Incoming[];
  folder: { id: string; name: string };
  onClose: () => void;
}

/** Says what is about to be brought in, and asks how confidential it is. */
export function UploadDialog({ files, folder, onClose }: UploadDialogProps) {
  const { t, i18n } = useTranslation();
  const queue = useUploadQueue();
  const [classification, setClassification] = useState<Classification>("INTERNAL");
  const empty = files.filter(({ file }) => file.size === 0);
  const full = files.filter(({ file }) => file.size > 0);
  const folders = new Set(full.map(({ path }) => path.join("/"))).size;
  const twice = full.length - new Set(full.map(({ file, path }) => [...path, file.name].join("/"))).size;
  const taken = useTaken(
    folder.id,
    full.flatMap(({ file, path }) => (path.length === 0 ? [titleOf(file.name, 255)] : [])),
  );
  const changed = full.filter(({ file }) => titleOf(file.name, 255) !== file.name).length;
  const some = (names: readonly string[]) => new Intl.ListFormat(i18n.language).format(names.slice(0, listed));
  return (
    <FormDialog
      title={t("uploads.addTitle", { folder: folder.name })}
      action={t("uploads.add", { count: full.length })}
      isComplete={full.length > 0}
      onClose={onClose}
      onSubmit={() => {
        queue.add(full, { folderId: folder.id, classification });
        return Promise.resolve();
      }}
    >
      <ul className={styles["files"]}>
        {full.slice(0, listed).map(({ file, path }, index) => (
          <li key={index}>
            <bdi>{[...path, titleOf(file.name, 255)].join(" / ")}</bdi>
            <span>{formatBytes(file.size, i18n.language)}</span>
          </li>
        ))}
        {full.length > listed && <li>{t("uploads.andMore", { count: full.length - listed })}</li>}
      </ul>
      {empty.length > 0 && (
        <Notice title={t("uploads.empty", { count: empty.length })}>
          <p>{t("uploads.emptyText", { names: some(empty.map(({ file }) => titleOf(file.name, 255))) })}</p>
        </Notice>
      )}
      {folders > 1 && <p>{t("uploads.folders", { count: folders })}</p>}
      {twice > 0 && <Notice title={t("uploads.twice", { count: twice })} />}
      {taken.length > 0 && (
        <Notice title={t("uploads.taken", { count: taken.length })}>
          <p>{t("uploads.takenText", { names: some(taken) })}</p>
        </Notice>
      )}
      {changed > 0 && <Notice title={t("uploads.changed", { count: changed })} />}
      <ClassificationPick value={classification} onChange={setClassification} />
    </FormDialog>
  );
}
