import { useTranslation } from "react-i18next";
import { DepartureList } from "../../features/departures/DepartureList";
import { PageHeader } from "../../shared/ui/PageHeader";

export function DeparturesView() {
  const { t } = useTranslation();
  return (
    <>
      <PageHeader title={t("departures.title")}>{t("departures.about")}</PageHeader>
      <DepartureList />
    </>
  );
}
