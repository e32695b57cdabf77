import { defaultRangeExtractor, useWindowVirtualizer } from "@tanstack/react-virtual";
import { Fragment, memo, useCallback, useEffect, useEffectEvent, useRef, useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Pages } from "../list/usePages";
import { Button } from "./Button";
import { ProblemNotice } from "./ProblemNotice";
import styles from "./Table.module.css";
import { RowsToCome, TableFrame, type Column, type RowPlace } from "./Table";

// Height of a row before it has been measured, and rows that are kept beyond those in sight.
const estimateSize = () => 44.5;
const overscan = 12;

// Not rounded: a page of rows would be pixels off.
const measureElement = (row: Element) => row.getBoundingClientRect().height;

interface LongTableProps<Node> {
  /** What the rows are, for screen readers. */
  label: string;
  columns: readonly Column[];
  pages: Pages<Node>;
  /** Renders a <Row> at its place. */
  children: (row: Node, place: RowPlace) => ReactNode;
}

/**
 * A table of any length, of which only the rows about the window are there. Screen readers are told the place of each
 * row; a row that has the focus stays.
 */
export function LongTable<Node extends { readonly id: string }>(props: LongTableProps<Node>) {
  const { label, columns, pages, children } = props;
  const { t } = useTranslation();
  const { rows, isWhole, isComing, problem, ask, show } = pages;
  const frame = useRef<HTMLDivElement>(null);
  const [top, setTop] = useState(0);
  const [focused, setFocused] = useState<number | null>(null);
  // For another function all rows would be placed anew, each time that the window moves.
  const keyOf = useCallback((index: number) => rows[index]?.id ?? index, [rows]);
  const virtualizer = useWindowVirtualizer({
    count: rows.length,
    estimateSize,
    getItemKey: keyOf,
    measureElement,
    overscan,
    scrollMargin: top,
    rangeExtractor: (range) => {
      const indexes = defaultRangeExtractor(range);
      if (focused === null || focused >= rows.length || indexes.includes(focused)) return indexes;
      return [...indexes, focused].sort((a, b) => a - b);
    },
  });
  const items = virtualizer.getVirtualItems();
  const isDrawn = items.length > 0;
  const first = virtualizer.range?.startIndex ?? 0;
  const last = virtualizer.range?.endIndex ?? 0;
  const tell = useEffectEvent(() => {
    show(first, last);
  });
  useEffect(() => {
    tell();
  }, [first, last, rows.length]);

  // What stands above moves the table.
  useEffect(() => {
    const observer = new ResizeObserver(() => {
      setTop(Math.round((frame.current?.getBoundingClientRect().top ?? 0) + window.scrollY));
    });
    observer.observe(document.body);
    return () => {
      observer.disconnect();
    };
  }, []);

  // Focus moves without React being asked to render.
  useEffect(() => {
    const element = frame.current;
    const note = ({ target }: FocusEvent) => {
      const row = target instanceof Element ? target.closest<HTMLElement>("tr[data-index]") : null;
      setFocused(row ? Number(row.dataset["index"]) : null);
    };
    element?.addEventListener("focusin", note);
    return () => element?.removeEventListener("focusin", note);
  }, []);

  return (
    <>
      <TableFrame
        ref={frame}
        label={label}
        columns={columns}
        isBusy={pages.isBusy}
        rowCount={isWhole ? rows.length + 1 : -1}
      >
        {items.map((item, position) => {
          const row = rows[item.index];
          return (
            row && (
              <Fragment key={item.key}>
                <Gap height={item.start - (items[position - 1]?.end ?? top)} columns={columns.length} />
                <Item row={row} index={item.index} measure={virtualizer.measureElement}>
                  {children}
                </Item>
              </Fragment>
            )
          );
        })}
        {isDrawn && (
          <Gap height={top + virtualizer.getTotalSize() - (items.at(-1)?.end ?? top)} columns={columns.length} />
        )}
        {/* Those that stand for one page are others than those for the next: what moves, shifts the page. */}
        {(isComing || !isWhole) && !problem && (
          <RowsToCome key={isDrawn ? rows.length : "first"} columns={columns.length} />
        )}
      </TableFrame>
      {problem && <ProblemNotice problem={problem} action={<Button onPress={ask}>{t("action.retry")}</Button>} />}
    </>
  );
}

interface ItemProps<Node> extends RowPlace {
  row: Node;
  children: LongTableProps<Node>["children"];
}

// A row that stays in sight is not drawn again because the window has moved.
const Item = memo(function Item<Node>({ row, index, measure, children }: ItemProps<Node>) {
  return children(row, { index, measure });
}) as <Node>(props: ItemProps<Node>) => ReactNode;

// Rows that are not there.
function Gap({ height, columns }: { height: number; columns: number }) {
  if (height <= 0) return null;
  return (
    <tr aria-hidden className={styles["gap"]}>
      {/* A cell of its own for each height: Chromium lays out a cell that becomes lower a frame too late. */}
      <td key={height} colSpan={columns} style={{ height }} />
    </tr>
  );
}
