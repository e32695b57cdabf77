import { useTranslation } from "react-i18next";
import { formatInstant } from "../../shared/format/instant";
import { Notice } from "../../shared/ui/Notice";
import { ProblemNotice } from "../../shared/ui/ProblemNotice";
import styles from "./RehearsalNotice.module.css";
import type { Losses, Rehearsal } from "./useRehearsal";

/** Who loses what by a new classification, before it is given. */
export function RehearsalNotice({ rehearsal }: { rehearsal: Rehearsal | null | undefined }) {
  const { t } = useTranslation();
  if (rehearsal === null) return null;
  if (rehearsal === undefined) return <p role="status">{t("rehearsal.coming")}</p>;
  if (rehearsal.problem) return <ProblemNotice problem={rehearsal.problem} />;
  const losing = rehearsal.losses.filter(({ losses }) => count(losses) > 0);
  const sum = losing.reduce((before, { losses }) => before + count(losses), 0);
  return (
    <div role="status">
      {sum === 0 ? (
        <p className={styles["quiet"]}>{t("rehearsal.nobody")}</p>
      ) : (
        <Notice title={t("rehearsal.title", { count: sum })}>
          {losing.map(({ document, losses }) => (
            <div key={document.id}>
              {rehearsal.losses.length > 1 && (
                <p>
                  <bdi>{document.title}</bdi>
                </p>
              )}
              <Lines losses={losses} />
            </div>
          ))}
        </Notice>
      )}
      {rehearsal.left > 0 && <p className={styles["quiet"]}>{t("rehearsal.left", { count: rehearsal.left })}</p>}
    </div>
  );
}

function count({ grantsEnded, grantsShortened, grantsClosed, memberships, hidden }: Losses): number {
  return grantsEnded.length + grantsShortened.length + grantsClosed.length + memberships.length + hidden;
}

function Lines({ losses }: { losses: Losses }) {
  const { t, i18n } = useTranslation();
  const name = (user: { displayName: string } | null) => user?.displayName ?? t("person.hidden");
  return (
    <ul className={styles["lines"]}>
      {losses.grantsEnded.map(({ id, user }) => (
        <li key={id}>{t("rehearsal.ended", { person: name(user) })}</li>
      ))}
      {losses.grantsShortened.map(({ until, grant }) => (
        <li key={grant.id}>
          {t("rehearsal.shortened", { person: name(grant.user), at: formatInstant(until, i18n.language) })}
        </li>
      ))}
      {losses.grantsClosed.map(({ id, user, folder }) => (
        <li key={id}>{t("rehearsal.closed", { person: name(user), folder: folder?.name ?? "…" })}</li>
      ))}
      {losses.memberships.map(({ id, user, role }) => (
        <li key={id}>{t("rehearsal.member", { person: name(user), role: t(`customerRole.${role}`) })}</li>
      ))}
      {losses.hidden > 0 && <li>{t("rehearsal.hidden", { count: losses.hidden })}</li>}
    </ul>
  );
}
