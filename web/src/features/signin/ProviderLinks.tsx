import { useTranslation } from "react-i18next";
import { Button, buttonClass } from "../../shared/ui/Button";
import { ProblemNotice } from "../../shared/ui/ProblemNotice";
import styles from "./SignIn.module.css";
import { signInUrl, useProviders } from "./providers";

interface ProviderLinksProps {
  /** A path of this page to come back to. */
  returnTo: string;
  /** Leaves this page as it is, with all that was typed. */
  inNewTab?: boolean;
  /** Has the provider ask who it is, whoever is signed in there. */
  isAgain?: boolean;
}

/** A way in for each provider. */
export function ProviderLinks({ returnTo, inNewTab = false, isAgain = false }: ProviderLinksProps) {
  const { t } = useTranslation();
  const { providers, retry } = useProviders();
  if (providers.state === "failed") {
    return <ProblemNotice problem={providers.problem} action={<Button onPress={retry}>{t("action.retry")}</Button>} />;
  }
  if (providers.state === "coming") return <div className={styles["coming"]} aria-busy />;
  if (providers.providers.length === 0) return <p>{t("signIn.noProvider")}</p>;
  return (
    <ul className={styles["providers"]}>
      {providers.providers.map((provider, index) => (
        <li key={provider.name}>
          <a
            href={signInUrl(provider, returnTo, isAgain)}
            target={inNewTab ? "_blank" : undefined}
            className={`${buttonClass(index === 0 ? "primary" : "plain")} ${styles["provider"]}`}
          >
            {isAgain ? t("signIn.again", { provider: provider.label }) : t("signIn.with", { provider: provider.label })}
          </a>
        </li>
      ))}
    </ul>
  );
}
