import { useEffect, useEffectEvent, useState } from "react";
import { ComboBox, FieldError, Input, Label, ListBox, ListBoxItem, Popover, Text } from "react-aria-components";
import { useTranslation } from "react-i18next";
import { useClient } from "urql";
import { graphql } from "../../gql";
import type { PeopleToPickQuery, UserKind } from "../../gql/graphql";
import { nodes } from "../api/nodes";
import { toProblem, type Problem } from "../api/problem";
import { useDebounced } from "../time/useDebounced";
import type { FieldProps } from "../ui/Field";
import styles from "./PersonPicker.module.css";

const peopleToPickQuery = graphql(/* GraphQL */ `
  query PeopleToPick($filter: UserFilter!) {
    users(first: 20, filter: $filter) {
      edges {
        node {
          id
          displayName
          email
          kind
        }
      }
    }
  }
`);

interface PersonPickerProps extends FieldProps {
  /** The ID of the person who is picked. */
  onPick: (id: string | null) => void;
  kinds?: UserKind[];
  /** Finds those as well who are suspended or have left, and the recipients of share links. */
  isAnybody?: boolean;
  /** Somebody who cannot be picked, such as oneself. */
  except?: string;
  /** Who is picked at first. */
  first?: { id: string; displayName: string } | null | undefined;
  autoFocus?: boolean;
}

interface Answer {
  /** What was looked for. */
  readonly to: string;
  readonly data: PeopleToPickQuery | undefined;
  readonly problem: Problem | null;
}

/**
 * Finds a person by name or e-mail address: an active one with an account of their own, unless it may be anybody. Its list changes by typing only, and nobody in it can be picked while it answers to what was typed before: so
 * nothing moves under a pointer that presses.
 */
export function PersonPicker(props: PersonPickerProps) {
  const { label, hint, error, onPick, kinds, isAnybody = false, except, first, autoFocus = false } = props;
  const { t } = useTranslation();
  const client = useClient();
  const [typed, setTyped] = useState(first?.displayName ?? "");
  const [picked, setPicked] = useState(first ? { id: first.id, text: first.displayName } : null);
  const [answer, setAnswer] = useState<Answer | null>(null);
  const wanted = typed === picked?.text ? "" : typed.trim();
  const search = useDebounced(wanted, 150);
  const isCurrent = answer?.to === wanted;
  const people = nodes(answer?.data?.users).filter((person) => person.id !== except);

  const ask = useEffectEvent(async (to: string, end: AbortSignal) => {
    const filter = {
      byLink: isAnybody ? null : false,
      ...(!isAnybody && { status: ["ACTIVE"] as const }),
      ...(kinds && { kind: kinds }),
      ...(to !== "" && { search: to }),
    };
    const { data, error } = await client
      .query(peopleToPickQuery, { filter }, { requestPolicy: "network-only" })
      .toPromise();
    if (!end.aborted) setAnswer({ to, data, problem: error ? toProblem(error) : null });
  });
  useEffect(() => {
    const end = new AbortController();
    void ask(search, end.signal);
    return () => {
      end.abort();
    };
  }, [search]);

  return (
    <ComboBox
      className={styles["picker"] ?? ""}
      isInvalid={Boolean(error)}
      allowsEmptyCollection
      autoFocus={autoFocus}
      items={people}
      disabledKeys={isCurrent ? [] : people.map(({ id }) => id)}
      inputValue={typed}
      selectedKey={picked?.id ?? null}
      onInputChange={(text) => {
        setTyped(text);
        if (picked && text !== picked.text) {
          setPicked(null);
          onPick(null);
        }
      }}
      onSelectionChange={(key) => {
        const person = people.find(({ id }) => id === key);
        if (!person) return;
        setPicked({ id: person.id, text: person.displayName });
        setTyped(person.displayName);
        onPick(person.id);
      }}
    >
      <Label>{label}</Label>
      <Input className={styles["input"] ?? ""} placeholder={t("person.placeholder")} autoComplete="off" />
      {hint !== undefined && !error && (
        <Text slot="description" className={styles["hint"] ?? ""}>
          {hint}
        </Text>
      )}
      <FieldError className={styles["error"] ?? ""}>{error ?? undefined}</FieldError>
      <Popover className={styles["popover"] ?? ""}>
        <ListBox<(typeof people)[number]>
          className={styles["list"] ?? ""}
          renderEmptyState={() => (
            <p className={styles["nobody"]}>
              {!isCurrent
                ? t("person.searching")
                : answer.problem
                  ? [t(`problem.${answer.problem.code}.what`), t(`problem.${answer.problem.code}.do`)].join(" ")
                  : t("person.nobody")}
            </p>
          )}
        >
          {(person) => (
            <ListBoxItem className={styles["option"] ?? ""} textValue={person.displayName}>
              <Text slot="label">{person.displayName}</Text>
              <Text slot="description">{[t(`userKind.${person.kind}`), person.email].filter(Boolean).join(" · ")}</Text>
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </ComboBox>
  );
}
