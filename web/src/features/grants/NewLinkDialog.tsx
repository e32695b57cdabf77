import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { formatInstant } from "../../shared/format/instant";
import { Button } from "../../shared/ui/Button";
import { Dialog, DialogBody, DialogFoot } from "../../shared/ui/Dialog";
import { ReadOnly } from "../../shared/ui/Field";
import { Notice } from "../../shared/ui/Notice";
import styles from "./NewLinkDialog.module.css";

/** A link with its secret, which the server has not kept. */
export interface NewLink {
  readonly url: string;
  readonly email: string;
  readonly needsPasscode: boolean;
  readonly until: string;
}

interface NewLinkDialogProps {
  link: NewLink;
  thing: string;
  onClose: () => void;
}

/** Shows a link the only time that it can be shown, to be copied: it closes by its button alone. */
export function NewLinkDialog({ link, thing, onClose }: NewLinkDialogProps) {
  const { t, i18n } = useTranslation();
  const field = useRef<HTMLDivElement>(null);
  const [copied, setCopied] = useState<"copied" | "byHand" | null>(null);

  async function copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(link.url);
      setCopied("copied");
    } catch {
      // The browser has no clipboard here, or keeps it closed.
      field.current?.querySelector("input")?.select();
      setCopied("byHand");
    }
  }

  return (
    <Dialog wide title={t("links.madeTitle", { thing })}>
      <DialogBody>
        <p>{t("links.madeText", { email: link.email, at: formatInstant(link.until, i18n.language) })}</p>
        <div className={styles["link"]}>
          <div ref={field} className={styles["url"]}>
            <ReadOnly label={t("links.url")} value={link.url} autoFocus />
          </div>
          <Button kind="primary" icon="link" onPress={() => void copy()}>
            {t("links.copy")}
          </Button>
        </div>
        <p role="status" className={styles["copied"]}>
          {copied && t(`links.copyState.${copied}`)}
        </p>
        <Notice title={t("links.once")}>
          <p>{t("links.onceText")}</p>
          {link.needsPasscode && <p>{t("links.oncePasscode")}</p>}
        </Notice>
      </DialogBody>
      <DialogFoot>
        <Button onPress={onClose}>{t("links.done")}</Button>
      </DialogFoot>
    </Dialog>
  );
}
