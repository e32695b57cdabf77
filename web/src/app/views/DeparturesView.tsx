import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { DepartureList } from "../../features/departures/DepartureList";
import { useSilentFeeds } from "../../features/signals/feeds";
import { useViewer } from "../../shared/api/viewer";
import { Empty } from "../../shared/ui/Empty";
import { Notice } from "../../shared/ui/Notice";
import { PageHeader } from "../../shared/ui/PageHeader";
import styles from "./DeparturesView.module.css";

/** Who will leave, and who left. */
export function DeparturesView() {
  const { t } = useTranslation();
  const { canManagePeople } = useViewer();
  const silent = useSilentFeeds(canManagePeople);
  return (
    <>
      <PageHeader title={t("departures.title")}>{t("departures.about")}</PageHeader>
      {silent > 0 && (
        <Notice title={t("signals.silentFeeds", { count: silent })}>
          <Link to="/signals">{t("signals.look")}</Link>
        </Notice>
      )}
      <section className={styles["part"]} aria-labelledby="planned">
        <h2 id="planned">{t("departures.planned")}</h2>
        <DepartureList
          state={["PLANNED"]}
          direction="ASC"
          empty={<p className={styles["quiet"]}>{t("departures.nonePlanned")}</p>}
        />
      </section>
      <section className={styles["part"]} aria-labelledby="past">
        <h2 id="past">{t("departures.past")}</h2>
        <DepartureList
          state={["DONE", "CANCELLED"]}
          direction="DESC"
          empty={
            <Empty icon="departures" title={t("departures.none")}>
              {t("departures.noneText")}
            </Empty>
          }
        />
      </section>
    </>
  );
}
