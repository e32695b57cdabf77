import { useState } from "react";
import { useTranslation } from "react-i18next";
import { graphql, unmask, type FragmentType } from "../../gql";
import { useSend } from "../../shared/api/useSend";
import { formatSpan } from "../../shared/format/span";
import { Button } from "../../shared/ui/Button";
import { FormDialog } from "../../shared/ui/Dialog";
import { TextInput } from "../../shared/ui/Field";
import styles from "./RequestButtons.module.css";

const buttonsFragment = graphql(/* GraphQL */ `
  fragment RequestButtons on AccessRequest {
    id
    level
    seconds
    purpose
    approvalsNeeded
    approvals {
      at
    }
    mayDecide: viewerCan(action: DECIDE)
    mayWithdraw: viewerCan(action: WITHDRAW)
  }
`);

const decideAccessRequestMutation = graphql(/* GraphQL */ `
  mutation DecideAccessRequest($input: DecideAccessRequestInput!) {
    decideAccessRequest(input: $input) {
      accessRequest {
        id
        status
        closedAt
        note
        closedBy {
          id
          displayName
        }
        document {
          id
        }
        ...RequestButtons
      }
    }
  }
`);

const withdrawAccessRequestMutation = graphql(/* GraphQL */ `
  mutation WithdrawAccessRequest($input: WithdrawAccessRequestInput!) {
    withdrawAccessRequest(input: $input) {
      accessRequest {
        id
        status
        closedAt
        ...RequestButtons
      }
    }
  }
`);

interface RequestButtonsProps {
  request: FragmentType<typeof buttonsFragment>;
  /** The name of who asks. */
  person: string;
  /** The name of what they ask for. */
  thing: string;
}

/** What the viewer may do with an access request, as the server says. */
export function RequestButtons({ request: masked, person, thing }: RequestButtonsProps) {
  const { t, i18n } = useTranslation();
  const send = useSend();
  const request = unmask(buttonsFragment, masked);
  const [doing, setDoing] = useState<"agree" | "refuse" | "withdraw" | null>(null);
  const [note, setNote] = useState("");
  const close = () => {
    setDoing(null);
  };
  if (!request.mayDecide && !request.mayWithdraw) return null;
  return (
    <span className={styles["buttons"]}>
      {request.mayDecide && (
        <>
          <Button
            aria-label={t("requests.agreeOf", { person, thing })}
            onPress={() => {
              setDoing("agree");
            }}
          >
            {t("requests.agree")}
          </Button>
          <Button
            kind="quiet"
            aria-label={t("requests.refuseOf", { person, thing })}
            onPress={() => {
              setDoing("refuse");
            }}
          >
            {t("requests.refuse")}
          </Button>
        </>
      )}
      {request.mayWithdraw && (
        <Button
          kind="quiet"
          aria-label={t("requests.withdrawOf", { thing })}
          onPress={() => {
            setDoing("withdraw");
          }}
        >
          {t("requests.withdraw")}
        </Button>
      )}
      {doing === "agree" && (
        <FormDialog
          title={t("requests.agreeTitle")}
          action={t("requests.agree")}
          onClose={close}
          onSubmit={async () => {
            await send(decideAccessRequestMutation, {
              input: { accessRequestId: request.id, approve: true, note: null },
            });
          }}
        >
          <p>{t("requests.agreeText", { person, thing, span: formatSpan(request.seconds, i18n.language) })}</p>
          <p>
            <strong>{t(`level.${request.level}`)}</strong>
            <br />
            {request.purpose}
          </p>
          {request.approvalsNeeded !== null && request.approvalsNeeded > 1 && (
            <p>{t("requests.agreeMore", { needed: request.approvalsNeeded, agreed: request.approvals.length })}</p>
          )}
        </FormDialog>
      )}
      {doing === "refuse" && (
        <FormDialog
          title={t("requests.refuseTitle")}
          action={t("requests.refuse")}
          kind="danger"
          onClose={close}
          onSubmit={async () => {
            const why = note.trim();
            await send(decideAccessRequestMutation, {
              input: { accessRequestId: request.id, approve: false, note: why === "" ? null : why },
            });
          }}
        >
          {(problem) => (
            <>
              <p>{t("requests.refuseText", { person, thing })}</p>
              <TextInput
                label={t("requests.note")}
                hint={t("requests.noteHint")}
                value={note}
                onChange={setNote}
                maxLength={500}
                lines={2}
                error={problem?.field === "note" ? problem.message : null}
                autoFocus
              />
            </>
          )}
        </FormDialog>
      )}
      {doing === "withdraw" && (
        <FormDialog
          title={t("requests.withdrawTitle")}
          action={t("requests.withdrawDo")}
          onClose={close}
          onSubmit={async () => {
            await send(withdrawAccessRequestMutation, { input: { accessRequestId: request.id } });
          }}
        >
          <p>{t("requests.withdrawText", { thing })}</p>
        </FormDialog>
      )}
    </span>
  );
}
