import { useState } from "react";
import { Form } from "react-aria-components";
import { useTranslation } from "react-i18next";
import { useQuery } from "urql";
import { graphql } from "../../gql";
import type { GlobalRole } from "../../gql/graphql";
import { toProblem } from "../../shared/api/problem";
import { useSend } from "../../shared/api/useSend";
import { formatInstant, fromLocalInput, toLocalInput } from "../../shared/format/instant";
import { PersonPicker } from "../../shared/person/PersonPicker";
import { now, useClock } from "../../shared/time/clock";
import { Button } from "../../shared/ui/Button";
import { Check, Pick, TextInput } from "../../shared/ui/Field";
import { Notice } from "../../shared/ui/Notice";
import { ProblemNotice } from "../../shared/ui/ProblemNotice";
import { useAttempt } from "../../shared/ui/useAttempt";
import styles from "./LeavingForm.module.css";
import { Outcome } from "./Outcome";

const rehearsalQuery = graphql(/* GraphQL */ `
  query Rehearsal($userId: ID!, $successorId: ID) {
    departureRehearsal(userId: $userId, successorId: $successorId) {
      ...Outcome
    }
  }
`);

const departUserMutation = graphql(/* GraphQL */ `
  mutation DepartUser($input: DepartUserInput!) {
    departUser(input: $input) {
      departure {
        id
        user {
          id
          status
        }
      }
    }
  }
`);

const scheduleDepartureMutation = graphql(/* GraphQL */ `
  mutation ScheduleDeparture($input: ScheduleDepartureInput!) {
    scheduleDeparture(input: $input) {
      departure {
        id
      }
    }
  }
`);

const whens = ["now", "date"] as const;
const day = 24 * 60 * 60 * 1000;

interface LeavingFormProps {
  person: { id: string; displayName: string; role: GlobalRole | null };
  /** The leaving whose date is set already, if there is one. */
  planned: {
    departedAt: string;
    reason: string;
    successor: { id: string; displayName: string } | null;
  } | null;
  onDone: (departureId: string) => void;
  onCancel: () => void;
}

/** Shows what somebody's leaving would end, asks when, why and who takes over, and does it. */
export function LeavingForm({ person, planned, onDone, onCancel }: LeavingFormProps) {
  const { t, i18n } = useTranslation();
  const send = useSend();
  const { pending, problem, attempt } = useAttempt();
  const [when, setWhen] = useState<(typeof whens)[number]>(planned ? "date" : "now");
  const [date, setDate] = useState(() => toLocalInput(planned ? Date.parse(planned.departedAt) : now() + day));
  const [reason, setReason] = useState(planned?.reason ?? "");
  const [successorId, setSuccessorId] = useState(planned?.successor?.id ?? null);
  const [force, setForce] = useState(false);
  const at = fromLocalInput(date);
  const isAhead = useClock((instant) => at !== null && at > instant);
  const isComplete = reason.trim() !== "" && (when === "now" || isAhead);
  const [{ data, error, stale, fetching }] = useQuery({
    query: rehearsalQuery,
    variables: { userId: person.id, successorId },
    requestPolicy: "network-only",
  });
  const name = person.displayName;
  const errorOf = (field: string) => (problem?.field === field ? problem.message : null);

  async function leave(): Promise<void> {
    const input = { userId: person.id, reason: reason.trim(), successorId, force };
    if (when === "now") {
      const { departUser } = await send(departUserMutation, { input });
      onDone(departUser.departure.id);
    } else if (at !== null) {
      const { scheduleDeparture } = await send(scheduleDepartureMutation, {
        input: { ...input, at: new Date(at).toISOString() },
      });
      onDone(scheduleDeparture.departure.id);
    }
  }

  return (
    <div className={styles["layout"]}>
      <section className={styles["card"]} aria-labelledby="rehearsal" aria-busy={fetching || stale}>
        <h2 id="rehearsal">{t("depart.rehearsal")}</h2>
        <p className={styles["quiet"]}>{t("depart.rehearsalText", { name })}</p>
        {error && <ProblemNotice problem={toProblem(error)} />}
        {data ? (
          <Outcome key={successorId} outcome={data.departureRehearsal} of={{ userId: person.id, successorId }} />
        ) : (
          <div className={styles["coming"]} />
        )}
      </section>
      <Form
        className={`${styles["card"]} ${styles["form"]}`}
        validationBehavior="aria"
        onSubmit={(event) => {
          event.preventDefault();
          if (isComplete) void attempt(leave);
        }}
      >
        <Pick
          label={t("depart.when")}
          look="segments"
          value={when}
          onChange={setWhen}
          options={whens.map((value) => ({ value, label: t(`depart.${value}`) }))}
        />
        {when === "date" && (
          <TextInput
            label={t("depart.at")}
            hint={isAhead && at !== null ? t("depart.from", { at: formatInstant(at, i18n.language) }) : undefined}
            type="date-time"
            value={date}
            onChange={setDate}
            min={toLocalInput(now())}
            error={errorOf("at") ?? (isAhead ? null : t("depart.atPast"))}
          />
        )}
        <TextInput
          label={t("depart.reason")}
          hint={t("depart.reasonHint")}
          value={reason}
          onChange={setReason}
          lines={2}
          maxLength={500}
          error={errorOf("reason")}
          isRequired
        />
        <PersonPicker
          label={t("depart.successor")}
          hint={t("depart.successorHint")}
          kinds={["STAFF"]}
          except={person.id}
          first={planned?.successor}
          onPick={setSuccessorId}
          error={errorOf("successorId")}
        />
        <Notice icon="departures" title={when === "now" ? t("depart.atOnce", { name }) : t("depart.atDate", { name })}>
          <p>{t("depart.signIn")}</p>
        </Notice>
        {person.role === "ADMIN" && (force || problem?.code === "FAILED_PRECONDITION") && (
          <Check label={t("depart.force")} hint={t("depart.forceHint")} isOn={force} onChange={setForce} />
        )}
        {problem && <ProblemNotice problem={problem} />}
        <footer className={styles["buttons"]}>
          <Button onPress={onCancel}>{t("action.cancel")}</Button>
          <Button type="submit" kind="danger" isDisabled={!isComplete} isPending={pending}>
            {when === "now" ? t("depart.do") : planned ? t("depart.change") : t("depart.schedule")}
          </Button>
        </footer>
      </Form>
    </div>
  );
}
