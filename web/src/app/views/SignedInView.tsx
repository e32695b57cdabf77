import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { sessionStands } from "../../shared/api/session";
import { Empty } from "../../shared/ui/Empty";

/** Ends a sign-in that began because another tab had lost its session. */
export function SignedInView() {
  const { t } = useTranslation();
  useEffect(() => {
    sessionStands();
    window.close();
  }, []);
  return (
    <main>
      <Empty icon="check" title={t("session.backTitle")}>
        {t("session.backText")}
      </Empty>
    </main>
  );
}
