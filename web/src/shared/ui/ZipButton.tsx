import { useTranslation } from "react-i18next";
import { Button } from "./Button";
import { ProblemNotice } from "./ProblemNotice";
import { useAttempt, type Attempt } from "./useAttempt";

/** Takes several documents away as one ZIP file. A refusal that `take` meets only later, it attempts again. */
export function ZipButton({ take }: { take: (attempt: Attempt["attempt"]) => Promise<void> }) {
  const { t } = useTranslation();
  const { pending, problem, attempt } = useAttempt();
  return (
    <>
      <Button icon="download" isPending={pending} onPress={() => void attempt(() => take(attempt))}>
        {t("action.zip")}
      </Button>
      {problem && <ProblemNotice problem={problem} />}
    </>
  );
}
