import { useTranslation } from "react-i18next";
import { useQuery } from "urql";
import { graphql } from "../../gql";
import { nodes } from "../../shared/api/nodes";
import { Filter } from "../../shared/ui/Field";

const categoriesQuery = graphql(/* GraphQL */ `
  query Categories {
    customers(first: 100) {
      edges {
        node {
          id
          category
        }
      }
    }
  }
`);

interface CategoryFilterProps {
  value: string | undefined;
  onChange: (value: string | undefined) => void;
}

/**
 * Offers the categories of the first hundred customers and the one that is chosen. Categories are a firm's own words:
 * the server keeps no list of them.
 */
export function CategoryFilter({ value, onChange }: CategoryFilterProps) {
  const { t, i18n } = useTranslation();
  const [{ data }] = useQuery({ query: categoriesQuery });
  const found = nodes(data?.customers).map(({ category }) => category);
  const categories = [...new Set(value === undefined ? found : [value, ...found])].sort((a, b) =>
    a.localeCompare(b, i18n.language),
  );
  return (
    <Filter
      label={t("customers.category")}
      all={t("customers.anyCategory")}
      options={categories.map((category) => ({ value: category, label: category }))}
      value={value}
      onChange={onChange}
    />
  );
}
