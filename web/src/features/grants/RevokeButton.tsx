import { useState } from "react";
import { useTranslation } from "react-i18next";
import { graphql } from "../../gql";
import { useSend } from "../../shared/api/useSend";
import { Button } from "../../shared/ui/Button";
import { FormDialog } from "../../shared/ui/Dialog";

const revokeGrantMutation = graphql(/* GraphQL */ `
  mutation RevokeGrant($input: RevokeGrantInput!) {
    revokeGrant(input: $input) {
      grant {
        id
        revokedAt
        inForce
      }
    }
  }
`);

export function RevokeButton({ grantId, person, thing }: { grantId: string; person: string; thing: string }) {
  const { t } = useTranslation();
  const send = useSend();
  const [isAsking, setAsking] = useState(false);
  return (
    <>
      <Button
        kind="quiet"
        aria-label={t("grants.revokeOf", { person, thing })}
        onPress={() => {
          setAsking(true);
        }}
      >
        {t("grants.revoke")}
      </Button>
      {isAsking && (
        <FormDialog
          title={t("grants.revokeTitle")}
          action={t("grants.revokeNow")}
          kind="danger"
          onClose={() => {
            setAsking(false);
          }}
          onSubmit={async () => {
            await send(revokeGrantMutation, { input: { grantId } });
          }}
        >
          <p>{t("grants.revokeText", { person, thing })}</p>
        </FormDialog>
      )}
    </>
  );
}
