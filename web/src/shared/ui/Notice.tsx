import type { ReactNode } from "react";
import { Icon, type IconName } from "./Icon";
import styles from "./Notice.module.css";

interface NoticeProps {
  title: string;
  icon?: IconName;
  children?: ReactNode;
}

/** Something to know before going on. */
export function Notice({ title, icon = "alert", children }: NoticeProps) {
  return (
    <div className={`${styles["notice"]} ${styles["brass"]}`}>
      <Icon name={icon} />
      <div>
        <p className={styles["title"]}>{title}</p>
        {children}
      </div>
    </div>
  );
}
