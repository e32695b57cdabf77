import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { expect, picture, pick, signIn, test } from "./vault";

// The story of the vault, as it can be clicked through: Clara brings in a document and opens it to Pia for an hour; Pia
// downloads it; Clara leaves; Pia's next request is refused.

const customer = "Northwind Trading";
const title = `Supply agreement ${Date.now() % 100_000}.pdf`; // so that what a broken run left is no trouble

// A small PDF with bytes that nothing compresses or guesses.
function pdf(): Buffer {
  return Buffer.concat([
    Buffer.from("%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n% "),
    Buffer.from(randomBytes(150_000).toString("base64")),
    Buffer.from("\ntrailer<</Root 1 0 R>>\n%%EOF\n"),
  ]);
}

test("a document is brought in, opened for an hour, downloaded, and closed by a departure", async ({ as, nobody }) => {
  const bytes = pdf();
  // Pia must have been here once to be found.
  const pia = await nobody();
  await pia.goto("/");
  await expect(pia.getByRole("heading", { name: "Sign in" })).toBeVisible();
  await picture(pia, "sign-in");
  await signIn(pia, "Pia");
  await picture(pia, "access-empty");

  const clara = await as("Clara");
  await clara.getByRole("button", { name: "New customer" }).first().click();
  await clara.getByLabel("Name", { exact: true }).fill(customer);
  await clara.getByRole("dialog").getByLabel("Category").fill("Manufacturing");
  await clara.getByRole("dialog").getByRole("button", { name: "New customer" }).click();
  await expect(clara.getByRole("heading", { name: customer })).toBeVisible();

  await clara.getByRole("button", { name: "New folder" }).click();
  await clara.getByLabel("Name", { exact: true }).fill("Contracts");
  await clara.getByRole("button", { name: "Create folder" }).click();
  await expect(clara.getByRole("heading", { name: "Contracts" })).toBeVisible();

  const chooser = clara.waitForEvent("filechooser");
  await clara.getByRole("button", { name: "Upload", exact: true }).first().click();
  await (await chooser).setFiles({ name: title, mimeType: "application/pdf", buffer: bytes });
  await clara.getByRole("button", { name: "Upload 1 file" }).click();
  await expect(clara.getByText(/Sealed and stored/)).toBeVisible();
  await clara.getByRole("link", { name: title }).click();
  await expect(clara.getByRole("complementary").getByText("Version 1", { exact: true })).toBeVisible();

  await clara.getByRole("complementary").getByRole("button", { name: "Give access" }).click();
  await pick(clara, "To whom", "Pia");
  await clara.getByText("1 hour").click();
  await clara.getByLabel("What it is for").fill("Review before signing");
  await picture(clara, "share");
  await clara.getByRole("dialog").getByRole("button", { name: "Give access" }).click();
  await expect(clara.getByRole("complementary").getByText(/(59|60) minutes left/)).toBeVisible();
  await clara.getByRole("button", { name: "Clear" }).click();
  await picture(clara, "customer");

  await pia.reload();
  const open = pia.getByRole("row").filter({ has: pia.getByRole("link", { name: `Download ${title}` }) });
  await expect(open.getByText(/(59|60) minutes left/)).toBeVisible();
  await picture(pia, "access");
  const downloading = pia.waitForEvent("download");
  await open.getByRole("link", { name: /Download/ }).click();
  const download = await downloading;
  expect(download.suggestedFilename()).toBe(title);
  expect(readFileSync(await download.path()).equals(bytes)).toBe(true);
  const contentUrl = new URL(download.url()).pathname;

  const ada = await as("Ada");
  await ada.getByRole("searchbox").fill("Clara");
  await expect(ada).toHaveURL(/search=Clara/); // else the list may be replaced beneath the pointer
  await ada.getByRole("link", { name: /Clara/ }).click();
  await expect(ada.getByRole("heading", { name: "Sessions" })).toBeVisible();
  await expect(ada.getByText(/minutes left/).first()).toBeVisible();
  await picture(ada, "person");
  await ada.getByRole("button", { name: "Depart" }).click();
  await ada.getByLabel("Why").fill("Left the firm");
  await picture(ada, "depart");
  await ada.getByRole("button", { name: "Depart now" }).click();
  await expect(ada.getByRole("heading", { name: /Clara .* has left/ })).toBeVisible();
  await expect(ada.getByRole("region", { name: "What each server saw" }).getByRole("row")).toHaveCount(2);
  await picture(ada, "case-file");
  await ada.goto("/departures");
  await expect(ada.getByRole("link", { name: /Clara/ }).first()).toBeVisible();
  await picture(ada, "departures");

  expect(await pia.evaluate(async (url) => (await fetch(url)).status, contentUrl)).toBe(404);
  await expect(open).toHaveCount(0); // without a reload

  await expect(clara.getByRole("dialog", { name: "You have been signed out" })).toBeVisible();

  // The same people play the story again.
  await ada.getByRole("link", { name: /Clara/ }).first().click();
  await ada.getByRole("link", { name: "Account" }).click();
  await ada.getByRole("button", { name: "Reinstate" }).click();
  await ada.getByLabel("Why").fill("Came back");
  await ada.getByRole("dialog").getByRole("button", { name: "Reinstate" }).click();
  await expect(ada.getByRole("button", { name: "Suspend" })).toBeVisible();
});
