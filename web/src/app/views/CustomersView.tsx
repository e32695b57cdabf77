import { useNavigate, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { CategoryFilter } from "../../features/customers/CategoryFilter";
import { CreateCustomerDialog } from "../../features/customers/CreateCustomerDialog";
import { CustomerList } from "../../features/customers/CustomerList";
import { useViewer } from "../../shared/api/viewer";
import { Button } from "../../shared/ui/Button";
import { Filter, SearchBox, Toolbar } from "../../shared/ui/Field";
import { PageHeader } from "../../shared/ui/PageHeader";
import { importances } from "../../shared/ui/Signs";
import { useSearchText } from "../useSearchText";

export function CustomersView() {
  const { t } = useTranslation();
  const viewer = useViewer();
  const search = useSearch({ from: "/inside/customers" });
  const navigate = useNavigate({ from: "/customers" });
  const [typed, setTyped] = useSearchText(search.search ?? "", (text) => {
    void navigate({
      search: ({ search: _, ...rest }) => (text === "" ? rest : { ...rest, search: text }),
      replace: true,
    });
  });
  const [isCreating, setCreating] = useState(false);
  const importance = importances.find((value) => value === search.importance);

  const filter = {
    ...(search.search !== undefined && { search: search.search }),
    ...(search.category !== undefined && { category: [search.category] }),
    ...(importance && { importance: [importance] }),
  };
  const create = viewer.canCreateCustomer
    ? () => {
        setCreating(true);
      }
    : undefined;

  return (
    <>
      <PageHeader
        title={t("customers.title")}
        actions={
          create && (
            <Button kind="primary" icon="plus" onPress={create}>
              {t("customers.create")}
            </Button>
          )
        }
      >
        {t("customers.about")}
      </PageHeader>
      <Toolbar>
        <SearchBox label={t("customers.search")} value={typed} onChange={setTyped} />
        <Filter
          label={t("customers.importance")}
          all={t("customers.anyImportance")}
          options={importances.map((value) => ({ value, label: t(`importance.${value}`) }))}
          value={importance}
          onChange={(value) => {
            void navigate({
              search: ({ importance: _, ...rest }) => (value ? { ...rest, importance: value } : rest),
              replace: true,
            });
          }}
        />
        <CategoryFilter
          value={search.category}
          onChange={(value) => {
            void navigate({
              search: ({ category: _, ...rest }) => (value === undefined ? rest : { ...rest, category: value }),
              replace: true,
            });
          }}
        />
      </Toolbar>
      <CustomerList key={JSON.stringify(filter)} filter={filter} onCreate={create} />
      {isCreating && (
        <CreateCustomerDialog
          onClose={() => {
            setCreating(false);
          }}
        />
      )}
    </>
  );
}
