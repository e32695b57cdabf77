import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { toProblem, type Problem } from "../../shared/api/problem";
import { Dialog, DialogBody } from "../../shared/ui/Dialog";
import { Notice } from "../../shared/ui/Notice";
import { ProblemNotice } from "../../shared/ui/ProblemNotice";
import { PdfPages } from "./PdfPages";
import styles from "./Preview.module.css";
import { kindOf, maxText } from "./previews";

interface PreviewProps {
  document: { title: string; contentUrl: string };
  mediaType: string;
  onClose: () => void;
}

/**
 * Shows a document without saving it. The bytes come the way of every download, once, and are logged as one; nothing in
 * them runs: pictures are drawn by the browser, text is text, and pages of PDF are drawn without their scripts and links.
 */
export function Preview({ document, mediaType, onClose }: PreviewProps) {
  const kind = kindOf(mediaType);
  const url = `${document.contentUrl}?disposition=inline`;
  return (
    <Dialog full title={document.title} onClose={onClose}>
      <DialogBody>
        {kind === "image" && <img src={url} alt={document.title} className={styles["image"]} />}
        {kind === "text" && <TextOf url={url} />}
        {kind === "pdf" && <PdfOf url={url} />}
      </DialogBody>
    </Dialog>
  );
}

// The bytes, or their beginning; undefined while they are on their way.
function useBytes(url: string, most?: number): { bytes: ArrayBuffer | undefined; problem: Problem | null } {
  const [bytes, setBytes] = useState<ArrayBuffer>();
  const [problem, setProblem] = useState<Problem | null>(null);
  useEffect(() => {
    const given = new AbortController();
    const headers: HeadersInit = most === undefined ? {} : { Range: `bytes=0-${most - 1}` };
    fetch(url, { headers, signal: given.signal, credentials: "same-origin" })
      .then((response) => {
        if (!response.ok) throw response;
        return response.arrayBuffer();
      })
      .then(setBytes)
      .catch((error: unknown) => {
        if (!given.signal.aborted) setProblem(toProblem(error));
      });
    return () => {
      given.abort();
    };
  }, [url, most]);
  return { bytes, problem };
}

function TextOf({ url }: { url: string }) {
  const { t } = useTranslation();
  const { bytes, problem } = useBytes(url, maxText);
  if (problem) return <ProblemNotice problem={problem} />;
  if (!bytes) return <p role="status">{t("preview.coming")}</p>;
  return (
    <>
      {bytes.byteLength === maxText && <Notice title={t("preview.beginning")} />}
      <pre className={styles["text"]}>{new TextDecoder().decode(bytes)}</pre>
    </>
  );
}

function PdfOf({ url }: { url: string }) {
  const { t } = useTranslation();
  const { bytes, problem } = useBytes(url);
  if (problem) return <ProblemNotice problem={problem} />;
  if (!bytes) return <p role="status">{t("preview.coming")}</p>;
  return <PdfPages bytes={bytes} />;
}
