import { useTranslation } from "react-i18next";
import type { Classification, GrantFate, GrantLevel, Importance, UserStatus } from "../../gql/graphql";
import styles from "./Signs.module.css";

export const classifications: readonly Classification[] = ["PUBLIC", "INTERNAL", "CONFIDENTIAL", "SECRET"];
export const importances: readonly Importance[] = ["LOW", "NORMAL", "HIGH", "CRITICAL"];
export const levels: readonly GrantLevel[] = ["VIEW", "DOWNLOAD", "EDIT"];
export const fates: readonly GrantFate[] = ["END", "HAND_OVER", "HOLD"];

function Notches({ of, filled }: { of: number; filled: number }) {
  return (
    <span aria-hidden className={styles["notches"]}>
      {Array.from({ length: of }, (_, index) => (
        <i key={index} data-filled={index < filled || undefined} />
      ))}
    </span>
  );
}

/** How confidential something is: notches that can be counted without seeing colours, and the word. */
export function ClassificationSign({ value }: { value: Classification }) {
  const { t } = useTranslation();
  return (
    <span className={styles["sign"]} data-classification={value}>
      <Notches of={classifications.length} filled={classifications.indexOf(value) + 1} />
      {t(`classification.${value}`)}
    </span>
  );
}

export function ImportanceSign({ value }: { value: Importance }) {
  const { t } = useTranslation();
  return (
    <span className={styles["importance"]} data-importance={value}>
      {t(`importance.${value}`)}
    </span>
  );
}

export function StatusSign({ value }: { value: UserStatus }) {
  const { t } = useTranslation();
  return (
    <span className={styles["status"]} data-status={value}>
      {t(`userStatus.${value}`)}
    </span>
  );
}
