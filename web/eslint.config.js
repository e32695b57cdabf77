import js from "@eslint/js";
import jsxA11y from "eslint-plugin-jsx-a11y";
import reactHooks from "eslint-plugin-react-hooks";
import { defineConfig, globalIgnores } from "eslint/config";
import tseslint from "typescript-eslint";

// Imports go one way: shared -> features -> app. A feature does not know another; app puts them together.
const not = (...groups) => ({
  "no-restricted-imports": ["error", { patterns: groups.map(([group, message]) => ({ group, message })) }],
});

export default defineConfig(
  globalIgnores(["dist", "src/gql", "test-results", "eslint.config.js"]),
  js.configs.recommended,
  tseslint.configs.strictTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true } },
    linterOptions: { reportUnusedDisableDirectives: "error" },
    rules: {
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_", varsIgnorePattern: "^_" }],
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
    },
  },
  {
    files: ["src/**/*.{ts,tsx}"],
    extends: [reactHooks.configs.flat.recommended, jsxA11y.flatConfigs.strict],
    rules: {
      // CSS modules and environments are looked up by names that only the bundler knows.
      "@typescript-eslint/restrict-template-expressions": "off",
      // In a dialog the first field is where one goes on; React Aria moves the focus there as ARIA wants it.
      "jsx-a11y/no-autofocus": "off",
      // A route redirects, and a mapper takes a Response, by throwing what is no Error.
      "@typescript-eslint/only-throw-error": "off",
    },
  },
  {
    files: ["src/shared/**"],
    rules: not([["**/features/**", "**/app/**"], "shared knows no feature and no view"]),
  },
  {
    files: ["src/features/**"],
    rules: not([["**/app/**", "../[a-z]*/*", "!../../*"], "a feature knows shared and itself"]),
  },
);
