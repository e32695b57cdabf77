import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { graphql } from "../../gql";
import type { GlobalRole } from "../../gql/graphql";
import { useSend } from "../../shared/api/useSend";
import { PersonPicker } from "../../shared/person/PersonPicker";
import { FormDialog } from "../../shared/ui/Dialog";
import { Check, TextInput } from "../../shared/ui/Field";
import { Notice } from "../../shared/ui/Notice";
import styles from "./DepartDialog.module.css";

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

interface DepartDialogProps {
  person: { id: string; displayName: string; role: GlobalRole | null };
  onClose: () => void;
}

/** Says what a departure does, asks why and who takes over, and does it. */
export function DepartDialog({ person, onClose }: DepartDialogProps) {
  const { t } = useTranslation();
  const send = useSend();
  const navigate = useNavigate();
  const [reason, setReason] = useState("");
  const [successorId, setSuccessorId] = useState<string | null>(null);
  const [force, setForce] = useState(false);
  const name = person.displayName;
  return (
    <FormDialog
      wide
      title={t("depart.title", { name })}
      action={t("depart.do")}
      kind="danger"
      isComplete={reason.trim() !== ""}
      onClose={onClose}
      onSubmit={async () => {
        await send(departUserMutation, { input: { userId: person.id, reason: reason.trim(), successorId, force } });
        void navigate({ to: "/departures" });
      }}
    >
      {(problem) => (
        <>
          <Notice title={t("depart.atOnce", { name })} icon="departures">
            <ul className={styles["effects"]}>
              <li>{t("depart.sessions")}</li>
              <li>{t("depart.held")}</li>
              <li>{t("depart.given")}</li>
              <li>{t("depart.signIn")}</li>
            </ul>
          </Notice>
          <TextInput
            label={t("depart.reason")}
            hint={t("depart.reasonHint")}
            value={reason}
            onChange={setReason}
            lines={2}
            maxLength={500}
            error={problem?.field === "reason" ? problem.message : null}
            isRequired
            autoFocus
          />
          <PersonPicker
            label={t("depart.successor")}
            hint={t("depart.successorHint")}
            kinds={["STAFF"]}
            except={person.id}
            onPick={setSuccessorId}
            error={problem?.field === "successorId" ? problem.message : null}
          />
          {person.role === "ADMIN" && (force || problem?.code === "FAILED_PRECONDITION") && (
            <Check label={t("depart.force")} hint={t("depart.forceHint")} isOn={force} onChange={setForce} />
          )}
        </>
      )}
    </FormDialog>
  );
}
