import { expect, fresh, layoutShift, manyDocuments, newCustomer, newDocument, newFolder, open, test } from "./vault";

// Long lists, and what is done to many documents at once.

test("a list of any length holds only the rows about the window, and loses no focus", async ({ as }) => {
  const clara = await as("Clara");
  const customer = await newCustomer(clara);
  await manyDocuments(clara, customer.root, 230);
  await open(clara, customer);
  const list = clara.getByRole("table", { name: "Documents" });
  await expect(list.getByRole("link", { name: "Letter 0001.txt" })).toBeVisible();
  await expect(list).toHaveAttribute("aria-rowcount", "-1");
  await expect(list.getByRole("row", { name: /Letter 0001/ })).toHaveAttribute("aria-rowindex", "2");
  const columns = await list.getByRole("columnheader").evaluateAll((heads) => heads.map((head) => head.clientWidth));

  const shifted = await layoutShift(clara);

  // A page of it that does not come is said to be missing, and can be asked for again.
  const toTheEnd = () =>
    clara.evaluate(() => {
      window.scrollTo(0, document.body.scrollHeight);
    });
  await clara.context().setOffline(true);
  await expect(async () => {
    await toTheEnd();
    await expect(clara.getByRole("alert")).toContainText("The vault cannot be reached", { timeout: 500 });
  }).toPass();
  await clara.context().setOffline(false);
  await clara.getByRole("button", { name: "Try again" }).click();
  await expect(clara.getByRole("alert")).toHaveCount(0);
  await clara.evaluate(() => {
    window.scrollTo(0, 0);
  });

  // The row with the focus stays, wherever one scrolls.
  await list.getByRole("link", { name: "Letter 0003.txt" }).focus();
  await expect(async () => {
    await toTheEnd();
    await expect(list.getByRole("link", { name: "Letter 0230.txt" })).toBeVisible({ timeout: 500 });
  }).toPass();
  await expect(list).toHaveAttribute("aria-rowcount", "231");
  await expect(list.getByRole("row", { name: /Letter 0230/ })).toHaveAttribute("aria-rowindex", "231");
  await expect(list.getByRole("link", { name: "Letter 0003.txt" })).toBeFocused();
  expect(await list.getByRole("row").count()).toBeLessThan(70);
  expect(await list.getByRole("columnheader").evaluateAll((heads) => heads.map((head) => head.clientWidth))).toEqual(
    columns,
  );
  expect((await layoutShift(clara)) - shifted).toBeLessThan(0.02); // rows are measured as they come
  await clara.keyboard.press("Enter");
  await expect(clara.getByRole("complementary").getByRole("heading", { name: "Letter 0003.txt" })).toBeVisible();
});

test("documents are chosen, classified, moved and deleted together, and brought back", async ({ as }) => {
  const clara = await as("Clara");
  const customer = await newCustomer(clara);
  await newFolder(clara, customer.root, "Contracts");
  await manyDocuments(clara, customer.root, 5);
  await open(clara, customer);
  await expect(clara.getByRole("toolbar")).toHaveCount(0);
  const choose = async (...names: string[]) => {
    for (const name of names) await clara.getByRole("checkbox", { name: `Choose ${name}` }).check();
  };
  await choose("Letter 0001.txt", "Letter 0002.txt");
  const bar = clara.getByRole("toolbar", { name: "Chosen documents" });
  await expect(bar.getByText("2 chosen")).toBeVisible();
  await bar.getByRole("button", { name: "Classify" }).click();
  await clara.getByRole("dialog").getByText("Confidential", { exact: true }).click();
  await clara.getByRole("dialog").getByRole("button", { name: "Classify" }).click();
  await expect(clara.getByRole("row", { name: /Letter 000[12].*Confidential/ })).toHaveCount(2);
  await expect(bar).toHaveCount(0);

  await choose("Letter 0003.txt", "Letter 0004.txt");
  await bar.getByRole("button", { name: "Move" }).click();
  await clara.getByRole("dialog").getByRole("button", { name: "Contracts" }).click();
  await clara.getByRole("button", { name: "Move here" }).click();
  await expect(clara.getByRole("link", { name: "Letter 0003.txt" })).toHaveCount(0);
  await expect(clara.getByRole("link", { name: "Letter 0005.txt" })).toBeVisible();

  await clara.getByRole("checkbox", { name: "Choose all that are loaded" }).check();
  await expect(bar.getByText("3 chosen")).toBeVisible();
  await bar.getByRole("button", { name: "Delete" }).click();
  await clara.getByRole("dialog").getByRole("button", { name: "Delete" }).click();
  await expect(clara.getByText("No documents in this folder")).toBeVisible();
  await clara.getByRole("button", { name: "Bring back" }).click();
  await expect(clara.getByRole("link", { name: /Letter 000[125]/ })).toHaveCount(3);
  await expect(clara.getByRole("button", { name: "Bring back" })).toHaveCount(0);
});

test("contacts are shown in clear to who says what for, and the log knows", async ({ as }) => {
  const clara = await as("Clara");
  const contact = { name: "Jane Doe", email: "jane@example.com", phone: "+49 30 123456" };
  const customer = await newCustomer(clara, fresh("Northwind"), [contact]);
  await open(clara, customer);
  await expect(clara.getByText("jane@example.com")).toHaveCount(0);
  await clara.getByRole("button", { name: "Show contacts" }).click();
  await expect(clara.getByRole("button", { name: "Show in clear" })).toBeDisabled();
  await clara.getByLabel("What they are needed for").fill("Asking for a signature");
  await clara.getByRole("button", { name: "Show in clear" }).click();
  await expect(clara.getByRole("link", { name: "jane@example.com" })).toBeVisible();
  await clara.getByRole("dialog").getByRole("button", { name: "Close" }).click();
  await expect(clara.getByText("Jane Doe")).toHaveCount(0);
  const otto = await as("Otto");
  await otto.goto(`/events?customer=${customer.id}`);
  await expect(otto.getByText("Asking for a signature")).toBeVisible();
});

test("markup in a name is a name", async ({ as }) => {
  const clara = await as("Clara");
  const customer = await newCustomer(clara);
  const odd = "<b>bold</b> שלום.txt";
  await newDocument(clara, customer.root, odd);
  await open(clara, customer);
  const link = clara.getByRole("link", { name: /bold/ });
  await expect(link.locator("bdi")).toHaveText(odd);
  await expect(link.locator("b")).toHaveCount(0);
});
