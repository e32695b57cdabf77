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
import { NewLinkDialog, type NewLink } from "./NewLinkDialog";

const grantAccessMutation = graphql(/* GraphQL */ `
  mutation GrantAccess($input: GrantAccessInput!) {
    grantAccess(input: $input) {
      grant {
        id
      }
    }
  }
`);

const createShareLinkMutation = graphql(/* GraphQL */ `
  mutation CreateShareLink($input: CreateShareLinkInput!) {
    createShareLink(input: $input) {
      shareLink {
        id
        email
        passcode
      }
      url
    }
  }
`);

const takers = ["person", "link"] as const;

interface ShareDialogProps {
  /** What is opened. */
  thing: { id: string; name: string; isFolder: boolean };
  onClose: () => void;
}

/**
 * Gives somebody access: whom, what, until when, what for, and what becomes of it when the giver leaves. Somebody without
 * an account gets a link, which is shown once that is done.
 */
export function ShareDialog({ thing, onClose }: ShareDialogProps) {
  const { t } = useTranslation();
  const viewer = useViewer();
  const send = useSend();
  const [chosen, choose] = useState<(typeof takers)[number] | null>(null);
  const byLink = chosen === "link";
  const [userId, setUserId] = useState<string | null>(null);
  const [email, setEmail] = useState("");
  const [level, setLevel] = useState<GrantLevel>("DOWNLOAD");
  const end = useEnd("day");
  const [purpose, setPurpose] = useState("");
  const [fate, setFate] = useState<GrantFate>("END");
  const [holdDays, setHoldDays] = useState("30");
  const [passcode, setPasscode] = useState("");
  const [terms, setTerms] = useState("");
  const [made, setMade] = useState<NewLink | null>(null);
  const days = Number(holdDays);
  const isComplete =
    (byLink ? email.trim() !== "" : userId !== null) &&
    end.isToCome &&
    purpose.trim() !== "" &&
    (fate !== "HOLD" || (days >= 1 && days <= 90));

  async function give(): Promise<void> {
    const until = end.instant();
    const access = {
      ...(thing.isFolder ? { folderId: thing.id } : { documentId: thing.id }),
      level,
      until,
      purpose: purpose.trim(),
      fate,
      holdDays: fate === "HOLD" ? days : null,
    };
    if (!byLink) {
      if (userId !== null) await send(grantAccessMutation, { input: { ...access, userId } });
      return;
    }
    const { createShareLink } = await send(createShareLinkMutation, {
      input: {
        ...access,
        email: email.trim(),
        passcode: passcode === "" ? null : passcode,
        terms: terms.trim() === "" ? null : terms.trim(),
      },
    });
    const { shareLink, url } = createShareLink;
    setMade({
      url: new URL(url, location.origin).href,
      email: shareLink.email,
      needsPasscode: shareLink.passcode,
      until,
    });
  }

  if (made) return <NewLinkDialog link={made} thing={thing.name} onClose={onClose} />;
  return (
    <FormDialog
      wide
      title={t("grants.giveTitle", { thing: thing.name })}
      action={byLink ? t("links.make") : t("grants.give")}
      isComplete={isComplete}
      onClose={onClose}
      onDone={() => {
        if (!byLink) onClose();
      }}
      onSubmit={give}
    >
      {(problem) => {
        const errorOf = (field: string) => (problem?.field === field ? problem.message : null);
        return (
          <>
            <Pick
              label={t("links.taker")}
              look="segments"
              value={chosen ?? "person"}
              onChange={(taker) => {
                choose(taker);
                setUserId(null);
                if (level === "EDIT") setLevel("DOWNLOAD");
              }}
              options={takers.map((value) => ({ value, label: t(`links.takerKind.${value}`) }))}
            />
            {byLink ? (
              <TextInput
                label={t("links.email")}
                hint={t("links.emailHint")}
                type="email"
                value={email}
                onChange={setEmail}
                maxLength={254}
                error={errorOf("email")}
                isRequired
              />
            ) : (
              <PersonPicker
                label={t("grants.person")}
                error={errorOf("userId")}
                onPick={setUserId}
                except={viewer.user.id}
                autoFocus={chosen === null}
              />
            )}
            <Pick
              label={t("grants.level")}
              look="cards"
              value={level}
              onChange={setLevel}
              error={errorOf("level")}
              options={levels
                .filter((value) => !byLink || value !== "EDIT")
                .map((value) => ({ value, label: t(`level.${value}`), note: t(`levelNote.${value}`) }))}
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
            {byLink && (
              <>
                <TextInput
                  label={t("links.passcode")}
                  hint={t("links.passcodeHint")}
                  value={passcode}
                  onChange={setPasscode}
                  maxLength={128}
                  error={errorOf("passcode")}
                />
                <TextInput
                  label={t("links.terms")}
                  hint={t("links.termsHint")}
                  lines={4}
                  value={terms}
                  onChange={setTerms}
                  maxLength={20_000}
                  error={errorOf("terms")}
                />
              </>
            )}
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
