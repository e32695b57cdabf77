import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useQuery } from "urql";
import { graphql } from "../../gql";
import { fromLocalInput, toLocalInput } from "../../shared/format/instant";
import { PersonPicker } from "../../shared/person/PersonPicker";
import { TextInput } from "../../shared/ui/Field";
import styles from "./EventFilters.module.css";

const namesQuery = graphql(/* GraphQL */ `
  query NamesOf($ids: [ID!]!) {
    nodes(ids: $ids) {
      id
      ... on User {
        displayName
      }
    }
  }
`);

/** Who did it, whom it concerned, and when, as in the address: IDs and instants. */
export interface EventFilter {
  readonly actor?: string;
  readonly subject?: string;
  readonly from?: string;
  readonly until?: string;
}

interface EventFiltersProps {
  value: EventFilter;
  onChange: (name: keyof EventFilter, value: string | undefined) => void;
}

/** Asks by whom, concerning whom, and in which period. */
export function EventFilters({ value, onChange }: EventFiltersProps) {
  const { t } = useTranslation();
  // The names of those whom the address named at first; who is picked later brings theirs along.
  const [ids] = useState([value.actor, value.subject].filter((id) => id !== undefined));
  const [{ data, error }] = useQuery({ query: namesQuery, variables: { ids }, pause: ids.length === 0 });
  const nameOf = (id: string | undefined) => {
    const found = data?.nodes.find((node) => node?.id === id);
    return id === undefined ? null : { id, displayName: found?.__typename === "User" ? found.displayName : id };
  };
  const people = [
    ["actor", t("events.by")],
    ["subject", t("events.concerning")],
  ] as const;
  const instants = [
    ["from", t("events.from")],
    ["until", t("events.until")],
  ] as const;
  return (
    <div role="group" aria-label={t("events.filters")} className={styles["filters"]}>
      {people.map(([name, label]) => (
        <PersonPicker
          key={`${name} ${ids.length === 0 || data !== undefined || error !== undefined}`}
          label={label}
          isAnybody
          first={nameOf(value[name])}
          onPick={(id) => {
            onChange(name, id ?? undefined);
          }}
        />
      ))}
      {instants.map(([name, label]) => (
        <TextInput
          key={name}
          label={label}
          type="date-time"
          value={localOf(value[name])}
          onChange={(typed) => {
            const instant = fromLocalInput(typed);
            onChange(name, instant === null ? undefined : new Date(instant).toISOString());
          }}
        />
      ))}
    </div>
  );
}

// What the address says may be no instant: the server then says so, and the field is empty.
function localOf(instant: string | undefined): string {
  const parsed = Date.parse(instant ?? "");
  return Number.isNaN(parsed) ? "" : toLocalInput(parsed);
}
