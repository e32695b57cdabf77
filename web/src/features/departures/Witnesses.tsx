import { useTranslation } from "react-i18next";
import { graphql, unmask, type FragmentType } from "../../gql";
import { formatInstant } from "../../shared/format/instant";
import { numberFormat } from "../../shared/format/intl";
import { Cell, Row, Table } from "../../shared/ui/Table";
import styles from "./Witnesses.module.css";

const witnessFragment = graphql(/* GraphQL */ `
  fragment Witness on DepartureWitness {
    id
    replica
    settledAt
    streamsCut
    streams {
      kind
      at
      document {
        id
        title
      }
    }
    refused
    refusedAt
  }
`);

interface WitnessesProps {
  witnesses: readonly FragmentType<typeof witnessFragment>[];
  /** The replicas that have yet to say something. */
  awaited: readonly string[];
  departedAt: string;
}

/** What each replica has seen of a departure: how soon it was over there, and what was refused since. */
export function Witnesses({ witnesses: masked, awaited, departedAt }: WitnessesProps) {
  const { t, i18n } = useTranslation();
  const witnesses = unmask(witnessFragment, masked);
  const open = awaited.filter((name) => witnesses.every(({ replica }) => replica !== name));
  const seconds = numberFormat(i18n.language, { style: "unit", unit: "second", maximumFractionDigits: 2 });
  const after = (instant: string) => Math.max(0, (Date.parse(instant) - Date.parse(departedAt)) / 1000);
  const streams = witnesses.flatMap(({ replica, streams }) => streams.map((stream) => ({ replica, ...stream })));
  const last = Math.max(...witnesses.map(({ settledAt }) => after(settledAt)));
  return (
    <>
      <p aria-live="polite">
        {open.length > 0 || witnesses.length === 0
          ? t("witnesses.none")
          : t("witnesses.over", { count: witnesses.length, time: seconds.format(last) })}
      </p>
      {open.length + witnesses.length > 0 && (
        <Table
          label={t("witnesses.title")}
          columns={[
            { label: t("witnesses.replica") },
            { label: t("witnesses.settled"), end: true },
            { label: t("witnesses.cut"), end: true },
            { label: t("witnesses.refused"), end: true },
          ]}
        >
          {open.map((name) => (
            <Row key={name} name={<code>{name}</code>}>
              <Cell end>{t("witnesses.awaited")}</Cell>
              <Cell end>–</Cell>
              <Cell end>–</Cell>
            </Row>
          ))}
          {witnesses.map((witness) => (
            <Row key={witness.id} name={<code>{witness.replica}</code>}>
              <Cell end label={t("witnesses.settled")}>
                <time dateTime={witness.settledAt}>{seconds.format(after(witness.settledAt))}</time>
              </Cell>
              <Cell end label={t("witnesses.cut")}>
                {witness.streamsCut}
              </Cell>
              <Cell end label={t("witnesses.refused")}>
                {witness.refusedAt === null
                  ? witness.refused
                  : t("witnesses.refusedLast", {
                      count: witness.refused,
                      at: formatInstant(witness.refusedAt, i18n.language),
                    })}
              </Cell>
            </Row>
          ))}
        </Table>
      )}
      {streams.length > 0 && (
        <details>
          <summary>{t("witnesses.streams")}</summary>
          <ul className={styles["streams"]}>
            {streams.map(({ replica, kind, at, document }, place) => (
              <li key={place}>
                {t(`streamKind.${kind}`)}
                {document && <bdi>{document.title}</bdi>}
                <code>{replica}</code>
                <time dateTime={at}>{formatInstant(at, i18n.language)}</time>
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}
