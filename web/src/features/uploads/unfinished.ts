import type { Target } from "./queue";

// Where the server takes the rest of an upload that a reload broke off. It is found again by the file as the browser
// shows it and by where it goes; the address opens nothing without the session.

function keyOf(file: File, target: Target): string {
  return `strongroom.upload:${JSON.stringify([
    file.webkitRelativePath || file.name,
    file.size,
    file.lastModified,
    Object.values(target),
  ])}`;
}

/** Where the rest of the file goes; null when nothing of it has been sent. */
export function unfinishedUrl(file: File, target: Target): string | null {
  return localStorage.getItem(keyOf(file, target));
}

export function rememberUnfinished(file: File, target: Target, url: string): void {
  localStorage.setItem(keyOf(file, target), url);
}

/** Tells whether there was anything to forget. */
export function forgetUnfinished(file: File | undefined, target: Target | undefined): boolean {
  if (!file || !target) return false;
  const isThere = unfinishedUrl(file, target) !== null;
  localStorage.removeItem(keyOf(file, target));
  return isThere;
}
