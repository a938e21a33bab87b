import type { KeyRange } from "./rocksdb-binding.ts";
import type { StorageErrorDetail } from "./types.ts";

/** What the writer's thread starts with. */
export interface WriterThreadData {
  readonly handle: bigint;
  readonly path: string;
}

/** Answered in order, one answer each. */
export type WriterRequest =
  | { readonly kind: "write"; readonly batch: Uint8Array; readonly sync: boolean }
  | { readonly kind: "deleteRange"; readonly range: KeyRange }
  /** Answered by the thread's end. */
  | { readonly kind: "stop" };

/** An error crosses threads as its facts: a cloned one would lose its code. */
export type WriterResponse =
  | { readonly kind: "ready" }
  | { readonly kind: "done" }
  | { readonly kind: "failed"; readonly message: string; readonly detail: StorageErrorDetail };
