import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { toProblem, type Problem } from "../api/problem";
import { Dialog, DialogBody } from "../ui/Dialog";
import { useClock } from "../time/clock";
import { Notice } from "../ui/Notice";
import { ProblemNotice } from "../ui/ProblemNotice";
import { TimeLeft } from "../ui/TimeLeft";
import { PdfPages } from "./PdfPages";
import styles from "./Preview.module.css";
import { kindOf, maxText, type PreviewKind } from "./previews";
import { Watermarked } from "./Watermarked";

export interface PreviewProps {
  document: { title: string; contentUrl: string };
  mediaType: string;
  /** The grant by which it is seen; its time is in sight, and when that is over, nothing else is. */
  grant?: { from: string; until: string; inForce: boolean; watermark: boolean };
  onClose: () => void;
}

/**
 * Shows a document without saving it. The bytes come the way of every download, once, and are logged as one; nothing in
 * them runs: pictures are drawn by the browser, text is text, and pages of PDF are drawn without their scripts and links.
 */
export function Preview({ document, mediaType, grant, onClose }: PreviewProps) {
  const { t } = useTranslation();
  const isOver = useClock((now) => grant !== undefined && (!grant.inForce || now >= Date.parse(grant.until)));
  return (
    <Dialog full title={document.title} onClose={onClose}>
      <DialogBody>
        {grant && <TimeLeft {...grant} />}
        {isOver ? (
          <Notice title={t("preview.over")}>
            <p>{t("preview.overText")}</p>
          </Notice>
        ) : (
          <Watermarked isOn={grant?.watermark === true}>
            <Content
              url={`${document.contentUrl}?disposition=inline`}
              title={document.title}
              kind={kindOf(mediaType)}
            />
          </Watermarked>
        )}
      </DialogBody>
    </Dialog>
  );
}

function Content({ url, title, kind }: { url: string; title: string; kind: PreviewKind | undefined }) {
  if (kind === "image") return <img src={url} alt={title} className={styles["image"]} />;
  if (kind === "text") return <TextOf url={url} />;
  return kind === "pdf" && <PdfOf url={url} />;
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
