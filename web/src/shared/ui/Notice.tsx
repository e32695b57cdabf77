import type { ReactNode } from "react";
import { Icon, type IconName } from "./Icon";
import styles from "./Notice.module.css";

interface NoticeProps {
  title: string;
  icon?: IconName;
  children?: ReactNode;
  /** What can be done about it. */
  actions?: ReactNode;
}

/** Something to know before going on. */
export function Notice({ title, icon = "alert", children, actions }: NoticeProps) {
  return (
    <div className={`${styles["notice"]} ${styles["brass"]}`}>
      <Icon name={icon} />
      <div>
        <p className={styles["title"]}>{title}</p>
        {children}
        {actions !== undefined && <span className={styles["actions"]}>{actions}</span>}
      </div>
    </div>
  );
}
