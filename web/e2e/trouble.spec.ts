import { randomBytes } from "node:crypto";
import { mkdirSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ask, choose, drop, expect, fresh, newCustomer, open, slow, test } from "./vault";

// What comes in that nobody wants, and what happens at a bad time.

test("a file over the limit is refused in words, and the others are stored", async ({ as }, info) => {
  const clara = await as("Clara");
  await open(clara, await newCustomer(clara));
  const folder = info.outputPath("Films");
  mkdirSync(folder);
  writeFileSync(join(folder, "small.bin"), "small");
  writeFileSync(join(folder, "large.bin"), "");
  truncateSync(join(folder, "large.bin"), 6 * 2 ** 30); // a hole: it takes no room
  await choose(clara, clara.getByRole("button", { name: "Upload a folder" }), folder);
  await clara.getByRole("button", { name: "Upload 2 files" }).click();
  const tray = clara.getByRole("region", { name: "Uploads" });
  const large = tray.getByRole("listitem").filter({ hasText: "large.bin" });
  await expect(large).toContainText("That is more than is allowed");
  await expect(large).toContainText("a document has at most 5368709120 bytes");
  await expect(tray.getByRole("listitem").filter({ hasText: "small.bin" })).toContainText("Sealed and stored");
});

test("ten thousand files at once are counted, not drawn, and wait for their turn", async ({ as }, info) => {
  test.setTimeout(300_000);
  const patient = { timeout: 90_000 }; // a machine that runs other tests besides takes its time to read them
  const clara = await as("Clara");
  await open(clara, await newCustomer(clara));
  const folder = info.outputPath("Archive");
  mkdirSync(folder);
  for (let number = 1; number <= 10_000; number++) writeFileSync(join(folder, `${number}.txt`), "x");
  await slow(clara, 20_000);
  await drop(clara, clara.getByText("No documents in this folder"), [folder]);
  await expect(clara.getByText("Looking at what was dropped")).toBeVisible();
  await expect(clara.getByText("and 9994 more")).toBeVisible(patient);
  await clara.getByRole("button", { name: "Upload 10000 files" }).click();
  const tray = clara.getByRole("region", { name: "Uploads" });
  await expect(tray.getByText(/[1-9]\d* stored, \d{4} waiting, 0 failed/)).toBeVisible(patient);
  expect(await tray.getByRole("listitem").count()).toBeLessThanOrEqual(50);
  // The page answers meanwhile.
  await clara.getByRole("link", { name: "My access" }).click();
  await expect(clara.getByRole("heading", { name: "My access" })).toBeVisible();
});

test("a session that ends in the middle of an upload loses nothing of it", async ({ as }) => {
  const vera = await as("Vera");
  await open(vera, await newCustomer(vera));
  const hurry = await slow(vera, 300_000);
  await choose(vera, vera.getByRole("button", { name: "Upload", exact: true }).first(), [
    { name: "big.bin", mimeType: "application/octet-stream", buffer: randomBytes(3_000_000) },
  ]);
  await vera.getByRole("button", { name: "Upload 1 file" }).click();
  await expect(vera.getByText(/[1-9].* of 3 MB/)).toBeVisible();
  await ask(vera, "mutation { endSessions(input: {}) { user { id } } }");
  const lost = vera.getByRole("dialog", { name: "You have been signed out" });
  await expect(lost).toBeVisible();
  await expect(vera.getByText("Sealed and stored")).toHaveCount(0);
  await hurry();
  await vera.waitForTimeout(1000); // a provider tells in whole seconds when somebody signed in
  const opening = vera.context().waitForEvent("page");
  await lost.getByRole("link", { name: "Staff" }).click();
  await (await opening).getByRole("button", { name: /Vera/ }).click();
  await expect(lost).toHaveCount(0);
  await expect(vera.getByText(/Sealed and stored/)).toBeVisible(); // by itself
  await expect(vera.getByRole("link", { name: "big.bin" })).toHaveCount(1);
});

test("an upload whose last answer is lost on its way is stored once", async ({ as }) => {
  const clara = await as("Clara");
  await open(clara, await newCustomer(clara));
  await clara.route(
    "**/uploads/*",
    async (route) => {
      await route.fetch(); // the server has it all
      await route.abort("connectionreset");
    },
    { times: 1 },
  );
  await choose(clara, clara.getByRole("button", { name: "Upload", exact: true }).first(), [
    { name: "letter.txt", mimeType: "text/plain", buffer: Buffer.from("Dear Northwind, …") },
  ]);
  await clara.getByRole("button", { name: "Upload 1 file" }).click();
  await expect(clara.getByText(/Sealed and stored/)).toBeVisible();
  await expect(clara.getByRole("link", { name: "letter.txt" })).toHaveCount(1);
});

test("a view that cannot be loaded says so, and comes when it can", async ({ as }) => {
  const clara = await as("Clara");
  await expect(clara.getByRole("heading", { name: "Customers" })).toBeVisible();
  await clara.context().setOffline(true);
  await clara.getByRole("link", { name: "My access" }).click();
  await expect(clara.getByRole("alert")).toContainText("The vault cannot be reached");
  await clara.context().setOffline(false);
  await clara.getByRole("button", { name: "Reload the page" }).click();
  await expect(clara.getByRole("heading", { name: "My access" })).toBeVisible();
});

test("an answer that comes late does not replace a newer one", async ({ as }) => {
  const clara = await as("Clara");
  const [early, late] = [await newCustomer(clara, fresh("Early")), await newCustomer(clara, fresh("Late"))];
  let held: Promise<void> | undefined;
  await clara.route("**/graphql", async (route) => {
    if (route.request().postData()?.includes(early.name)) {
      held = new Promise((resolve) => setTimeout(resolve, 1500)).then(() => route.continue());
      await held;
    } else await route.continue();
  });
  await clara.goto("/customers");
  await clara.getByRole("searchbox").fill(early.name);
  await expect.poll(() => held !== undefined).toBe(true);
  await clara.getByRole("searchbox").fill(late.name);
  await expect(clara.getByRole("link", { name: late.name })).toBeVisible();
  await held;
  await clara.waitForTimeout(300);
  await expect(clara.getByRole("link", { name: late.name })).toBeVisible();
  await expect(clara.getByRole("link", { name: early.name })).toHaveCount(0);
});

test("a double click does it once, and a vault that is away is said to be, with what was typed", async ({ as }) => {
  const clara = await as("Clara");
  await open(clara, await newCustomer(clara));
  await clara.getByRole("button", { name: "New folder" }).click();
  await clara.getByLabel("Name", { exact: true }).fill("Contracts");
  await clara.context().setOffline(true);
  await clara.getByRole("button", { name: "Create folder" }).click();
  await expect(clara.getByRole("dialog").getByRole("alert")).toContainText("The vault cannot be reached");
  await expect(clara.getByLabel("Name", { exact: true })).toHaveValue("Contracts");
  await clara.context().setOffline(false);
  await clara.getByRole("button", { name: "Create folder" }).dblclick();
  await expect(clara.getByRole("dialog")).toHaveCount(0);
  await expect(clara.getByRole("heading", { name: "Contracts" })).toBeVisible();
  const tree = clara.getByRole("navigation", { name: "Folders" });
  await expect(tree.getByRole("link", { name: "Contracts" })).toHaveCount(1);
});
