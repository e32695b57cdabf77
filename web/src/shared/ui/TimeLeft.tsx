import type { TFunction } from "i18next";
import { useTranslation } from "react-i18next";
import { formatInstant, formatNear } from "../format/instant";
import { now as currentTime, useClock } from "../time/clock";
import { shareLeft, timeLeft } from "../time/timeleft";
import styles from "./TimeLeft.module.css";

/** The time left as words, such as "47 minutes left"; null when the instant has come. */
export function wordsForTimeLeft(until: number, now: number, t: TFunction): string | null {
  const left = timeLeft(until, now);
  return left && t(`timeLeft.${left.unit}`, { count: left.count });
}

interface TimeLeftProps {
  from: string;
  until: string;
  /** When it was ended before its time. */
  revokedAt?: string | null;
  /** The server's answer; it knows more reasons for an end than the clock. */
  inForce: boolean;
}

/** How long an access goes on: a fuse that burns down, the words, and the instant of its end. */
export function TimeLeft({ from, until, revokedAt, inForce }: TimeLeftProps) {
  const { t, i18n } = useTranslation();
  const begin = Date.parse(from);
  const end = Date.parse(until);
  const words = useClock((now) => wordsForTimeLeft(end, now, t) ?? "");
  const percent = useClock((now) => Math.round(shareLeft(begin, end, now) * 100));
  const begun = useClock((now) => now >= begin);
  const near = (instant: string) => formatNear(instant, currentTime(), i18n.language);

  if (revokedAt != null) return <Over words={t("timeLeft.revoked", { at: near(revokedAt) })} />;
  if (words === "") return <Over words={t("timeLeft.ended", { at: near(until) })} />;
  if (!begun) return <Over words={t("timeLeft.begins", { at: near(from) })} />;
  if (!inForce) return <Over words={t("timeLeft.stopped")} />;
  return (
    <span className={styles["timeLeft"]} data-short={percent <= 10 || undefined}>
      <span className={styles["words"]}>{words}</span>
      <svg aria-hidden viewBox="0 0 100 4" preserveAspectRatio="none" className={styles["fuse"]}>
        <rect width="100" height="4" className={styles["burnt"]} />
        <rect width={percent} height="4" />
      </svg>
      <time dateTime={until} title={formatInstant(until, i18n.language)} className={styles["until"]}>
        {t("timeLeft.until", { at: near(until) })}
      </time>
    </span>
  );
}

function Over({ words }: { words: string }) {
  return <span className={styles["over"]}>{words}</span>;
}
