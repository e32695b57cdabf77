import { useTranslation } from "react-i18next";
import { takeAway } from "../api/save";
import { Button } from "./Button";
import { ProblemNotice } from "./ProblemNotice";
import { useAttempt } from "./useAttempt";

/** Takes several documents away as the one ZIP file that is at a path of the server. */
export function ZipButton({ path }: { path: string }) {
  const { t } = useTranslation();
  const { pending, problem, attempt } = useAttempt();
  return (
    <>
      <Button icon="download" isPending={pending} onPress={() => void attempt(() => takeAway(path))}>
        {t("action.zip")}
      </Button>
      {problem && <ProblemNotice problem={problem} />}
    </>
  );
}
