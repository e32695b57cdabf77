import type { ReactNode } from "react";
import styles from "./Empty.module.css";
import { Icon, type IconName } from "./Icon";

interface EmptyProps {
  icon: IconName;
  title: string;
  /** What would be here, and how it gets here. */
  children: ReactNode;
  action?: ReactNode;
}

/** Stands where a list has nothing to show, and says how it fills. */
export function Empty({ icon, title, children, action }: EmptyProps) {
  return (
    <div className={styles["empty"]}>
      <span className={styles["sign"]}>
        <Icon name={icon} size={26} />
      </span>
      <h2>{title}</h2>
      <p>{children}</p>
      {action}
    </div>
  );
}
