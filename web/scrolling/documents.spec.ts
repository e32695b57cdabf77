import { expect, layoutShift, manyDocuments, newCustomer, open, test } from "../e2e/vault";

// How a list of ten thousand documents scrolls, from its first to its last row, read page by page on the way.

const documents = 10_000;
const step = 1_000; // CSS pixels, as a hurried wheel
const longest = 200; // milliseconds that one task may take

test("ten thousand documents scroll smoothly", async ({ as }) => {
  test.setTimeout(1_200_000);
  const clara = await as("Clara");
  const customer = await newCustomer(clara);
  await manyDocuments(clara, customer.root, documents);
  await open(clara, customer);
  const list = clara.getByRole("table", { name: "Documents" });
  await expect(list.getByRole("link", { name: "Letter 00001.txt" })).toBeVisible();

  for (const pass of ["read on the way", "once it is there"]) {
    const shifted = await layoutShift(clara);
    const seen = await clara.evaluate(
      async ([pixels, count]) => {
        const tasks: number[] = [];
        const observer = new PerformanceObserver((entries) => {
          tasks.push(...entries.getEntries().map(({ duration }) => duration));
        });
        observer.observe({ type: "longtask" });
        const frames: number[] = [];
        let rows = 0;
        let before = performance.now();
        const last = () => document.querySelector(`tr[aria-rowindex="${count + 1}"]`);
        window.scrollTo(0, 0);
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
    expect(seen.rows).toBeLessThan(100);
    expect.soft(shift).toBeLessThan(0.02);
    expect.soft(seen.task).toBeLessThan(longest);
  }
});
