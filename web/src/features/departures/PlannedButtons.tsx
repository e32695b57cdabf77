import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { graphql, unmask, type FragmentType } from "../../gql";
import { Button, buttonClass } from "../../shared/ui/Button";
import { CancelDialog } from "./CancelDialog";
import styles from "./PlannedButtons.module.css";

const plannedFragment = graphql(/* GraphQL */ `
  fragment PlannedButtons on Departure {
    id
    state
    user {
      id
      displayName
      mayDepart: viewerCan(action: DEPART)
    }
  }
`);

/** What can be done with a leaving whose date lies ahead, for those who may. */
export function PlannedButtons({ departure: masked }: { departure: FragmentType<typeof plannedFragment> }) {
  const { t } = useTranslation();
  const { state, user } = unmask(plannedFragment, masked);
  const [isCancelling, setCancelling] = useState(false);
  if (state !== "PLANNED" || !user.mayDepart) return null;
  return (
    <span className={styles["buttons"]}>
      <Link to="/people/$userId/leaving" params={{ userId: user.id }} className={buttonClass("plain")}>
        {t("departures.change")}
        <span className="visually-hidden">{user.displayName}</span>
      </Link>
      <Button
        aria-label={t("departures.cancelOf", { name: user.displayName })}
        onPress={() => {
          setCancelling(true);
        }}
      >
        {t("departures.cancel")}
      </Button>
      {isCancelling && (
        <CancelDialog
          person={user}
          onClose={() => {
            setCancelling(false);
          }}
        />
      )}
    </span>
  );
}
