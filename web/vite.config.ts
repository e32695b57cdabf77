import optimizeLocales from "@react-aria/optimize-locales-plugin";
import react from "@vitejs/plugin-react";
import type { Plugin } from "vite";
import { copyFileSync, writeFileSync } from "node:fs";
import { defineConfig } from "vitest/config";

const server = process.env["STRONGROOM_URL"] ?? "http://localhost:8420";

// What the server needs besides the page: the manifest of the operations that it may execute, as
// { "<sha256 of the text>": "<text>" }. It is read from the embedded files and does not have to be served.
function operationsManifest(): Plugin {
  return {
    name: "operations-manifest",
    apply: "build",
    closeBundle() {
      copyFileSync("src/gql/persisted-documents.json", "dist/operations.json");
      writeFileSync("dist/.gitkeep", ""); // emptied with the folder; git and go:embed want it back
    },
  };
}

export default defineConfig({
  plugins: [
    react(),
    { ...optimizeLocales.vite({ locales: ["en-US", "zh-CN", "de-DE"] }), enforce: "pre" },
    operationsManifest(),
  ],
  build: {
    target: "baseline-widely-available",
    assetsInlineLimit: 0, // the Content-Security-Policy allows no data: URL
    modulePreload: { polyfill: false },
    reportCompressedSize: true,
  },
  server: {
    proxy: Object.fromEntries(
      ["/graphql", "/uploads", "/documents", "/versions", "/auth"].map((path) => [path, { target: server }]),
    ),
  },
  test: { include: ["src/**/*.test.{ts,tsx}"], environment: "node" },
});
