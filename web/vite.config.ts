import optimizeLocales from "@react-aria/optimize-locales-plugin";
import react from "@vitejs/plugin-react";
import type { Plugin } from "vite";
import { copyFileSync, writeFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
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

// The most that the sign-in view may load, in bytes of compressed script.
const firstLoadLimit = 200_000;

// Fails the build when what the sign-in view loads grows beyond the limit.
function firstLoad(): Plugin {
  return {
    name: "first-load",
    apply: "build",
    generateBundle(_, bundle) {
      const chunks = Object.values(bundle).filter((file) => file.type === "chunk");
      const loaded = new Map<string, number>();
      const load = (name: string): void => {
        const chunk = chunks.find(({ fileName }) => fileName === name);
        if (!chunk || loaded.has(name)) return;
        loaded.set(name, gzipSync(chunk.code).length);
        chunk.imports.forEach(load);
      };
      chunks
        .filter((chunk) => chunk.isEntry || chunk.name === "SignInView")
        .forEach(({ fileName }) => {
          load(fileName);
        });
      if (loaded.size < 2) this.error("the sign-in view has no chunk of its own");
      const languages = chunks.filter(({ facadeModuleId }) => /\/i18n\/[a-z]+\.json$/.test(facadeModuleId ?? ""));
      if (languages.length < 3 || languages.some(({ fileName }) => loaded.has(fileName)))
        this.error("the languages have no chunks of their own");
      const words = Math.max(...languages.map(({ code }) => gzipSync(code).length)); // of the one that is loaded
      const sum = [...loaded.values()].reduce((a, b) => a + b, words);
      if (sum > firstLoadLimit)
        this.error(`the sign-in view loads ${sum} bytes of script, more than ${firstLoadLimit}`);
      this.info(`the sign-in view loads ${sum} bytes of compressed script`);
    },
  };
}

export default defineConfig({
  plugins: [
    react(),
    { ...optimizeLocales.vite({ locales: ["en-US", "zh-CN", "de-DE"] }), enforce: "pre" },
    operationsManifest(),
    firstLoad(),
  ],
  build: {
    target: "baseline-widely-available",
    assetsInlineLimit: 0, // the Content-Security-Policy allows no data: URL
    modulePreload: { polyfill: false },
    reportCompressedSize: true,
  },
  server: {
    proxy: {
      ...Object.fromEntries(
        ["/graphql", "/uploads", "/documents", "/folders", "/versions", "/auth"].map((path) => [
          path,
          { target: server },
        ]),
      ),
      // The landing page of a share link stands where it is asked from.
      "^/s/": { target: server, bypass: ({ method, url }) => (method === "POST" ? undefined : url) },
    },
  },
  test: { include: ["src/**/*.test.{ts,tsx}"], environment: "node" },
});
