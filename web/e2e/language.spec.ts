import { expect, signIn, test } from "./vault";

// The page in the person's language, and no other.

test("the language changes at once, without a reload, and stays", async ({ nobody }) => {
  const vera = await nobody();
  const loaded: string[] = [];
  vera.on("request", (request) => {
    const [, language] = /\/assets\/(en|zh|de)-[^/]+\.js$/.exec(request.url()) ?? [];
    if (language !== undefined) loaded.push(language);
  });
  await vera.goto("/");
  await expect(vera.getByRole("heading", { name: "Sign in" })).toBeVisible();
  expect(loaded).toEqual(["en"]);
  await vera.getByRole("button", { name: "简体中文" }).click();
  await expect(vera.getByRole("heading", { name: "登录" })).toBeVisible();
  await expect(vera.locator("html")).toHaveAttribute("lang", /^zh/);
  expect(loaded).toEqual(["en", "zh"]);

  await vera.getByRole("button", { name: "English" }).click();
  await signIn(vera, "Vera");
  await vera.getByRole("searchbox").fill("Northwind that is nowhere");
  await vera.getByRole("button", { name: /Vera/ }).click();
  await vera.getByRole("menuitem", { name: "Deutsch" }).click();
  await expect(vera.getByRole("heading", { name: "Kunden", exact: true })).toBeVisible();
  await expect(vera.getByRole("searchbox")).toHaveValue("Northwind that is nowhere");
  loaded.length = 0;
  await vera.reload();
  await expect(vera.getByRole("heading", { name: "Kunden", exact: true })).toBeVisible();
  expect(loaded).toEqual(["de"]);
});
