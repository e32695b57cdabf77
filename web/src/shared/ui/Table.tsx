import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "./Button";
import styles from "./Table.module.css";

interface Column {
  label: string;
  /** Numbers and instants stand at the end of their column. */
  end?: boolean;
  /** Shown to screen readers only, for a column of buttons. */
  hidden?: boolean;
}

interface TableProps {
  /** What the rows are, for screen readers. */
  label: string;
  columns: readonly Column[];
  /** Rows of <Row>. */
  children: ReactNode;
  isBusy?: boolean;
  more?: { isPending: boolean; onMore: () => void } | null;
}

/** A list whose rows become small cards on a narrow page. The first cell of a row names it. */
export function Table({ label, columns, children, isBusy = false, more }: TableProps) {
  const { t } = useTranslation();
  return (
    <div className={styles["frame"]}>
      <table className={styles["table"]} aria-label={label} aria-busy={isBusy}>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column.label} scope="col" data-end={column.end}>
                {column.hidden ? <span className="visually-hidden">{column.label}</span> : column.label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
      {more && (
        <div className={styles["more"]}>
          <Button kind="quiet" isPending={more.isPending} onPress={more.onMore}>
            {t("action.more")}
          </Button>
        </div>
      )}
    </div>
  );
}

interface RowProps {
  /** The cell that names the row, usually with a link that covers the row. */
  name: ReactNode;
  /** The further cells, <Cell>. */
  children: ReactNode;
  isCurrent?: boolean;
  isOver?: boolean;
}

export function Row({ name, children, isCurrent = false, isOver = false }: RowProps) {
  return (
    <tr className={styles["row"]} data-current={isCurrent || undefined} data-over={isOver || undefined}>
      <th scope="row">{name}</th>
      {children}
    </tr>
  );
}

interface CellProps {
  /** The column's label again, where the row has become a card and the value does not speak for itself. */
  label?: string;
  end?: boolean;
  children: ReactNode;
}

export function Cell({ label, end, children }: CellProps) {
  return (
    <td data-label={label} data-end={end}>
      {children}
    </td>
  );
}

/** Grey bars in the place of rows that are still to come. */
export function RowsToCome({ columns, rows = 4 }: { columns: number; rows?: number }) {
  return Array.from({ length: rows }, (_, row) => (
    <tr key={row} className={styles["coming"]} aria-hidden>
      {Array.from({ length: columns }, (_, column) => (
        <td key={column}>
          <span />
        </td>
      ))}
    </tr>
  ));
}
