import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useQuery } from "urql";
import { graphql } from "../../gql";
import type { CustomerRole } from "../../gql/graphql";
import { toProblem } from "../../shared/api/problem";
import { useSend } from "../../shared/api/useSend";
import { useViewer } from "../../shared/api/viewer";
import { PersonPicker } from "../../shared/person/PersonPicker";
import { Button } from "../../shared/ui/Button";
import { Dialog, DialogBody } from "../../shared/ui/Dialog";
import { Pick } from "../../shared/ui/Field";
import { ProblemNotice } from "../../shared/ui/ProblemNotice";
import { useAttempt } from "../../shared/ui/useAttempt";
import styles from "./TeamDialog.module.css";

const teamQuery = graphql(/* GraphQL */ `
  query Team($id: ID!) {
    node(id: $id) {
      id
      ... on Customer {
        name
        mayAssign: viewerCan(action: ASSIGN)
        memberships {
          id
          role
          endedAt
          mayUnassign: viewerCan(action: UNASSIGN)
          user {
            id
            displayName
          }
        }
      }
    }
  }
`);

const assignCustomerRoleMutation = graphql(/* GraphQL */ `
  mutation AssignCustomerRole($input: AssignRoleInput!) {
    assignRole(input: $input) {
      membership {
        id
        role
        endedAt
      }
    }
  }
`);

const unassignCustomerRoleMutation = graphql(/* GraphQL */ `
  mutation UnassignCustomerRole($input: UnassignRoleInput!) {
    unassignRole(input: $input) {
      user {
        id
      }
    }
  }
`);

const roles: readonly CustomerRole[] = ["CUSTODIAN", "EDITOR", "VIEWER"];

/** Who of the firm works for a customer, and as what. */
export function TeamDialog({ customerId, onClose }: { customerId: string; onClose: () => void }) {
  const { t } = useTranslation();
  const viewer = useViewer();
  const send = useSend();
  const [{ data, error }] = useQuery({ query: teamQuery, variables: { id: customerId } });
  const [userId, setUserId] = useState<string | null>(null);
  const [role, setRole] = useState<CustomerRole>("EDITOR");
  const [added, setAdded] = useState(0);
  const { pending, problem, attempt } = useAttempt();
  const customer = data?.node?.__typename === "Customer" ? data.node : null;
  const members = (customer?.memberships ?? []).filter((membership) => membership.endedAt === null);

  return (
    <Dialog title={t("team.title")} onClose={onClose}>
      <DialogBody>
        {error && !data && <ProblemNotice problem={toProblem(error)} />}
        <ul className={styles["members"]} aria-busy={!data}>
          {members.map(({ id, role: held, mayUnassign, user }) => (
            <li key={id}>
              <span>
                <strong>{user?.displayName ?? t("person.hidden")}</strong> {t(`customerRole.${held}`)}
              </span>
              {mayUnassign && user && (
                <Button
                  kind="quiet"
                  aria-label={t("team.removeOf", { person: user.displayName })}
                  isPending={pending}
                  onPress={() => {
                    void attempt(() => send(unassignCustomerRoleMutation, { input: { userId: user.id, customerId } }));
                  }}
                >
                  {t("team.remove")}
                </Button>
              )}
            </li>
          ))}
        </ul>
        {customer?.mayAssign && (
          <div className={styles["add"]}>
            <PersonPicker
              key={added}
              label={t("team.person")}
              kinds={["STAFF"]}
              except={viewer.user.id}
              onPick={setUserId}
            />
            <Pick
              label={t("team.role")}
              look="cards"
              value={role}
              onChange={setRole}
              options={roles.map((value) => ({
                value,
                label: t(`customerRole.${value}`),
                note: t(`customerRoleNote.${value}`),
              }))}
            />
            <Button
              kind="primary"
              isDisabled={userId === null}
              isPending={pending}
              onPress={() => {
                if (userId === null) return;
                void attempt(async () => {
                  await send(assignCustomerRoleMutation, { input: { userId, customer: { customerId, role } } });
                  setUserId(null);
                  setAdded(added + 1);
                });
              }}
            >
              {t("team.add")}
            </Button>
          </div>
        )}
        {problem && <ProblemNotice problem={problem} />}
      </DialogBody>
    </Dialog>
  );
}
