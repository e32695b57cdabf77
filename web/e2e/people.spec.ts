import type { Page } from "@playwright/test";
import { ask, expect, newCustomer, newDocument, newGrant, pick, test, userId, type Name } from "./vault";

// What an admin does to people. Each story leaves them as it found them.

// What a broken story leaves must not break the next.
test.afterEach(async ({ as }, info) => {
  if (info.status === info.expectedStatus) return;
  const ada = await as("Ada");
  const { users } = await ask<{ users: { edges: { node: { id: string } }[] } }>(
    ada,
    "{ users(first: 100, filter: { status: [SUSPENDED, DEPARTED] }) { edges { node { id } } } }",
  );
  for (const { node } of users.edges) {
    await ask(ada, "mutation ($input: ReinstateUserInput!) { reinstateUser(input: $input) { user { id } } }", {
      input: { userId: node.id, reason: "A test broke" },
    });
  }
});

async function openPerson(ada: Page, name: Name): Promise<void> {
  await ada.goto(`/people/${await userId(ada, name)}`);
  await expect(ada.getByRole("heading", { name: new RegExp(name) })).toBeVisible();
}

async function give(ada: Page, button: string, reason?: string): Promise<void> {
  await ada.getByRole("button", { name: button }).click();
  const dialog = ada.getByRole("dialog");
  if (reason !== undefined) await dialog.getByLabel("Why").fill(reason);
  await dialog.getByRole("button", { name: button }).click();
  await expect(dialog).toHaveCount(0);
}

test("somebody is suspended, cannot sign in, and is reinstated", async ({ as, nobody }) => {
  const paul = await as("Paul");
  const ada = await as("Ada");
  await openPerson(ada, "Paul");
  await give(ada, "Suspend", "Looks odd");
  await expect(ada.getByText("Suspended")).toBeVisible();
  await expect(ada.getByRole("button", { name: "End sessions" })).toHaveCount(0);
  await paul.reload();
  await expect(paul.getByRole("heading", { name: "Sign in" })).toBeVisible();

  const refused = await nobody();
  await refused.goto("/");
  await refused.getByRole("link", { name: "Partners" }).click();
  await refused.getByRole("button", { name: /Paul/ }).click();
  await expect(refused.getByRole("alert")).toContainText("This account may not enter");
  await expect(refused.getByRole("link", { name: "Sign in again with Partners" })).toHaveAttribute("href", /fresh=1/);

  await give(ada, "Reinstate", "All is well");
  await expect(ada.getByRole("button", { name: "Suspend" })).toBeVisible();
  await refused.getByRole("link", { name: "Sign in again with Partners" }).click();
  await refused.getByRole("button", { name: /Paul/ }).click();
  await expect(refused.getByRole("heading", { name: "My access" })).toBeVisible();
});

test("all sessions of somebody are ended, and they sign in again", async ({ as }) => {
  const edi = await as("Edi");
  const ada = await as("Ada");
  await openPerson(ada, "Edi");
  await expect(ada.getByText(/Chrome/).first()).toBeVisible();
  await give(ada, "End sessions");
  await expect(ada.getByText("Not signed in anywhere.")).toBeVisible();
  await edi.reload();
  await edi.getByRole("link", { name: "Staff" }).click();
  const again = edi.getByRole("link", { name: "Sign in again with Staff" });
  const people = edi.getByRole("button", { name: /Edi/ });
  await expect(again.or(people)).toBeVisible();
  if (await again.isVisible()) await again.click();
  await people.click();
  await expect(edi.getByRole("navigation", { name: "Main" })).toBeVisible();
});

test("a role for the whole vault is given and taken away", async ({ as }) => {
  const sam = await as("Sam");
  const ada = await as("Ada");
  await openPerson(ada, "Sam");
  const roles = ada.getByRole("region", { name: "Roles" });
  for (const [role, shows] of [
    ["Auditor", 1],
    ["No role", 0],
  ] as const) {
    await roles.getByRole("button", { name: "Change" }).click();
    await ada.getByRole("dialog").getByText(role, { exact: true }).click();
    await ada.getByRole("button", { name: "Save" }).click();
    await expect(roles.getByText(role, { exact: true })).toBeVisible();
    await sam.reload();
    await expect(sam.getByRole("link", { name: "My access" })).toBeVisible();
    await expect(sam.getByRole("link", { name: "Events" })).toHaveCount(shows);
  }
});

test("a role for a customer is taken away by an admin", async ({ as }) => {
  const edi = await as("Edi");
  const customer = await newCustomer(edi); // Edi becomes its custodian
  const ada = await as("Ada");
  await openPerson(ada, "Edi");
  const line = ada.getByRole("listitem").filter({ hasText: customer.name });
  await line.getByRole("button", { name: "Take away" }).click();
  await ada.getByRole("dialog").getByRole("button", { name: "Take away" }).click();
  await expect(line).toHaveCount(0);
  await edi.goto(`/customers/${customer.id}`);
  await expect(edi.getByText("There is no such customer")).toBeVisible();
});

test("somebody leaves, and a successor takes over", async ({ as, known }) => {
  await known("Sam");
  const pia = await as("Pia");
  const edi = await as("Edi");
  const customer = await newCustomer(edi);
  const documentId = await newDocument(edi, customer.root, `Plan of ${customer.name}.txt`);
  await newGrant(edi, await userId(edi, "Pia"), { documentId }, 3600);
  await pia.reload();
  await expect(pia.getByRole("row", { name: new RegExp(customer.name) })).toBeVisible();

  const ada = await as("Ada");
  await openPerson(ada, "Edi");
  await ada.getByRole("button", { name: "Depart" }).click();
  await expect(ada.getByRole("button", { name: "Depart now" })).toBeDisabled();
  await ada.getByLabel("Why").fill("Left the firm");
  await pick(ada, "Who takes over", "Sam");
  await ada.getByRole("button", { name: "Depart now" }).click();
  await expect(ada.getByRole("heading", { name: "Departures" })).toBeVisible();
  await expect(ada.getByText(/Handed over to Sam/).first()).toBeVisible();
  await pia.reload();
  await expect(pia.getByRole("heading", { name: "My access" })).toBeVisible();
  await expect(pia.getByRole("row", { name: new RegExp(customer.name) })).toHaveCount(0);

  await openPerson(ada, "Edi");
  await give(ada, "Reinstate", "Came back");
  await expect(ada.getByRole("button", { name: "Suspend" })).toBeVisible();
});

test("the last admin is asked twice", async ({ as }) => {
  const ada = await as("Ada");
  await openPerson(ada, "Ada");
  await expect(ada.getByRole("button", { name: "Suspend" })).toHaveCount(0);
  await ada.getByRole("button", { name: "Depart" }).click();
  const dialog = ada.getByRole("dialog");
  await dialog.getByLabel("Why").fill("Left the firm");
  await expect(dialog.getByRole("checkbox")).toHaveCount(0);
  await dialog.getByRole("button", { name: "Depart now" }).click();
  await expect(dialog.getByRole("alert")).toContainText("no admin would remain");
  await dialog.getByText("Leave the vault without an admin").click();
  await expect(dialog.getByRole("checkbox")).toBeChecked();
  await dialog.getByRole("button", { name: "Cancel" }).click();
  await expect(ada.getByText("Active")).toBeVisible();
});
