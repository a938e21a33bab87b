import type { CommandRejection } from "./types.ts";

export type StateMachineErrorDetail =
  /** A read that the machine's own rules refuse; the caller's fault, the node goes on. */
  | { readonly code: "REJECTED"; readonly rejection: CommandRejection }
  /** Bytes that are no command, query or result. */
  | { readonly code: "UNDECODABLE" }
  /** Written by a newer version of this software: the node must stop rather than guess. */
  | { readonly code: "NEWER_FORMAT"; readonly found: number; readonly supported: number }
  /** A stored row that cannot be right: the node must stop. */
  | { readonly code: "CORRUPT_ROW" }
  /** A snapshot that is damaged, incomplete or out of order: nothing of it may be installed. */
  | { readonly code: "CORRUPT_SNAPSHOT"; readonly chunk: number }
  | { readonly code: "CLOSED" };

export type StateMachineErrorCode = StateMachineErrorDetail["code"];

/** What a state machine throws. NEWER_FORMAT and CORRUPT_ROW are fatal to the node; the rest fails one call. */
export class StateMachineError extends Error {
  override readonly name = "StateMachineError";
  readonly detail: StateMachineErrorDetail;

  constructor(message: string, detail: StateMachineErrorDetail, options?: ErrorOptions) {
    super(message, options);
    this.detail = detail;
  }

  get code(): StateMachineErrorCode {
    return this.detail.code;
  }
}
