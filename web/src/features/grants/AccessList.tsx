import { useTranslation } from "react-i18next";
import { useQuery } from "urql";
import { graphql, unmask, type FragmentType } from "../../gql";
import { nodes } from "../../shared/api/nodes";
import { toProblem } from "../../shared/api/problem";
import { useViewer } from "../../shared/api/viewer";
import { ProblemNotice } from "../../shared/ui/ProblemNotice";
import { TimeLeft } from "../../shared/ui/TimeLeft";
import styles from "./AccessList.module.css";
import { RevokeButton } from "./RevokeButton";

const accessGrantFragment = graphql(/* GraphQL */ `
  fragment AccessGrant on Grant {
    id
    level
    from
    until
    purpose
    revokedAt
    inForce
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
        mayShare: viewerCan(action: SHARE)
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
        customer {
          id
          mayShare: viewerCan(action: SHARE)
        }
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
  const [{ data, error }] = useQuery({ query: accessQuery, variables: { id, filter: { inForce: true } } });
  if (error && !data) return <ProblemNotice problem={toProblem(error)} />;
  const thing = data?.node;
  if (thing?.__typename !== "Document" && thing?.__typename !== "Folder") {
    return <h3>{t("grants.who")}</h3>;
  }
  const name = thing.__typename === "Document" ? thing.title : thing.name;
  const mayShare = thing.__typename === "Document" ? thing.mayShare : (thing.customer?.mayShare ?? false);
  const direct = nodes(thing.grants);
  const folder = thing.__typename === "Document" ? thing.folder : null;
  const byFolder = nodes(folder?.grants);
  return (
    <>
      <h3>{t("grants.who")}</h3>
      {direct.length === 0 && byFolder.length === 0 && <p className={styles["quiet"]}>{t("grants.nobody")}</p>}
      {direct.length > 0 && <Grants grants={direct} thing={name} mayShare={mayShare} />}
      {folder && byFolder.length > 0 && (
        <>
          <p className={styles["quiet"]}>{t("grants.byFolder", { folder: folder.name })}</p>
          <Grants grants={byFolder} thing={folder.name} mayShare={mayShare} />
        </>
      )}
    </>
  );
}

type MaskedGrant = FragmentType<typeof accessGrantFragment> & { readonly id: string };

interface ThingProps {
  /** The name of what is opened. */
  thing: string;
  mayShare: boolean;
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

function AccessGrant({ grant: masked, thing, mayShare }: ThingProps & { grant: MaskedGrant }) {
  const { t } = useTranslation();
  const viewer = useViewer();
  const grant = unmask(accessGrantFragment, masked);
  const person = grant.user?.displayName ?? t("person.hidden");
  return (
    <li>
      <div className={styles["line"]}>
        <p>
          <strong>{person}</strong> · {t(`levelShort.${grant.level}`)}
        </p>
        {grant.inForce && (mayShare || grant.giver?.id === viewer.user.id) && (
          <RevokeButton grantId={grant.id} person={person} thing={thing} />
        )}
      </div>
      <TimeLeft from={grant.from} until={grant.until} revokedAt={grant.revokedAt} inForce={grant.inForce} />
      <p className={styles["quiet"]}>
        {t("grants.purposeBy", { purpose: grant.purpose, giver: grant.giver?.displayName ?? t("person.hidden") })}
      </p>
    </li>
  );
}
