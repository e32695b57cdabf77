import { useTranslation } from "react-i18next";
import { FeedList } from "../../features/signals/FeedList";
import { PageHeader } from "../../shared/ui/PageHeader";

export function SignalsView() {
  const { t } = useTranslation();
  return (
    <>
      <PageHeader title={t("signals.title")}>{t("signals.about")}</PageHeader>
      <FeedList />
    </>
  );
}
