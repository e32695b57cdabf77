import type { Locator, Page } from "@playwright/test";
import { ask, expect, fresh, mails, newCustomer, newDocument, open, pressTwice, test, type Customer } from "./vault";

// Access for somebody without an account: a link, and a code by mail.

let count = 0;

/** An address that no other story has mail for. */
function address(): string {
  return `nora.${Date.now()}.${count++}@example.com`;
}

interface Paper {
  customer: Customer;
  title: string;
  documentId: string;
}

/** A document of a new customer of Clara's, and another one beside it. */
async function paper(clara: Page, classification = "INTERNAL"): Promise<Paper> {
  const customer = await newCustomer(clara);
  const title = `${fresh("Plan")}.txt`;
  const documentId = await newDocument(clara, customer.root, title);
  await newDocument(clara, customer.root, "Another.txt");
  await ask(clara, "mutation ($input: UpdateDocumentInput!) { updateDocument(input: $input) { document { id } } }", {
    input: { documentId, classification },
  });
  return { customer, title, documentId };
}

/** The dialog in which Clara gives access to a document, turned to somebody without an account. */
async function dialogFor(clara: Page, { customer, documentId }: Paper, to: string): Promise<Locator> {
  await open(clara, customer, documentId);
  await clara.getByRole("complementary").getByRole("button", { name: "Give access" }).click();
  const dialog = clara.getByRole("dialog");
  await dialog.getByText("Somebody without an account").click();
  await dialog.getByLabel("E-mail address").fill(to);
  await dialog.getByText("1 hour").click();
  await dialog.getByLabel("What it is for").fill("Review before signing");
  return dialog;
}

/** The link that a dialog shows the only time. */
async function shown(clara: Page): Promise<string> {
  const link = await clara.getByRole("dialog").getByLabel("Link").inputValue();
  expect(link).toMatch(/\/s\/lnk_[0-9a-z]+#.{20,}$/);
  return link;
}

/** The code in the newest of so many mails. */
async function codeFor(to: string, sent = 1): Promise<string> {
  let code = "";
  await expect(async () => {
    const all = await mails(to);
    expect(all).toHaveLength(sent);
    code = /\b\d{8}\b/.exec(all[0]?.text ?? "")?.[0] ?? "";
    expect(code).not.toBe("");
  }).toPass();
  return code;
}

function otherThan(code: string): string {
  return (code.startsWith("0") ? "1" : "0") + code.slice(1);
}

test("a document is opened to somebody without an account, seen, and closed", async ({ as, nobody }) => {
  const clara = await as("Clara");
  const thing = await paper(clara);
  const to = address();
  const making = await dialogFor(clara, thing, to);
  await expect(making.getByText("Download and add versions")).toHaveCount(0);
  await pressTwice(clara, making.getByRole("button", { name: "Make the link" }), "CreateShareLink");
  const made = clara.getByRole("dialog");
  await expect(made.getByText(to)).toBeVisible();
  await expect(made.getByText("It is shown this once")).toBeVisible();
  const link = await shown(clara);
  await clara.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await made.getByRole("button", { name: "Copy" }).click();
  await expect(made.getByText("It is copied.")).toBeVisible();
  expect(await clara.evaluate(() => navigator.clipboard.readText())).toBe(link);
  await made.getByRole("button", { name: "Done" }).click();
  await expect(made).toHaveCount(0);
  const panel = clara.getByRole("complementary");
  await expect(panel.getByText(to)).toBeVisible();
  await expect(panel.getByText("By link · not opened yet")).toBeVisible();

  const nora = await nobody();
  await nora.goto(link);
  await expect(nora.getByRole("heading", { name: /Clara .* has opened something to you/ })).toBeVisible();
  expect(new URL(nora.url()).hash).toBe(""); // the secret is in no history
  expect(await mails(to)).toHaveLength(0);
  await nora.getByRole("button", { name: "Send me a code" }).click();
  const field = nora.getByLabel("Code", { exact: true });
  await expect(field).toBeFocused();
  const code = await codeFor(to);
  await field.fill(otherThan(code));
  await nora.getByRole("button", { name: "Open" }).click();
  await expect(nora.getByText("This code is wrong")).toBeVisible();
  await nora.getByRole("button", { name: "Send another code" }).click();
  await expect(nora.getByText("It is too soon for another code")).toBeVisible();
  await field.fill(` ${code.slice(0, 4)} ${code.slice(4)}`);
  await nora.getByRole("button", { name: "Open" }).click();

  await expect(nora.getByRole("heading", { name: "My access" })).toBeVisible();
  await expect(nora).toHaveURL(/\/access$/);
  const row = nora.getByRole("row", { name: thing.title });
  await row.getByRole("button", { name: /Preview/ }).click();
  await expect(nora.getByRole("dialog").getByText("Dear Northwind")).toBeVisible();
  await nora.keyboard.press("Escape");
  const downloading = nora.waitForEvent("download");
  await row.getByRole("link", { name: /Download/ }).click();
  expect((await downloading).suggestedFilename()).toBe(thing.title);

  await expect(nora.getByRole("row")).toHaveCount(2); // the head and this one
  await expect(nora.getByRole("tab")).toHaveCount(0);
  await expect(nora.getByRole("navigation").getByRole("link")).toHaveCount(1);
  await expect(row.getByRole("button", { name: /Ask for more|Extend|Revoke/ })).toHaveCount(0);
  await nora.goto(`/customers/${thing.customer.id}`);
  await expect(nora.getByText("There is no such customer")).toBeVisible();
  await nora.goto("/access");
  await expect(row).toBeVisible();

  await clara.reload();
  await expect(panel.getByText(/By link · opened/)).toBeVisible();
  await clara.goto("/access");
  await clara.getByRole("tab", { name: "Given by me" }).click();
  const given = clara.getByRole("row", { name: thing.title });
  await expect(given.getByText(/By link · opened/)).toBeVisible();
  await given.getByRole("button", { name: `Revoke access of ${to}` }).click();
  await clara.getByRole("dialog").getByRole("button", { name: "Revoke now" }).click();
  await expect(given).toHaveCount(0);
  await expect(row).toHaveCount(0); // by itself

  await nora.goto(link);
  await expect(nora.getByRole("heading", { name: "This link is over" })).toBeVisible();
});

test("a link can want a passcode and terms as well", async ({ as, nobody }) => {
  const clara = await as("Clara");
  const thing = await paper(clara);
  const to = address();
  const making = await dialogFor(clara, thing, to);
  await making.getByLabel("Passcode").fill("short");
  await making.getByLabel("Terms").fill("Nothing of this goes on to others.\n\nIt is deleted after the review.");
  await making.getByRole("button", { name: "Make the link" }).click();
  await expect(making.getByText(/must have 8 to 128 characters/).first()).toBeVisible();
  await making.getByLabel("Passcode").fill("copper kettle");
  await making.getByRole("button", { name: "Make the link" }).click();
  await expect(clara.getByRole("dialog").getByText("They need the passcode as well")).toBeVisible();
  const link = await shown(clara);

  const nora = await nobody();
  await nora.goto(link);
  await nora.getByRole("button", { name: "Send me a code" }).click();
  await expect(nora.getByLabel("Terms", { exact: true })).toHaveValue(/deleted after the review/);
  const opening = nora.getByRole("button", { name: "Open" });
  await nora.getByLabel("Code", { exact: true }).fill(await codeFor(to));
  await nora.getByLabel("Passcode").fill("copper kettles");
  await expect(opening).toBeDisabled();
  await nora.getByText("I agree to these terms").click();
  await opening.click();
  await expect(nora.getByText("This passcode is wrong")).toBeVisible();
  await nora.getByLabel("Passcode").fill("copper kettle");
  await opening.click();
  await expect(nora.getByRole("row", { name: thing.title })).toBeVisible();

  await nora.getByRole("button", { name: new RegExp(to) }).click();
  await nora.getByRole("menuitem", { name: "Sign out" }).click();
  await expect(nora.getByRole("heading", { name: "Sign in" })).toBeVisible();
});

test("a link that is not whole says so, until it is", async ({ as, nobody }) => {
  const clara = await as("Clara");
  const thing = await paper(clara);
  await (await dialogFor(clara, thing, address())).getByRole("button", { name: "Make the link" }).click();
  const link = await shown(clara);
  const nora = await nobody();
  for (const part of [link.replace(/#.*/, ""), link.slice(0, -4)]) {
    await nora.goto(part);
    await expect(nora.getByRole("heading", { name: "This link opens nothing" })).toBeVisible();
  }
  await nora.goto(link);
  await expect(nora.getByRole("button", { name: "Send me a code" })).toBeVisible();
});

test("who is signed in is told that this ends, on every tab", async ({ as }) => {
  const clara = await as("Clara");
  const thing = await paper(clara);
  const to = address();
  await (await dialogFor(clara, thing, to)).getByRole("button", { name: "Make the link" }).click();
  const link = await shown(clara);

  const pia = await as("Pia");
  const second = await pia.context().newPage();
  await second.goto(link);
  await expect(second.getByText(/You are signed in as Pia/)).toBeVisible();
  await expect(second.getByRole("link", { name: /Go on as Pia/ })).toBeVisible();
  await second.getByRole("button", { name: "Send me a code" }).click();
  await second.getByLabel("Code", { exact: true }).fill(await codeFor(to));
  await second.getByRole("button", { name: "Open" }).click();
  await expect(second.getByRole("row", { name: thing.title })).toBeVisible();
  await expect(pia.getByRole("button", { name: new RegExp(to) })).toBeVisible(); // nothing of Pia's is left in sight
});

test("what is secret is opened by no link", async ({ as }) => {
  const clara = await as("Clara");
  const making = await dialogFor(clara, await paper(clara, "SECRET"), address());
  await making.getByText("See that it is there").click();
  await making.getByRole("button", { name: "Make the link" }).click();
  await expect(making.getByRole("alert")).toContainText("It cannot be done as things are.");
  await expect(making.getByLabel("What it is for")).toHaveValue("Review before signing");
});
