/** Has the browser save what is at a URL, under a name, or under the one that the answer gives it. */
export function save(url: string, name = ""): void {
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
}

/**
 * Has the browser save what is at a path of the server. It is asked first whether it would answer, since a browser
 * tells the page nothing of a download that is refused. Throws the refusal, for toProblem.
 */
export async function takeAway(path: string): Promise<void> {
  const answer = await fetch(path, { method: "HEAD", credentials: "same-origin" });
  if (!answer.ok) throw answer;
  save(path);
}
