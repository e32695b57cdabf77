import { getDocument, GlobalWorkerOptions, type PDFDocumentProxy } from "pdfjs-dist/legacy/build/pdf.mjs";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Notice } from "../ui/Notice";
import styles from "./Preview.module.css";

// Pages are drawn for a width of so many CSS pixels.
const width = 900;

GlobalWorkerOptions.workerPort ??= new Worker(new URL("pdfjs-dist/legacy/build/pdf.worker.mjs", import.meta.url), {
  type: "module",
});

/** The pages of a PDF. Each is drawn when it comes into sight; its text is there for screen readers. */
export function PdfPages({ bytes }: { bytes: ArrayBuffer }) {
  const { t } = useTranslation();
  const [pdf, setPdf] = useState<PDFDocumentProxy | null>(null);
  const [ratio, setRatio] = useState(1);
  const [isBroken, setBroken] = useState(false);
  useEffect(() => {
    // The worker takes the bytes away. The policy of the page allows neither eval nor WebAssembly.
    const task = getDocument({ data: bytes.slice(0), isEvalSupported: false, useWasm: false, enableXfa: false });
    task.promise
      .then(async (opened) => {
        const { width: w, height: h } = (await opened.getPage(1)).getViewport({ scale: 1 });
        setRatio(h / w);
        setPdf(opened);
      })
      .catch(() => {
        setBroken(!task.destroyed);
      });
    return () => {
      void task.destroy();
    };
  }, [bytes]);
  if (isBroken) {
    return (
      <Notice title={t("preview.broken")}>
        <p>{t("preview.brokenText")}</p>
      </Notice>
    );
  }
  if (!pdf) return <p role="status">{t("preview.coming")}</p>;
  return (
    <ol className={styles["pages"]}>
      {Array.from({ length: pdf.numPages }, (_, index) => (
        <PdfPage key={index} pdf={pdf} number={index + 1} ratio={ratio} />
      ))}
    </ol>
  );
}

interface PdfPageProps {
  pdf: PDFDocumentProxy;
  number: number;
  /** Height by width, until the page tells its own. */
  ratio: number;
}

function PdfPage({ pdf, number, ratio }: PdfPageProps) {
  const { t } = useTranslation();
  const canvas = useRef<HTMLCanvasElement>(null);
  const [isNear, setNear] = useState(false);
  const [words, setWords] = useState("");

  useEffect(() => {
    const element = canvas.current;
    if (!element) return;
    const observer = new IntersectionObserver(
      (entries) => {
        if (entries.some(({ isIntersecting }) => isIntersecting)) setNear(true);
      },
      { rootMargin: "600px" },
    );
    observer.observe(element);
    return () => {
      observer.disconnect();
    };
  }, []);

  useEffect(() => {
    const element = canvas.current;
    if (!isNear || !element) return;
    let isGone = false;
    const draw = async () => {
      const page = await pdf.getPage(number);
      const scale = (width * Math.min(window.devicePixelRatio, 2)) / page.getViewport({ scale: 1 }).width;
      const viewport = page.getViewport({ scale });
      element.width = viewport.width;
      element.height = viewport.height;
      await page.render({ canvas: element, viewport }).promise;
      const { items } = await page.getTextContent();
      setWords(items.map((item) => ("str" in item ? item.str : "")).join(" "));
    };
    draw().catch(() => {
      // A page that cannot be drawn stays white; a preview that was closed has none.
      if (!isGone) setWords("");
    });
    return () => {
      isGone = true;
    };
  }, [pdf, number, isNear]);

  return (
    <li>
      <div role="img" aria-label={t("preview.page", { number, count: pdf.numPages })}>
        <canvas ref={canvas} width={width} height={Math.round(width * ratio)} />
      </div>
      <p className="visually-hidden">{words}</p>
    </li>
  );
}
