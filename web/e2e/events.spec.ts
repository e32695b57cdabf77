import { readFileSync } from "node:fs";
import { ask, expect, fresh, newCustomer, newDocument, newGrant, open, pick, test, userId } from "./vault";

// What the log tells, and whom.

interface AnswerOfEvents {
  data: { auditEvents: { edges: unknown[]; pageInfo: unknown } };
}

test("the log is narrowed by who, what, on what and when, and lists whom an act concerned", async ({ as }) => {
  const clara = await as("Clara");
  const customer = await newCustomer(clara);
  const otto = await as("Otto");
  const log = otto.getByRole("table", { name: "Events" });
  await otto.getByRole("searchbox").fill(customer.id);
  await expect(otto).toHaveURL(/customer=cus_/);
  await expect(log.getByText("customer:create")).toHaveCount(1);
  await pick(otto, "Done by", "Clara");
  await expect(otto).toHaveURL(/actor=usr_/);
  await expect(log.getByText("customer:create")).toBeVisible();
  await otto.getByLabel("Until").fill("2020-01-01T12:00");
  await expect(otto.getByText("No such events")).toBeVisible();
  await otto.getByLabel("Until").fill("");
  await otto.getByLabel("From").fill("2020-01-01T12:00");
  await expect(log.getByText("customer:create")).toBeVisible();

  // The address says it all, names included.
  await otto.reload();
  await expect(otto.getByRole("combobox", { name: "Done by" })).toHaveValue(/Clara/);
  await expect(otto.getByLabel("From")).toHaveValue("2020-01-01T12:00");
  await expect(log.getByText("customer:create")).toBeVisible();
  await pick(otto, "Concerning", "Pia");
  await expect(otto.getByText("No such events")).toBeVisible();
  await otto.goto("/events?from=yesterday");
  await expect(otto.getByRole("alert")).toContainText("Something in it does not fit");
});

test("an export ends at its bound, and says so", async ({ as }) => {
  const clara = await as("Clara");
  await newCustomer(clara);
  const otto = await as("Otto");
  await otto.goto("/events");
  await expect(otto.getByRole("table", { name: "Events" }).getByRole("row").nth(1)).toBeVisible();
  const { auditEvents: newest } = await ask<AnswerOfEvents["data"]>(
    otto,
    "{ auditEvents(first: 1) { edges { cursor } pageInfo { hasNextPage endCursor } } }",
  );
  // Real pages, but as long as if the log had no end.
  await otto.route("**/graphql", async (route) => {
    const response = await route.fetch();
    const answer = (await response.json()) as AnswerOfEvents;
    const { auditEvents } = answer.data;
    auditEvents.edges = Array.from({ length: 50_000 }, () => auditEvents.edges[0]);
    auditEvents.pageInfo = newest.pageInfo;
    await route.fulfill({ response, json: answer });
  });
  await otto.getByRole("button", { name: "Export" }).click();
  const dialog = otto.getByRole("dialog");
  await expect(dialog.getByText(/at most 100,000/)).toBeVisible();
  const downloading = otto.waitForEvent("download");
  await dialog.getByRole("button", { name: "Export" }).click();
  const lines = readFileSync(await (await downloading).path(), "utf8")
    .trim()
    .split("\r\n");
  expect(lines.length).toBe(1 + 100_000);
  await expect(dialog.getByRole("alert")).toContainText("100,000");
});

test("the log is followed as it grows, once that is wanted", async ({ as }) => {
  const clara = await as("Clara");
  const otto = await as("Otto");
  const log = otto.getByRole("table", { name: "Events" });
  await otto.getByRole("searchbox").fill("customer:create");
  await otto.getByText("Follow").click();
  const customer = await newCustomer(clara);
  await expect(log.getByRole("link", { name: customer.id }).first()).toBeVisible();
});

test("the history of a document and of a person is one step from their views", async ({ as }) => {
  const clara = await as("Clara");
  const customer = await newCustomer(clara);
  const documentId = await newDocument(clara, customer.root, "Plan.txt");
  const otto = await as("Otto");
  await open(otto, customer, documentId);
  await otto.getByRole("complementary").getByRole("link", { name: "History in the log" }).click();
  const log = otto.getByRole("table", { name: "Events" });
  await expect(log.getByText("document:create")).toBeVisible();
  await log.getByRole("link", { name: /Clara/ }).first().click();
  await otto.getByRole("link", { name: "What they did" }).click();
  await expect(otto.getByRole("combobox", { name: "Done by" })).toHaveValue(/Clara/);
  await expect(log.getByText("document:create").first()).toBeVisible();
});

test("who answers for a document sees who took it away, and nobody else does", async ({ as }) => {
  const pia = await as("Pia");
  const edi = await as("Edi");
  const clara = await as("Clara");
  const customer = await newCustomer(clara);
  const documentId = await newDocument(clara, customer.root, "Plan.txt");
  await newGrant(clara, await userId(clara, "Pia"), { documentId }, 3600);
  await ask(clara, "mutation ($input: AssignRoleInput!) { assignRole(input: $input) { user { id } } }", {
    input: { userId: await userId(clara, "Edi"), customer: { customerId: customer.id, role: "EDITOR" } },
  });
  const take = (id: string) => fetch(`/documents/${id}/content`).then((response) => response.text());
  for (let times = 0; times < 10; times++) await pia.evaluate(take, documentId);
  await open(clara, customer, documentId);
  const panel = clara.getByRole("complementary");
  const activity = panel.getByRole("list", { name: "Activity" }).getByRole("listitem");
  await expect(activity).toHaveText(Array.from({ length: 10 }, () => /^Pia .+ downloaded it/));
  await panel.getByRole("button", { name: "Show more" }).click();
  await expect(activity).toHaveCount(11);
  await expect(activity.last()).toHaveText(/^Clara .+ brought it in/);
  await open(edi, customer, documentId);
  await expect(edi.getByRole("complementary").getByRole("heading", { name: "Versions" })).toBeVisible();
  await expect(edi.getByRole("heading", { name: "Activity" })).toHaveCount(0);
});

test("events are taken away as a file for a spreadsheet, or for a program", async ({ as }) => {
  const clara = await as("Clara");
  const customer = await newCustomer(clara, fresh("Northwind"), [{ name: "Jane Doe" }]);
  const purpose = 'To say "hello", once';
  await ask(clara, "mutation ($input: RevealContactsInput!) { revealContacts(input: $input) { contacts { name } } }", {
    input: { customerId: customer.id, purpose },
  });
  const otto = await as("Otto");
  await otto.goto(`/events?customer=${customer.id}&actor=${await userId(otto, "Clara")}`);
  const exported = async (format: string) => {
    await otto.getByRole("button", { name: "Export" }).click();
    await otto.getByRole("dialog").getByText(format).click();
    const downloading = otto.waitForEvent("download");
    await otto.getByRole("dialog").getByRole("button", { name: "Export" }).click();
    const download = await downloading;
    await expect(otto.getByRole("dialog")).toHaveCount(0);
    return { name: download.suggestedFilename(), text: readFileSync(await download.path(), "utf8") };
  };
  const sheet = await exported("CSV");
  expect(sheet.name).toMatch(/^strongroom-events-.*Z\.csv$/);
  expect(sheet.text).toContain(`"purpose: To say ""hello"", once"`);
  const lines = (await exported("JSON Lines")).text.trim().split("\n");
  const events = lines.map((line) => JSON.parse(line) as { action: string; detail: Record<string, string> });
  expect(events.find(({ action }) => action === "customer:reveal")?.detail["purpose"]).toBe(purpose);
  expect(events.map(({ action }) => action)).toContain("customer:create");
});
