import type Uppy from "@uppy/core";
import type { Client } from "@urql/core";
import { graphql } from "../../gql";
import type { Classification } from "../../gql/graphql";
import { toProblem, type Problem } from "../../shared/api/problem";
import { forgetUnfinished, rememberUnfinished, unfinishedUrl } from "./unfinished";

const createUploadMutation = graphql(/* GraphQL */ `
  mutation CreateUpload($input: CreateUploadInput!) {
    createUpload(input: $input) {
      uploadId
      uploadUrl
      documentId
    }
  }
`);

/** Where the bytes of a file go. */
export type Target =
  | { readonly folderId: string; readonly classification: Classification }
  | { readonly documentId: string };

export type UploadState = "waiting" | "sending" | "paused" | "done" | "failed";

export interface Upload {
  /** Names the upload within the queue. */
  readonly id: number;
  readonly name: string;
  /** In bytes, as is sent. */
  readonly size: number;
  readonly sent: number;
  readonly state: UploadState;
  readonly target: Target;
  readonly problem: Problem | null;
}

/**
 * The uploads of this page, whichever view is open. The server makes the document when the last byte is durable; an
 * upload is shown as done only after the server has said so.
 */
export interface UploadQueue {
  add(files: readonly File[], target: Target): void;
  pause(id: number): void;
  resume(id: number): void;
  /** Tries a failed upload again, from the last byte that the server has. */
  retry(id: number): void;
  /** Gives an upload up, and removes it. */
  remove(id: number): void;
  /** Removes all that are done. */
  clear(): void;
  /** The same array until something changes. */
  readonly all: () => readonly Upload[];
  readonly subscribe: (tell: () => void) => () => void;
}

export function newUploadQueue(client: Client): UploadQueue {
  let uploads: readonly Upload[] = [];
  let lastId = 0;
  const files = new Map<number, File>();
  const uppyIds = new Map<number, string>();
  const listeners = new Set<() => void>();
  let loading: Promise<Uppy> | undefined;

  function replace(next: readonly Upload[]): void {
    uploads = next;
    listeners.forEach((tell) => {
      tell();
    });
  }

  function patch(id: number, change: Partial<Upload>): void {
    replace(uploads.map((upload) => (upload.id === id ? { ...upload, ...change } : upload)));
  }

  function find(id: number): Upload | undefined {
    return uploads.find((upload) => upload.id === id);
  }

  // Uppy's file has an id; the types of @uppy/tus hide it.
  function idOf(file: object | undefined): number | undefined {
    const { id: sought } = (file ?? {}) as { id?: string };
    return [...uppyIds].find(([, uppyId]) => uppyId === sought)?.[0];
  }

  // Uppy is loaded with the first upload.
  function load(): Promise<Uppy> {
    loading ??= Promise.all([import("@uppy/core"), import("@uppy/tus")]).then(([core, tus]) => {
      const uppy = new core.default({ autoProceed: false, allowMultipleUploadBatches: true });
      uppy.use(tus.default, {
        allowedMetaFields: [],
        limit: 3,
        retryDelays: [0, 1000, 3000, 5000, 10000],
        storeFingerprintForResuming: false, // unfinished.ts remembers, together with where the file goes
      });
      uppy.on("upload-progress", (file, progress) => {
        const id = idOf(file);
        if (id !== undefined) patch(id, { sent: progress.bytesUploaded || 0 });
      });
      uppy.on("upload-success", (file) => {
        const id = idOf(file);
        if (id === undefined) return;
        patch(id, { state: "done", sent: find(id)?.size ?? 0 });
        forgetUnfinished(files.get(id), find(id)?.target);
        files.delete(id);
      });
      uppy.on("upload-error", (file, error) => {
        const id = idOf(file);
        if (id === undefined) return;
        const problem = toProblem(error);
        patch(id, { state: "failed", problem });
        // What the server no longer has can only begin anew.
        if (problem.code === "NOT_FOUND") startOver(uppy, id);
      });
      return uppy;
    });
    return loading;
  }

  function startOver(uppy: Uppy, id: number): void {
    const uppyId = uppyIds.get(id);
    uppyIds.delete(id);
    if (uppyId !== undefined) uppy.removeFile(uppyId);
    if (forgetUnfinished(files.get(id), find(id)?.target)) {
      patch(id, { state: "waiting", problem: null });
      void begin(id);
    }
  }

  // Where to send a file: where an earlier page left off, or a new upload.
  async function urlFor(file: File, upload: Upload): Promise<string> {
    const unfinished = unfinishedUrl(file, upload.target);
    if (unfinished !== null) return unfinished;
    const { data, error } = await client
      .mutation(createUploadMutation, {
        input: {
          ...upload.target,
          ...("folderId" in upload.target && { title: upload.name }),
          mediaType: file.type || "application/octet-stream",
          size: file.size,
        },
      })
      .toPromise();
    if (error) throw error;
    if (!data) throw new TypeError("an answer without data");
    const { uploadUrl } = data.createUpload;
    rememberUnfinished(file, upload.target, uploadUrl);
    return uploadUrl;
  }

  async function begin(id: number): Promise<void> {
    const file = files.get(id);
    const upload = find(id);
    if (!file || !upload) return;
    try {
      const uploadUrl = await urlFor(file, upload);
      const uppy = await load();
      if (!find(id)) return; // removed meanwhile; the server gives the upload up by itself
      // The path keeps two files of the same name apart.
      const uppyId = uppy.addFile({ name: file.name, data: file, meta: { relativePath: uploadUrl } });
      uppy.setFileState(uppyId, { tus: { uploadUrl } });
      uppyIds.set(id, uppyId);
      patch(id, { state: "sending" });
      void uppy.upload();
    } catch (error) {
      patch(id, { state: "failed", problem: toProblem(error) });
    }
  }

  async function withUppy(id: number, act: (uppy: Uppy, uppyId: string) => void): Promise<void> {
    const uppyId = uppyIds.get(id);
    if (uppyId !== undefined) act(await load(), uppyId);
  }

  return {
    add(added, target) {
      const fresh = added.map((file) => {
        const id = ++lastId;
        files.set(id, file);
        const { name, size } = file;
        return { id, name, size, sent: 0, state: "waiting", target, problem: null } as const;
      });
      replace([...uploads, ...fresh]);
      // One after the other, so that ten thousand files do not become ten thousand requests at once.
      void fresh.reduce((before, { id }) => before.then(() => begin(id)), Promise.resolve());
    },
    pause(id) {
      if (find(id)?.state !== "sending") return;
      patch(id, { state: "paused" });
      void withUppy(id, (uppy, uppyId) => uppy.pauseResume(uppyId));
    },
    resume(id) {
      if (find(id)?.state !== "paused") return;
      patch(id, { state: "sending" });
      void withUppy(id, (uppy, uppyId) => uppy.pauseResume(uppyId));
    },
    retry(id) {
      if (find(id)?.state !== "failed") return;
      patch(id, { state: uppyIds.has(id) ? "sending" : "waiting", problem: null });
      if (uppyIds.has(id)) void withUppy(id, (uppy, uppyId) => void uppy.retryUpload(uppyId));
      else void begin(id);
    },
    remove(id) {
      void withUppy(id, (uppy, uppyId) => {
        uppy.removeFile(uppyId);
      });
      forgetUnfinished(files.get(id), find(id)?.target);
      files.delete(id);
      uppyIds.delete(id);
      replace(uploads.filter((upload) => upload.id !== id));
    },
    clear() {
      replace(uploads.filter((upload) => upload.state !== "done"));
    },
    all: () => uploads,
    subscribe(tell) {
      listeners.add(tell);
      return () => listeners.delete(tell);
    },
  };
}
