interface Deed {
  readonly action: string;
  readonly detail: readonly { readonly name: string }[];
}

/** What an event of a document says that was done to it, as the page calls it; null for what it has no words for. */
export function deedOf({ action, detail }: Deed) {
  const says = (fact: string) => detail.some(({ name }) => name === fact);
  switch (action) {
    case "document:create":
      return "create";
    case "document:download":
      return "download";
    case "document:move":
      return "move";
    case "document:delete":
      return "delete";
    case "document:request":
      return "request";
    case "document:restore":
      return "restore";
    case "document:edit":
      if (says("version")) return "version";
      if (says("restored")) return "restoreVersion";
      return says("to") ? "classify" : "title";
    default:
      return null;
  }
}
