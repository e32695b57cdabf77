import { useNavigate, useSearch } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { EventList } from "../../features/events/EventList";
import { SearchBox, Toolbar } from "../../shared/ui/Field";
import { PageHeader } from "../../shared/ui/PageHeader";
import { useSearchText } from "../useSearchText";

const typeID = /^[a-z]{3}_[0-9a-z]{26}$/;

/** The log, narrowed by an action such as document:download, or by the ID of a person, document, grant or customer. */
export function EventsView() {
  const { t } = useTranslation();
  const search = useSearch({ from: "/inside/events" });
  const navigate = useNavigate({ from: "/events" });
  const inAddress = search.customer ?? search.actor ?? search.object ?? search.action ?? "";
  const [typed, setTyped] = useSearchText(inAddress, (text) => {
    const narrow = !typeID.test(text)
      ? { action: text }
      : text.startsWith("usr_")
        ? { actor: text }
        : text.startsWith("cus_")
          ? { customer: text }
          : { object: text };
    void navigate({ search: text === "" ? {} : narrow, replace: true });
  });

  const filter = {
    ...(search.action !== undefined && { action: [search.action] }),
    ...(search.actor !== undefined && { actorId: search.actor }),
    ...(search.object !== undefined && { objectId: search.object }),
    ...(search.customer !== undefined && { customerId: search.customer }),
  };
  return (
    <>
      <PageHeader title={t("events.title")}>{t("events.about")}</PageHeader>
      <Toolbar>
        <SearchBox label={t("events.search")} value={typed} onChange={setTyped} />
      </Toolbar>
      <EventList key={JSON.stringify(filter)} filter={filter} />
    </>
  );
}
