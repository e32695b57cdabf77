import { expect, test, type Browser, type Page } from "@playwright/test";
import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";

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

// A page in a context of its own, signed in by the provider's page, which lists the sample people as buttons. What the
// browser complains about (the Content-Security-Policy above all) fails the test.
async function signIn(browser: Browser, provider: "Staff" | "Partners", person: RegExp): Promise<Page> {
  const context = await browser.newContext({ colorScheme: "light", reducedMotion: "reduce" });
  const page = await context.newPage();
  page.on("console", (message) => {
    if (/content security policy/i.test(message.text())) throw new Error(message.text());
  });
  await page.goto("/");
  await expect(page.getByRole("heading", { name: "Sign in" })).toBeVisible();
  await page.screenshot({ path: "e2e/screenshots/sign-in.png" });
  await page.getByRole("link", { name: provider }).click();
  await page.getByRole("button", { name: person }).click();
  await expect(page.getByRole("navigation", { name: "Main" })).toBeVisible();
  return page;
}

test("a document is brought in, opened for an hour, downloaded, and closed by a departure", async ({ browser }) => {
  const bytes = pdf();
  // Pia must have been here once to be found.
  const pia = await signIn(browser, "Partners", /Pia/);
  await pia.screenshot({ path: "e2e/screenshots/access-empty.png" });

  const clara = await signIn(browser, "Staff", /Clara/);
  await clara.getByRole("button", { name: "New customer" }).first().click();
  await clara.getByLabel("Name", { exact: true }).fill(customer);
  await clara.getByLabel("Category").fill("Manufacturing");
  await clara.getByRole("dialog").getByRole("button", { name: "New customer" }).click();
  await expect(clara.getByRole("heading", { name: customer })).toBeVisible();

  await clara.getByRole("button", { name: "New folder" }).click();
  await clara.getByLabel("Name", { exact: true }).fill("Contracts");
  await clara.getByRole("button", { name: "Create folder" }).click();
  await expect(clara.getByRole("heading", { name: "Contracts" })).toBeVisible();

  const chooser = clara.waitForEvent("filechooser");
  await clara.getByRole("button", { name: "Upload" }).first().click();
  await (await chooser).setFiles({ name: title, mimeType: "application/pdf", buffer: bytes });
  await clara.getByRole("button", { name: "Upload 1 file" }).click();
  await expect(clara.getByText(/Sealed and stored/)).toBeVisible();
  await clara.getByRole("link", { name: title }).click();
  await expect(clara.getByRole("complementary").getByText("Version 1", { exact: true })).toBeVisible();

  await clara.getByRole("complementary").getByRole("button", { name: "Give access" }).click();
  await clara.getByRole("combobox", { name: "To whom" }).fill("Pia");
  await clara.getByRole("option", { name: /Pia/ }).click();
  await clara.getByText("1 hour").click();
  await clara.getByLabel("What it is for").fill("Review before signing");
  await clara.screenshot({ path: "e2e/screenshots/share.png" });
  await clara.getByRole("dialog").getByRole("button", { name: "Give access" }).click();
  await expect(clara.getByRole("complementary").getByText(/(59|60) minutes left/)).toBeVisible();
  await clara.getByRole("button", { name: "Clear" }).click();
  await clara.screenshot({ path: "e2e/screenshots/customer.png" });

  await pia.reload();
  const open = pia.getByRole("row").filter({ has: pia.getByRole("link", { name: `Download ${title}` }) });
  await expect(open.getByText(/(59|60) minutes left/)).toBeVisible();
  await pia.screenshot({ path: "e2e/screenshots/access.png" });
  const downloading = pia.waitForEvent("download");
  await open.getByRole("link", { name: /Download/ }).click();
  const download = await downloading;
  expect(download.suggestedFilename()).toBe(title);
  expect(readFileSync(await download.path()).equals(bytes)).toBe(true);
  const contentUrl = new URL(download.url()).pathname;

  const ada = await signIn(browser, "Staff", /Ada/);
  await ada.getByRole("searchbox").fill("Clara");
  await ada.getByRole("link", { name: /Clara/ }).click();
  await expect(ada.getByRole("heading", { name: "Sessions" })).toBeVisible();
  await ada.screenshot({ path: "e2e/screenshots/person.png" });
  await ada.getByRole("button", { name: "Depart" }).click();
  await ada.getByLabel("Why").fill("Left the firm");
  await ada.screenshot({ path: "e2e/screenshots/depart.png" });
  await ada.getByRole("button", { name: "Depart now" }).click();
  await expect(ada.getByRole("heading", { name: "Departures" })).toBeVisible();
  await expect(ada.getByRole("link", { name: /Clara/ }).first()).toBeVisible();
  await ada.screenshot({ path: "e2e/screenshots/departures.png" });

  expect((await pia.request.get(contentUrl)).status()).toBe(404);
  await pia.reload();
  await expect(pia.getByRole("heading", { name: "My access" })).toBeVisible();
  await expect(open).toHaveCount(0);

  await clara.getByRole("link", { name: "Customers" }).click();
  await expect(clara.getByRole("dialog", { name: "You have been signed out" })).toBeVisible();

  // The same people play the story again.
  await ada.getByRole("link", { name: /Clara/ }).first().click();
  await ada.getByRole("button", { name: "Reinstate" }).click();
  await ada.getByLabel("Why").fill("Came back");
  await ada.getByRole("dialog").getByRole("button", { name: "Reinstate" }).click();
  await expect(ada.getByRole("button", { name: "Suspend" })).toBeVisible();
});
