import { useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { graphql, unmask, type FragmentType } from "../../gql";
import { numberFormat } from "../../shared/format/intl";
import { Icon } from "../../shared/ui/Icon";
import { Notice } from "../../shared/ui/Notice";
import styles from "./Outcome.module.css";
import { OutcomeList, type Listed, type OutcomeOf } from "./OutcomeList";
import { OwnList } from "./OwnList";

const outcomeFragment = graphql(/* GraphQL */ `
  fragment Outcome on DepartureOutcome {
    counts {
      sessions
      tokens
      memberships
      uploads
      grantsReceived
      grantsEnded
      grantsHandedOver
      grantsHeld
      customersHandedOver
      customersBereft
    }
    downloads {
      recent
      usual
      unusual
    }
  }
`);

// What was the leaver's, and what was others'.
const own = ["sessions", "tokens", "memberships", "grantsReceived", "uploads"] as const;
const others: readonly Listed[] = [
  "grantsEnded",
  "grantsHandedOver",
  "grantsHeld",
  "customersHandedOver",
  "customersBereft",
];

interface OutcomeProps {
  outcome: FragmentType<typeof outcomeFragment>;
  of: OutcomeOf;
  /** Whether it has happened. */
  isPast?: boolean;
}

/** What a departure ends, hands over and holds, and how much the leaver downloaded before. */
export function Outcome({ outcome: masked, of, isPast = false }: OutcomeProps) {
  const { t, i18n } = useTranslation();
  const tense = isPast ? "past" : "ahead";
  const { counts, downloads } = unmask(outcomeFragment, masked);
  const amount = { recent: downloads.recent, usual: numberFormat(i18n.language).format(downloads.usual) };
  return (
    <div className={styles["outcome"]}>
      <section aria-labelledby="outcome-own">
        <h3 id="outcome-own">{t(`outcome.${tense}.own`)}</h3>
        <dl className={styles["counts"]}>
          {own.map((name) => (
            <div key={name} data-none={counts[name] === 0 || undefined}>
              <dt>{t(`outcome.${tense}.${name}`)}</dt>
              <dd>{counts[name]}</dd>
            </div>
          ))}
        </dl>
        {own.some((name) => counts[name] > 0) && (
          <div className={styles["kinds"]}>
            <Disclosure
              words={
                <>
                  <span />
                  {t("outcome.each")}
                </>
              }
            >
              <OwnList of={of} tense={tense} />
            </Disclosure>
          </div>
        )}
      </section>
      <section aria-labelledby="outcome-others">
        <h3 id="outcome-others">{t(`outcome.${tense}.others`)}</h3>
        <ul className={styles["kinds"]}>
          {others.map((name) => (
            <Kind key={name} name={name} tense={tense} count={counts[name]} of={of} />
          ))}
        </ul>
      </section>
      {downloads.unusual ? (
        <Notice title={t("outcome.unusual")}>
          <p>{t("outcome.downloads", amount)}</p>
        </Notice>
      ) : (
        <p className={styles["quiet"]}>{t("outcome.downloads", amount)}</p>
      )}
    </div>
  );
}

interface KindProps {
  name: Listed;
  tense: "ahead" | "past";
  count: number;
  of: OutcomeOf;
}

function Kind({ name, tense, count, of }: KindProps) {
  const { t } = useTranslation();
  const words = (
    <>
      <span className={styles["count"]}>{count}</span>
      <span>
        {t(`outcome.${tense}.${name}`)}
        <span className={styles["note"]}>{t(`outcome.${tense}.note.${name}`)}</span>
      </span>
    </>
  );
  if (count === 0) {
    return (
      <li data-none>
        <p className={styles["kind"]}>{words}</p>
      </li>
    );
  }
  return (
    <li data-bereft={name === "customersBereft" || undefined}>
      <Disclosure words={words}>
        <OutcomeList of={of} listed={name} />
      </Disclosure>
    </li>
  );
}

/** A line that shows what is behind it, and only then asks for it. */
function Disclosure({ words, children }: { words: ReactNode; children: ReactNode }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <button
        type="button"
        className={styles["kind"]}
        aria-expanded={isOpen}
        onClick={() => {
          setOpen(!isOpen);
        }}
      >
        {words}
        <Icon name="chevron" size={15} />
      </button>
      {isOpen && children}
    </>
  );
}
