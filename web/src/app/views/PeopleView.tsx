import { useNavigate, useSearch } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { PeopleList } from "../../features/people/PeopleList";
import type { UserKind, UserStatus } from "../../gql/graphql";
import { Filter, SearchBox, Toolbar } from "../../shared/ui/Field";
import { PageHeader } from "../../shared/ui/PageHeader";
import { useSearchText } from "../useSearchText";

const kinds: readonly UserKind[] = ["STAFF", "PARTNER", "SERVICE"];
const states: readonly UserStatus[] = ["ACTIVE", "SUSPENDED", "DEPARTED"];

export function PeopleView() {
  const { t } = useTranslation();
  const search = useSearch({ from: "/inside/people" });
  const navigate = useNavigate({ from: "/people" });
  const [typed, setTyped] = useSearchText(search.search ?? "", (text) => {
    void navigate({
      search: ({ search: _, ...rest }) => (text === "" ? rest : { ...rest, search: text }),
      replace: true,
    });
  });
  const kind = kinds.find((value) => value === search.kind);
  const status = states.find((value) => value === search.status);

  const filter = {
    ...(search.search !== undefined && { search: search.search }),
    ...(kind && { kind: [kind] }),
    ...(status && { status: [status] }),
  };
  return (
    <>
      <PageHeader title={t("people.title")}>{t("people.about")}</PageHeader>
      <Toolbar>
        <SearchBox label={t("people.search")} value={typed} onChange={setTyped} />
        <Filter
          label={t("people.kind")}
          all={t("people.anyKind")}
          options={kinds.map((value) => ({ value, label: t(`userKind.${value}`) }))}
          value={kind}
          onChange={(value) => {
            void navigate({
              search: ({ kind: _, ...rest }) => (value ? { ...rest, kind: value } : rest),
              replace: true,
            });
          }}
        />
        <Filter
          label={t("people.status")}
          all={t("people.anyStatus")}
          options={states.map((value) => ({ value, label: t(`userStatus.${value}`) }))}
          value={status}
          onChange={(value) => {
            void navigate({
              search: ({ status: _, ...rest }) => (value ? { ...rest, status: value } : rest),
              replace: true,
            });
          }}
        />
      </Toolbar>
      <PeopleList key={JSON.stringify(filter)} filter={filter} />
    </>
  );
}
