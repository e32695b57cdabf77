import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Problem } from "../api/problem";
import { Icon } from "./Icon";
import styles from "./Notice.module.css";

interface ProblemNoticeProps {
  problem: Problem;
  /** What the person can press, such as "Try again". */
  action?: ReactNode;
}

/** What happened, what to do, and the request to name to whoever runs the vault. */
export function ProblemNotice({ problem, action }: ProblemNoticeProps) {
  const { t } = useTranslation();
  return (
    <div role="alert" className={`${styles["notice"]} ${styles["problem"]}`}>
      <Icon name="alert" />
      <div>
        <p className={styles["title"]}>{t(`problem.${problem.code}.what`)}</p>
        {problem.message !== "" && <p className={styles["message"]}>{problem.message}</p>}
        <p>{t(`problem.${problem.code}.do`)}</p>
        {problem.requestId !== null && (
          <p className={styles["request"]}>
            {t("problem.request")} <code>{problem.requestId}</code>
          </p>
        )}
        {action}
      </div>
    </div>
  );
}
