import { Link } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { useQuery } from "urql";
import { graphql } from "../../gql";
import { useEvents } from "../../shared/api/live";
import { toProblem } from "../../shared/api/problem";
import { useViewer } from "../../shared/api/viewer";
import { formatInstant } from "../../shared/format/instant";
import { useClock } from "../../shared/time/clock";
import { buttonClass } from "../../shared/ui/Button";
import { Empty } from "../../shared/ui/Empty";
import { PageHeader } from "../../shared/ui/PageHeader";
import { ProblemNotice } from "../../shared/ui/ProblemNotice";
import styles from "./CaseFile.module.css";
import { DepartureFacts } from "./DepartureFacts";
import { Outcome } from "./Outcome";
import { PlannedButtons } from "./PlannedButtons";
import { Witnesses } from "./Witnesses";

const caseFileQuery = graphql(/* GraphQL */ `
  query CaseFile($departureId: ID!) {
    departureRecord(departureId: $departureId) {
      departure {
        id
        state
        reason
        departedAt
        user {
          id
          displayName
        }
        ...DepartureFacts
        ...PlannedButtons
      }
      outcome {
        ...Outcome
      }
      witnesses {
        id
        ...Witness
      }
    }
  }
`);

const progressSubscription = graphql(/* GraphQL */ `
  subscription DepartureProgress($departureId: ID!) {
    departureProgress(departureId: $departureId) {
      awaited
      settled
    }
  }
`);

// For so long after a departure its file is asked for again and again: the replicas go on counting what they refuse.
const fresh = 30_000;

// So long before its instant a departure is followed: what is months away holds no connection.
const soon = 60_000;

interface Progress {
  /** The replicas that have yet to say that nothing of the leaver's is under way there. */
  readonly awaited: readonly string[];
  readonly settled: boolean;
}

/** The case file of a departure: what is on record of it, and what the replicas have seen. */
export function CaseFile({ departureId }: { departureId: string }) {
  const { t, i18n } = useTranslation();
  const [{ data, error }, ask] = useQuery({
    query: caseFileQuery,
    variables: { departureId },
    requestPolicy: "network-only",
  });
  const { departure, outcome, witnesses } = data?.departureRecord ?? {};
  const at = departure ? Date.parse(departure.departedAt) : Number.NaN;
  const tick = useClock((now) => (now >= at && now < at + fresh ? Math.floor(now / 1000) : 0));
  useEffect(() => {
    if (tick > 0) ask({ requestPolicy: "network-only" });
  }, [tick, ask]);

  const { canManagePeople } = useViewer();
  const isNear = useClock((now) => now >= at - soon);
  const [{ awaited, settled }, setProgress] = useState<Progress>({ awaited: [], settled: false });
  useEvents(progressSubscription, { departureId }, canManagePeople && isNear && !settled, ({ departureProgress }) => {
    setProgress(departureProgress);
    ask({ requestPolicy: "network-only" });
  });

  if (error && !data) {
    const problem = toProblem(error);
    if (problem.code !== "NOT_FOUND") return <ProblemNotice problem={problem} />;
    return (
      <Empty
        icon="departures"
        title={t("departures.gone")}
        action={
          <Link to="/departures" className={buttonClass("plain")}>
            {t("departures.all")}
          </Link>
        }
      >
        {t("departures.goneText")}
      </Empty>
    );
  }
  if (!departure || !outcome) return <div aria-busy className={styles["coming"]} />;
  const name = departure.user.displayName;
  const when = formatInstant(departure.departedAt, i18n.language);
  return (
    <>
      <PageHeader
        title={t(`departures.file.${departure.state}`, { name })}
        actions={
          <>
            <Link to="/people/$userId" params={{ userId: departure.user.id }} className={buttonClass("plain")}>
              {t("departures.person")}
            </Link>
            <PlannedButtons departure={departure} />
          </>
        }
      >
        <p>
          <time dateTime={departure.departedAt}>{when}</time> · {departure.reason}
        </p>
        <p>
          <DepartureFacts departure={departure} />
        </p>
      </PageHeader>
      <section className={styles["card"]} aria-labelledby="case-outcome">
        <h2 id="case-outcome">{t(`departures.outcome.${departure.state}`)}</h2>
        <Outcome outcome={outcome} of={{ departureId }} isPast={departure.state === "DONE"} />
      </section>
      {departure.state === "DONE" && (
        <section className={styles["card"]} aria-labelledby="case-witnesses">
          <h2 id="case-witnesses">{t("witnesses.title")}</h2>
          <p className={styles["quiet"]}>{t("witnesses.about")}</p>
          <Witnesses witnesses={witnesses ?? []} awaited={awaited} departedAt={departure.departedAt} />
        </section>
      )}
    </>
  );
}
