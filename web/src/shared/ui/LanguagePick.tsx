import { useState } from "react";
import { useTranslation } from "react-i18next";
import { toProblem, type Problem } from "../api/problem";
import { currentLanguage, languages, setLanguage } from "../i18n/i18n";
import styles from "./LanguagePick.module.css";
import { ProblemNotice } from "./ProblemNotice";

/** The languages side by side, each by its own name. */
export function LanguagePick() {
  const { t } = useTranslation();
  const [problem, setProblem] = useState<Problem | null>(null);
  return (
    <>
      <div role="group" aria-label={t("language.label")} className={styles["languages"]}>
        {languages.map(([language, name]) => (
          <button
            key={language}
            type="button"
            lang={language}
            aria-pressed={language === currentLanguage()}
            onClick={() => {
              setProblem(null);
              setLanguage(language).catch((error: unknown) => {
                setProblem(toProblem(error));
              });
            }}
          >
            {name}
          </button>
        ))}
      </div>
      {problem && <ProblemNotice problem={problem} />}
    </>
  );
}
