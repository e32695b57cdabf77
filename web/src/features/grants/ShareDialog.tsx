import { useState } from "react";
import { useTranslation } from "react-i18next";
import { graphql } from "../../gql";
import type { GrantFate, GrantLevel } from "../../gql/graphql";
import { useSend } from "../../shared/api/useSend";
import { useViewer } from "../../shared/api/viewer";
import { PersonPicker } from "../../shared/person/PersonPicker";
import { FormDialog } from "../../shared/ui/Dialog";
import { Pick, TextInput } from "../../shared/ui/Field";
import { fates, levels } from "../../shared/ui/Signs";
import { EndPick, useEnd } from "./EndPick";

const grantAccessMutation = graphql(/* GraphQL */ `
  mutation GrantAccess($input: GrantAccessInput!) {
    grantAccess(input: $input) {
      grant {
        id
      }
    }
  }
`);

interface ShareDialogProps {
  /** What is opened. */
  thing: { id: string; name: string; isFolder: boolean };
  onClose: () => void;
}

/** Gives somebody access: whom, what, until when, what for, and what becomes of it when the giver leaves. */
export function ShareDialog({ thing, onClose }: ShareDialogProps) {
  const { t } = useTranslation();
  const viewer = useViewer();
  const send = useSend();
  const [userId, setUserId] = useState<string | null>(null);
  const [level, setLevel] = useState<GrantLevel>("DOWNLOAD");
  const end = useEnd("day");
  const [purpose, setPurpose] = useState("");
  const [fate, setFate] = useState<GrantFate>("END");
  const [holdDays, setHoldDays] = useState("30");
  const days = Number(holdDays);
  const isComplete =
    userId !== null && end.isToCome && purpose.trim() !== "" && (fate !== "HOLD" || (days >= 1 && days <= 90));

  return (
    <FormDialog
      wide
      title={t("grants.giveTitle", { thing: thing.name })}
      action={t("grants.give")}
      isComplete={isComplete}
      onClose={onClose}
      onSubmit={async () => {
        if (userId === null) return;
        await send(grantAccessMutation, {
          input: {
            userId,
            ...(thing.isFolder ? { folderId: thing.id } : { documentId: thing.id }),
            level,
            until: end.instant(),
            purpose: purpose.trim(),
            fate,
            holdDays: fate === "HOLD" ? days : null,
          },
        });
      }}
    >
      {(problem) => {
        const errorOf = (field: string) => (problem?.field === field ? problem.message : null);
        return (
          <>
            <PersonPicker
              label={t("grants.person")}
              error={errorOf("userId")}
              onPick={setUserId}
              except={viewer.user.id}
              autoFocus
            />
            <Pick
              label={t("grants.level")}
              look="cards"
              value={level}
              onChange={setLevel}
              error={errorOf("level")}
              options={levels.map((value) => ({ value, label: t(`level.${value}`), note: t(`levelNote.${value}`) }))}
            />
            <EndPick end={end} label={t("grants.until")} error={errorOf("until")} />
            <TextInput
              label={t("grants.purpose")}
              hint={t("grants.purposeHint")}
              value={purpose}
              onChange={setPurpose}
              maxLength={500}
              error={errorOf("purpose")}
              isRequired
            />
            <Pick
              label={t("grants.fate")}
              look="cards"
              value={fate}
              onChange={setFate}
              error={errorOf("fate")}
              options={fates.map((value) => ({ value, label: t(`fate.${value}`), note: t(`fateNote.${value}`) }))}
            />
            {fate === "HOLD" && (
              <TextInput
                label={t("grants.holdDays")}
                type="number"
                min={1}
                max={90}
                value={holdDays}
                onChange={setHoldDays}
                error={errorOf("holdDays")}
              />
            )}
          </>
        );
      }}
    </FormDialog>
  );
}
