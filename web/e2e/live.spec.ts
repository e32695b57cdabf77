import type { Request } from "@playwright/test";

import { ask, expect, fresh, newCustomer, newDocument, newGrant, test, userId } from "./vault";

// What is in sight follows what happens elsewhere.

test("what a partner may open appears and goes by itself, on every tab, over one connection", async ({ as }) => {
  const clara = await as("Clara");
  const customer = await newCustomer(clara);
  const title = fresh("Letter");
  const document = await newDocument(clara, customer.root, title);

  const pia = await as("Pia");
  const streams = new Set<Request>();
  pia.context().on("request", (request) => {
    if (request.headers()["accept"]?.startsWith("text/event-stream")) streams.add(request);
  });
  pia.context().on("requestfailed", (request) => streams.delete(request));
  pia.context().on("requestfinished", (request) => streams.delete(request));
  const open = (): number => [...streams].filter((request) => !request.frame().page().isClosed()).length;
  await pia.goto("/access");
  const second = await pia.context().newPage();
  await second.goto("/access");
  for (const tab of [pia, second]) await expect(tab.getByRole("heading", { name: "My access" })).toBeVisible();
  await expect.poll(open).toBe(1);

  await newGrant(clara, await userId(clara, "Pia"), { documentId: document }, 3600);
  for (const tab of [pia, second]) await expect(tab.getByRole("link", { name: `Download ${title}` })).toBeVisible();
  expect(open()).toBe(1);

  await pia.close(); // the other tab listens from now on
  const later = fresh("Memo");
  const memo = await newDocument(clara, customer.root, later);
  await newGrant(clara, await userId(clara, "Pia"), { documentId: memo }, 3600);
  await expect(second.getByRole("link", { name: `Download ${later}` })).toBeVisible();
  expect(open()).toBe(1);
});

test("who may no longer act is told why, at once", async ({ as }) => {
  const ada = await as("Ada");
  const paul = await as("Paul");
  await paul.goto("/access");
  await expect(paul.getByRole("heading", { name: "My access" })).toBeVisible();
  const input = { userId: await userId(ada, "Paul"), reason: "Audit" };
  await ask(ada, "mutation ($input: SuspendUserInput!) { suspendUser(input: $input) { user { id } } }", { input });
  await expect(paul.getByRole("dialog", { name: "You have been signed out" })).toContainText("suspended");
  await ask(ada, "mutation ($input: ReinstateUserInput!) { reinstateUser(input: $input) { user { id } } }", { input });
});
