import { useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { toProblem, type Problem } from "../../shared/api/problem";
import { FormDialog } from "../../shared/ui/Dialog";
import styles from "./EachDialog.module.css";

/** A document that something is done to. */
export interface Chosen {
  readonly id: string;
  readonly title: string;
  readonly folder?: { readonly id: string } | null;
}

interface EachDialogProps {
  title: string;
  action: string;
  kind?: "primary" | "danger";
  isComplete?: boolean;
  documents: readonly Chosen[];
  /** Does it to one. */
  onEach: (document: Chosen) => Promise<unknown>;
  /** Called with those that it was done to, one after the other or all at once. */
  onDone?: (documents: readonly Chosen[]) => void;
  onClose: () => void;
  children: ReactNode;
}

// So many are under way at once.
const lanes = 4;

/** Does the same to each of some documents, says how far it is, and names those that it could not be done to. */
export function EachDialog(props: EachDialogProps) {
  const { documents, onEach, onDone, children, ...dialog } = props;
  const { t } = useTranslation();
  const [left, setLeft] = useState(documents);
  const [count, setCount] = useState<number | null>(null);
  const [failed, setFailed] = useState<readonly { document: Chosen; problem: Problem }[]>([]);

  async function doAll(): Promise<void> {
    const queue = [...left];
    const done: Chosen[] = [];
    const failures: { document: Chosen; problem: Problem }[] = [];
    setFailed([]);
    setCount(0);
    const work = async () => {
      for (let document = queue.shift(); document; document = queue.shift()) {
        try {
          await onEach(document);
          done.push(document);
        } catch (error) {
          failures.push({ document, problem: toProblem(error) });
        }
        setCount(done.length + failures.length);
      }
    };
    await Promise.all(Array.from({ length: lanes }, work));
    setCount(null);
    if (done.length > 0) onDone?.(done);
    const [first] = failures;
    if (!first) return;
    setLeft(failures.map(({ document }) => document));
    setFailed(failures.slice(0, 5));
    throw first.problem;
  }

  return (
    <FormDialog {...dialog} onSubmit={doAll}>
      {children}
      {count !== null && documents.length > 1 && (
        <p role="status">{t("documents.progress", { done: count, count: left.length })}</p>
      )}
      {failed.length > 0 && documents.length > 1 && (
        <div className={styles["failed"]}>
          <p>{t("documents.failed", { count: left.length })}</p>
          <ul>
            {failed.map(({ document, problem }) => (
              <li key={document.id}>
                <bdi>{document.title}</bdi> {problem.message || t(`problem.${problem.code}.what`)}
              </li>
            ))}
          </ul>
        </div>
      )}
    </FormDialog>
  );
}
