import { useTranslation } from "react-i18next";
import { graphql, unmask, type FragmentType } from "../../gql";
import { formatInstant } from "../../shared/format/instant";
import { Cell, Row, Table } from "../../shared/ui/Table";

const witnessFragment = graphql(/* GraphQL */ `
  fragment Witness on DepartureWitness {
    id
    replica
    settledAt
    streamsCut
    refused
    refusedAt
  }
`);

interface WitnessesProps {
  witnesses: readonly FragmentType<typeof witnessFragment>[];
  departedAt: string;
}

/** What each replica has seen of a departure: how soon it was over there, and what was refused since. */
export function Witnesses({ witnesses, departedAt }: WitnessesProps) {
  const { t, i18n } = useTranslation();
  const seconds = new Intl.NumberFormat(i18n.language, { style: "unit", unit: "second", maximumFractionDigits: 2 });
  if (witnesses.length === 0) return <p aria-live="polite">{t("witnesses.none")}</p>;
  return (
    <Table
      label={t("witnesses.title")}
      columns={[
        { label: t("witnesses.replica") },
        { label: t("witnesses.settled"), end: true },
        { label: t("witnesses.cut"), end: true },
        { label: t("witnesses.refused"), end: true },
      ]}
    >
      {unmask(witnessFragment, witnesses).map((witness) => (
        <Row key={witness.id} name={<code>{witness.replica}</code>}>
          <Cell end label={t("witnesses.settled")}>
            <time dateTime={witness.settledAt}>
              {seconds.format(Math.max(0, (Date.parse(witness.settledAt) - Date.parse(departedAt)) / 1000))}
            </time>
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
  );
}
