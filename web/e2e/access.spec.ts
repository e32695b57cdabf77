import { choose, expect, late, newCustomer, newDocument, newFolder, newGrant, open, pick, test, userId } from "./vault";

// Giving access, and how it ends.

test("a folder is opened to a partner, who sees what lies in it", async ({ as }) => {
  const clara = await as("Clara");
  const customer = await newCustomer(clara);
  const contracts = await newFolder(clara, customer.root, `Contracts of ${customer.name}`);
  await newDocument(clara, contracts, "Supply agreement.txt");
  await clara.goto(`/customers/${customer.id}?folder=${contracts}`);
  await clara.getByRole("button", { name: "Who has access" }).click();
  await clara.getByRole("dialog").getByRole("button", { name: "Give access" }).click();
  await pick(clara, "To whom", "Pia");
  await clara.getByText("1 hour").click();
  await clara.getByLabel("What it is for").fill("Review before signing");
  await clara.getByRole("dialog").getByRole("button", { name: "Give access" }).click();
  await expect(clara.getByRole("dialog")).toHaveCount(0);
  await clara.getByRole("button", { name: "Who has access" }).click();
  await expect(clara.getByRole("dialog").getByText(/minutes left/)).toBeVisible();

  const pia = await as("Pia");
  const row = pia.getByRole("row", { name: new RegExp(customer.name) });
  await row.getByRole("button", { name: "Open" }).click();
  const downloading = pia.waitForEvent("download");
  await pia.getByRole("link", { name: "Supply agreement.txt" }).click();
  expect((await downloading).suggestedFilename()).toBe("Supply agreement.txt");
});

test("nobody is picked from a list that answers to what was typed before", async ({ as }) => {
  await as("Pia");
  const clara = await as("Clara");
  const customer = await newCustomer(clara);
  await open(clara, customer, await newDocument(clara, customer.root, "Plan.txt"));
  await clara.getByRole("complementary").getByRole("button", { name: "Give access" }).click();
  const box = clara.getByRole("combobox", { name: "To whom" });
  await box.fill("e"); // many
  const pia = clara.getByRole("option", { name: /Pia/ });
  await expect(clara.getByRole("option").first()).toBeEnabled();
  const hurry = await late(clara, 1500);
  await box.fill("Pia");
  const first = clara.getByRole("option").first();
  await expect(first).toBeDisabled();
  await first.click({ force: true });
  await expect(box).toHaveValue("Pia"); // and nobody
  await expect(pia).toBeEnabled();
  await pia.click();
  await expect(box).toHaveValue(/Pia ./);
  await hurry();

  await clara.context().setOffline(true);
  await box.fill("Paul");
  await expect(clara.getByText(/The vault cannot be reached/)).toBeVisible();
  await expect(clara.getByRole("option", { name: /Paul/ })).toHaveCount(0);
});

test("an access is extended, then revoked", async ({ as }) => {
  const clara = await as("Clara");
  const customer = await newCustomer(clara);
  const documentId = await newDocument(clara, customer.root, "Plan.txt");
  await newGrant(clara, await userId(clara, "Pia"), { documentId }, 3600);
  await open(clara, customer, documentId);
  const panel = clara.getByRole("complementary");
  await expect(panel.getByText(/(59|60) minutes left/)).toBeVisible();
  await panel.getByRole("button", { name: /Extend access of Pia/ }).click();
  await clara.getByRole("dialog").getByText("1 week").click();
  await clara.getByRole("button", { name: "Move the end" }).click();
  await expect(panel.getByText(/6 days left/)).toBeVisible();

  await panel.getByRole("button", { name: /Revoke access of Pia/ }).click();
  await clara.getByRole("button", { name: "Revoke now" }).click();
  await expect(panel.getByText(/^Revoked/)).toBeVisible();
  await clara.goto("/access");
  await clara.getByRole("tab", { name: "Given by me" }).click();
  await clara.getByRole("button", { name: /Show \d+ that ha/ }).click();
  const row = clara.getByRole("row", { name: new RegExp(customer.name) });
  await expect(row.getByText(/Revoked/)).toBeVisible();
  await expect(row.getByRole("button")).toHaveCount(0);
});

test("what rules forbid is refused with its reason, and what was typed stays", async ({ as }) => {
  const clara = await as("Clara");
  const customer = await newCustomer(clara);
  await open(clara, customer, await newDocument(clara, customer.root, "Plan.txt"));
  await clara.getByRole("complementary").getByRole("button", { name: "Give access" }).click();
  await pick(clara, "To whom", "Pia");
  await clara.getByText("Custom", { exact: true }).click();
  await clara.getByLabel("Ends at").fill("2099-01-01T12:00");
  await clara.getByLabel("What it is for").fill("Review before signing");
  await clara.getByRole("dialog").getByRole("button", { name: "Give access" }).click();
  await expect(
    clara
      .getByRole("dialog")
      .getByText(/lasts at most/)
      .first(),
  ).toBeVisible();
  await expect(clara.getByLabel("What it is for")).toHaveValue("Review before signing");
});

test("an access ends while the partner looks at it", async ({ as }) => {
  const pia = await as("Pia");
  const clara = await as("Clara");
  const customer = await newCustomer(clara);
  const documentId = await newDocument(clara, customer.root, `Plan of ${customer.name}.txt`);
  await newGrant(clara, await userId(clara, "Pia"), { documentId }, 6);
  await pia.reload();
  const row = pia.getByRole("row", { name: new RegExp(customer.name) });
  await expect(row.getByRole("link", { name: /Download/ })).toBeVisible();
  await expect(row.getByText(/seconds? left/)).toBeVisible();
  await expect(row).toHaveCount(0, { timeout: 15_000 });
  await pia.getByRole("button", { name: /Show \d+ that ha/ }).click();
  await expect(pia.getByText(/^Ended/).first()).toBeVisible();
});

test("an editor brings papers in, a viewer only reads", async ({ as }) => {
  const edi = await as("Edi");
  const vera = await as("Vera");
  const clara = await as("Clara");
  const customer = await newCustomer(clara);
  await newDocument(clara, customer.root, "Plan.txt");
  await open(clara, customer);
  await clara.getByRole("button", { name: "Team" }).click();
  const team = clara.getByRole("dialog", { name: "Team" });
  for (const [name, role] of [
    ["Edi", "Editor"],
    ["Vera", "Editor"],
    ["Vera", "Viewer"],
  ] as const) {
    await pick(clara, "Person", name);
    await team.getByText(role, { exact: true }).last().click();
    await team.getByRole("button", { name: "Add to the team" }).click();
    await expect(team.getByRole("listitem").filter({ hasText: name })).toContainText(role);
  }
  await open(edi, customer);
  await choose(edi, edi.getByRole("button", { name: "Upload", exact: true }).first(), [
    { name: "Note.txt", mimeType: "text/plain", buffer: Buffer.from("A note") },
  ]);
  await edi.getByRole("button", { name: "Upload 1 file" }).click();
  await expect(edi.getByText(/Sealed and stored/)).toBeVisible();
  await open(vera, customer);
  await expect(vera.getByRole("link", { name: "Note.txt" })).toBeVisible();
  await expect(vera.getByRole("button", { name: "Upload", exact: true })).toHaveCount(0);
  await expect(vera.getByRole("button", { name: "New folder" })).toHaveCount(0);

  await team.getByRole("button", { name: /Remove Vera/ }).click();
  await expect(team.getByRole("listitem").filter({ hasText: "Vera" })).toHaveCount(0);
  await vera.reload();
  await expect(vera.getByText("There is no such customer")).toBeVisible();
});
