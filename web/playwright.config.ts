import { defineConfig } from "@playwright/test";

// Against a running server: "strongroom dev", or whatever STRONGROOM_E2E_URL names. The browser is the system's.
export default defineConfig({
  testDir: "e2e",
  outputDir: "test-results",
  workers: 1, // the stories share the server's people
  timeout: 60_000,
  reporter: "list",
  use: {
    baseURL: process.env["STRONGROOM_E2E_URL"] ?? "http://localhost:8420",
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
