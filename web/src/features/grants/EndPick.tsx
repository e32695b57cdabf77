import { useState } from "react";
import { useTranslation } from "react-i18next";
import { formatInstant, fromLocalInput, toLocalInput } from "../../shared/format/instant";
import { now, useClock } from "../../shared/time/clock";
import { Pick, TextInput } from "../../shared/ui/Field";
import { endOf, spans, type Span } from "./ends";
import styles from "./EndPick.module.css";

/** The end of an access while it is being chosen. */
interface End {
  readonly span: Span;
  readonly custom: string;
  readonly choose: (span: Span) => void;
  readonly type: (custom: string) => void;
  /** Whether an end is chosen that is still to come. */
  readonly isToCome: boolean;
  /** The end, counted from this instant; for when isToCome. */
  readonly instant: () => string;
}

export function useEnd(first: Span): End {
  const [span, choose] = useState(first);
  const [custom, type] = useState(() => toLocalInput(now() + 3 * 60 * 60 * 1000));
  const at = (instant: number) => endOf(span, fromLocalInput(custom), instant);
  const isToCome = useClock((instant) => (at(instant) ?? 0) > instant);
  return { span, custom, choose, type, isToCome, instant: () => new Date(at(now()) ?? 0).toISOString() };
}

interface EndPickProps {
  end: End;
  label: string;
  error: string | null;
}

/** Asks until when, and says which instant that is. */
export function EndPick({ end, label, error }: EndPickProps) {
  const { t, i18n } = useTranslation();
  const until = useClock(
    (instant) => endOf(end.span, fromLocalInput(end.custom), Math.floor(instant / 60000) * 60000) ?? 0,
  );
  return (
    <div className={styles["until"]}>
      <Pick
        label={label}
        look="segments"
        value={end.span}
        onChange={end.choose}
        error={error}
        options={spans.map((value) => ({ value, label: t(`grants.span.${value}`) }))}
      />
      {end.span === "custom" && (
        <TextInput
          label={t("grants.customEnd")}
          type="date-time"
          value={end.custom}
          onChange={end.type}
          min={toLocalInput(now())}
        />
      )}
      <p className={styles["end"]} aria-live="polite">
        {end.isToCome ? t("grants.endsAt", { at: formatInstant(until, i18n.language) }) : t("grants.endsInPast")}
      </p>
    </div>
  );
}
