import { expect, layoutShift, manyDocuments, newCustomer, open, test } from "../e2e/vault";

// How a list of ten thousand documents scrolls, from its first to its last row, read page by page on the way.

const documents = 10_000;
// What is scrolled in each frame, in CSS pixels: a screen and more, as by the scroll bar, or as by a quick wheel.
const passes = { "read on the way": 1_000, "once it is there": 1_000, "by the wheel": 200 };
const longest = 200; // milliseconds that one task may take

test("ten thousand documents scroll smoothly", async ({ as }) => {
  test.setTimeout(1_200_000);
  const clara = await as("Clara");
  const customer = await newCustomer(clara);
  await manyDocuments(clara, customer.root, documents);
  await open(clara, customer);
  const list = clara.getByRole("table", { name: "Documents" });
  await expect(list.getByRole("link", { name: "Letter 00001.txt" })).toBeVisible();

  for (const [pass, step] of Object.entries(passes)) {
    const shifted = await layoutShift(clara);
    const seen = await clara.evaluate(
      async ([pixels, count]) => {
        const frames: number[] = [];
        let rows = 0;
        const last = () => document.querySelector(`tr[aria-rowindex="${count + 1}"]`);
        window.scrollTo(0, 0);
        while (last()) await new Promise(requestAnimationFrame);
        await new Promise((resolve) => setTimeout(resolve, 1_000)); // a leap is no scrolling
        const tasks: number[] = [];
        const observer = new PerformanceObserver((entries) => {
          tasks.push(...entries.getEntries().map(({ duration }) => duration));
        });
        observer.observe({ type: "longtask" });
        let before = performance.now();
        while (!last() && frames.length < 20_000) {
          window.scrollBy(0, pixels);
          await new Promise(requestAnimationFrame);
          const now = performance.now();
          frames.push(now - before);
          before = now;
          rows = Math.max(rows, document.querySelectorAll("tbody tr").length);
        }
        observer.disconnect();
        frames.sort((a, b) => a - b);
        const at = (share: number) => Math.round(frames[Math.floor(share * (frames.length - 1))] ?? 0);
        return {
          rows,
          frames: frames.length,
          p50: at(0.5),
          p99: at(0.99),
          tasks: tasks.length,
          task: Math.max(0, ...tasks),
        };
      },
      [step, documents] as const,
    );
    const shift = (await layoutShift(clara)) - shifted;
    console.log(
      `${pass}: ${seen.frames} frames, p50 ${seen.p50} ms, p99 ${seen.p99} ms; ${seen.tasks} tasks over 50 ms, the longest ${Math.round(seen.task)} ms; at most ${seen.rows} rows; layout shift ${shift}`,
    );
    expect(seen.frames).toBeGreaterThan(documents / 100);
    expect(seen.rows).toBeLessThan(100);
    expect.soft(shift).toBeLessThan(0.02);
    expect.soft(seen.task).toBeLessThan(longest);
  }
});
