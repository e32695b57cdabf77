import { useTranslation } from "react-i18next";
import { formatInstant } from "../../shared/format/instant";
import { usePages } from "../../shared/list/usePages";
import { Button } from "../../shared/ui/Button";
import { ProblemNotice } from "../../shared/ui/ProblemNotice";
import styles from "./Activity.module.css";
import { deedOf } from "./deeds";
import { eventsQuery } from "./events";

const few = 10;

/** What was done to a document, by whom and when, the newest first: from the log, for those who may read this part of it. */
export function Activity({ documentId }: { documentId: string }) {
  const { t, i18n } = useTranslation();
  const pages = usePages(
    eventsQuery,
    { filter: { objectId: documentId }, first: few },
    ({ auditEvents }) => auditEvents,
  );
  return (
    <>
      <h3 id="activity">{t("activity.title")}</h3>
      {pages.problem && (
        <ProblemNotice
          problem={pages.problem}
          action={
            <Button kind="quiet" onPress={pages.ask}>
              {t("action.retry")}
            </Button>
          }
        />
      )}
      <ul className={styles["list"]} aria-labelledby="activity" aria-busy={pages.isBusy}>
        {pages.rows.map((event) => {
          const deed = deedOf(event);
          return (
            <li key={event.id}>
              <p>
                <bdi className={styles["who"]}>
                  {event.actor?.displayName ?? (event.actorSystem === null ? t("person.hidden") : t("activity.vault"))}
                </bdi>{" "}
                {deed === null ? <code>{event.action}</code> : t(`activity.deed.${deed}`)}
              </p>
              <time className={styles["at"]} dateTime={event.at}>
                {formatInstant(event.at, i18n.language)}
              </time>
            </li>
          );
        })}
      </ul>
      {!pages.isComing && !pages.isWhole && (
        <div>
          <Button
            kind="quiet"
            isPending={pages.isBusy}
            onPress={() => {
              pages.show(0, pages.rows.length - 1);
            }}
          >
            {t("action.more")}
          </Button>
        </div>
      )}
    </>
  );
}
