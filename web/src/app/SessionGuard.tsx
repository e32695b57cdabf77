import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { useClient } from "urql";
import { ProviderLinks } from "../features/signin/ProviderLinks";
import { follow } from "../shared/api/live";
import { sessionStands, useSession } from "../shared/api/session";
import { useViewer, viewerQuery } from "../shared/api/viewer";
import { Dialog, DialogBody } from "../shared/ui/Dialog";

/** Says on every open tab that the session has ended, over what is there, so that nothing typed is lost. */
export function SessionGuard() {
  const { t } = useTranslation();
  const session = useSession();
  const client = useClient();
  const viewer = useViewer();
  const was = useRef(viewer.user.id);

  // Here the server has just said who is signed in: tabs that had lost the session go on.
  useEffect(sessionStands, []);

  useEffect(() => follow(client), [client]);

  // Somebody else may have signed in meanwhile: nothing of the former may stay in sight.
  useEffect(() => {
    if (session !== "standing") return;
    void client
      .query(viewerQuery, {}, { requestPolicy: "network-only" })
      .toPromise()
      .then(({ data }) => {
        if (data && data.viewer?.user.id !== was.current) location.assign("/");
      });
  }, [session, client]);

  if (session === "standing") return null;
  return (
    <Dialog title={t("session.lostTitle")}>
      <DialogBody>
        <p>{t(`session.lostBecause.${session}`)}</p>
        {viewer.user.byLink ? (
          <p>{t("session.lostByLink")}</p>
        ) : (
          <>
            <p>{t("session.lostText")}</p>
            <ProviderLinks returnTo="/signed-in" inNewTab isAgain />
          </>
        )}
      </DialogBody>
    </Dialog>
  );
}
