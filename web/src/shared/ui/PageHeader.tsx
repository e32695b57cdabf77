import type { ReactNode } from "react";
import styles from "./PageHeader.module.css";

interface PageHeaderProps {
  title: string;
  /** One sentence on what the view is for, or the facts about its subject. */
  children?: ReactNode;
  actions?: ReactNode;
}

export function PageHeader({ title, children, actions }: PageHeaderProps) {
  return (
    <header className={styles["header"]}>
      <title>{`${title} · Strongroom`}</title>
      <div>
        <h1 tabIndex={-1}>{title}</h1>
        {children !== undefined && <div className={styles["about"]}>{children}</div>}
      </div>
      {actions !== undefined && <div className={styles["actions"]}>{actions}</div>}
    </header>
  );
}
