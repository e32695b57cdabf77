import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Tab, TabList, TabPanel, Tabs } from "react-aria-components";
import { GrantTable } from "../../features/grants/GrantTable";
import { RequestDialog } from "../../features/requests/RequestDialog";
import { RequestTable } from "../../features/requests/RequestTable";
import { useViewer } from "../../shared/api/viewer";
import { Empty } from "../../shared/ui/Empty";
import { PageHeader } from "../../shared/ui/PageHeader";
import styles from "./AccessView.module.css";

/** What is open to the person, what they have opened to others, and what was asked for. */
export function AccessView() {
  const { t } = useTranslation();
  const { user } = useViewer();
  const [wanted, setWanted] = useState<{ id: string; title: string } | null>(null);
  const mayGive = user.kind !== "PARTNER";
  const received = (
    <GrantTable
      label={t("access.received")}
      filter={{ userId: user.id }}
      other="giver"
      {...(!user.byLink && { onRequest: setWanted })}
      empty={
        <Empty icon="access" title={t("access.noneReceived")}>
          {t("access.noneReceivedText")}
        </Empty>
      }
    />
  );
  const header = <PageHeader title={t("access.title")}>{t("access.about")}</PageHeader>;
  if (user.byLink) {
    return (
      <>
        {header}
        {received}
      </>
    );
  }
  return (
    <>
      {header}
      <Tabs className={styles["tabs"] ?? ""}>
        <TabList aria-label={t("access.title")} className={styles["list"] ?? ""}>
          <Tab id="received" className={styles["tab"] ?? ""}>
            {t("access.received")}
          </Tab>
          {mayGive && (
            <Tab id="given" className={styles["tab"] ?? ""}>
              {t("access.given")}
            </Tab>
          )}
          <Tab id="requests" className={styles["tab"] ?? ""}>
            {t("access.requests")}
          </Tab>
        </TabList>
        <TabPanel id="received" className={styles["panel"] ?? ""}>
          {received}
        </TabPanel>
        {mayGive && (
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
        )}
        <TabPanel id="requests" className={`${styles["panel"]} ${styles["requests"]}`}>
          <RequestTable title={t("access.undecided")} filter={{ pending: true }} whose="others" empty={null} />
          <RequestTable
            title={t("access.asked")}
            filter={{ userId: user.id }}
            whose="own"
            empty={
              <Empty icon="access" title={t("access.noneAsked")}>
                {t("access.noneAskedText")}
              </Empty>
            }
          />
        </TabPanel>
      </Tabs>
      {wanted && (
        <RequestDialog
          document={wanted}
          onClose={() => {
            setWanted(null);
          }}
        />
      )}
    </>
  );
}
