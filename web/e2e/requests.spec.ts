import type { Locator, Page } from "@playwright/test";
import {
  ask,
  expect,
  newCustomer,
  newDocument,
  newGrant,
  open,
  pressTwice,
  test,
  userId,
  type Customer,
  type Name,
} from "./vault";

// Asking for access, and what becomes of it.

/** A document of a new customer of Clara's, which Pia sees but cannot download. */
async function seen(clara: Page, classification: string): Promise<{ customer: Customer; title: string }> {
  const customer = await newCustomer(clara);
  const title = `Plan of ${customer.name}.txt`;
  const documentId = await newDocument(clara, customer.root, title);
  await ask(clara, "mutation ($input: UpdateDocumentInput!) { updateDocument(input: $input) { document { id } } }", {
    input: { documentId, classification },
  });
  await newGrant(clara, await userId(clara, "Pia"), { documentId }, 3600, "VIEW");
  return { customer, title };
}

async function assign(page: Page, name: Name, customerId: string, role: string): Promise<void> {
  await ask(page, "mutation ($input: AssignRoleInput!) { assignRole(input: $input) { user { id } } }", {
    input: { userId: await userId(page, name), customer: { customerId, role } },
  });
}

/** A row of the tab of requests. */
async function request(page: Page, title: string): Promise<Locator> {
  await page.getByRole("tab", { name: "Requests" }).click();
  return page.getByRole("row", { name: title });
}

/** Asks for more, from what is open to the person. */
async function askForMore(page: Page, title: string, purpose: string): Promise<void> {
  await page.getByRole("tab", { name: "Given to me" }).click();
  await page
    .getByRole("row", { name: title })
    .getByRole("button", { name: /Ask for more/ })
    .click();
  await page.getByRole("dialog").getByText("1 hour").click();
  await page.getByLabel("What it is for").fill(purpose);
}

test("a partner asks for more, gets it, and gives it back", async ({ as }) => {
  const pia = await as("Pia");
  const clara = await as("Clara");
  const { title } = await seen(clara, "CONFIDENTIAL");
  await pia.goto("/access");
  const given = pia.getByRole("row", { name: title });
  await expect(given.getByText("See that it is there")).toBeVisible();
  await expect(given.getByRole("link", { name: /Download/ })).toHaveCount(0);
  await askForMore(pia, title, "An opinion on it");
  await pressTwice(pia, pia.getByRole("dialog").getByRole("button", { name: "Ask for access" }), "RequestAccess");
  const asked = await request(pia, title);
  await expect(asked.getByText("Waiting")).toBeVisible();
  await expect(asked.getByText("0 of 1 agreed")).toBeVisible();
  await expect(asked.getByRole("button", { name: /Agree/ })).toHaveCount(0);
  await expect(pia.getByRole("heading", { name: "Waiting for a decision" })).toHaveCount(0);

  await clara.goto("/access");
  const waiting = await request(clara, title);
  await expect(waiting.getByText(/Pia/)).toBeVisible();
  await expect(waiting.getByText("An opinion on it")).toBeVisible();
  await waiting.getByRole("button", { name: /Agree that Pia/ }).click();
  await expect(clara.getByRole("dialog").getByText(/Pia .* for 1 hour/)).toBeVisible();
  await pressTwice(clara, clara.getByRole("dialog").getByRole("button", { name: "Agree" }), "DecideAccessRequest");
  await expect(waiting).toHaveCount(0);
  await clara.getByRole("tab", { name: "Given by me" }).click();
  await expect(clara.getByRole("row", { name: title }).getByText("An opinion on it")).toBeVisible();

  await expect(asked.getByText(/^Given/)).toBeVisible(); // by itself
  await expect(asked.getByText(/Clara/)).toBeVisible();
  await pia.getByRole("tab", { name: "Given to me" }).click();
  const more = given.filter({ hasText: "An opinion on it" });
  const downloading = pia.waitForEvent("download");
  await more.getByRole("link", { name: /Download/ }).click();
  expect((await downloading).suggestedFilename()).toBe(title);
  await more.getByRole("button", { name: /Give back/ }).click();
  await pressTwice(pia, pia.getByRole("dialog").getByRole("button", { name: "Give it back" }), "ReturnAccess");
  await expect(more).toHaveCount(0);
  await expect(given).toHaveCount(1);
  await expect(given.getByRole("link", { name: /Download/ })).toHaveCount(0);
});

test("who asked reads why it was refused, and may ask again and take it back", async ({ as }) => {
  const pia = await as("Pia");
  const clara = await as("Clara");
  const { title } = await seen(clara, "INTERNAL");
  await pia.goto("/access");
  const dialog = pia.getByRole("dialog");
  await askForMore(pia, title, "An opinion on it");
  await dialog.getByRole("button", { name: "Ask for access" }).click();
  await expect(dialog).toHaveCount(0);
  await askForMore(pia, title, "An opinion on it");
  await dialog.getByRole("button", { name: "Ask for access" }).click();
  await expect(dialog.getByText(/asked for access to this document already/)).toBeVisible();
  await dialog.getByRole("button", { name: "Cancel" }).click();

  await clara.goto("/access");
  const waiting = await request(clara, title);
  await waiting.getByRole("button", { name: /Refuse Pia/ }).click();
  await clara.getByRole("dialog").getByLabel("Why").fill("It is still a draft");
  await pressTwice(clara, clara.getByRole("dialog").getByRole("button", { name: "Refuse" }), "DecideAccessRequest");
  await expect(waiting).toHaveCount(0);

  await pia.reload();
  const asked = await request(pia, title);
  await expect(asked.getByText("Refused")).toBeVisible();
  await expect(pia.getByText("It is still a draft").first()).toBeVisible();
  await expect(asked.getByRole("button")).toHaveCount(0);

  await askForMore(pia, title, "The second reading");
  await dialog.getByRole("button", { name: "Ask for access" }).click();
  await expect(dialog).toHaveCount(0);
  const again = (await request(pia, title)).filter({ hasText: "The second reading" });
  await again.getByRole("button", { name: /Take back/ }).click();
  await pressTwice(pia, dialog.getByRole("button", { name: "Take it back" }), "WithdrawAccessRequest");
  await expect(again.getByText("Taken back")).toBeVisible();
  await expect(again.getByRole("button")).toHaveCount(0);
});

test("for what is secret two must agree, within the rules", async ({ as }) => {
  const pia = await as("Pia");
  const edi = await as("Edi");
  const clara = await as("Clara");
  const { customer, title } = await seen(clara, "SECRET");
  await assign(clara, "Edi", customer.id, "CUSTODIAN");
  await pia.goto("/access");
  await askForMore(pia, title, "The second reading");
  const dialog = pia.getByRole("dialog");
  await dialog.getByRole("button", { name: "Ask for access" }).click();
  await expect(dialog.getByText(/only be opened for viewing/).first()).toBeVisible();
  await dialog.getByText("See that it is there").click();
  await dialog.getByText("Other", { exact: true }).click();
  await dialog.getByLabel("Days").fill("8");
  await dialog.getByRole("button", { name: "Ask for access" }).click();
  await expect(dialog.getByText(/lasts at most 7 days/).first()).toBeVisible();
  await expect(dialog.getByLabel("What it is for")).toHaveValue("The second reading");
  await dialog.getByLabel("Days").fill("2");
  await dialog.getByRole("button", { name: "Ask for access" }).click();
  await expect(dialog).toHaveCount(0);

  for (const [page, agreed] of [
    [clara, 0],
    [edi, 1],
  ] as const) {
    await page.goto("/access");
    const waiting = await request(page, title);
    await expect(waiting.getByText(`${agreed} of 2 agreed`)).toBeVisible();
    await waiting.getByRole("button", { name: /Agree/ }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Agree" }).click();
    await expect(page.getByRole("dialog")).toHaveCount(0);
  }
  await expect(await request(edi, title)).toHaveCount(0);
  await expect((await request(pia, title)).getByText(/^Given/)).toBeVisible();
  await pia.getByRole("tab", { name: "Given to me" }).click();
  await expect(pia.getByRole("row", { name: title }).filter({ hasText: "The second reading" })).toBeVisible();
});

test("who only reads a customer's papers asks beside the document", async ({ as }) => {
  const vera = await as("Vera");
  const clara = await as("Clara");
  const customer = await newCustomer(clara);
  const documentId = await newDocument(clara, customer.root, "Plan.txt");
  await assign(clara, "Vera", customer.id, "VIEWER");
  await open(clara, customer, documentId);
  await expect(clara.getByRole("complementary").getByRole("button", { name: "Give access" })).toBeVisible();
  await expect(clara.getByRole("complementary").getByRole("button", { name: "Ask for access" })).toHaveCount(0);
  await open(vera, customer, documentId);
  await vera.getByRole("complementary").getByRole("button", { name: "Ask for access" }).click();
  await vera.getByText("Download and add versions").click();
  await vera.getByLabel("What it is for").fill("The figures of November");
  await vera.getByRole("dialog").getByRole("button", { name: "Ask for access" }).click();
  await expect(vera.getByRole("dialog")).toHaveCount(0);
  await vera.goto("/access");
  await expect((await request(vera, customer.name)).getByText("Add versions, for 1 day")).toBeVisible();
  await open(clara, customer, documentId);
  await expect(clara.getByText("asked for access to it")).toBeVisible();
});
