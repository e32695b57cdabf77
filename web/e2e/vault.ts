import { test as base, expect, type BrowserContext, type Locator, type Page, type Route } from "@playwright/test";
import { randomBytes } from "node:crypto";
import { settings, type Mail, type Server } from "./server";

/** The sample people of "strongroom dev", and the provider that knows each. */
const providers = {
  Ada: "Staff",
  Otto: "Staff",
  Clara: "Staff",
  Edi: "Staff",
  Vera: "Staff",
  Sam: "Staff",
  Pia: "Partners",
  Paul: "Partners",
} as const;

export type Name = keyof typeof providers;

interface Fixtures {
  /** A page in a browser of its own where nobody is signed in. */
  nobody: () => Promise<Page>;
  /** A page in a browser of its own where somebody is signed in, with the session of an earlier story if it stands. */
  as: (name: Name) => Promise<Page>;
}

/** Of a worker, whose stories share the people of its vault. */
export interface Stage {
  setting: keyof typeof settings;
  vault: Server;
}

// The last session of everybody who has signed in.
const sessions = new Map<Name, Awaited<ReturnType<BrowserContext["cookies"]>>>();

// The vault of this worker.
let ours: Server | undefined;

/** A test that fails when a browser complains: of the Content-Security-Policy, or of a script that breaks. */
export const test = base.extend<Fixtures, Stage>({
  setting: ["production", { scope: "worker", option: true }],
  vault: [
    async ({ setting }, use) => {
      const vault = (ours = await settings[setting]());
      await use(vault);
      await vault.stop();
    },
    { scope: "worker", timeout: 120_000 },
  ],
  baseURL: ({ vault }, use) => use(vault.url),
  nobody: async ({ browser }, use) => {
    const complaints: string[] = [];
    await use(async () => {
      const context = await browser.newContext({ colorScheme: "light", reducedMotion: "reduce" });
      context.on("page", (page) => {
        page.on("pageerror", (error) => complaints.push(String(error)));
        page.on("console", (message) => {
          // That no answer of the vault stands in a frame is no complaint of the page: see takeAwayDocuments.
          const framed = message.text().includes("frame-ancestors 'none'");
          if (/content security policy/i.test(message.text()) && !framed) complaints.push(message.text());
        });
      });
      return context.newPage();
    });
    for (const context of browser.contexts()) await context.close();
    expect(complaints).toEqual([]);
  },
  as: async ({ nobody }, use) => {
    await use(async (name) => {
      const page = await nobody();
      const context = page.context();
      await context.addCookies(sessions.get(name) ?? []);
      await page.goto("/");
      const provider = page.getByRole("link", { name: providers[name] });
      await expect(provider.or(inside(page))).toBeVisible();
      if (await provider.isVisible()) {
        await context.clearCookies(); // the provider's as well
        // A provider tells in whole seconds when somebody signed in, and the story before may have ended all in this one.
        await page.waitForTimeout(1000 - (Date.now() % 1000));
        await signIn(page, name);
        sessions.set(name, await context.cookies());
      }
      return page;
    });
  },
});

export { expect };

/** What everybody sees who is signed in. */
function inside(page: Page): Locator {
  return page.getByRole("navigation", { name: "Main" });
}

/** Signs in from the sign-in view, by the provider's page, which lists the sample people as buttons. */
export async function signIn(page: Page, name: Name): Promise<void> {
  await page.getByRole("link", { name: providers[name] }).click();
  await page.getByRole("button", { name: new RegExp(name) }).click();
  await expect(inside(page)).toBeVisible();
}

/** What the vault has sent to an address, the newest first. */
export async function mails(to: string): Promise<Mail[]> {
  if (!ours) throw new Error("there is no vault");
  return ours.mails(to);
}

/** Writes a picture for the README, when STRONGROOM_E2E_SCREENSHOTS names a folder for them. */
export async function picture(page: Page, name: string): Promise<void> {
  const folder = process.env["STRONGROOM_E2E_SCREENSHOTS"];
  if (!folder) return;
  await page.evaluate(() => {
    window.scrollTo(0, 0);
  });
  await page.screenshot({ path: `${folder}/${name}.png` });
}

/** A name that no other test or run has used. */
export function fresh(name: string): string {
  return `${name} ${randomBytes(4).toString("hex")}`;
}

/** Asks the API as whoever is signed in on the page. */
export async function ask<Data>(page: Page, query: string, variables: object = {}): Promise<Data> {
  const { data, errors } = await page.evaluate(
    async (body) => {
      const headers = { "Content-Type": "application/json" };
      const response = await fetch("/graphql", { method: "POST", headers, body: JSON.stringify(body) });
      return (await response.json()) as { data?: unknown; errors?: unknown };
    },
    { query, variables },
  );
  if (errors !== undefined) throw new Error(JSON.stringify(errors));
  return data as Data;
}

export interface Customer {
  id: string;
  name: string;
  root: string;
}

/** A customer of its own for a test, whose custodian is signed in on the page. */
export async function newCustomer(page: Page, name = fresh("Northwind"), contacts: object[] = []): Promise<Customer> {
  const { createCustomer } = await ask<{ createCustomer: { customer: { id: string; rootFolder: { id: string } } } }>(
    page,
    "mutation ($input: CreateCustomerInput!) { createCustomer(input: $input) { customer { id rootFolder { id } } } }",
    { input: { name, category: "Manufacturing", contacts } },
  );
  const { id, rootFolder } = createCustomer.customer;
  return { id, name, root: rootFolder.id };
}

export async function newFolder(page: Page, parentId: string, name: string): Promise<string> {
  const { createFolder } = await ask<{ createFolder: { folder: { id: string } } }>(
    page,
    "mutation ($input: CreateFolderInput!) { createFolder(input: $input) { folder { id } } }",
    { input: { parentId, name } },
  );
  return createFolder.folder.id;
}

/** Brings in a small document by one request, and answers with its ID. */
export async function newDocument(page: Page, folderId: string, title: string): Promise<string> {
  const { id, refusal } = await page.evaluate(
    async ([folder, name]) => {
      const bytes = new TextEncoder().encode("Dear Northwind, …");
      const text = (value: string) => btoa(String.fromCharCode(...new TextEncoder().encode(value)));
      const send = () =>
        fetch("/uploads", {
          method: "POST",
          headers: {
            "Tus-Resumable": "1.0.0",
            "Upload-Length": String(bytes.length),
            "Upload-Metadata": `folderId ${text(folder)},title ${text(name)},mediaType ${text("text/plain")}`,
            "Content-Type": "application/offset+octet-stream",
          },
          body: bytes,
        });
      let response = await send();
      for (let again = 0; response.status === 503 && again < 5; again++) {
        await new Promise((resolve) => setTimeout(resolve, 1000)); // a store or a database that hangs is away
        response = await send();
      }
      const found = [...response.headers.values()].join(" ").match(/doc_[0-9a-z]+/)?.[0];
      return { id: found, refusal: `${response.status} ${await response.text()}` };
    },
    [folderId, title] as const,
  );
  if (id === undefined) throw new Error(`the upload was refused: ${refusal}`);
  return id;
}

/** Brings in so many small documents, some at a time: "Letter 0001.txt" and so on, with as many digits as they need. */
export async function manyDocuments(page: Page, folderId: string, count: number): Promise<void> {
  const digits = Math.max(4, String(count).length);
  const numbers = Array.from({ length: count }, (_, index) => index + 1);
  const work = async () => {
    for (let number = numbers.shift(); number !== undefined; number = numbers.shift())
      await newDocument(page, folderId, `Letter ${String(number).padStart(digits, "0")}.txt`);
  };
  await Promise.all(Array.from({ length: 6 }, work));
}

/** How far the page has moved what was in sight by itself since it was loaded: the sum of its layout shifts. */
export async function layoutShift(page: Page): Promise<number> {
  return page.evaluate(
    () =>
      new Promise((resolve) => {
        let sum = 0;
        new PerformanceObserver((list) => {
          for (const shift of list.getEntries() as (PerformanceEntry & { value: number; hadRecentInput: boolean })[])
            if (!shift.hadRecentInput) sum += shift.value;
        }).observe({ type: "layout-shift", buffered: true });
        setTimeout(() => {
          resolve(sum);
        }, 100);
      }),
  );
}

/** The ID of one of the sample people. */
export async function userId(page: Page, name: Name): Promise<string> {
  const { users } = await ask<{ users: { edges: { node: { id: string } }[] } }>(
    page,
    "query ($search: String!) { users(first: 1, filter: { search: $search }) { edges { node { id } } } }",
    { search: name },
  );
  const [edge] = users.edges;
  if (!edge) throw new Error(`${name} is not here`);
  return edge.node.id;
}

/** Gives access to a document or a folder, for so many seconds. */
export async function newGrant(
  page: Page,
  to: string,
  on: object,
  seconds: number,
  level: "VIEW" | "DOWNLOAD" | "EDIT" = "DOWNLOAD",
): Promise<string> {
  const { grantAccess } = await ask<{ grantAccess: { grant: { id: string } } }>(
    page,
    "mutation ($input: GrantAccessInput!) { grantAccess(input: $input) { grant { id } } }",
    {
      input: {
        userId: to,
        ...on,
        level,
        until: new Date(Date.now() + seconds * 1000).toISOString(),
        purpose: "Review before signing",
        fate: "END",
      },
    },
  );
  return grantAccess.grant.id;
}

/** Opens a customer, or one document of it. */
export async function open(page: Page, customer: Customer, document?: string): Promise<void> {
  await page.goto(`/customers/${customer.id}${document === undefined ? "" : `?document=${document}`}`);
  await expect(page.getByRole("heading", { name: customer.name })).toBeVisible();
}

/** Chooses files for a button that asks for them. */
export async function choose(
  page: Page,
  button: Locator,
  files: string | { name: string; mimeType: string; buffer: Buffer }[],
): Promise<void> {
  const chooser = page.waitForEvent("filechooser");
  await button.click();
  await (await chooser).setFiles(files);
}

/** Drops files and folders of the disk on a place. */
export async function drop(page: Page, place: Locator, paths: string[]): Promise<void> {
  // The view may still be put together: a place that is replaced meanwhile has no bounds.
  let area = { x: 0, y: 0, width: 0, height: 0 };
  await expect(async () => {
    const bounds = await place.boundingBox();
    if (!bounds) throw new Error("nowhere to drop it");
    area = bounds;
  }).toPass();
  const browser = await page.context().newCDPSession(page);
  for (const type of ["dragEnter", "dragOver", "drop"] as const) {
    const data = { items: [], files: paths, dragOperationsMask: 1 };
    await browser.send("Input.dispatchDragEvent", { type, x: area.x + 5, y: area.y + 5, data });
  }
}

/**
 * Presses a button twice while the server holds back its answer: the button must show at once that something is being
 * done, until the answer is there, and must do it once.
 */
export async function pressTwice(page: Page, button: Locator, operation: string): Promise<void> {
  let sent = 0;
  let answer: (() => void) | undefined;
  const held = new Promise<void>((resolve) => (answer = resolve));
  const hold = async (route: Route): Promise<void> => {
    const { operationName } = route.request().postDataJSON() as { operationName?: string };
    if (operationName !== operation) return route.fallback();
    sent++;
    await held;
    await route.continue();
  };
  await page.route("**/graphql", hold);
  await button.click();
  await expect(button).toBeDisabled();
  await expect(button.getByRole("progressbar")).toBeVisible();
  await button.click({ force: true });
  answer?.();
  await expect(button).toHaveCount(0);
  expect(sent, operation).toBe(1);
  await page.unroute("**/graphql", hold);
}

/** Picks somebody in a field that finds people. */
export async function pick(page: Page, field: string, name: Name): Promise<void> {
  const box = page.getByRole("combobox", { name: field });
  await box.fill(name);
  const option = page.getByRole("option", { name: new RegExp(name) });
  await expect(option).toBeEnabled(); // and no longer moves: a click tried again would scroll the page, which closes the list
  await option.click();
  await expect(box).not.toHaveValue(name); // but the whole name
}

/** Has every answer come so many milliseconds later, until what it answers with is called. */
export async function late(page: Page, latency: number): Promise<() => Promise<void>> {
  return conditions(page, { latency, uploadThroughput: -1 });
}

/** Has the page send no more than so many bytes a second, until what it answers with is called. */
export async function slow(page: Page, bytes: number): Promise<() => Promise<void>> {
  return conditions(page, { latency: 0, uploadThroughput: bytes });
}

async function conditions(page: Page, wanted: { latency: number; uploadThroughput: number }) {
  const browser = await page.context().newCDPSession(page);
  const set = (now: typeof wanted) =>
    browser.send("Network.emulateNetworkConditions", { offline: false, downloadThroughput: -1, ...now });
  await browser.send("Network.enable");
  await set(wanted);
  return async () => {
    await set({ latency: 0, uploadThroughput: -1 });
  };
}
