import { useEffect } from "react";
import { ProgressBar } from "react-aria-components";
import { useTranslation } from "react-i18next";
import { formatBytes } from "../../shared/format/bytes";
import { Button, IconButton } from "../../shared/ui/Button";
import { Icon } from "../../shared/ui/Icon";
import { titleOf } from "./incoming";
import type { Upload, UploadState } from "./queue";
import styles from "./UploadTray.module.css";
import { useUploadQueue, useUploads } from "./UploadsContext";

// So many are shown one by one.
const listed = 50;

/** The uploads, in a corner of every view, for as long as there are any. */
export function UploadTray() {
  const { t } = useTranslation();
  const queue = useUploadQueue();
  const uploads = useUploads();
  const open = uploads.filter(({ state }) => state !== "done" && state !== "failed").length;

  // Leaving the page would end what is being sent.
  useEffect(() => {
    if (open === 0) return;
    const warn = (event: BeforeUnloadEvent) => {
      event.preventDefault();
    };
    addEventListener("beforeunload", warn);
    return () => {
      removeEventListener("beforeunload", warn);
    };
  }, [open]);

  if (uploads.length === 0) return null;
  // What needs somebody or moves comes first; of ten thousand files no ten thousand rows.
  const first: readonly UploadState[] = ["failed", "stalled", "paused", "sending", "waiting", "done"];
  const shown =
    uploads.length <= listed
      ? uploads
      : [...uploads].sort((a, b) => first.indexOf(a.state) - first.indexOf(b.state)).slice(0, listed);
  const count = (state: UploadState) => uploads.filter((upload) => upload.state === state).length;
  return (
    <section aria-label={t("uploads.title")} className={styles["tray"]}>
      <header>
        <h2 aria-live="polite">{open > 0 ? t("uploads.open", { count: open }) : t("uploads.allDone")}</h2>
        {uploads.some(({ state }) => state === "done") && (
          <Button
            kind="quiet"
            onPress={() => {
              queue.clear();
            }}
          >
            {t("uploads.clear")}
          </Button>
        )}
      </header>
      <ul>
        {shown.map((upload) => (
          <Line key={upload.id} upload={upload} />
        ))}
      </ul>
      {uploads.length > listed && (
        <p className={styles["sum"]}>
          {t("uploads.sum", { waiting: count("waiting"), done: count("done"), failed: count("failed") })}
        </p>
      )}
    </section>
  );
}

function Line({ upload }: { upload: Upload }) {
  const { t, i18n } = useTranslation();
  const queue = useUploadQueue();
  const { id, name, size, sent, state, problem } = upload;
  const percent = state === "done" ? 100 : size === 0 ? 0 : Math.floor((sent / size) * 100);
  return (
    <li data-state={state}>
      <div className={styles["what"]}>
        <span className={styles["name"]}>
          <bdi>{titleOf(name, 255)}</bdi>
        </span>
        <span className={styles["state"]}>
          {state === "failed"
            ? problem && [t(`problem.${problem.code}.what`), problem.message].filter(Boolean).join(" ")
            : t(`uploads.state.${state}`, {
                sent: formatBytes(sent, i18n.language),
                size: formatBytes(size, i18n.language),
              })}
          {state === "failed" && problem?.requestId != null && (
            <>
              {" "}
              {t("problem.request")} <code>{problem.requestId}</code>
            </>
          )}
        </span>
      </div>
      <div className={styles["buttons"]}>
        {state === "done" && <Icon name="check" />}
        {state === "sending" && (
          <IconButton
            icon="pause"
            label={t("uploads.pause", { name })}
            onPress={() => {
              queue.pause(id);
            }}
          />
        )}
        {state === "paused" && (
          <IconButton
            icon="play"
            label={t("uploads.resume", { name })}
            onPress={() => {
              queue.resume(id);
            }}
          />
        )}
        {state === "failed" && (
          <Button
            kind="quiet"
            onPress={() => {
              queue.retry(id);
            }}
          >
            {t("action.retry")}
          </Button>
        )}
        {state !== "done" && (
          <IconButton
            icon="close"
            label={t("uploads.remove", { name })}
            onPress={() => {
              queue.remove(id);
            }}
          />
        )}
      </div>
      {(state === "sending" || state === "paused" || state === "stalled" || state === "waiting") && (
        <ProgressBar aria-label={name} value={percent} className={styles["progress"] ?? ""}>
          <svg aria-hidden viewBox="0 0 100 4" preserveAspectRatio="none">
            <rect width="100" height="4" className={styles["track"]} />
            <rect width={percent} height="4" />
          </svg>
        </ProgressBar>
      )}
    </li>
  );
}
