import { useState } from "react";
import { useTranslation } from "react-i18next";
import { graphql } from "../../gql";
import type { GrantLevel } from "../../gql/graphql";
import { useSend } from "../../shared/api/useSend";
import { FormDialog } from "../../shared/ui/Dialog";
import { Pick, TextInput } from "../../shared/ui/Field";
import { levels } from "../../shared/ui/Signs";
import { lengths, mostDays, secondsOf, type Length } from "./lengths";

const requestAccessMutation = graphql(/* GraphQL */ `
  mutation RequestAccess($input: RequestAccessInput!) {
    requestAccess(input: $input) {
      accessRequest {
        id
      }
    }
  }
`);

interface RequestDialogProps {
  document: { id: string; title: string };
  onClose: () => void;
}

/** Asks for access to a document: what, for how long, and what for. */
export function RequestDialog({ document, onClose }: RequestDialogProps) {
  const { t } = useTranslation();
  const send = useSend();
  const [level, setLevel] = useState<GrantLevel>("DOWNLOAD");
  const [length, setLength] = useState<Length>("day");
  const [days, setDays] = useState("3");
  const [purpose, setPurpose] = useState("");
  const seconds = secondsOf(length, days);

  return (
    <FormDialog
      wide
      title={t("requests.askTitle", { thing: document.title })}
      action={t("requests.ask")}
      isComplete={seconds !== null && purpose.trim() !== ""}
      onClose={onClose}
      onSubmit={async () => {
        if (seconds === null) return;
        await send(requestAccessMutation, {
          input: { documentId: document.id, level, seconds, purpose: purpose.trim() },
        });
      }}
    >
      {(problem) => {
        const errorOf = (field: string) => (problem?.field === field ? problem.message : null);
        return (
          <>
            <p>{t("requests.askText")}</p>
            <Pick
              label={t("requests.level")}
              look="cards"
              value={level}
              onChange={setLevel}
              error={errorOf("level")}
              options={levels.map((value) => ({ value, label: t(`level.${value}`), note: t(`levelNote.${value}`) }))}
            />
            <Pick
              label={t("requests.length")}
              look="segments"
              value={length}
              onChange={setLength}
              error={errorOf("seconds")}
              options={lengths.map((value) => ({ value, label: t(`requests.span.${value}`) }))}
            />
            {length === "custom" && (
              <TextInput
                label={t("requests.days")}
                type="number"
                min={1}
                max={mostDays}
                value={days}
                onChange={setDays}
              />
            )}
            <TextInput
              label={t("requests.purpose")}
              hint={t("requests.purposeHint")}
              value={purpose}
              onChange={setPurpose}
              maxLength={500}
              error={errorOf("purpose")}
              isRequired
            />
          </>
        );
      }}
    </FormDialog>
  );
}
