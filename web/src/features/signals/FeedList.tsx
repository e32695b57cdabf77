import { useTranslation } from "react-i18next";
import { toProblem } from "../../shared/api/problem";
import { formatNear } from "../../shared/format/instant";
import { numberFormat } from "../../shared/format/intl";
import { now } from "../../shared/time/clock";
import { Empty } from "../../shared/ui/Empty";
import { ProblemNotice } from "../../shared/ui/ProblemNotice";
import links from "../../shared/ui/RowLink.module.css";
import { Cell, Row, RowsToCome, Table } from "../../shared/ui/Table";
import styles from "./FeedList.module.css";
import { useFeeds } from "./feeds";

/** The sources of signals of leaving, and whether they are heard. */
export function FeedList() {
  const { t, i18n } = useTranslation();
  const { data, error } = useFeeds();
  if (error && !data) return <ProblemNotice problem={toProblem(error)} />;
  if (data?.signalFeeds.length === 0) {
    return (
      <Empty icon="signals" title={t("signals.none")}>
        {t("signals.noneText")}
      </Empty>
    );
  }
  const lengthOf = (seconds: number) =>
    numberFormat(i18n.language, { style: "unit", unit: "minute", unitDisplay: "long" }).format(
      Math.round(seconds / 60),
    );
  return (
    <Table
      label={t("signals.title")}
      columns={[
        { label: t("signals.feed") },
        { label: t("signals.kind") },
        { label: t("signals.heard"), end: true },
        { label: t("signals.mayBeSilent"), end: true },
        { label: t("signals.state") },
      ]}
    >
      {!data && <RowsToCome columns={5} />}
      {data?.signalFeeds.map((feed) => (
        <Row
          key={feed.name}
          name={
            <>
              <strong>{feed.name}</strong>
              <span className={links["note"]}>{feed.issuer}</span>
            </>
          }
        >
          <Cell>{t(`signals.kindOf.${feed.kind}`)}</Cell>
          <Cell end label={t("signals.heard")}>
            {feed.heardAt === null ? t("people.never") : formatNear(feed.heardAt, now(), i18n.language)}
          </Cell>
          <Cell end label={t("signals.mayBeSilent")}>
            {feed.silentAfterSeconds === null ? t("signals.forever") : lengthOf(feed.silentAfterSeconds)}
          </Cell>
          <Cell>
            <span className={styles["state"]} data-silent={feed.silent || undefined}>
              {feed.silent ? t("signals.silent") : t("signals.fine")}
            </span>
          </Cell>
        </Row>
      ))}
    </Table>
  );
}
