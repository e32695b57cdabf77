import { useTranslation } from "react-i18next";
import { graphql, unmask, type FragmentType } from "../../gql";
import { formatNear } from "../../shared/format/instant";
import { now } from "../../shared/time/clock";
import { Icon } from "../../shared/ui/Icon";
import styles from "./LinkState.module.css";

const linkStateFragment = graphql(/* GraphQL */ `
  fragment LinkState on Grant {
    id
    user {
      id
      byLink
    }
    shareLink {
      id
      openedAt
      lockedAt
    }
  }
`);

/** Says of a grant that it is one by link and, to those who may know, whether the link was opened. */
export function LinkState({ grant: masked }: { grant: FragmentType<typeof linkStateFragment> }) {
  const { t, i18n } = useTranslation();
  const { user, shareLink } = unmask(linkStateFragment, masked);
  if (!shareLink && !user?.byLink) return null;
  const words = [
    t("links.sign"),
    shareLink &&
      (shareLink.openedAt === null
        ? t("links.unopened")
        : t("links.opened", { at: formatNear(shareLink.openedAt, now(), i18n.language) })),
    shareLink && shareLink.lockedAt !== null && t("links.locked"),
  ];
  return (
    <span className={styles["sign"]}>
      <Icon name="link" size={14} />
      <span>{words.filter(Boolean).join(" · ")}</span>
    </span>
  );
}
