import { useTranslation } from "react-i18next";
import type { Classification } from "../../gql/graphql";
import { Pick } from "./Field";
import { classifications } from "./Signs";

interface ClassificationPickProps {
  value: Classification;
  onChange: (value: Classification) => void;
}

/** How confidential documents are, with what each classification means. */
export function ClassificationPick({ value, onChange }: ClassificationPickProps) {
  const { t } = useTranslation();
  return (
    <Pick
      label={t("documents.classification")}
      look="cards"
      value={value}
      onChange={onChange}
      options={classifications.map((each) => ({
        value: each,
        label: t(`classification.${each}`),
        note: t(`classificationNote.${each}`),
      }))}
    />
  );
}
