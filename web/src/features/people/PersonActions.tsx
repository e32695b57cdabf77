import { useState } from "react";
import { useTranslation } from "react-i18next";
import { graphql, unmask, type FragmentType } from "../../gql";
import { useSend } from "../../shared/api/useSend";
import { Button } from "../../shared/ui/Button";
import { FormDialog } from "../../shared/ui/Dialog";
import { ReasonDialog } from "./ReasonDialog";

const actionsFragment = graphql(/* GraphQL */ `
  fragment PersonActions on User {
    id
    displayName
    maySuspend: viewerCan(action: SUSPEND)
    mayReinstate: viewerCan(action: REINSTATE)
    mayDepart: viewerCan(action: DEPART)
    mayEndSessions: viewerCan(action: END_SESSIONS)
  }
`);

const suspendUserMutation = graphql(/* GraphQL */ `
  mutation SuspendUser($input: SuspendUserInput!) {
    suspendUser(input: $input) {
      user {
        id
        status
      }
    }
  }
`);

const reinstateUserMutation = graphql(/* GraphQL */ `
  mutation ReinstateUser($input: ReinstateUserInput!) {
    reinstateUser(input: $input) {
      user {
        id
        status
      }
    }
  }
`);

const endSessionsMutation = graphql(/* GraphQL */ `
  mutation EndSessions($input: EndSessionsInput!) {
    endSessions(input: $input) {
      user {
        id
      }
    }
  }
`);

interface PersonActionsProps {
  person: FragmentType<typeof actionsFragment>;
  /** Goes to where their leaving is rehearsed. */
  onDepart: () => void;
}

/** What the viewer may do to an account, as the server says. */
export function PersonActions({ person: masked, onDepart }: PersonActionsProps) {
  const { t } = useTranslation();
  const send = useSend();
  const person = unmask(actionsFragment, masked);
  const [doing, setDoing] = useState<"suspend" | "reinstate" | "end" | null>(null);
  const close = () => {
    setDoing(null);
  };
  const name = person.displayName;
  return (
    <>
      {person.mayEndSessions && (
        <Button
          onPress={() => {
            setDoing("end");
          }}
        >
          {t("people.endSessions")}
        </Button>
      )}
      {person.maySuspend && (
        <Button
          onPress={() => {
            setDoing("suspend");
          }}
        >
          {t("people.suspend")}
        </Button>
      )}
      {person.mayReinstate && (
        <Button
          onPress={() => {
            setDoing("reinstate");
          }}
        >
          {t("people.reinstate")}
        </Button>
      )}
      {person.mayDepart && (
        <Button kind="danger" icon="departures" onPress={onDepart}>
          {t("people.depart")}
        </Button>
      )}
      {doing === "suspend" && (
        <ReasonDialog
          title={t("people.suspendTitle", { name })}
          text={t("people.suspendText")}
          action={t("people.suspend")}
          kind="danger"
          onClose={close}
          onSubmit={async (reason) => {
            await send(suspendUserMutation, { input: { userId: person.id, reason } });
          }}
        />
      )}
      {doing === "reinstate" && (
        <ReasonDialog
          title={t("people.reinstateTitle", { name })}
          text={t("people.reinstateText")}
          action={t("people.reinstate")}
          kind="primary"
          onClose={close}
          onSubmit={async (reason) => {
            await send(reinstateUserMutation, { input: { userId: person.id, reason } });
          }}
        />
      )}
      {doing === "end" && (
        <FormDialog
          title={t("people.endSessionsTitle", { name })}
          action={t("people.endSessions")}
          kind="danger"
          onClose={close}
          onSubmit={async () => {
            await send(endSessionsMutation, { input: { userId: person.id } });
          }}
        >
          <p>{t("people.endSessionsText")}</p>
        </FormDialog>
      )}
    </>
  );
}
