import type Uppy from "@uppy/core";
import type { Client } from "@urql/core";
import { graphql } from "../../gql";
import type { Classification } from "../../gql/graphql";
import { toProblem, type Problem } from "../../shared/api/problem";
import { currentSession, onSession } from "../../shared/api/session";
import { newFolderFinder } from "./folders";
import { titleOf, type Incoming } from "./incoming";
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

/** "stalled" goes on by itself when the vault can be reached again. */
export type UploadState = "waiting" | "sending" | "paused" | "stalled" | "done" | "failed";

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
  /** Brings files in; those with a path, into folders beneath the target's, which come to be. */
  add(files: readonly Incoming[], target: Target): void;
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
  /** The number of uploads that have been done, those that were cleared included. */
  readonly finished: () => number;
  readonly subscribe: (tell: () => void) => () => void;
}

// So many are sent at once; the others wait, so that ten thousand files do not become ten thousand requests.
const lanes = 3;

// How often a stalled upload tries again, in milliseconds.
const again = 3000;

export function newUploadQueue(client: Client): UploadQueue {
  let uploads: readonly Upload[] = [];
  let lastId = 0;
  let finished = 0;
  const files = new Map<number, File>();
  const paths = new Map<number, readonly string[]>();
  const waiting: number[] = [];
  const active = new Set<number>();
  const taken = new Set<string>(); // the addresses that uploads of this page go to: two files may look the same
  const folderOf = newFolderFinder(client);
  const uppyIds = new Map<number, string>();
  const listeners = new Set<() => void>();
  let loading: Promise<Uppy> | undefined;
  let creating: Promise<unknown> = Promise.resolve();

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
        limit: lanes,
        retryDelays: [0, 1000, 2000], // then it stalls
        storeFingerprintForResuming: false, // unfinished.ts remembers, together with where the file goes
      });
      uppy.on("upload-progress", (file, progress) => {
        const id = idOf(file);
        if (id !== undefined) patch(id, { sent: progress.bytesUploaded || 0 });
      });
      uppy.on("upload-success", (file) => {
        const id = idOf(file);
        if (id === undefined) return;
        finished++;
        patch(id, { state: "done", sent: find(id)?.size ?? 0 });
        forgetUnfinished(files.get(id), find(id)?.target);
        files.delete(id);
        leave(id);
      });
      uppy.on("upload-error", (file, error) => {
        const id = idOf(file);
        if (id !== undefined) fail(id, toProblem(error));
      });
      return uppy;
    });
    return loading;
  }

  // Lets the next ones begin, while somebody is signed in.
  function pump(): void {
    while (active.size < lanes && currentSession() === "standing") {
      const id = waiting.shift();
      if (id === undefined) return;
      if (find(id)?.state !== "waiting") continue;
      active.add(id);
      void (uppyIds.has(id) ? goOn(id) : begin(id));
    }
  }

  // What a lost session broke off goes on with the next one.
  onSession(() => {
    if (currentSession() !== "standing") return;
    for (const { id, state, problem } of uploads) {
      if (state !== "failed" || problem?.code !== "UNAUTHENTICATED") continue;
      patch(id, { state: "waiting", problem: null });
      waiting.push(id);
    }
    pump();
  });

  function leave(id: number): void {
    active.delete(id);
    pump();
  }

  function fail(id: number, problem: Problem): void {
    if (problem.code === "NETWORK" || problem.code === "UNAVAILABLE") {
      patch(id, { state: "stalled", problem });
      setTimeout(() => {
        if (find(id)?.state === "stalled") void goOn(id);
      }, again);
      return;
    }
    // What the server no longer has can only begin anew.
    if (problem.code === "NOT_FOUND" && forgetUnfinished(files.get(id), find(id)?.target)) {
      patch(id, { state: "waiting", problem: null });
      void withUppy(id, (uppy, uppyId) => {
        uppyIds.delete(id);
        uppy.removeFile(uppyId);
      }).then(() => begin(id));
      return;
    }
    patch(id, { state: "failed", problem });
    leave(id);
  }

  // From the last byte that the server has.
  async function goOn(id: number): Promise<void> {
    patch(id, { state: "sending", problem: null });
    if (uppyIds.has(id)) await withUppy(id, (uppy, uppyId) => void uppy.retryUpload(uppyId));
    else await begin(id);
  }

  // Where to send a file: where an earlier page left off, or a new upload.
  async function urlFor(file: File, upload: Upload): Promise<string> {
    const unfinished = unfinishedUrl(file, upload.target);
    if (unfinished !== null && !taken.has(unfinished)) {
      taken.add(unfinished);
      return unfinished;
    }
    const { target } = upload;
    const input = {
      ...target,
      ...("folderId" in target && {
        folderId: await folderOf(target.folderId, paths.get(upload.id) ?? []),
        title: titleOf(upload.name, 255),
      }),
      mediaType: file.type || "application/octet-stream",
      size: file.size,
    };
    // One after the other: of two mutations that look the same, the client drops one.
    const answer = creating.then(() => client.mutation(createUploadMutation, { input }).toPromise());
    creating = answer;
    const { data, error } = await answer;
    if (error) throw error;
    if (!data) throw new TypeError("an answer without data");
    const { uploadUrl } = data.createUpload;
    taken.add(uploadUrl);
    rememberUnfinished(file, target, uploadUrl);
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
      fail(id, toProblem(error));
    }
  }

  async function withUppy(id: number, act: (uppy: Uppy, uppyId: string) => void): Promise<void> {
    const uppyId = uppyIds.get(id);
    if (uppyId !== undefined) act(await load(), uppyId);
  }

  return {
    add(added, target) {
      const fresh = added.map(({ file, path }) => {
        const id = ++lastId;
        files.set(id, file);
        paths.set(id, path);
        waiting.push(id);
        const { name, size } = file;
        return { id, name, size, sent: 0, state: "waiting", target, problem: null } as const;
      });
      replace([...uploads, ...fresh]);
      pump();
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
      const state = find(id)?.state;
      if (state !== "failed" && state !== "stalled") return;
      active.add(id);
      void goOn(id);
    },
    remove(id) {
      void withUppy(id, (uppy, uppyId) => {
        uppy.removeFile(uppyId);
      });
      forgetUnfinished(files.get(id), find(id)?.target);
      files.delete(id);
      uppyIds.delete(id);
      replace(uploads.filter((upload) => upload.id !== id));
      leave(id);
    },
    clear() {
      replace(uploads.filter((upload) => upload.state !== "done"));
    },
    all: () => uploads,
    finished: () => finished,
    subscribe(tell) {
      listeners.add(tell);
      return () => listeners.delete(tell);
    },
  };
}
