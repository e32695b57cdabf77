import { lazy, Suspense } from "react";
import type { PreviewProps } from "./Preview";

// Comes with all that it draws with, when it is wanted.
const Preview = lazy(async () => ({ default: (await import("./Preview")).Preview }));

/** Shows a document without saving it. */
export function LazyPreview(props: PreviewProps) {
  return (
    <Suspense>
      <Preview {...props} />
    </Suspense>
  );
}
