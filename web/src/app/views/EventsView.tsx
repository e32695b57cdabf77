import { useNavigate, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { EventFilters } from "../../features/events/EventFilters";
import { EventList } from "../../features/events/EventList";
import { ExportDialog } from "../../features/events/ExportDialog";
import { Button } from "../../shared/ui/Button";
import { Check, SearchBox, Toolbar } from "../../shared/ui/Field";
import { PageHeader } from "../../shared/ui/PageHeader";
import { useSearchText } from "../useSearchText";

const typeID = /^[a-z]{3}_[0-9a-z]{26}$/;

/**
 * The log, narrowed by an action such as document:download or the ID of a document, grant or customer, by who did it,
 * by whom it concerned, and by a period.
 */
export function EventsView() {
  const { t } = useTranslation();
  const search = useSearch({ from: "/inside/events" });
  const navigate = useNavigate({ from: "/events" });
  const [follows, setFollows] = useState(false);
  const [isExporting, setExporting] = useState(false);
  const inAddress = search.customer ?? search.object ?? search.action ?? "";
  const [typed, setTyped] = useSearchText(inAddress, (text) => {
    const narrow = !typeID.test(text)
      ? { action: text }
      : text.startsWith("cus_")
        ? { customer: text }
        : { object: text };
    void navigate({
      search: ({ action: _a, customer: _c, object: _o, ...rest }) => (text === "" ? rest : { ...rest, ...narrow }),
      replace: true,
    });
  });

  const filter = {
    ...(search.action !== undefined && { action: [search.action] }),
    ...(search.actor !== undefined && { actorId: search.actor }),
    ...(search.subject !== undefined && { subjectId: search.subject }),
    ...(search.object !== undefined && { objectId: search.object }),
    ...(search.customer !== undefined && { customerId: search.customer }),
    ...(search.from !== undefined && { from: search.from }),
    ...(search.until !== undefined && { until: search.until }),
  };
  return (
    <>
      <PageHeader
        title={t("events.title")}
        actions={
          <Button
            icon="download"
            onPress={() => {
              setExporting(true);
            }}
          >
            {t("events.export")}
          </Button>
        }
      >
        {t("events.about")}
      </PageHeader>
      <EventFilters
        value={search}
        onChange={(name, value) => {
          void navigate({
            search: ({ [name]: _, ...rest }) => (value === undefined ? rest : { ...rest, [name]: value }),
            replace: true,
          });
        }}
      />
      <Toolbar end={<Check label={t("events.follow")} isOn={follows} onChange={setFollows} />}>
        <SearchBox label={t("events.search")} value={typed} onChange={setTyped} />
      </Toolbar>
      <EventList key={JSON.stringify(filter)} filter={filter} follows={follows} />
      {isExporting && (
        <ExportDialog
          filter={filter}
          onClose={() => {
            setExporting(false);
          }}
        />
      )}
    </>
  );
}
