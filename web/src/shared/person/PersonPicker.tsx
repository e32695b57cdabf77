import { useState } from "react";
import { ComboBox, FieldError, Input, Label, ListBox, ListBoxItem, Popover, Text } from "react-aria-components";
import { useTranslation } from "react-i18next";
import { useQuery } from "urql";
import { graphql } from "../../gql";
import type { UserKind } from "../../gql/graphql";
import { nodes } from "../api/nodes";
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
  /** Finds those as well who are suspended or have left. */
  isAnybody?: boolean;
  /** Somebody who cannot be picked, such as oneself. */
  except?: string;
  /** Who is picked at first. */
  first?: { id: string; displayName: string } | null | undefined;
  autoFocus?: boolean;
}

/** Finds a person by name or e-mail address: an active one, unless it may be anybody. */
export function PersonPicker(props: PersonPickerProps) {
  const { label, hint, error, onPick, kinds, isAnybody = false, except, first, autoFocus = false } = props;
  const { t } = useTranslation();
  const [typed, setTyped] = useState(first?.displayName ?? "");
  const [picked, setPicked] = useState(first ? { id: first.id, text: first.displayName } : null);
  const search = useDebounced(typed === picked?.text ? "" : typed.trim(), 150);
  const [{ data, fetching }] = useQuery({
    query: peopleToPickQuery,
    variables: {
      filter: {
        ...(!isAnybody && { status: ["ACTIVE"] as const }),
        ...(kinds && { kind: kinds }),
        ...(search !== "" && { search }),
      },
    },
  });
  const people = nodes(data?.users).filter((person) => person.id !== except);

  return (
    <ComboBox
      className={styles["picker"] ?? ""}
      isInvalid={Boolean(error)}
      allowsEmptyCollection
      autoFocus={autoFocus}
      items={people}
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
            <p className={styles["nobody"]}>{fetching ? t("person.searching") : t("person.nobody")}</p>
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
