import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useQuery } from "urql";
import { viewerQuery } from "../../shared/api/viewer";
import { formatInstant } from "../../shared/format/instant";
import { Button, buttonClass } from "../../shared/ui/Button";
import { Door } from "../../shared/ui/Door";
import { Notice } from "../../shared/ui/Notice";
import { ProblemNotice } from "../../shared/ui/ProblemNotice";
import styles from "./Landing.module.css";
import { useLinkFacts, type LinkKey } from "./landing";
import { OpenForm } from "./OpenForm";

/** Where a share link leads: what it is, until when, and how its recipient comes in. */
export function Landing(key: LinkKey) {
  const { t, i18n } = useTranslation();
  const { found, ask } = useLinkFacts(key);
  const retry = <Button onPress={ask}>{t("action.retry")}</Button>;
  if (found.state === "coming") {
    return (
      <Door title={t("landing.title")}>
        <div className={styles["coming"]} aria-busy />
      </Door>
    );
  }
  if (found.state === "failed") {
    const isUnknown = found.problem.code === "NOT_FOUND";
    return (
      <Door
        title={isUnknown ? t("landing.unknown") : t("landing.title")}
        how={isUnknown ? t("landing.unknownText") : undefined}
      >
        {!isUnknown && <ProblemNotice problem={found.problem} action={retry} />}
      </Door>
    );
  }
  const { facts } = found;
  const at = (instant: string) => formatInstant(instant, i18n.language);
  if (facts.state !== "OPEN") {
    return (
      <Door
        title={t(`landing.shut.${facts.state}`)}
        how={t(`landing.shutText.${facts.state}`, { giver: facts.giver, from: at(facts.from) })}
      >
        {facts.state === "NOT_YET" && <div>{retry}</div>}
      </Door>
    );
  }
  return (
    <Door
      title={t("landing.open", { giver: facts.giver })}
      how={t("landing.how", { email: facts.email, at: at(facts.until) })}
    >
      <SomebodyHere />
      <OpenForm linkKey={key} facts={facts} onShut={ask} />
    </Door>
  );
}

// Says to who is signed in already that this ends here.
function SomebodyHere() {
  const { t } = useTranslation();
  const [{ data }] = useQuery({ query: viewerQuery });
  if (!data?.viewer) return null;
  const name = data.viewer.user.displayName;
  const stay = (
    <Link to="/" className={buttonClass("plain")}>
      {t("landing.stay", { name })}
    </Link>
  );
  return (
    <Notice title={t("landing.somebody", { name })} icon="people" actions={stay}>
      <p>{t("landing.somebodyText")}</p>
    </Notice>
  );
}
