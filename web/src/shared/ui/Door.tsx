import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import styles from "./Door.module.css";
import { LanguagePick } from "./LanguagePick";
import { Mark } from "./Mark";

interface DoorProps {
  title: string;
  /** What is to be done, in a sentence. */
  how?: ReactNode;
  children: ReactNode;
}

/** The frame around what stands before a way in: what this place promises, and beside it what is to be done. */
export function Door({ title, how, children }: DoorProps) {
  const { t } = useTranslation();
  return (
    <div className={styles["page"]}>
      <title>{`${title} · Strongroom`}</title>
      <aside className={styles["door"]}>
        <p className={styles["brand"]}>
          <Mark size={34} /> Strongroom
        </p>
        <div className={styles["promise"]}>
          <p className={styles["lead"]}>{t("signIn.promise")}</p>
          <svg aria-hidden viewBox="0 0 100 2" preserveAspectRatio="none" className={styles["fuse"]}>
            <rect width="100" height="2" rx="1" className={styles["track"]} />
            <rect width="100" height="2" rx="1" className={styles["burning"]} />
          </svg>
          <p>{t("signIn.promiseMore")}</p>
        </div>
      </aside>
      <main className={styles["main"]}>
        <div className={styles["card"]}>
          <h1 tabIndex={-1}>{title}</h1>
          {how !== undefined && <p className={styles["how"]}>{how}</p>}
          {children}
          <LanguagePick />
        </div>
      </main>
    </div>
  );
}
