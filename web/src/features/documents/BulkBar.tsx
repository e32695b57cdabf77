import { useState } from "react";
import { useTranslation } from "react-i18next";
import { takeAwayDocuments } from "../../shared/api/save";
import { Button } from "../../shared/ui/Button";
import { ZipButton } from "../../shared/ui/ZipButton";
import styles from "./BulkBar.module.css";
import { ClassifyDialog } from "./ClassifyDialog";
import { DeleteDocumentDialog } from "./DeleteDocumentDialog";
import type { Chosen } from "./EachDialog";
import { MoveDocumentDialog } from "./MoveDocumentDialog";

/** A document that is chosen, with what the server lets the viewer do to it. */
export interface Selected extends Chosen {
  readonly mayDownload: boolean;
  readonly mayMove: boolean;
  readonly mayClassify: boolean;
  readonly mayDelete: boolean;
}

interface BulkBarProps {
  documents: readonly Selected[];
  /** The folder that they are in. */
  folderId: string;
  root: { id: string; name: string } | null;
  onDeleted: (documents: readonly Chosen[]) => void;
  onClear: () => void;
}

/** What can be done to all documents that are chosen. */
export function BulkBar({ documents, folderId, root, onDeleted, onClear }: BulkBarProps) {
  const { t } = useTranslation();
  const [doing, setDoing] = useState<"move" | "classify" | "delete" | null>(null);
  const close = () => {
    setDoing(null);
  };
  const chosen = documents.map(({ id, title }) => ({ id, title, folder: { id: folderId } }));
  const offers = [
    { id: "move", may: root !== null && documents.every(({ mayMove }) => mayMove) },
    { id: "classify", may: documents.every(({ mayClassify }) => mayClassify) },
    { id: "delete", may: documents.every(({ mayDelete }) => mayDelete) },
  ] as const;
  return (
    <div role="toolbar" aria-label={t("documents.bulk")} className={styles["bar"]}>
      <strong aria-live="polite">{t("documents.selected", { count: documents.length })}</strong>
      {documents.every(({ mayDownload }) => mayDownload) && (
        <ZipButton
          take={(attempt) =>
            takeAwayDocuments(
              documents.map(({ id }) => id),
              attempt,
            )
          }
        />
      )}
      {offers.map(
        ({ id, may }) =>
          may && (
            <Button
              key={id}
              onPress={() => {
                setDoing(id);
              }}
            >
              {t(`documents.${id}`)}
            </Button>
          ),
      )}
      <Button kind="quiet" onPress={onClear}>
        {t("documents.unselect")}
      </Button>
      {doing === "move" && root && (
        <MoveDocumentDialog documents={chosen} root={root} onMoved={onClear} onClose={close} />
      )}
      {doing === "classify" && <ClassifyDialog documents={chosen} onDone={onClear} onClose={close} />}
      {doing === "delete" && <DeleteDocumentDialog documents={chosen} onDeleted={onDeleted} onClose={close} />}
    </div>
  );
}
