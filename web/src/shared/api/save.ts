import { problemIn } from "./problem";

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

/**
 * The same for documents that are named one by one. They are named in a form, since an address bears a few hundred
 * only; its answer comes into a frame that nobody sees, so that the page stays whatever it is. If that is no file, since
 * access ended after the question, the vault is asked once more, by `again`, which tells of the refusal.
 */
export async function takeAwayDocuments(
  ids: readonly string[],
  again: (ask: () => Promise<void>) => unknown,
): Promise<void> {
  const path = "/documents/zip";
  async function ask() {
    const answer = await fetch(path, {
      method: "POST",
      headers: { Prefer: "return=minimal" },
      body: new URLSearchParams(ids.map((id) => ["id", id])),
      credentials: "same-origin",
    });
    if (!answer.ok) throw await problemIn(answer);
  }
  await ask();
  const frame = downloads();
  frame.onload = () => {
    again(async () => {
      await ask();
      throw new Error("there was no file in the answer");
    });
  };
  const form = document.createElement("form");
  Object.assign(form, { method: "post", action: path, target: frame.name, hidden: true });
  for (const id of ids) form.append(Object.assign(document.createElement("input"), { name: "id", value: id }));
  document.body.append(form);
  form.submit();
  form.remove();
}

// The frame that answers to forms come into. It stays, since a download ends with its frame until it has begun. It
// loads nothing but what is no file.
function downloads(): HTMLIFrameElement {
  const name = "downloads";
  const there = document.querySelector<HTMLIFrameElement>(`iframe[name=${name}]`);
  if (there) return there;
  const frame = Object.assign(document.createElement("iframe"), { name, hidden: true });
  document.body.append(frame);
  return frame;
}
