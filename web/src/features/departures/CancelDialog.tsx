import { useTranslation } from "react-i18next";
import { graphql } from "../../gql";
import { useSend } from "../../shared/api/useSend";
import { FormDialog } from "../../shared/ui/Dialog";

const cancelDepartureMutation = graphql(/* GraphQL */ `
  mutation CancelDeparture($input: CancelDepartureInput!) {
    cancelDeparture(input: $input) {
      user {
        id
        status
      }
    }
  }
`);

interface CancelDialogProps {
  person: { id: string; displayName: string };
  onClose: () => void;
}

/** Takes back a date that is set for somebody's leaving. */
export function CancelDialog({ person, onClose }: CancelDialogProps) {
  const { t } = useTranslation();
  const send = useSend();
  return (
    <FormDialog
      title={t("departures.cancelTitle", { name: person.displayName })}
      action={t("departures.cancelDo")}
      onClose={onClose}
      onSubmit={async () => {
        await send(cancelDepartureMutation, { input: { userId: person.id } });
      }}
    >
      <p>{t("departures.cancelText")}</p>
    </FormDialog>
  );
}
