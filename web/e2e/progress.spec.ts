import { expect, newCustomer, newDocument, newFolder, open, pick, pressTwice, test } from "./vault";

// Each action shows at once that it is being done, and a second click does nothing. That somebody leaves: people.spec.ts.

test("what is done to a document is seen to be done, and is done once", async ({ as }) => {
  await as("Pia");
  const clara = await as("Clara");
  const customer = await newCustomer(clara);
  await newFolder(clara, customer.root, "Contracts");
  await open(clara, customer, await newDocument(clara, customer.root, "Plan.txt"));
  const panel = clara.getByRole("complementary");
  const dialog = clara.getByRole("dialog");
  const choose = async (action: string) => {
    await panel.getByRole("button", { name: "More actions" }).click();
    await clara.getByRole("menuitem", { name: action }).click();
  };

  await choose("Rename or classify");
  await dialog.getByLabel("Title").fill("Plan for 2027.txt");
  await pressTwice(clara, dialog.getByRole("button", { name: "Save" }), "UpdateDocument");
  await choose("Rename or classify");
  await dialog.getByText("Confidential", { exact: true }).click();
  await pressTwice(clara, dialog.getByRole("button", { name: "Save" }), "UpdateDocument");

  await panel.getByRole("button", { name: "Give access" }).click();
  await pick(clara, "To whom", "Pia");
  await dialog.getByText("1 hour").click();
  await dialog.getByLabel("What it is for").fill("Review before signing");
  await pressTwice(clara, dialog.getByRole("button", { name: "Give access" }), "GrantAccess");
  await panel.getByRole("button", { name: /Revoke access of Pia/ }).click();
  await pressTwice(clara, dialog.getByRole("button", { name: "Revoke now" }), "RevokeGrant");

  await choose("Move");
  await dialog.getByRole("button", { name: "Contracts" }).click();
  await pressTwice(clara, dialog.getByRole("button", { name: "Move here" }), "MoveDocument");
  await choose("Delete");
  await pressTwice(clara, dialog.getByRole("button", { name: "Delete" }), "DeleteDocument");
  await pressTwice(clara, clara.getByRole("button", { name: "Bring back" }), "RestoreDocument");
  await expect(clara.getByRole("button", { name: "Bring back" })).toHaveCount(0);
});
