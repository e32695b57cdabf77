import { randomBytes } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import type { Page } from "@playwright/test";
import {
  ask,
  choose,
  drop,
  expect,
  fresh,
  late,
  manyDocuments,
  newCustomer,
  newDocument,
  newFolder,
  newGrant,
  open,
  slow,
  test,
  userId,
} from "./vault";

// What is done to documents: bringing them in, whatever happens meanwhile, and changing them.

function file(name: string, size = 20_000) {
  return { name, mimeType: "application/octet-stream", buffer: randomBytes(size) };
}

const sealed = /Sealed and stored/;

test("several files go up at once, and an empty one stays out", async ({ as }) => {
  const clara = await as("Clara");
  await open(clara, await newCustomer(clara));
  await choose(clara, clara.getByRole("button", { name: "Upload", exact: true }).first(), [
    file("one.bin"),
    file("two.bin"),
    file("three.bin"),
    file("nothing.bin", 0),
  ]);
  await expect(clara.getByText("One file is empty and stays out")).toBeVisible();
  await clara.getByText("Confidential", { exact: true }).click();
  await clara.getByRole("button", { name: "Upload 3 files" }).click();
  await expect(clara.getByText(sealed)).toHaveCount(3);
  for (const name of ["one.bin", "two.bin", "three.bin"]) {
    await expect(clara.getByRole("row", { name: new RegExp(name) }).getByText("Confidential")).toBeVisible();
  }
  await expect(clara.getByRole("link", { name: "nothing.bin" })).toHaveCount(0);
  await clara.getByRole("button", { name: "Clear" }).click();
  await expect(clara.getByRole("region", { name: "Uploads" })).toHaveCount(0);
});

test("an upload is paused, goes on, and is the same byte for byte", async ({ as }) => {
  const clara = await as("Clara");
  await open(clara, await newCustomer(clara));
  const big = file("big.bin", 3_000_000);
  const hurry = await slow(clara, 300_000);
  await choose(clara, clara.getByRole("button", { name: "Upload", exact: true }).first(), [big]);
  await clara.getByRole("button", { name: "Upload 1 file" }).click();
  await clara.getByRole("button", { name: "Pause big.bin" }).click();
  await expect(clara.getByText(/Paused at/)).toBeVisible();
  await hurry();
  await clara.getByRole("button", { name: "Go on with big.bin" }).click();
  await expect(clara.getByText(sealed)).toBeVisible();
  await clara.getByRole("link", { name: "big.bin" }).click();
  const downloading = clara.waitForEvent("download");
  await clara.getByRole("complementary").getByRole("link", { name: "Download", exact: true }).click();
  expect(readFileSync(await (await downloading).path()).equals(big.buffer)).toBe(true);
});

test("an upload that is given up leaves nothing", async ({ as }) => {
  const clara = await as("Clara");
  await open(clara, await newCustomer(clara));
  const hurry = await slow(clara, 100_000);
  await choose(clara, clara.getByRole("button", { name: "Upload", exact: true }).first(), [file("big.bin", 3_000_000)]);
  await clara.getByRole("button", { name: "Upload 1 file" }).click();
  await expect(clara.getByRole("button", { name: "Pause big.bin" })).toBeVisible();
  await clara.getByRole("button", { name: "Give up big.bin" }).click();
  await expect(clara.getByRole("region", { name: "Uploads" })).toHaveCount(0);
  await hurry();
  await clara.reload();
  await expect(clara.getByText("No documents in this folder")).toBeVisible();
});

test("an upload goes on after a reload, when the same file is chosen again", async ({ as }, info) => {
  const clara = await as("Clara");
  const customer = await newCustomer(clara);
  await open(clara, customer);
  const path = info.outputPath("big.bin");
  writeFileSync(path, randomBytes(3_000_000));
  const hurry = await slow(clara, 100_000);
  const began = clara.waitForRequest((request) => request.method() === "PATCH");
  await choose(clara, clara.getByRole("button", { name: "Upload", exact: true }).first(), path);
  await clara.getByRole("button", { name: "Upload 1 file" }).click();
  const url = (await began).url();
  clara.once("dialog", (dialog) => void dialog.accept()); // "leave this page?"
  await clara.reload();
  await hurry();
  const wentOn = clara.waitForRequest((request) => request.method() === "PATCH");
  await choose(clara, clara.getByRole("button", { name: "Upload", exact: true }).first(), path);
  await clara.getByRole("button", { name: "Upload 1 file" }).click();
  await expect(clara.getByText(sealed)).toBeVisible();
  expect((await wentOn).url()).toBe(url);
  await expect(clara.getByRole("link", { name: "big.bin" })).toHaveCount(1);
});

test("a file is dropped on a folder", async ({ as }, info) => {
  const clara = await as("Clara");
  await open(clara, await newCustomer(clara));
  const path = info.outputPath("letter.txt");
  writeFileSync(path, "Dear Northwind, …");
  await drop(clara, clara.getByText("No documents in this folder"), [path]);
  await clara.getByRole("button", { name: "Upload 1 file" }).click();
  await expect(clara.getByText(sealed)).toBeVisible();
  await expect(clara.getByRole("link", { name: "letter.txt" })).toBeVisible();
});

test("a document gets a new version, another title and another classification", async ({ as }) => {
  const clara = await as("Clara");
  const customer = await newCustomer(clara);
  await open(clara, customer, await newDocument(clara, customer.root, "Plan.txt"));
  const panel = clara.getByRole("complementary");
  await expect(panel.getByText("Version 1", { exact: true })).toBeVisible();
  await choose(clara, panel.getByRole("button", { name: "Add version" }), [file("Plan, later.txt")]);
  await expect(panel.getByText("Version 2", { exact: true })).toBeVisible();
  await expect(panel.getByText("Version 1", { exact: true })).toBeVisible();

  await choose(clara, panel.getByRole("button", { name: "Add version" }), [file("Nothing.txt", 0)]);
  await expect(panel.getByRole("alert")).toContainText("The file is empty and stays out");
  await expect(panel.getByText("Version 3", { exact: true })).toHaveCount(0);

  await panel.getByRole("button", { name: "Make version 1 the current one" }).click();
  await expect(panel.getByRole("button", { name: "Make version 2 the current one" })).toBeVisible();

  await panel.getByRole("button", { name: "More actions" }).click();
  await clara.getByRole("menuitem", { name: "Rename or classify" }).click();
  await clara.getByLabel("Title").fill("Plan for 2027.txt");
  await clara.getByRole("dialog").getByText("Secret", { exact: true }).click();
  await clara.getByRole("button", { name: "Save" }).click();
  await expect(panel.getByRole("heading", { name: "Plan for 2027.txt" })).toBeVisible();
  const row = clara.getByRole("row", { name: /Plan for 2027/ });
  await expect(row.getByText("Secret")).toBeVisible();
  await expect(panel.getByRole("list", { name: "Activity" }).getByRole("listitem")).toContainText([
    "changed its classification",
    "made an older version the current one",
    "added a version",
    "brought it in",
  ]);
});

test("who loses what by a higher classification is said before it is given", async ({ as }) => {
  const clara = await as("Clara");
  const customer = await newCustomer(clara);
  const documentId = await newDocument(clara, customer.root, "Plan.txt");
  await newGrant(clara, await userId(clara, "Pia"), { documentId }, 3600);
  await newGrant(clara, await userId(clara, "Vera"), { folderId: customer.root }, 3600);
  await open(clara, customer, documentId);
  const panel = clara.getByRole("complementary");
  await panel.getByRole("button", { name: "More actions" }).click();
  await clara.getByRole("menuitem", { name: "Rename or classify" }).click();
  const dialog = clara.getByRole("dialog");
  await dialog.getByText("Public", { exact: true }).click();
  await expect(dialog.getByText("Nobody loses access by this.")).toBeVisible();
  await dialog.getByText("Secret", { exact: true }).click();
  await expect(dialog.getByText(/Pia Partner: the access ends/)).toBeVisible();
  await expect(dialog.getByText(/Vera .*: the access to the folder/)).toBeVisible();
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(dialog).toHaveCount(0);
  await expect(panel.getByText("Pia Partner")).toHaveCount(0);
});

test("a document moves to another folder", async ({ as }) => {
  const clara = await as("Clara");
  const customer = await newCustomer(clara);
  await newFolder(clara, customer.root, "Contracts");
  await open(clara, customer, await newDocument(clara, customer.root, "Plan.txt"));
  const panel = clara.getByRole("complementary");
  await panel.getByRole("button", { name: "More actions" }).click();
  await clara.getByRole("menuitem", { name: "Move" }).click();
  await expect(clara.getByRole("button", { name: "Move here" })).toBeDisabled();
  await clara.getByRole("dialog").getByRole("button", { name: "Contracts" }).click();
  await clara.getByRole("button", { name: "Move here" }).click();
  await expect(clara.getByText("No documents in this folder")).toBeVisible();
  await clara.getByRole("navigation", { name: "Folders" }).getByRole("link", { name: "Contracts" }).click();
  await expect(clara.getByRole("link", { name: "Plan.txt" })).toBeVisible();
});

test("a document is deleted, once that is confirmed", async ({ as }) => {
  const clara = await as("Clara");
  const customer = await newCustomer(clara);
  await open(clara, customer, await newDocument(clara, customer.root, "Plan.txt"));
  const remove = async (answer: string) => {
    await clara.getByRole("complementary").getByRole("button", { name: "More actions" }).click();
    await clara.getByRole("menuitem", { name: "Delete" }).click();
    await clara.getByRole("dialog").getByRole("button", { name: answer }).click();
    await expect(clara.getByRole("dialog")).toHaveCount(0);
  };
  await remove("Cancel");
  await expect(clara.getByRole("link", { name: "Plan.txt" })).toBeVisible();
  await remove("Delete");
  await expect(clara.getByRole("complementary")).toHaveCount(0);
  await expect(clara.getByText("No documents in this folder")).toBeVisible();
});

test("a new title shows before the server has answered, and progress until it has", async ({ as }) => {
  const clara = await as("Clara");
  const customer = await newCustomer(clara);
  await open(clara, customer, await newDocument(clara, customer.root, "Plan.txt"));
  const panel = clara.getByRole("complementary");
  await panel.getByRole("button", { name: "More actions" }).click();
  await clara.getByRole("menuitem", { name: "Rename or classify" }).click();
  await clara.getByLabel("Title").fill("Plan for 2027.txt");
  const hurry = await late(clara, 3000);
  const saving = clara.getByRole("button", { name: "Save" });
  await saving.click();
  await expect(saving).toHaveAttribute("data-pending", "true", { timeout: 1000 });
  await expect(panel.locator("h2")).toHaveText("Plan for 2027.txt", { timeout: 1000 });
  await expect(saving).toHaveCount(0);
  await hurry();

  // What is refused is as it was.
  await panel.getByRole("button", { name: "More actions" }).click();
  await clara.getByRole("menuitem", { name: "Rename or classify" }).click();
  await clara.getByLabel("Title").fill("Plan \u202E.txt");
  await saving.click();
  await expect(clara.getByRole("dialog").getByRole("alert")).toBeVisible();
  await expect(panel.locator("h2")).toHaveText("Plan for 2027.txt");
});

// The ZIP file that comes when something is pressed: its name, and how often words are in it.
async function zipOf(
  page: Page,
  press: () => Promise<void>,
): Promise<{ name: string; url: URL; count: (words: string) => number }> {
  const downloading = page.waitForEvent("download");
  await press();
  const download = await downloading;
  const bytes = readFileSync(await download.path()).toString("latin1");
  return {
    name: download.suggestedFilename(),
    url: new URL(download.url()),
    count: (words) => bytes.split(words).length - 1,
  };
}

test("a folder, and what is chosen, come as one ZIP file", async ({ as }) => {
  const clara = await as("Clara");
  const customer = await newCustomer(clara);
  const contracts = await newFolder(clara, customer.root, `Contracts of ${customer.name}`);
  await newDocument(clara, contracts, "Supply agreement.txt");
  await manyDocuments(clara, customer.root, 2);
  const third = await newDocument(clara, customer.root, "Letter 0003.txt");
  await newGrant(clara, await userId(clara, "Pia"), { folderId: contracts }, 3600);
  await open(clara, customer);
  await clara.getByRole("button", { name: "More of this folder" }).click();
  const whole = await zipOf(clara, () => clara.getByRole("menuitem", { name: "Download as ZIP" }).click());
  expect(whole.name).toBe(`${customer.name}.zip`);
  expect(whole.count("Dear Northwind")).toBe(4);
  expect(whole.count(`Contracts of ${customer.name}/Supply agreement.txt`)).toBe(2); // before its bytes and in the directory

  for (const name of ["Letter 0001.txt", "Letter 0003.txt"])
    await clara.getByRole("checkbox", { name: `Choose ${name}` }).check();
  const chosen = await zipOf(clara, () =>
    clara.getByRole("toolbar").getByRole("button", { name: "Download as ZIP" }).click(),
  );
  expect(chosen.count("Dear Northwind")).toBe(2);
  expect(chosen.count("Letter 0002.txt")).toBe(0);
  expect(chosen.url.search).toBe(""); // so that no number of documents is too many for an address

  // Access ends after the page asked, and before the file is on its way.
  await clara.route("**/documents/zip", async (route) => {
    if (route.request().isNavigationRequest())
      await ask(clara, "mutation ($input: DeleteDocumentInput!) { deleteDocument(input: $input) { documentId } }", {
        input: { documentId: third },
      });
    await route.continue();
  });
  const asked = clara.waitForResponse((answer) => answer.url().endsWith("/documents/zip"));
  await clara.getByRole("toolbar").getByRole("button", { name: "Download as ZIP" }).click();
  expect((await asked).status()).toBe(204);
  await expect(clara.getByRole("alert")).toContainText("It is not there, or not for you");

  const pia = await as("Pia");
  const row = pia.getByRole("row", { name: new RegExp(customer.name) });
  const opened = await zipOf(pia, () => row.getByRole("button", { name: "Download as ZIP" }).click());
  expect(opened.count("Dear Northwind")).toBe(1);
  await pia.context().setOffline(true);
  await row.getByRole("button", { name: "Download as ZIP" }).click();
  await expect(pia.getByRole("alert")).toContainText("The vault cannot be reached");
});

test("what was deleted is brought back, as long as that can be done", async ({ as }) => {
  const clara = await as("Clara");
  const customer = await newCustomer(clara);
  const documentId = await newDocument(clara, customer.root, "Plan.txt");
  await ask(clara, "mutation ($input: DeleteDocumentInput!) { deleteDocument(input: $input) { documentId } }", {
    input: { documentId },
  });
  await open(clara, customer);
  await expect(clara.getByText("No documents in this folder")).toBeVisible();
  await clara.getByRole("button", { name: "More of this folder" }).click();
  await clara.getByRole("menuitem", { name: "Deleted documents" }).click();
  const dialog = clara.getByRole("dialog");
  await expect(dialog.getByText("29 days left")).toBeVisible();
  await dialog.getByRole("button", { name: "Bring back Plan.txt" }).click();
  await expect(dialog.getByText("Nothing to bring back")).toBeVisible();
  await clara.keyboard.press("Escape");
  await expect(clara.getByRole("link", { name: "Plan.txt" })).toBeVisible();
});

test("a name that is taken is refused, and what was typed stays", async ({ as }) => {
  const clara = await as("Clara");
  const customer = await newCustomer(clara);
  await newFolder(clara, customer.root, "Contracts");
  await open(clara, customer);
  await clara.getByRole("button", { name: "New folder" }).click();
  await clara.getByLabel("Name", { exact: true }).fill("Contracts");
  await clara.getByRole("button", { name: "Create folder" }).click();
  await expect(clara.getByRole("dialog").getByRole("alert")).toBeVisible();
  await expect(clara.getByLabel("Name", { exact: true })).toHaveValue("Contracts");
});

test("a folder that is not there says so", async ({ as }) => {
  const clara = await as("Clara");
  const customer = await newCustomer(clara);
  await clara.goto(`/customers/${customer.id}?folder=fld_01h455vb4pex5vsknk084sn02q`);
  await expect(clara.getByText("There is no such folder")).toBeVisible();
  await clara.getByRole("navigation", { name: "Folders" }).getByRole("link", { name: "All papers" }).click();
  await expect(clara.getByText("No documents in this folder")).toBeVisible();
});

test("customers are narrowed by category, level and name", async ({ as }) => {
  const clara = await as("Clara");
  const customer = await newCustomer(clara, fresh("Acme"));
  await clara.goto("/customers");
  await clara.getByRole("combobox", { name: "Category" }).selectOption("Manufacturing");
  await clara.getByRole("searchbox").fill(customer.name);
  await expect(clara.getByRole("link", { name: customer.name })).toBeVisible();
  await expect(clara).toHaveURL(/category=Manufacturing/);
  const level = clara.getByRole("combobox", { name: "Importance" });
  await level.selectOption("High");
  await expect(clara.getByText("Nothing fits")).toBeVisible();
  await level.selectOption("Normal");
  await expect(clara.getByRole("link", { name: customer.name })).toBeVisible();
  await clara.getByRole("searchbox").fill(fresh("Nobody"));
  await expect(clara.getByText("Nothing fits")).toBeVisible();
});
