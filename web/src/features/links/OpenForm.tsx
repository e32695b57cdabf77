import { useState } from "react";
import { Form } from "react-aria-components";
import { useTranslation } from "react-i18next";
import { toProblem, type Problem } from "../../shared/api/problem";
import { sessionLost } from "../../shared/api/session";
import { Button } from "../../shared/ui/Button";
import { Check, ReadOnly, TextInput } from "../../shared/ui/Field";
import { Notice } from "../../shared/ui/Notice";
import { ProblemNotice } from "../../shared/ui/ProblemNotice";
import { useAttempt } from "../../shared/ui/useAttempt";
import styles from "./Landing.module.css";
import { openLink, sendCode, type LinkFacts, type LinkKey } from "./landing";

interface OpenFormProps {
  linkKey: LinkKey;
  facts: LinkFacts;
  /** Called when the link may not be open any more. */
  onShut: () => void;
}

/** Has a code sent, then asks for it and for whatever else the link wants. */
export function OpenForm({ linkKey, facts, onShut }: OpenFormProps) {
  const { t } = useTranslation();
  const sending = useAttempt();
  const opening = useAttempt();
  const [sent, setSent] = useState(0);
  const [mayHaveOne, setMayHaveOne] = useState(false);
  const [code, setCode] = useState("");
  const [passcode, setPasscode] = useState("");
  const [agreed, setAgreed] = useState(false);
  const isComplete = code.trim() !== "" && (!facts.passcode || passcode !== "") && (facts.terms === null || agreed);

  // Does something with the link, which may have been shut meanwhile.
  async function use(act: () => Promise<void>): Promise<void> {
    try {
      await act();
    } catch (error) {
      const problem = toProblem(error);
      if (problem.code === "FAILED_PRECONDITION" || problem.code === "NOT_FOUND") onShut();
      if (problem.code === "LIMITED") setMayHaveOne(true);
      throw problem;
    }
  }

  async function send(): Promise<void> {
    if (await sending.attempt(() => use(() => sendCode(linkKey)))) setSent(sent + 1);
  }

  async function open(): Promise<void> {
    if (!isComplete) return;
    const shown = { code: code.replace(/\s/g, ""), passcode, acceptTerms: agreed };
    if (!(await opening.attempt(() => use(() => openLink(linkKey, shown))))) return;
    sessionLost("SESSION_ENDED"); // of whoever was signed in on other tabs
    location.replace("/access");
  }

  if (sent === 0 && !mayHaveOne) {
    return (
      <>
        {sending.problem && <ProblemNotice problem={sending.problem} />}
        <Button kind="primary" isPending={sending.pending} onPress={() => void send()}>
          {t("landing.send")}
        </Button>
      </>
    );
  }
  const wrong = opening.problem?.field;
  return (
    <>
      <Form
        className={styles["form"] ?? ""}
        validationBehavior="aria"
        onSubmit={(event) => {
          event.preventDefault();
          void open();
        }}
      >
        <p role="status">
          {sent > 0 &&
            (sent > 1 ? t("landing.sentAgain", { email: facts.email }) : t("landing.sent", { email: facts.email }))}
        </p>
        <TextInput
          label={t("landing.code")}
          hint={t("landing.codeHint")}
          inputMode="numeric"
          autoComplete="one-time-code"
          value={code}
          onChange={setCode}
          maxLength={20}
          error={wrong === "code" ? t("landing.wrongCode") : null}
          isRequired
          autoFocus
        />
        {facts.passcode && (
          <TextInput
            label={t("landing.passcode")}
            hint={t("landing.passcodeHint", { giver: facts.giver })}
            type="password"
            value={passcode}
            onChange={setPasscode}
            maxLength={128}
            error={wrong === "passcode" ? t("landing.wrongPasscode") : null}
            isRequired
          />
        )}
        {facts.terms !== null && (
          <>
            <ReadOnly label={t("landing.terms")} value={facts.terms} lines={8} />
            <Check label={t("landing.agree")} isOn={agreed} onChange={setAgreed} />
          </>
        )}
        {opening.problem && <ProblemNotice problem={withoutWords(opening.problem)} />}
        <Button type="submit" kind="primary" isDisabled={!isComplete} isPending={opening.pending}>
          {t("action.open")}
        </Button>
      </Form>
      {sending.problem &&
        (sending.problem.code === "LIMITED" ? (
          <div role="alert">
            <Notice title={t("landing.tooSoon")}>
              <p>{t("landing.tooSoonText")}</p>
            </Notice>
          </div>
        ) : (
          <ProblemNotice problem={sending.problem} />
        ))}
      <Button kind="quiet" isPending={sending.pending} onPress={() => void send()}>
        {t("landing.again")}
      </Button>
    </>
  );
}

// What is wrong with a field is said beneath it, in the language of the page.
function withoutWords(problem: Problem): Problem {
  return problem.field === null ? problem : { ...problem, message: "" };
}
