import { randomBytes } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { Upload } from "tus-js-client";
import { choose, expect, newCustomer, newDocument, open, slow, test } from "./vault";

// Uploads when things go wrong, and when there are many.

const sealed = /Sealed and stored/;

function upload(page: Page) {
  return page.getByRole("button", { name: "Upload", exact: true }).first();
}

test("a folder comes in with the folders in it", async ({ as }, info) => {
  const clara = await as("Clara");
  const customer = await newCustomer(clara);
  await open(clara, customer);
  const folder = info.outputPath("Northwind papers");
  for (const path of ["a.txt", "Contracts/b.txt", "Contracts/2026/c.txt", "Letters/d.txt"]) {
    mkdirSync(join(folder, path, ".."), { recursive: true });
    writeFileSync(join(folder, path), path);
  }
  await choose(clara, clara.getByRole("button", { name: "Upload a folder" }), folder);
  await expect(clara.getByText("They lie in 4 folders, which come along.")).toBeVisible();
  await clara.getByRole("button", { name: "Upload 4 files" }).click();
  await expect(clara.getByText(sealed)).toHaveCount(4);
  const tree = clara.getByRole("navigation", { name: "Folders" });
  for (const name of ["Northwind papers", "Contracts", "2026"]) {
    await tree.getByRole("link", { name, exact: true }).click();
  }
  await expect(clara.getByRole("link", { name: "c.txt" })).toBeVisible();
});

test("many files wait for their turn, and are summed up", async ({ as }) => {
  const clara = await as("Clara");
  await open(clara, await newCustomer(clara));
  const hurry = await slow(clara, 20_000);
  const files = Array.from({ length: 60 }, (_, index) => ({
    name: index < 2 ? "Same.txt" : `Letter ${index}.txt`,
    mimeType: "text/plain",
    buffer: randomBytes(200),
  }));
  await choose(clara, upload(clara), [
    ...files,
    { name: "turned \u202E.txt", mimeType: "text/plain", buffer: Buffer.from("x") },
  ]);
  await expect(clara.getByText("1 file has the name of another one; both are kept")).toBeVisible();
  await expect(clara.getByText(/1 name has characters that cannot be seen/)).toBeVisible();
  await clara.getByRole("button", { name: "Upload 61 files" }).dblclick();
  const tray = clara.getByRole("region", { name: "Uploads" });
  await expect(tray.getByText(/waiting, 0 failed/)).toBeVisible();
  expect(await tray.getByRole("listitem").count()).toBeLessThanOrEqual(50);
  await hurry();
  await expect(tray.getByText("61 stored, 0 waiting, 0 failed")).toBeVisible({ timeout: 60_000 });
});

test("a file with the title of a document says so, and stands beside it", async ({ as }) => {
  const clara = await as("Clara");
  const customer = await newCustomer(clara);
  await newDocument(clara, customer.root, "Letter.txt");
  await open(clara, customer);
  await choose(clara, clara.getByRole("button", { name: "Upload", exact: true }).first(), [
    { name: "Letter.txt", mimeType: "text/plain", buffer: Buffer.from("Dear Northwind, …") },
    { name: "Other.txt", mimeType: "text/plain", buffer: Buffer.from("Dear Southwind, …") },
  ]);
  const dialog = clara.getByRole("dialog");
  await expect(dialog).toContainText("1 file has the title of a document in this folder; both will be kept");
  await expect(dialog).toContainText("Letter.txt. To replace a document, open it and choose “Add version”.");
  await dialog.getByRole("button", { name: "Upload 2 files" }).click();
  await expect(clara.getByRole("link", { name: "Letter.txt" })).toHaveCount(2);
  await expect(clara.getByRole("link", { name: "Other.txt" })).toHaveCount(1);
});

test("an upload waits while the network is away, and goes on by itself", async ({ as }) => {
  const clara = await as("Clara");
  await open(clara, await newCustomer(clara));
  const hurry = await slow(clara, 300_000);
  await choose(clara, upload(clara), [
    { name: "big.bin", mimeType: "application/octet-stream", buffer: randomBytes(3_000_000) },
  ]);
  await clara.getByRole("button", { name: "Upload 1 file" }).click();
  await expect(clara.getByRole("button", { name: "Pause big.bin" })).toBeVisible();
  await clara.context().setOffline(true);
  await clara.waitForTimeout(2000);
  await expect(clara.getByText(sealed)).toHaveCount(0);
  await clara.context().setOffline(false);
  await hurry();
  await expect(clara.getByText(sealed)).toBeVisible({ timeout: 60_000 });
});

test("an upload goes on after the server was killed and started again", async ({ as, vault }) => {
  const clara = await as("Clara");
  await open(clara, await newCustomer(clara));
  const bytes = randomBytes(4_000_000);
  const hurry = await slow(clara, 400_000);
  await choose(clara, upload(clara), [{ name: "big.bin", mimeType: "application/octet-stream", buffer: bytes }]);
  await clara.getByRole("button", { name: "Upload 1 file" }).click();
  await expect(clara.getByText(/[1-9].* of 4 MB/)).toBeVisible();
  await vault.kill();
  await expect(clara.getByText(/The vault is away/)).toBeVisible({ timeout: 60_000 });
  await expect(clara.getByText(sealed)).toHaveCount(0);
  await hurry();
  await vault.start();
  await expect(clara.getByText(sealed)).toBeVisible({ timeout: 60_000 });
  await clara.getByRole("link", { name: "big.bin" }).click();
  const downloading = clara.waitForEvent("download");
  await clara.getByRole("complementary").getByRole("link", { name: "Download", exact: true }).click();
  expect(readFileSync(await (await downloading).path()).equals(bytes)).toBe(true);
});

test("a program of its own sends stretches of a file side by side", async ({ as, vault }) => {
  const clara = await as("Clara");
  const customer = await newCustomer(clara);
  const bytes = randomBytes(12_000_000);
  const cookies = await clara.context().cookies();
  await new Promise<void>((resolve, reject) => {
    new Upload(bytes, {
      endpoint: `${vault.url}/uploads`,
      headers: { Cookie: cookies.map(({ name, value }) => `${name}=${value}`).join("; ") },
      parallelUploads: 3,
      metadata: { folderId: customer.root, title: "Scan.tiff", mediaType: "image/tiff" },
      metadataForPartialUploads: { folderId: customer.root },
      onSuccess: () => {
        resolve();
      },
      onError: reject,
    }).start();
  });
  await open(clara, customer);
  await clara.getByRole("link", { name: "Scan.tiff" }).click();
  const downloading = clara.waitForEvent("download");
  await clara.getByRole("complementary").getByRole("link", { name: "Download", exact: true }).click();
  expect(readFileSync(await (await downloading).path()).equals(bytes)).toBe(true);
});
