import { useState } from "react";
import { useTranslation } from "react-i18next";
import { graphql } from "../../gql";
import type { UserStatus } from "../../gql/graphql";
import { useSend } from "../../shared/api/useSend";
import { Button } from "../../shared/ui/Button";
import { FormDialog } from "../../shared/ui/Dialog";
import { ReasonDialog } from "./ReasonDialog";

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
  person: { id: string; displayName: string; status: UserStatus };
  /** Opens the dialog of departure. */
  onDepart: () => void;
}

/** What an admin can do to somebody else's account. */
export function PersonActions({ person, onDepart }: PersonActionsProps) {
  const { t } = useTranslation();
  const send = useSend();
  const [doing, setDoing] = useState<"suspend" | "reinstate" | "end" | null>(null);
  const close = () => {
    setDoing(null);
  };
  const name = person.displayName;
  return (
    <>
      {person.status === "ACTIVE" && (
        <>
          <Button
            onPress={() => {
              setDoing("end");
            }}
          >
            {t("people.endSessions")}
          </Button>
          <Button
            onPress={() => {
              setDoing("suspend");
            }}
          >
            {t("people.suspend")}
          </Button>
        </>
      )}
      {person.status !== "ACTIVE" && (
        <Button
          onPress={() => {
            setDoing("reinstate");
          }}
        >
          {t("people.reinstate")}
        </Button>
      )}
      {person.status !== "DEPARTED" && (
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
