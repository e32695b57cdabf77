import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { AuditEventFilter } from "../../gql/graphql";
import { newUncachedClient } from "../../shared/api/client";
import { nodes } from "../../shared/api/nodes";
import type { Problem } from "../../shared/api/problem";
import { save } from "../../shared/api/save";
import { numberFormat } from "../../shared/format/intl";
import { now } from "../../shared/time/clock";
import { FormDialog } from "../../shared/ui/Dialog";
import { Pick } from "../../shared/ui/Field";
import { eventsQuery } from "./events";
import { formats } from "./files";

// A file has at most so many events: they are held in memory until it is saved.
const most = 100_000;

const choices = ["csv", "jsonl"] as const;

interface ExportDialogProps {
  filter: AuditEventFilter;
  onClose: () => void;
}

/** Reads the log page by page into a file. Closing it ends the reading, and nothing is saved. */
export function ExportDialog({ filter, onClose }: ExportDialogProps) {
  const { t, i18n } = useTranslation();
  const [choice, setChoice] = useState<(typeof choices)[number]>("csv");
  const [count, setCount] = useState<number | null>(null);
  const isOpen = useRef(true);
  useEffect(() => {
    isOpen.current = true;
    return () => {
      isOpen.current = false;
    };
  }, []);
  const bound = numberFormat(i18n.language).format(most);

  async function run(): Promise<void> {
    const client = newUncachedClient();
    const { type, ending, head, line } = formats[choice];
    const parts: string[] = [head];
    let after: string | null = null;
    let read = 0;
    do {
      const { data, error } = await client.query(eventsQuery, { filter, after }).toPromise();
      if (!isOpen.current) return;
      if (!data) throw error ?? new TypeError("an answer without data");
      const events = nodes(data.auditEvents);
      parts.push(events.map(line).join(""));
      read += events.length;
      setCount(read);
      after = data.auditEvents.pageInfo.hasNextPage ? data.auditEvents.pageInfo.endCursor : null;
    } while (after !== null && read < most);
    const url = URL.createObjectURL(new Blob(parts, { type }));
    save(url, `strongroom-events-${new Date(now()).toISOString().slice(0, 16).replace(":", "")}Z.${ending}`);
    URL.revokeObjectURL(url);
    if (after === null) return;
    const cut: Problem = {
      code: "LIMITED",
      message: t("events.exportCut", { most: bound }),
      field: null,
      requestId: null,
    };
    throw cut;
  }

  return (
    <FormDialog title={t("events.exportTitle")} action={t("events.export")} onClose={onClose} onSubmit={run}>
      <p>{t("events.exportText", { most: bound })}</p>
      <Pick
        label={t("events.format")}
        look="cards"
        value={choice}
        onChange={setChoice}
        options={choices.map((value) => ({ value, label: t(`events.formatOf.${value}`) }))}
      />
      {count !== null && <p role="status">{t("events.exported", { count })}</p>}
    </FormDialog>
  );
}
