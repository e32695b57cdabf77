/** A provider's URL as people know it, without the scheme. */
export function addressOf(issuer: string): string {
  return issuer.replace(/^https?:\/\//, "");
}
