import { useTranslation } from "react-i18next";
import { Tab, TabList, TabPanel, Tabs } from "react-aria-components";
import { GrantTable } from "../../features/grants/GrantTable";
import { useViewer } from "../../shared/api/viewer";
import { Empty } from "../../shared/ui/Empty";
import { PageHeader } from "../../shared/ui/PageHeader";
import styles from "./AccessView.module.css";

/** What is open to the person, and what they have opened to others. */
export function AccessView() {
  const { t } = useTranslation();
  const { user } = useViewer();
  const received = (
    <GrantTable
      label={t("access.received")}
      filter={{ userId: user.id }}
      other="giver"
      empty={
        <Empty icon="access" title={t("access.noneReceived")}>
          {t("access.noneReceivedText")}
        </Empty>
      }
    />
  );
  return (
    <>
      <PageHeader title={t("access.title")}>{t("access.about")}</PageHeader>
      {user.kind === "PARTNER" ? (
        received
      ) : (
        <Tabs className={styles["tabs"] ?? ""}>
          <TabList aria-label={t("access.title")} className={styles["list"] ?? ""}>
            <Tab id="received" className={styles["tab"] ?? ""}>
              {t("access.received")}
            </Tab>
            <Tab id="given" className={styles["tab"] ?? ""}>
              {t("access.given")}
            </Tab>
          </TabList>
          <TabPanel id="received" className={styles["panel"] ?? ""}>
            {received}
          </TabPanel>
          <TabPanel id="given" className={styles["panel"] ?? ""}>
            <GrantTable
              label={t("access.given")}
              filter={{ giverId: user.id }}
              other="user"
              empty={
                <Empty icon="share" title={t("access.noneGiven")}>
                  {t("access.noneGivenText")}
                </Empty>
              }
            />
          </TabPanel>
        </Tabs>
      )}
    </>
  );
}
