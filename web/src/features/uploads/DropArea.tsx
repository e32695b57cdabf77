import type { ReactNode } from "react";
import { DropZone } from "react-aria-components";
import { useTranslation } from "react-i18next";
import { Icon } from "../../shared/ui/Icon";
import { ProblemNotice } from "../../shared/ui/ProblemNotice";
import { useAttempt } from "../../shared/ui/useAttempt";
import styles from "./DropArea.module.css";
import { fromDrop, type Incoming } from "./incoming";

interface DropAreaProps {
  /** Where dropped files go; left out for those who may not bring anything in. */
  folder: { name: string } | undefined;
  onFiles: (files: Incoming[]) => void;
  children: ReactNode;
}

/** Takes files that are dropped on its children. */
export function DropArea({ folder, onFiles, children }: DropAreaProps) {
  const { t } = useTranslation();
  const { pending, problem, attempt } = useAttempt();
  if (!folder) return <div className={styles["area"]}>{children}</div>;
  return (
    <DropZone
      className={styles["area"] ?? ""}
      aria-label={t("uploads.drop", { folder: folder.name })}
      onDrop={({ items }) => {
        void attempt(async () => {
          const files = await fromDrop(items);
          if (files.length > 0) onFiles(files);
        });
      }}
    >
      {pending && (
        <p role="status" className={styles["reading"]}>
          {t("uploads.reading")}
        </p>
      )}
      {problem && <ProblemNotice problem={problem} />}
      {children}
      <p aria-hidden className={styles["over"]}>
        <Icon name="upload" size={28} />
        {t("uploads.drop", { folder: folder.name })}
      </p>
    </DropZone>
  );
}
