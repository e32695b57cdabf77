import { useTranslation } from "react-i18next";
import { graphql, unmask, type FragmentType } from "../../gql";
import { browserOf } from "../../shared/format/browser";
import { formatNear } from "../../shared/format/instant";
import { now, useClock } from "../../shared/time/clock";
import styles from "./Person.module.css";

const sessionFragment = graphql(/* GraphQL */ `
  fragment SessionLine on Session {
    id
    createdAt
    idleUntil
    expiresAt
    endedAt
    userAgent
  }
`);

type MaskedSession = FragmentType<typeof sessionFragment> & { readonly id: string };

/** The browsers that somebody is signed in with. */
export function Sessions({ sessions }: { sessions: readonly MaskedSession[] }) {
  const { t } = useTranslation();
  const instant = useClock((time) => Math.floor(time / 10_000) * 10_000);
  const open = sessions.filter((masked) => {
    const session = unmask(sessionFragment, masked);
    return session.endedAt === null && Math.min(Date.parse(session.idleUntil), Date.parse(session.expiresAt)) > instant;
  });
  if (open.length === 0) return <p className={styles["quiet"]}>{t("sessions.none")}</p>;
  return (
    <ul className={styles["lines"]}>
      {open.map((session) => (
        <SessionLine key={session.id} session={session} />
      ))}
    </ul>
  );
}

function SessionLine({ session: masked }: { session: MaskedSession }) {
  const { t, i18n } = useTranslation();
  const session = unmask(sessionFragment, masked);
  return (
    <li>
      <div>
        <p>{browserOf(session.userAgent) ?? t("sessions.unknownBrowser")}</p>
        <p className={styles["quiet"]}>
          {t("sessions.since", { at: formatNear(session.createdAt, now(), i18n.language) })}
          {" · "}
          {t("sessions.until", { at: formatNear(session.expiresAt, now(), i18n.language) })}
        </p>
      </div>
    </li>
  );
}
