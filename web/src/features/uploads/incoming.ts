import { isDirectoryDropItem, isFileDropItem, type DropItem } from "react-aria-components";

/** A file that is to be brought in, and the folders that it lay in, from the top. */
export interface Incoming {
  readonly file: File;
  readonly path: readonly string[];
}

/** All files of what was dropped, folders and what is in them included. */
export async function fromDrop(items: readonly DropItem[]): Promise<Incoming[]> {
  const found: Incoming[] = [];
  const walk = async (item: DropItem, path: readonly string[]): Promise<void> => {
    if (isFileDropItem(item)) found.push({ file: await item.getFile(), path });
    if (isDirectoryDropItem(item)) {
      for await (const inner of item.getEntries()) await walk(inner, [...path, item.name]);
    }
  };
  // All at once: a browser forgets what was dropped when the event is over.
  await Promise.all(items.map((item) => walk(item, [])));
  return found;
}

/** What was chosen, by the button for files or by the one for a folder. */
export function fromChoice(files: FileList): Incoming[] {
  return [...files].map((file) => ({ file, path: file.webkitRelativePath.split("/").slice(0, -1) }));
}

// Control characters, and those that change the direction of writing (Unicode TR9): the server refuses them in names.
const hidden = /[\p{Cc}\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/gu;

/** The title that a file or folder gets: its name without what cannot be seen, cut to what the server takes. */
export function titleOf(name: string, most: number): string {
  const seen = Array.from(name.replace(hidden, "").trim()).slice(0, most).join("");
  return seen === "" ? "…" : seen;
}
