import { ask, expect, signIn, test } from "./vault";

// How a session begins and ends.

test("signing out ends the session here and at the provider", async ({ as }) => {
  const vera = await as("Vera");
  await vera.getByRole("button", { name: /Vera/ }).click();
  await vera.getByRole("menuitem", { name: "Sign out" }).click();
  await vera.getByRole("button", { name: "Sign out" }).click(); // the provider asks as well
  await expect(vera.getByRole("heading", { name: "Sign in" })).toBeVisible();
  await vera.goto("/customers");
  await expect(vera.getByRole("heading", { name: "Sign in" })).toBeVisible();
  await vera.getByRole("link", { name: "Staff" }).click();
  await expect(vera.getByRole("button", { name: /Vera/ })).toBeVisible();
});

test("one comes back to where one wanted to go", async ({ nobody }) => {
  const vera = await nobody();
  await vera.goto("/access");
  await signIn(vera, "Vera");
  await expect(vera.getByRole("heading", { name: "My access" })).toBeVisible();
});

test("every refusal of a sign-in has its words", async ({ nobody }) => {
  const page = await nobody();
  const said = new Set<string>();
  for (const refusal of [
    "unknown_provider",
    "provider_away",
    "denied",
    "expired",
    "failed",
    "not_admitted",
    "unproven",
    "broken",
  ]) {
    await page.goto(`/?error=${refusal}`);
    const words = await page.getByRole("alert").innerText();
    expect(words).not.toContain(refusal);
    said.add(words);
  }
  expect(said.size).toBe(8);
  await page.goto("/?error=something_new");
  await expect(page.getByRole("alert")).toContainText("something_new");
});

test("a session that was ended elsewhere says so on every tab, and nothing typed is lost", async ({ as, nobody }) => {
  const vera = await as("Vera");
  const second = await vera.context().newPage();
  await second.goto("/access");
  await expect(second.getByRole("heading", { name: "My access" })).toBeVisible();
  await vera.goto("/customers");
  await vera.getByRole("button", { name: "New customer" }).first().click();
  await vera.getByLabel("Name", { exact: true }).fill("Northwind");
  await vera.getByRole("dialog").getByLabel("Category").fill("Manufacturing");

  const elsewhere = await nobody();
  await elsewhere.goto("/");
  await signIn(elsewhere, "Vera");
  await ask(elsewhere, "mutation { endSessions(input: {}) { user { id } } }");
  const lost = { name: "You have been signed out" };
  for (const tab of [vera, second]) {
    await expect(tab.getByRole("dialog", lost)).toBeVisible(); // though nobody has touched it
    await expect(tab.getByRole("dialog", lost)).toContainText("somebody ended your session");
  }

  await vera.waitForTimeout(1000); // a provider tells in whole seconds when somebody signed in
  const opening = vera.context().waitForEvent("page");
  await vera.getByRole("dialog", lost).getByRole("link", { name: "Staff" }).click();
  const third = await opening;
  await third.getByRole("button", { name: /Vera/ }).click();
  await expect(vera.getByRole("dialog", lost)).toHaveCount(0);
  await expect(second.getByRole("dialog", lost)).toHaveCount(0);
  await expect(vera.getByLabel("Name", { exact: true })).toHaveValue("Northwind");
  await expect(vera.getByRole("dialog").getByLabel("Category")).toHaveValue("Manufacturing");
});
