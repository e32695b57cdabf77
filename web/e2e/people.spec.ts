import type { Page } from "@playwright/test";
import { ask, expect, newCustomer, newDocument, newGrant, pick, pressTwice, test, userId, type Name } from "./vault";

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

// Signs in until it succeeds: a provider tells in whole seconds when somebody signed in, so that in the very second in
// which all before was ended they are still refused.
async function insist(signIn: () => Promise<void>): Promise<void> {
  await expect(signIn).toPass();
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
  await insist(async () => {
    await refused.getByRole("link", { name: "Sign in again with Partners" }).click();
    await refused.getByRole("button", { name: /Paul/ }).click();
    await expect(refused.getByRole("heading", { name: "My access" })).toBeVisible({ timeout: 5000 });
  });
});

test("all sessions of somebody are ended, and they sign in again", async ({ as }) => {
  const edi = await as("Edi");
  const ada = await as("Ada");
  await openPerson(ada, "Edi");
  await expect(ada.getByText(/Chrome/).first()).toBeVisible();
  await give(ada, "End sessions");
  await expect(ada.getByText("Not signed in anywhere.")).toBeVisible();
  await edi.reload();
  const again = edi.getByRole("link", { name: "Sign in again with Staff" });
  const people = edi.getByRole("button", { name: /Edi/ });
  await insist(async () => {
    await edi.getByRole("link", { name: "Staff" }).click();
    await expect(again.or(people)).toBeVisible();
    if (await again.isVisible()) await again.click();
    await people.click();
    await expect(edi.getByRole("navigation", { name: "Main" })).toBeVisible({ timeout: 5000 });
  });
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

test("somebody leaves, and a successor takes over", async ({ as }) => {
  const pia = await as("Pia");
  const edi = await as("Edi");
  const customer = await newCustomer(edi);
  const documentId = await newDocument(edi, customer.root, `Plan of ${customer.name}.txt`);
  await newGrant(edi, await userId(edi, "Pia"), { documentId }, 3600);
  await pia.reload();
  await expect(pia.getByRole("row", { name: new RegExp(customer.name) })).toBeVisible();
  await edi.evaluate(
    async (path) => Promise.all(Array.from({ length: 20 }, async () => (await fetch(path)).arrayBuffer())),
    `/documents/${documentId}/content`,
  );

  const ada = await as("Ada");
  await openPerson(ada, "Edi");
  await ada.getByRole("button", { name: "Depart" }).click();
  await expect(ada.getByRole("button", { name: "Depart now" })).toBeDisabled();
  const rehearsal = ada.getByRole("region", { name: "What it would do now" });
  await expect(rehearsal.getByText("Many downloads before leaving")).toBeVisible();
  await rehearsal.getByRole("button", { name: /Accesses that end/ }).click();
  await expect(rehearsal.getByText(new RegExp(`${customer.name} · Review`))).toBeVisible();
  await rehearsal.getByRole("button", { name: /nobody answers for/ }).click();
  await expect(rehearsal.getByRole("link", { name: customer.name })).toBeVisible();
  await pick(ada, "Who takes over", "Sam");
  await expect(rehearsal.getByRole("button", { name: /nobody answers for/ })).toHaveCount(0);
  await rehearsal.getByRole("button", { name: /next custodian is the successor/ }).click();
  await expect(rehearsal.getByRole("link", { name: customer.name })).toBeVisible();
  await ada.getByLabel("Why").fill("Left the firm");
  await pressTwice(ada, ada.getByRole("button", { name: "Depart now" }), "DepartUser");
  await expect(ada.getByRole("heading", { name: /Edi .* has left/ })).toBeVisible();
  await expect(ada.getByText(/Handed over to Sam/)).toBeVisible();
  await expect(ada.getByText("Many downloads before leaving")).toBeVisible();
  await pia.reload();
  await expect(pia.getByRole("heading", { name: "My access" })).toBeVisible();
  await expect(pia.getByRole("row", { name: new RegExp(customer.name) })).toHaveCount(0);

  // The case file fills by itself: the server has cut what there was, and counts what it refuses since.
  await edi.reload();
  await expect(ada.getByRole("heading", { name: "Their own, which ended" })).toBeVisible();
  const witnessed = ada.getByRole("region", { name: "What each server saw" });
  await expect(witnessed.getByText(/Over on the one server that there was, after [\d.]+ sec/)).toBeVisible();
  await expect(witnessed.getByRole("row")).toHaveCount(2);
  await expect(witnessed.getByRole("cell", { name: /sec/ })).toBeVisible();
  await expect(witnessed.getByRole("cell", { name: /, the last/ })).toBeVisible();
  const own = ada.getByRole("region", { name: "Their own, which ended" });
  await own.getByRole("button", { name: "One by one" }).click();
  await expect(own.getByRole("heading", { name: "Sessions" })).toBeVisible();
  await expect(own.getByRole("link", { name: customer.name })).toBeVisible();
  await ada.getByRole("link", { name: "Account" }).click();
  await give(ada, "Reinstate", "Came back");
  await expect(ada.getByRole("button", { name: "Suspend" })).toBeVisible();
});

test("a leaving is set for a date, changed and called off", async ({ as }) => {
  const ada = await as("Ada");
  await openPerson(ada, "Vera");
  await ada.getByRole("button", { name: "Depart" }).click();
  await ada.getByText("At a date", { exact: true }).click();
  await ada.getByLabel("Why").fill("Her contract ends");
  await ada.getByLabel("Leaves at").fill("2020-01-01T12:00");
  await expect(ada.getByText("Choose an instant that is still to come.")).toBeVisible();
  await expect(ada.getByRole("button", { name: "Set the date" })).toBeDisabled();
  await ada.getByLabel("Leaves at").fill("2099-01-01T12:00");
  await pick(ada, "Who takes over", "Sam");
  await ada.getByRole("button", { name: "Set the date" }).click();
  await expect(ada.getByRole("heading", { name: /Vera .* will leave/ })).toBeVisible();
  await expect(ada.getByText(/To be handed over to Sam/)).toBeVisible();

  await openPerson(ada, "Vera");
  await expect(ada.getByText(/Leaves 1 Jan 2099/)).toBeVisible();
  await ada.getByRole("link", { name: /Change Vera/ }).click();
  await expect(ada.getByLabel("Why")).toHaveValue("Her contract ends");
  await expect(ada.getByRole("combobox", { name: "Who takes over" })).toHaveValue(/Sam/);
  await ada.getByLabel("Leaves at").fill("2099-02-01T12:00");
  await ada.getByRole("button", { name: "Change the date" }).click();
  await expect(ada.getByRole("heading", { name: /Vera .* will leave/ })).toBeVisible();

  await ada.goto("/departures");
  const planned = ada.getByRole("region", { name: "Still to come" });
  await expect(planned.getByText("1 Feb 2099, 12:00")).toBeVisible();
  await planned.getByRole("button", { name: /Call off the leaving of Vera/ }).click();
  await ada.getByRole("dialog").getByRole("button", { name: "Call off the leaving" }).click();
  await expect(planned.getByText("No date is set for anybody.")).toBeVisible();
  await expect(
    ada
      .getByRole("region", { name: "On record" })
      .getByText(/Called off/)
      .first(),
  ).toBeVisible();
});

test("the signals of leaving say whether they are heard", async ({ as, vault }) => {
  const ada = await as("Ada");
  await ada.getByRole("link", { name: "Signals" }).click();
  await expect(ada.getByRole("heading", { name: "Signals of leaving" })).toBeVisible();
  const directory = ada.getByRole("row", { name: /scim:staff/ });
  await expect(ada.getByRole("row", { name: /logout:staff/ })).toContainText("Heard");
  await expect(directory).toContainText("Heard");
  await ada.getByRole("link", { name: "Departures" }).click();
  await vault.hush();
  await expect(ada.getByText("One source of leavers is silent")).toBeVisible({ timeout: 60_000 }); // by itself
  await ada.getByRole("link", { name: "Look at the signals" }).click();
  await expect(directory).toContainText("Silent: leavers may be missed");
  await ada.setViewportSize({ width: 360, height: 800 });
  await ada.reload();
  await expect(ada.getByRole("link", { name: "Signals" })).toBeInViewport({ ratio: 1 }); // where one is
  await ada.setViewportSize({ width: 1280, height: 800 });
  await vault.speak();
  await expect(directory).toContainText("Heard", { timeout: 60_000 });
  await ada.getByRole("link", { name: "Departures" }).click();
  await expect(ada.getByText("One source of leavers is silent")).toHaveCount(0);
  const vera = await as("Vera");
  await expect(vera.getByRole("link", { name: "Signals" })).toHaveCount(0);
});

test("the last admin is asked twice", async ({ as }) => {
  const ada = await as("Ada");
  await openPerson(ada, "Ada");
  await expect(ada.getByRole("button", { name: "Suspend" })).toHaveCount(0);
  await ada.getByRole("button", { name: "Depart" }).click();
  const view = ada.getByRole("main");
  await view.getByLabel("Why").fill("Left the firm");
  await expect(view.getByRole("checkbox")).toHaveCount(0);
  await view.getByRole("button", { name: "Depart now" }).click();
  await expect(view.getByRole("alert")).toContainText("no admin would remain");
  await view.getByText("Leave the vault without an admin").click();
  await expect(view.getByRole("checkbox")).toBeChecked();
  await view.getByRole("button", { name: "Cancel" }).click();
  await expect(ada.getByText("Active")).toBeVisible();
});
