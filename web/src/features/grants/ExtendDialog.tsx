import { useTranslation } from "react-i18next";
import { graphql } from "../../gql";
import { useSend } from "../../shared/api/useSend";
import { formatInstant } from "../../shared/format/instant";
import { FormDialog } from "../../shared/ui/Dialog";
import { EndPick, useEnd } from "./EndPick";

const extendGrantMutation = graphql(/* GraphQL */ `
  mutation ExtendGrant($input: ExtendGrantInput!) {
    extendGrant(input: $input) {
      grant {
        id
        until
        inForce
      }
    }
  }
`);

interface ExtendDialogProps {
  grant: { id: string; from: string; until: string };
  person: string;
  thing: string;
  onClose: () => void;
}

/** Moves the end of an access, to an instant counted from now. */
export function ExtendDialog({ grant, person, thing, onClose }: ExtendDialogProps) {
  const { t, i18n } = useTranslation();
  const send = useSend();
  const end = useEnd("day");
  return (
    <FormDialog
      title={t("grants.extendTitle", { person, thing })}
      action={t("grants.extendDo")}
      isComplete={end.isToCome}
      onClose={onClose}
      onSubmit={async () => {
        await send(extendGrantMutation, { input: { grantId: grant.id, until: end.instant() } });
      }}
    >
      {(problem) => (
        <>
          <p>{t("grants.extendText", { at: formatInstant(grant.until, i18n.language) })}</p>
          <EndPick
            end={end}
            label={t("grants.extendUntil")}
            error={problem?.field === "until" ? problem.message : null}
          />
        </>
      )}
    </FormDialog>
  );
}
