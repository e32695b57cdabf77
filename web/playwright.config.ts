import { defineConfig } from "@playwright/test";
import type { Stage } from "./e2e/vault";

// Every worker has a vault of its own; the browser is the system's.
export default defineConfig<object, Stage>({
  projects: [
    { name: "stories", testDir: "e2e" },
    { name: "dev", testDir: "e2e", testMatch: "story.spec.ts", use: { setting: "dev" } },
    { name: "lighthouse", testDir: "lighthouse" },
    { name: "scrolling", testDir: "scrolling" },
  ],
  outputDir: "test-results",
  workers: 2,
  timeout: 120_000,
  expect: { timeout: 20_000 }, // a machine that does other work besides is slow
  reporter: "list",
  use: {
    viewport: { width: 1280, height: 800 },
    locale: "en-GB",
    timezoneId: "Europe/Berlin",
    launchOptions: {
      executablePath: process.env["STRONGROOM_TEST_CHROMIUM"] || "/usr/bin/chromium-headless-shell",
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
