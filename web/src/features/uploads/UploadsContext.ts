import { createContext, useContext, useSyncExternalStore } from "react";
import type { Upload, UploadQueue } from "./queue";

export const UploadsContext = createContext<UploadQueue | null>(null);

/** The queue of this page. */
export function useUploadQueue(): UploadQueue {
  const queue = useContext(UploadsContext);
  if (!queue) throw new Error("uploads outside of their context");
  return queue;
}

/** All uploads, as they go on. */
export function useUploads(): readonly Upload[] {
  const queue = useUploadQueue();
  return useSyncExternalStore(queue.subscribe, queue.all);
}

/** Counts the uploads that have been done; a list that shows documents asks again when it changes. */
export function useFinishedUploads(): number {
  const queue = useUploadQueue();
  return useSyncExternalStore(queue.subscribe, queue.finished);
}
