import { useState } from "react";
import { useTranslation } from "react-i18next";
import { graphql, unmask, type FragmentType } from "../../gql";
import { useSend } from "../../shared/api/useSend";
import { Button } from "../../shared/ui/Button";
import { FormDialog } from "../../shared/ui/Dialog";
import { ExtendDialog } from "./ExtendDialog";
import styles from "./GrantButtons.module.css";

const buttonsFragment = graphql(/* GraphQL */ `
  fragment GrantButtons on Grant {
    id
    from
    until
    mayRevoke: viewerCan(action: REVOKE)
    mayExtend: viewerCan(action: EXTEND)
    mayReturn: viewerCan(action: RETURN)
  }
`);

const revokeGrantMutation = graphql(/* GraphQL */ `
  mutation RevokeGrant($input: RevokeGrantInput!) {
    revokeGrant(input: $input) {
      grant {
        id
        revokedAt
        inForce
        ...GrantButtons
      }
    }
  }
`);

const returnAccessMutation = graphql(/* GraphQL */ `
  mutation ReturnAccess($input: ReturnAccessInput!) {
    returnAccess(input: $input) {
      grant {
        id
        revokedAt
        inForce
        ...GrantButtons
      }
    }
  }
`);

interface GrantButtonsProps {
  grant: FragmentType<typeof buttonsFragment>;
  /** The name of who has it. */
  person: string;
  /** The name of what it opens. */
  thing: string;
}

/** What the viewer may do with a grant, as the server says. One's own is given back, not revoked. */
export function GrantButtons({ grant: masked, person, thing }: GrantButtonsProps) {
  const { t } = useTranslation();
  const send = useSend();
  const grant = unmask(buttonsFragment, masked);
  const [doing, setDoing] = useState<"revoke" | "extend" | "return" | null>(null);
  const close = () => {
    setDoing(null);
  };
  if (!grant.mayRevoke && !grant.mayExtend && !grant.mayReturn) return null;
  return (
    <span className={styles["buttons"]}>
      {grant.mayExtend && (
        <Button
          kind="quiet"
          aria-label={t("grants.extendOf", { person, thing })}
          onPress={() => {
            setDoing("extend");
          }}
        >
          {t("grants.extend")}
        </Button>
      )}
      {grant.mayReturn && (
        <Button
          kind="quiet"
          aria-label={t("grants.returnOf", { thing })}
          onPress={() => {
            setDoing("return");
          }}
        >
          {t("grants.return")}
        </Button>
      )}
      {grant.mayRevoke && !grant.mayReturn && (
        <Button
          kind="quiet"
          aria-label={t("grants.revokeOf", { person, thing })}
          onPress={() => {
            setDoing("revoke");
          }}
        >
          {t("grants.revoke")}
        </Button>
      )}
      {doing === "extend" && <ExtendDialog grant={grant} person={person} thing={thing} onClose={close} />}
      {doing === "revoke" && (
        <FormDialog
          title={t("grants.revokeTitle")}
          action={t("grants.revokeNow")}
          kind="danger"
          onClose={close}
          onSubmit={async () => {
            await send(revokeGrantMutation, { input: { grantId: grant.id } });
          }}
        >
          <p>{t("grants.revokeText", { person, thing })}</p>
        </FormDialog>
      )}
      {doing === "return" && (
        <FormDialog
          title={t("grants.returnTitle")}
          action={t("grants.returnNow")}
          kind="danger"
          onClose={close}
          onSubmit={async () => {
            await send(returnAccessMutation, { input: { grantId: grant.id } });
          }}
        >
          <p>{t("grants.returnText", { thing })}</p>
        </FormDialog>
      )}
    </span>
  );
}
