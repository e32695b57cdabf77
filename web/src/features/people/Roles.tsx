import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { graphql, unmask, type FragmentType } from "../../gql";
import type { GlobalRole } from "../../gql/graphql";
import { useSend } from "../../shared/api/useSend";
import { Button } from "../../shared/ui/Button";
import { FormDialog } from "../../shared/ui/Dialog";
import { Pick } from "../../shared/ui/Field";
import styles from "./Person.module.css";

const rolesFragment = graphql(/* GraphQL */ `
  fragment Roles on User {
    id
    displayName
    role
    mayAssignRole: viewerCan(action: ASSIGN_GLOBAL_ROLE)
    memberships {
      id
      role
      endedAt
      mayUnassign: viewerCan(action: UNASSIGN)
      customer {
        id
        name
      }
    }
  }
`);

const assignGlobalRoleMutation = graphql(/* GraphQL */ `
  mutation AssignGlobalRole($input: AssignRoleInput!) {
    assignRole(input: $input) {
      user {
        id
        role
      }
    }
  }
`);

const unassignRoleMutation = graphql(/* GraphQL */ `
  mutation UnassignRole($input: UnassignRoleInput!) {
    unassignRole(input: $input) {
      user {
        id
        role
      }
    }
  }
`);

const choices = ["NONE", "ADMIN", "AUDITOR"] as const satisfies readonly (GlobalRole | "NONE")[];

interface RolesProps {
  person: FragmentType<typeof rolesFragment>;
}

/** What somebody is for the whole vault and for customers. */
export function Roles({ person: masked }: RolesProps) {
  const { t } = useTranslation();
  const send = useSend();
  const person = unmask(rolesFragment, masked);
  const [isChoosing, setChoosing] = useState(false);
  const [taking, setTaking] = useState<{ id: string; name: string } | null>(null);
  const [choice, setChoice] = useState<(typeof choices)[number]>(person.role ?? "NONE");
  const memberships = (person.memberships ?? []).filter((membership) => membership.endedAt === null);
  return (
    <>
      <ul className={styles["lines"]}>
        <li>
          <div>
            <p>{person.role ? t(`globalRole.${person.role}`) : t("roles.noGlobal")}</p>
            <p className={styles["quiet"]}>{t("roles.wholeVault")}</p>
          </div>
          {person.mayAssignRole && (
            <Button
              kind="quiet"
              onPress={() => {
                setChoosing(true);
              }}
            >
              {t("roles.change")}
            </Button>
          )}
        </li>
        {memberships.map((membership) => {
          const { customer } = membership;
          return (
            <li key={membership.id}>
              <div>
                <p>{t(`customerRole.${membership.role}`)}</p>
                <p className={styles["quiet"]}>
                  {customer ? (
                    <Link to="/customers/$customerId" params={{ customerId: customer.id }}>
                      {customer.name}
                    </Link>
                  ) : (
                    t("roles.hiddenCustomer")
                  )}
                </p>
              </div>
              {customer && membership.mayUnassign && (
                <Button
                  kind="quiet"
                  onPress={() => {
                    setTaking(customer);
                  }}
                >
                  {t("roles.take")}
                </Button>
              )}
            </li>
          );
        })}
      </ul>
      {isChoosing && (
        <FormDialog
          title={t("roles.globalTitle", { name: person.displayName })}
          action={t("action.save")}
          isComplete={choice !== (person.role ?? "NONE")}
          onClose={() => {
            setChoosing(false);
          }}
          onSubmit={async () => {
            if (choice === "NONE") await send(unassignRoleMutation, { input: { userId: person.id } });
            else await send(assignGlobalRoleMutation, { input: { userId: person.id, global: choice } });
          }}
        >
          <Pick
            label={t("roles.wholeVault")}
            look="cards"
            value={choice}
            onChange={setChoice}
            options={choices.map((value) => ({
              value,
              label: value === "NONE" ? t("roles.noGlobal") : t(`globalRole.${value}`),
              note: t(`globalRoleNote.${value}`),
            }))}
          />
        </FormDialog>
      )}
      {taking && (
        <FormDialog
          title={t("roles.takeTitle")}
          action={t("roles.take")}
          kind="danger"
          onClose={() => {
            setTaking(null);
          }}
          onSubmit={async () => {
            await send(unassignRoleMutation, { input: { userId: person.id, customerId: taking.id } });
          }}
        >
          <p>{t("roles.takeText", { name: person.displayName, customer: taking.name })}</p>
        </FormDialog>
      )}
    </>
  );
}
