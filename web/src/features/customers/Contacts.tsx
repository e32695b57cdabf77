import { useState } from "react";
import { useTranslation } from "react-i18next";
import { graphql, unmask, type FragmentType } from "../../gql";
import type { RevealContactsMutation } from "../../gql/graphql";
import { useSend } from "../../shared/api/useSend";
import { Button } from "../../shared/ui/Button";
import { Dialog, DialogBody, FormDialog } from "../../shared/ui/Dialog";
import { TextInput } from "../../shared/ui/Field";
import styles from "./Contacts.module.css";

const contactsFragment = graphql(/* GraphQL */ `
  fragment Contacts on Customer {
    id
    name
    contacts {
      name
      email
      phone
    }
    mayReveal: viewerCan(action: REVEAL)
  }
`);

const revealContactsMutation = graphql(/* GraphQL */ `
  mutation RevealContacts($input: RevealContactsInput!) {
    revealContacts(input: $input) {
      contacts {
        name
        email
        phone
      }
    }
  }
`);

/** Whom to reach at a customer: masked, and in clear to who says what for, until the dialog is closed. */
export function Contacts({ customer: masked }: { customer: FragmentType<typeof contactsFragment> }) {
  const { t } = useTranslation();
  const send = useSend();
  const customer = unmask(contactsFragment, masked);
  const [isAsking, setAsking] = useState(false);
  const [purpose, setPurpose] = useState("");
  const [clear, setClear] = useState<RevealContactsMutation["revealContacts"]["contacts"] | null>(null);
  if (customer.contacts.length === 0) return null;
  return (
    <>
      {customer.contacts.map((contact, index) => (
        <span key={index}>{[contact.name, contact.email, contact.phone].filter(Boolean).join(", ")}</span>
      ))}
      {customer.mayReveal && (
        <Button
          kind="quiet"
          onPress={() => {
            setPurpose("");
            setAsking(true);
          }}
        >
          {t("contacts.reveal")}
        </Button>
      )}
      {isAsking && (
        <FormDialog
          title={t("contacts.askTitle", { customer: customer.name })}
          action={t("contacts.show")}
          isComplete={purpose.trim() !== ""}
          onClose={() => {
            setAsking(false);
          }}
          onSubmit={async () => {
            const { revealContacts } = await send(revealContactsMutation, {
              input: { customerId: customer.id, purpose: purpose.trim() },
            });
            setClear(revealContacts.contacts);
          }}
        >
          {(problem) => (
            <TextInput
              label={t("contacts.purpose")}
              hint={t("contacts.purposeHint")}
              value={purpose}
              onChange={setPurpose}
              maxLength={500}
              error={problem?.field === "purpose" ? problem.message : null}
              isRequired
              autoFocus
            />
          )}
        </FormDialog>
      )}
      {clear && (
        <Dialog
          title={t("contacts.title", { customer: customer.name })}
          onClose={() => {
            setClear(null);
          }}
        >
          <DialogBody>
            <ul className={styles["contacts"]}>
              {clear.map((contact, index) => (
                <li key={index}>
                  <strong>
                    <bdi>{contact.name}</bdi>
                  </strong>
                  {contact.email !== null && <a href={`mailto:${contact.email}`}>{contact.email}</a>}
                  {contact.phone !== null && <a href={`tel:${contact.phone}`}>{contact.phone}</a>}
                </li>
              ))}
            </ul>
          </DialogBody>
        </Dialog>
      )}
    </>
  );
}
