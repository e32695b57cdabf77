import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import {
  ask,
  choose,
  expect,
  fresh,
  mails,
  newCustomer,
  newDocument,
  newFolder,
  newGrant,
  open,
  picture,
  test,
  userId,
} from "./vault";

// Every view and dialog: no violation of WCAG 2.2 AA that axe can find, light and dark, wide and narrow, and nothing
// that has to be scrolled sideways.

const levels = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

async function check(page: Page, state: string, part = "body"): Promise<void> {
  for (const [colorScheme, width] of [
    ["light", 1280],
    ["light", 360],
    ["dark", 1280],
    ["dark", 360],
  ] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await page.setViewportSize({ width, height: 800 });
    await settled(page, colorScheme);
    await picture(page, `views/${state}-${colorScheme}-${width}`);
    const { violations } = await new AxeBuilder({ page })
      .setLegacyMode()
      .options({ resultTypes: ["violations"] })
      .include(part)
      .exclude("[data-live-announcer]") // what is read out may name a button of the view before
      .withTags(levels)
      .analyze();
    const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(" ")}`);
    expect.soft(found, `${state}, ${colorScheme}, ${width} wide`).toEqual([]);
    const sideways = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect.soft(sideways, `${state}, ${width} wide, scrolls sideways`).toBeLessThanOrEqual(0);
  }
  await page.emulateMedia({ colorScheme: "light", reducedMotion: "reduce" });
  await page.setViewportSize({ width: 1280, height: 800 });
}

// Waits until colours have stopped to change: halfway between two schemes there is no contrast. A change of scheme may
// reach the page some frames late.
async function settled(page: Page, scheme: "light" | "dark"): Promise<void> {
  await page.waitForFunction((scheme) => matchMedia(`(prefers-color-scheme: ${scheme})`).matches, scheme);
  await page.evaluate(async () => {
    for (let calm = 0; calm < 3; calm++) {
      await new Promise(requestAnimationFrame);
      const ending = document
        .getAnimations()
        .filter(({ playState, effect }) => playState === "running" && effect?.getTiming().iterations !== Infinity);
      if (ending.length > 0) calm = 0;
      await Promise.allSettled(ending.map(({ finished }) => finished));
    }
  });
}

/** Checks the dialog that a button opens, without the view behind it, and closes it. */
async function checkDialog(page: Page, state: string, openIt: () => Promise<void>): Promise<void> {
  await openIt();
  await expect(page.getByRole("dialog")).toBeVisible();
  await check(page, state, "[role=dialog]");
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toHaveCount(0);
}

/** Asks for access to a document, as whoever is signed in on the page. */
async function newRequest(page: Page, documentId: string): Promise<string> {
  const { requestAccess } = await ask<{ requestAccess: { accessRequest: { id: string } } }>(
    page,
    "mutation ($input: RequestAccessInput!) { requestAccess(input: $input) { accessRequest { id } } }",
    { input: { documentId, level: "DOWNLOAD", seconds: 86_400, purpose: "Review before signing" } },
  );
  return requestAccess.accessRequest.id;
}

test.describe.configure({ timeout: 300_000 });

test("for those who are not signed in", async ({ nobody }) => {
  const page = await nobody();
  await page.goto("/");
  await expect(page.getByRole("link", { name: "Staff" })).toBeVisible();
  await check(page, "sign-in");
  await page.goto("/?error=not_admitted");
  await expect(page.getByRole("alert")).toBeVisible();
  await check(page, "sign-in-refused");
});

test("for a custodian", async ({ as }) => {
  const clara = await as("Clara");
  const customer = await newCustomer(clara);
  await newFolder(clara, customer.root, "Contracts");
  const documentId = await newDocument(clara, customer.root, "Plan.txt");
  await newGrant(clara, await userId(clara, "Pia"), { documentId }, 3600);

  await clara.goto("/customers");
  await expect(clara.getByRole("link", { name: customer.name })).toBeVisible();
  await check(clara, "customers");
  await checkDialog(clara, "new-customer", () => clara.getByRole("button", { name: "New customer" }).click());

  await open(clara, customer);
  await expect(clara.getByRole("link", { name: "Plan.txt" })).toBeVisible();
  await check(clara, "customer");
  await checkDialog(clara, "new-folder", () => clara.getByRole("button", { name: "New folder" }).click());
  await clara.getByRole("button", { name: "More of this folder" }).click();
  await check(clara, "folder-menu", "[role=menu]");
  await checkDialog(clara, "deleted", () => clara.getByRole("menuitem", { name: "Deleted documents" }).click());
  await checkDialog(clara, "team", () => clara.getByRole("button", { name: "Team" }).click());
  await checkDialog(clara, "folder-access", () => clara.getByRole("button", { name: "Who has access" }).click());
  await checkDialog(clara, "upload", () =>
    choose(clara, clara.getByRole("button", { name: "Upload", exact: true }).first(), [
      { name: "One.txt", mimeType: "text/plain", buffer: Buffer.from("1") },
      { name: "Empty.txt", mimeType: "text/plain", buffer: Buffer.from("") },
    ]),
  );

  await open(clara, customer, documentId);
  const panel = clara.getByRole("complementary");
  await expect(panel.getByRole("button", { name: /Revoke/ })).toBeVisible();
  await check(clara, "document");
  await checkDialog(clara, "share", () => panel.getByRole("button", { name: "Give access" }).click());
  await checkDialog(clara, "share-link", async () => {
    await panel.getByRole("button", { name: "Give access" }).click();
    await clara.getByText("Somebody without an account").click();
    await expect(clara.getByLabel("E-mail address")).toBeVisible();
  });
  await checkDialog(clara, "extend", () => panel.getByRole("button", { name: /Extend/ }).click());
  await checkDialog(clara, "revoke", () => panel.getByRole("button", { name: /Revoke/ }).click());
  for (const [state, action] of [
    ["move", "Move"],
    ["delete", "Delete"],
  ] as const) {
    await checkDialog(clara, state, async () => {
      await panel.getByRole("button", { name: "More actions" }).click();
      await clara.getByRole("menuitem", { name: action }).click();
    });
  }
  await checkDialog(clara, "edit", async () => {
    await panel.getByRole("button", { name: "More actions" }).click();
    await clara.getByRole("menuitem", { name: "Rename or classify" }).click();
    await clara.getByRole("dialog").getByText("Secret", { exact: true }).click();
    await expect(clara.getByText(/the access ends/)).toBeVisible();
  });
  await checkDialog(clara, "preview", async () => {
    await panel.getByRole("button", { name: "Preview" }).click();
    await expect(clara.getByText("Dear Northwind")).toBeVisible();
  });
  await panel.getByRole("button", { name: "More actions" }).click();
  await check(clara, "menu", "[role=menu]");
  await clara.keyboard.press("Escape");

  await open(clara, customer);
  await clara.getByRole("checkbox", { name: "Choose Plan.txt" }).check();
  await check(clara, "chosen");
  for (const [state, action] of [
    ["bulk-move", "Move"],
    ["bulk-classify", "Classify"],
    ["bulk-delete", "Delete"],
  ] as const) {
    await checkDialog(clara, state, () => clara.getByRole("toolbar").getByRole("button", { name: action }).click());
  }

  await clara.goto("/access");
  await check(clara, "access");
  await clara.getByRole("tab", { name: "Given by me" }).click();
  await expect(clara.getByRole("row", { name: new RegExp(customer.name) })).toBeVisible();
  await check(clara, "access-given");
  await newRequest(await as("Pia"), documentId);
  await clara.getByRole("tab", { name: "Requests" }).click();
  const asked = clara.getByRole("row", { name: new RegExp(customer.name) });
  await expect(asked.getByRole("button", { name: /Agree/ })).toBeVisible();
  await expect(clara.getByText("You have not asked for access")).toBeVisible();
  await check(clara, "requests");
  await checkDialog(clara, "agree", () => asked.getByRole("button", { name: /Agree/ }).click());
  await checkDialog(clara, "refuse", () => asked.getByRole("button", { name: /Refuse/ }).click());
  await clara.goto("/nowhere");
  await expect(clara.getByText("There is nothing at this address")).toBeVisible();
  await check(clara, "not-found");
});

test("for who follows a link", async ({ as, nobody }) => {
  const clara = await as("Clara");
  const customer = await newCustomer(clara);
  const documentId = await newDocument(clara, customer.root, "Plan.txt");
  const to = `${fresh("nora").replace(" ", ".")}@example.com`;
  await open(clara, customer, documentId);
  await clara.getByRole("complementary").getByRole("button", { name: "Give access" }).click();
  const dialog = clara.getByRole("dialog");
  await dialog.getByText("Somebody without an account").click();
  await dialog.getByLabel("E-mail address").fill(to);
  await dialog.getByLabel("What it is for").fill("Review before signing");
  await dialog.getByLabel("Passcode").fill("copper kettle");
  await dialog.getByLabel("Terms").fill("Nothing of this goes on to others.\n".repeat(20));
  await dialog.getByRole("button", { name: "Make the link" }).click();
  await expect(dialog.getByRole("button", { name: "Copy" })).toBeVisible();
  await check(clara, "new-link", "[role=dialog]");
  const link = await dialog.getByLabel("Link").inputValue();
  await dialog.getByRole("button", { name: "Done" }).click();
  await expect(clara.getByText(/not opened yet/)).toBeVisible();
  await check(clara, "document-link");

  await clara.goto(link);
  await expect(clara.getByText(/You are signed in as Clara/)).toBeVisible();
  await check(clara, "landing-signed-in");

  const nora = await nobody();
  await nora.goto(link.replace(/#.*/, ""));
  await expect(nora.getByRole("heading", { name: "This link opens nothing" })).toBeVisible();
  await check(nora, "landing-unknown");
  await nora.goto(link);
  await expect(nora.getByRole("button", { name: "Send me a code" })).toBeVisible();
  await check(nora, "landing");
  await nora.getByRole("button", { name: "Send me a code" }).click();
  await nora.getByLabel("Code", { exact: true }).fill("no code");
  await nora.getByLabel("Passcode").fill("copper kettle");
  await nora.getByText("I agree to these terms").click();
  await nora.getByRole("button", { name: "Open" }).click();
  await expect(nora.getByText("This code is wrong")).toBeVisible();
  await nora.getByRole("button", { name: "Send another code" }).click();
  await expect(nora.getByText("It is too soon for another code")).toBeVisible();
  await check(nora, "landing-code");
  const [mail] = await mails(to);
  await nora.getByLabel("Code", { exact: true }).fill(/\d{8}/.exec(mail?.text ?? "")?.[0] ?? "");
  await nora.getByRole("button", { name: "Open" }).click();
  await expect(nora.getByRole("row", { name: /Plan.txt/ })).toBeVisible();
  await check(nora, "access-by-link");

  await clara.goto("/access");
  await clara.getByRole("tab", { name: "Given by me" }).click();
  await expect(clara.getByText(/By link · opened/)).toBeVisible();
  await check(clara, "access-given-link");
  await clara
    .getByRole("row", { name: new RegExp(to) })
    .getByRole("button", { name: /Revoke/ })
    .click();
  await dialog.getByRole("button", { name: "Revoke now" }).click();
  await expect(dialog).toHaveCount(0);
  await clara.goto(link);
  await expect(clara.getByRole("heading", { name: "This link is over" })).toBeVisible();
  await check(clara, "landing-over");
});

test("for a partner", async ({ as }) => {
  const pia = await as("Pia");
  const clara = await as("Clara");
  const customer = await newCustomer(clara);
  const title = `${fresh("Plan")}.txt`;
  const documentId = await newDocument(clara, customer.root, title);
  await ask(clara, "mutation ($input: UpdateDocumentInput!) { updateDocument(input: $input) { document { id } } }", {
    input: { documentId, classification: "CONFIDENTIAL" },
  });
  await newGrant(clara, await userId(clara, "Pia"), { documentId }, 3600);
  await newGrant(clara, await userId(clara, "Pia"), { folderId: customer.root }, 3600);
  await pia.reload();
  await pia
    .getByRole("row", { name: new RegExp(customer.name) })
    .getByRole("button", { name: "Open" })
    .click();
  await expect(pia.getByRole("link", { name: title }).first()).toBeVisible();
  await check(pia, "partner");
  await checkDialog(pia, "partner-preview", async () => {
    await pia
      .getByRole("button", { name: `Preview of ${title}` })
      .last()
      .click();
    await expect(pia.getByRole("img", { name: /Seen by Pia/ })).toBeVisible();
  });
  const row = pia.getByRole("row", { name: title }).filter({ hasText: "Review before signing" });
  await checkDialog(pia, "ask", () => row.getByRole("button", { name: /Ask for more/ }).click());
  await checkDialog(pia, "give-back", () => row.getByRole("button", { name: /Give back/ }).click());
  const accessRequestId = await newRequest(pia, documentId);
  await ask(
    clara,
    "mutation ($input: DecideAccessRequestInput!) { decideAccessRequest(input: $input) { accessRequest { id } } }",
    { input: { accessRequestId, approve: false, note: "It is still a draft" } },
  );
  await newRequest(pia, documentId);
  await pia.reload();
  await pia.getByRole("tab", { name: "Requests" }).click();
  await expect(pia.getByText("It is still a draft").first()).toBeVisible();
  await check(pia, "partner-requests");
  await checkDialog(pia, "take-back", () =>
    pia
      .getByRole("row", { name: title })
      .getByRole("button", { name: /Take back/ })
      .click(),
  );
});

test("for an admin", async ({ as }) => {
  await (await as("Edi")).close(); // leaves a session to show
  const ada = await as("Ada");
  await expect(ada.getByRole("link", { name: /Edi/ })).toBeVisible();
  await check(ada, "people");
  await ada.getByRole("link", { name: /Edi/ }).click();
  await expect(ada.getByText(/Chrome/).first()).toBeVisible();
  await check(ada, "person");
  for (const [state, button] of [
    ["suspend", "Suspend"],
    ["end-sessions", "End sessions"],
    ["role", "Change"],
  ] as const) {
    await checkDialog(ada, state, () => ada.getByRole("button", { name: button, exact: true }).click());
  }
  await ada.getByRole("button", { name: "Depart" }).click();
  await ada.getByText("At a date", { exact: true }).click();
  await ada.getByLabel("Why").fill("The contract ends");
  await expect(ada.getByRole("heading", { name: "Their own, which ends" })).toBeVisible();
  await check(ada, "leaving");
  await ada.getByRole("button", { name: "Set the date" }).click();
  await expect(ada.getByRole("heading", { name: /will leave/ })).toBeVisible();
  await check(ada, "case-file");
  await ada.goto("/departures");
  await expect(ada.getByRole("button", { name: /Call off/ })).toBeVisible();
  await check(ada, "departures");
  await checkDialog(ada, "call-off", () => ada.getByRole("button", { name: /Call off/ }).click());
  await ada.getByRole("button", { name: /Call off/ }).click();
  await ada.getByRole("dialog").getByRole("button", { name: "Call off the leaving" }).click();
  await expect(ada.getByRole("dialog")).toHaveCount(0);
  await ada.goto("/signals");
  await expect(ada.getByRole("heading", { name: "Signals of leaving" })).toBeVisible();
  await check(ada, "signals");
});

test("for an auditor", async ({ as }) => {
  await newCustomer(await as("Clara")); // leaves an event to show
  const otto = await as("Otto");
  await expect(otto.getByRole("heading", { name: "Events" })).toBeVisible();
  await otto.getByRole("searchbox").fill("customer:create");
  await expect(otto).toHaveURL(/customer/);
  await expect(otto.getByRole("row").nth(1)).toBeVisible();
  await check(otto, "events");
  await checkDialog(otto, "export", () => otto.getByRole("button", { name: "Export" }).click());
});
