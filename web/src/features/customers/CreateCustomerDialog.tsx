import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { graphql } from "../../gql";
import type { Importance } from "../../gql/graphql";
import { useSend } from "../../shared/api/useSend";
import { FormDialog } from "../../shared/ui/Dialog";
import { Pick, TextInput } from "../../shared/ui/Field";
import { importances } from "../../shared/ui/Signs";

const createCustomerMutation = graphql(/* GraphQL */ `
  mutation CreateCustomer($input: CreateCustomerInput!) {
    createCustomer(input: $input) {
      customer {
        id
        name
      }
    }
  }
`);

export function CreateCustomerDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const send = useSend();
  const navigate = useNavigate();
  const [name, setName] = useState("");
  const [category, setCategory] = useState("");
  const [importance, setImportance] = useState<Importance>("NORMAL");
  const [contact, setContact] = useState({ name: "", email: "", phone: "" });

  async function create(): Promise<void> {
    const { createCustomer } = await send(createCustomerMutation, {
      input: {
        name: name.trim(),
        category: category.trim(),
        importance,
        contacts:
          contact.name.trim() === ""
            ? null
            : [{ name: contact.name.trim(), email: contact.email.trim() || null, phone: contact.phone.trim() || null }],
      },
    });
    void navigate({ to: "/customers/$customerId", params: { customerId: createCustomer.customer.id } });
  }

  return (
    <FormDialog
      title={t("customers.createTitle")}
      action={t("customers.create")}
      isComplete={name.trim() !== "" && category.trim() !== ""}
      onSubmit={create}
      onClose={onClose}
    >
      {(problem) => {
        const errorOf = (field: string) => (problem?.field === field ? problem.message : null);
        return (
          <>
            <TextInput
              label={t("customers.name")}
              value={name}
              onChange={setName}
              maxLength={200}
              error={errorOf("name")}
              isRequired
              autoFocus
            />
            <TextInput
              label={t("customers.category")}
              hint={t("customers.categoryHint")}
              value={category}
              onChange={setCategory}
              maxLength={80}
              error={errorOf("category")}
              isRequired
            />
            <Pick
              label={t("customers.importance")}
              look="segments"
              value={importance}
              onChange={setImportance}
              options={importances.map((value) => ({ value, label: t(`importance.${value}`) }))}
            />
            <TextInput
              label={t("customers.contact")}
              hint={t("customers.contactHint")}
              value={contact.name}
              onChange={(value) => {
                setContact({ ...contact, name: value });
              }}
              maxLength={200}
            />
            {contact.name.trim() !== "" && (
              <>
                <TextInput
                  label={t("customers.email")}
                  type="email"
                  value={contact.email}
                  onChange={(value) => {
                    setContact({ ...contact, email: value });
                  }}
                />
                <TextInput
                  label={t("customers.phone")}
                  type="tel"
                  value={contact.phone}
                  onChange={(value) => {
                    setContact({ ...contact, phone: value });
                  }}
                  maxLength={40}
                />
              </>
            )}
          </>
        );
      }}
    </FormDialog>
  );
}
