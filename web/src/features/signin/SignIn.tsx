import { useTranslation } from "react-i18next";
import { Door } from "../../shared/ui/Door";
import { Icon } from "../../shared/ui/Icon";
import noticeStyles from "../../shared/ui/Notice.module.css";
import { ProviderLinks } from "./ProviderLinks";

// Why a sign-in failed, as the server says in /?error=code.
const refusals = [
  "unknown_provider",
  "provider_away",
  "denied",
  "expired",
  "failed",
  "not_admitted",
  "unproven",
  "broken",
] as const;

interface SignInProps {
  returnTo: string;
  /** The code with which the last attempt ended. */
  error: string | undefined;
}

export function SignIn({ returnTo, error }: SignInProps) {
  const { t } = useTranslation();
  const refusal = refusals.find((each) => each === error) ?? "other";
  return (
    <Door title={t("signIn.title")} how={t("signIn.how")}>
      {error !== undefined && (
        <div role="alert" className={`${noticeStyles["notice"]} ${noticeStyles["problem"]}`}>
          <Icon name="alert" />
          <div>
            <p className={noticeStyles["title"]}>{t("signIn.failed")}</p>
            <p>{t(`signIn.error.${refusal}`)}</p>
            {refusal === "other" && <code>{error}</code>}
          </div>
        </div>
      )}
      <ProviderLinks returnTo={returnTo} isAgain={refusal === "not_admitted"} />
    </Door>
  );
}
