import { useTranslation } from "react-i18next";
import { Button } from "./Button";
import { ProblemNotice } from "./ProblemNotice";
import { useAttempt } from "./useAttempt";

/** Takes several documents away as one ZIP file. */
export function ZipButton({ take }: { take: () => Promise<void> }) {
  const { t } = useTranslation();
  const { pending, problem, attempt } = useAttempt();
  return (
    <>
      <Button icon="download" isPending={pending} onPress={() => void attempt(take)}>
        {t("action.zip")}
      </Button>
      {problem && <ProblemNotice problem={problem} />}
    </>
  );
}
