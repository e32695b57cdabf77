import { Link, type ErrorComponentProps } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { toProblem } from "../shared/api/problem";
import { Button, buttonClass } from "../shared/ui/Button";
import { Empty } from "../shared/ui/Empty";
import { ProblemNotice } from "../shared/ui/ProblemNotice";
import styles from "./Fallback.module.css";

/** Stands where a view broke or could not be loaded. */
export function Failed({ error }: ErrorComponentProps) {
  const { t } = useTranslation();
  return (
    <main className={styles["failed"]}>
      <ProblemNotice
        problem={toProblem(error)}
        action={
          <Button
            onPress={() => {
              location.reload();
            }}
          >
            {t("action.reload")}
          </Button>
        }
      />
    </main>
  );
}

export function NotFound() {
  const { t } = useTranslation();
  return (
    <main>
      <Empty
        icon="search"
        title={t("notFound.title")}
        action={
          <Link to="/" className={buttonClass("primary")}>
            {t("notFound.home")}
          </Link>
        }
      >
        {t("notFound.text")}
      </Empty>
    </main>
  );
}
