import { useTranslation } from "react-i18next";
import { Icon } from "../../shared/ui/Icon";
import { LanguagePick } from "../../shared/ui/LanguagePick";
import { Mark } from "../../shared/ui/Mark";
import noticeStyles from "../../shared/ui/Notice.module.css";
import { ProviderLinks } from "./ProviderLinks";
import styles from "./SignIn.module.css";

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
    <div className={styles["page"]}>
      <title>{`${t("signIn.title")} · Strongroom`}</title>
      <aside className={styles["door"]}>
        <p className={styles["brand"]}>
          <Mark size={34} /> Strongroom
        </p>
        <div className={styles["promise"]}>
          <p className={styles["lead"]}>{t("signIn.promise")}</p>
          <svg aria-hidden viewBox="0 0 100 2" preserveAspectRatio="none" className={styles["fuse"]}>
            <rect width="100" height="2" rx="1" className={styles["track"]} />
            <rect width="100" height="2" rx="1" className={styles["burning"]} />
          </svg>
          <p>{t("signIn.promiseMore")}</p>
        </div>
      </aside>
      <main className={styles["main"]}>
        <div className={styles["card"]}>
          <h1 tabIndex={-1}>{t("signIn.title")}</h1>
          <p className={styles["how"]}>{t("signIn.how")}</p>
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
          <LanguagePick />
        </div>
      </main>
    </div>
  );
}
