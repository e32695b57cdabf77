import type { ReactNode, Ref } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "./Button";
import styles from "./Table.module.css";

export interface Column {
  label: string;
  /** The width where rows come and go, as in CSS, such as "8rem"; the first column takes what is left. */
  width?: string;
  /** Numbers and instants stand at the end of their column. */
  end?: boolean;
  /** What stands before the label, such as a box that chooses all rows. */
  before?: ReactNode;
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
export function Table({ more, ...props }: TableProps) {
  const { t } = useTranslation();
  return (
    <TableFrame
      {...props}
      below={
        more && (
          <div className={styles["more"]}>
            <Button kind="quiet" isPending={more.isPending} onPress={more.onMore}>
              {t("action.more")}
            </Button>
          </div>
        )
      }
    />
  );
}

interface TableFrameProps extends Omit<TableProps, "more"> {
  ref?: Ref<HTMLDivElement>;
  below?: ReactNode;
  /** The number of rows with the head, where not all of them are there; -1 for not known yet. */
  rowCount?: number;
}

/** What all tables have: the frame and the head. */
export function TableFrame({ ref, label, columns, children, isBusy = false, below, rowCount }: TableFrameProps) {
  return (
    <div ref={ref} className={styles["frame"]}>
      <table
        className={styles["table"]}
        data-long={rowCount !== undefined || undefined}
        aria-label={label}
        aria-busy={isBusy}
        aria-rowcount={rowCount}
      >
        <thead>
          <tr aria-rowindex={rowCount === undefined ? undefined : 1}>
            {columns.map((column) => (
              <th key={column.label} scope="col" data-end={column.end} style={{ width: column.width }}>
                {column.before}
                {column.hidden ? <span className="visually-hidden">{column.label}</span> : column.label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
      {below}
    </div>
  );
}

/** Where a row stands in a table of which not all rows are there. */
export interface RowPlace {
  readonly index: number;
  readonly measure: Ref<HTMLTableRowElement>;
}

interface RowProps {
  /** What stands before the name, such as a box that chooses the row. */
  before?: ReactNode;
  /** The cell that names the row, usually with a link that covers the row. */
  name: ReactNode;
  /** The further cells, <Cell>. */
  children: ReactNode;
  /** What the row has been opened to show, over its whole width. */
  below?: ReactNode;
  isCurrent?: boolean;
  isOver?: boolean;
  place?: RowPlace;
}

export function Row({ before, name, children, below, isCurrent = false, isOver = false, place }: RowProps) {
  return (
    <>
      <tr
        ref={place?.measure}
        className={styles["row"]}
        data-index={place?.index}
        aria-rowindex={place && place.index + 2}
        data-current={isCurrent || undefined}
        data-over={isOver || undefined}
      >
        <th scope="row">
          {before}
          {name}
        </th>
        {children}
      </tr>
      {below && (
        <tr className={styles["below"]}>
          <td colSpan={99}>{below}</td>
        </tr>
      )}
    </>
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
