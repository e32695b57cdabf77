import { ask, choose, expect, newCustomer, newDocument, newGrant, open, test, userId } from "./vault";

// Documents are looked at without saving them.

// One page that says what it is told to, in a font that it does not bring along.
function pdf(words: string): Buffer {
  const content = `BT /F1 40 Tf 60 700 Td (${words}) Tj ET`;
  const objects = [
    "<</Type/Catalog/Pages 2 0 R/OpenAction<</S/JavaScript/JS(app.alert\\(1\\))>>>>",
    "<</Type/Pages/Kids[3 0 R]/Count 1>>",
    "<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
    `<</Length ${content.length}>>stream\n${content}\nendstream`,
    "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
  ];
  const body = objects.map((object, index) => `${index + 1} 0 obj${object}endobj\n`).join("");
  return Buffer.from(`%PDF-1.7\n${body}trailer<</Root 1 0 R/Size 6>>\n%%EOF\n`);
}

// A picture of 2 by 2 pixels.
const png = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAIAAAACCAIAAAD91JpzAAAAFklEQVR4nGP8z8DAwMDAxMDAwMDAAAANHQEDasKb6QAAAABJRU5ErkJggg==",
  "base64",
);

test("a PDF, a picture and a text are shown, each fetched once and logged", async ({ as }) => {
  const clara = await as("Clara");
  const customer = await newCustomer(clara);
  await open(clara, customer);
  await choose(clara, clara.getByRole("button", { name: "Upload", exact: true }).first(), [
    { name: "Contract.pdf", mimeType: "application/pdf", buffer: pdf("Hello Northwind") },
    { name: "Broken.pdf", mimeType: "application/pdf", buffer: Buffer.from("no PDF at all") },
    { name: "Seal.png", mimeType: "image/png", buffer: png },
    { name: "Note.txt", mimeType: "text/plain", buffer: Buffer.from("<b>not bold</b>") },
    { name: "Page.html", mimeType: "text/html", buffer: Buffer.from("<script>alert(1)</script>") },
  ]);
  await clara.getByRole("button", { name: "Upload 5 files" }).click();
  await expect(clara.getByText(/Sealed and stored/)).toHaveCount(5);
  await clara.getByRole("button", { name: "Clear" }).click();

  const fetched: string[] = [];
  clara.on("request", (request) => {
    if (request.url().includes("/content")) fetched.push(request.url());
  });
  const panel = clara.getByRole("complementary");
  const shown = clara.getByRole("dialog");
  const look = async (title: string) => {
    await clara.getByRole("link", { name: title }).click();
    await panel.getByRole("button", { name: "Preview" }).click();
  };

  await look("Contract.pdf");
  const page = shown.getByRole("img", { name: "Page 1 of 1" }).locator("canvas");
  await expect(shown.getByText("Hello Northwind")).toBeAttached();
  const dark = await page.evaluate((canvas: HTMLCanvasElement) => {
    const pixels = canvas.getContext("2d")?.getImageData(0, 0, canvas.width, canvas.height).data ?? [];
    return [...pixels].filter((value, index) => index % 4 === 0 && value < 80).length;
  });
  expect(dark).toBeGreaterThan(500);
  await clara.keyboard.press("Escape");
  expect(fetched).toHaveLength(1);

  await look("Broken.pdf");
  await expect(shown.getByText("It cannot be shown")).toBeVisible();
  await clara.keyboard.press("Escape");

  await look("Seal.png");
  const picture = shown.getByRole("img", { name: "Seal.png" });
  await expect.poll(() => picture.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(2);
  await clara.keyboard.press("Escape");

  await look("Note.txt");
  await expect(shown.getByText("<b>not bold</b>")).toBeVisible();
  await clara.keyboard.press("Escape");

  await clara.getByRole("link", { name: "Page.html" }).click();
  await expect(panel.getByRole("link", { name: "Download", exact: true })).toBeVisible();
  await expect(panel.getByRole("button", { name: "Preview" })).toHaveCount(0);

  const otto = await as("Otto");
  await otto.goto(`/events?customer=${customer.id}`);
  await expect(otto.getByText("document:download")).toHaveCount(4);
});

test("a partner looks at what is open to them, marked where it must be, until the time is over", async ({ as }) => {
  const clara = await as("Clara");
  const customer = await newCustomer(clara);
  const documentId = await newDocument(clara, customer.root, `Plan of ${customer.name}.txt`);
  await ask(clara, "mutation ($input: UpdateDocumentInput!) { updateDocument(input: $input) { document { id } } }", {
    input: { documentId, classification: "CONFIDENTIAL" },
  });
  const grantId = await newGrant(clara, await userId(clara, "Pia"), { documentId }, 3600);
  const pia = await as("Pia");
  const row = pia.getByRole("row", { name: new RegExp(customer.name) });
  await row.getByRole("button", { name: /Preview of Plan/ }).click();
  const shown = pia.getByRole("dialog");
  await expect(shown.getByText("Dear Northwind")).toBeVisible();
  await expect(shown.getByText(/(59|60) minutes left/)).toBeVisible();
  await expect(shown.getByRole("img", { name: /Seen by Pia Partner/ })).toBeVisible();

  await ask(clara, "mutation ($input: RevokeGrantInput!) { revokeGrant(input: $input) { grant { id } } }", {
    input: { grantId },
  });
  await expect(shown.getByText("Your access to this is over")).toBeVisible();
  await expect(shown.getByText("Dear Northwind")).toHaveCount(0);
});
