import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { defineConfig } from "@playwright/test";

import { program } from "./e2e/program";

// Against the server that STRONGROOM_E2E_URL names, or else a "strongroom dev" of its own with everything new. The
// browser is the system's.
const url = process.env["STRONGROOM_E2E_URL"];
const own = "localhost:8430";
export default defineConfig({
  projects: [
    { name: "stories", testDir: "e2e" },
    { name: "lighthouse", testDir: "lighthouse" },
    { name: "scrolling", testDir: "scrolling" },
  ],
  outputDir: "test-results",
  workers: 1, // the stories share the server's people
  timeout: 120_000,
  expect: { timeout: 20_000 }, // a machine that runs other tests besides is slow
  reporter: "list",
  ...(url === undefined && {
    webServer: {
      command: `exec ${program} dev --listen ${own} --data ${mkdtempSync(join(tmpdir(), "strongroom-"))}`,
      url: `http://${own}/readyz`,
    },
  }),
  use: {
    baseURL: url ?? `http://${own}`,
    viewport: { width: 1280, height: 800 },
    locale: "en-GB",
    timezoneId: "Europe/Berlin",
    launchOptions: {
      executablePath: process.env["STRONGROOM_E2E_CHROMIUM"] ?? "/usr/bin/chromium",
      args: [
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
      ],
    },
  },
});
