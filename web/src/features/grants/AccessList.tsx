import { useTranslation } from "react-i18next";
import { useQuery } from "urql";
import { graphql, unmask, type FragmentType } from "../../gql";
import { nodes } from "../../shared/api/nodes";
import { toProblem } from "../../shared/api/problem";
import { ProblemNotice } from "../../shared/ui/ProblemNotice";
import { TimeLeft } from "../../shared/ui/TimeLeft";
import styles from "./AccessList.module.css";
import { GrantButtons } from "./GrantButtons";
import { LinkState } from "./LinkState";
import { useAskWhenOver } from "./useAskWhenOver";

const accessGrantFragment = graphql(/* GraphQL */ `
  fragment AccessGrant on Grant {
    id
    level
    from
    until
    purpose
    revokedAt
    inForce
    ...GrantButtons
    ...LinkState
    user {
      id
      displayName
    }
    giver {
      id
      displayName
    }
  }
`);

const accessQuery = graphql(/* GraphQL */ `
  query AccessTo($id: ID!, $filter: GrantFilter!) {
    node(id: $id) {
      id
      ... on Document {
        title
        grants(first: 50, filter: $filter) {
          edges {
            node {
              id
              ...AccessGrant
            }
          }
        }
        folder {
          id
          name
          grants(first: 50, filter: $filter) {
            edges {
              node {
                id
                ...AccessGrant
              }
            }
          }
        }
      }
      ... on Folder {
        name
        grants(first: 50, filter: $filter) {
          edges {
            node {
              id
              ...AccessGrant
            }
          }
        }
      }
    }
  }
`);

/** Who has access to a document or folder by a grant that is in its time, and until when. */
export function AccessList({ id }: { id: string }) {
  const { t } = useTranslation();
  const [{ data, error }, ask] = useQuery({ query: accessQuery, variables: { id, filter: { inForce: true } } });
  const thing = data?.node;
  const folder = thing?.__typename === "Document" ? thing.folder : null;
  const direct = thing?.__typename === "Document" || thing?.__typename === "Folder" ? nodes(thing.grants) : [];
  const byFolder = nodes(folder?.grants);
  useAskWhenOver(unmask(accessGrantFragment, [...direct, ...byFolder]), ask);
  if (error && !data) return <ProblemNotice problem={toProblem(error)} />;
  if (thing?.__typename !== "Document" && thing?.__typename !== "Folder") {
    return <h3>{t("grants.who")}</h3>;
  }
  const name = thing.__typename === "Document" ? thing.title : thing.name;
  return (
    <>
      <h3>{t("grants.who")}</h3>
      {direct.length === 0 && byFolder.length === 0 && <p className={styles["quiet"]}>{t("grants.nobody")}</p>}
      {direct.length > 0 && <Grants grants={direct} thing={name} />}
      {folder && byFolder.length > 0 && (
        <>
          <p className={styles["quiet"]}>{t("grants.byFolder", { folder: folder.name })}</p>
          <Grants grants={byFolder} thing={folder.name} />
        </>
      )}
    </>
  );
}

type MaskedGrant = FragmentType<typeof accessGrantFragment> & { readonly id: string };

interface ThingProps {
  /** The name of what is opened. */
  thing: string;
}

function Grants({ grants, ...thing }: ThingProps & { grants: readonly MaskedGrant[] }) {
  return (
    <ul className={styles["list"]}>
      {grants.map((grant) => (
        <AccessGrant key={grant.id} grant={grant} {...thing} />
      ))}
    </ul>
  );
}

function AccessGrant({ grant: masked, thing }: ThingProps & { grant: MaskedGrant }) {
  const { t } = useTranslation();
  const grant = unmask(accessGrantFragment, masked);
  const person = grant.user?.displayName ?? t("person.hidden");
  return (
    <li>
      <div className={styles["line"]}>
        <p>
          <strong>{person}</strong> <span className={styles["quiet"]}>{t(`levelShort.${grant.level}`)}</span>
        </p>
        <GrantButtons grant={grant} person={person} thing={thing} />
      </div>
      <LinkState grant={grant} />
      <TimeLeft from={grant.from} until={grant.until} revokedAt={grant.revokedAt} inForce={grant.inForce} />
      <p className={styles["quiet"]}>
        {t("grants.purposeBy", { purpose: grant.purpose, giver: grant.giver?.displayName ?? t("person.hidden") })}
      </p>
    </li>
  );
}
