/** The nodes of a connection, without the holes that GraphQL allows. */
export function nodes<Node>(
  connection: { readonly edges: readonly ({ readonly node: Node | null } | null)[] | null } | null | undefined,
): Node[] {
  return (connection?.edges ?? []).flatMap((edge) => (edge?.node == null ? [] : [edge.node]));
}
