import { RaftError } from "../core/errors.ts";
import { StateMachineError } from "../state-machine/errors.ts";
import { StorageError, type StorageErrorCode } from "../storage/types.ts";
import { AdminTokenError } from "./admin-token.ts";
import { ListenError } from "./listen.ts";

/** Something outside this program must change before it can start: a file, a module, the platform, a limit. */
export class ConfigurationError extends Error {
  override readonly name = "ConfigurationError";
}

export type FailureReason =
  /** A bug. */
  | "software"
  | "storage"
  | "configuration"
  /** Something that others hold: a port. */
  | "unavailable"
  /** Stopped by force before all was answered. */
  | "unanswered";

/** How a node process ended. */
export type ProcessOutcome =
  | { readonly kind: "stopped" }
  | { readonly kind: "failed"; readonly reason: FailureReason; readonly message: string };

const CONFIGURATION_CODES: readonly StorageErrorCode[] = ["UNSUPPORTED_PLATFORM", "NEWER_FORMAT"];

/** What kind of failure a fatal error is; the deepest cause that says it decides. */
export function failureReason(error: unknown): FailureReason {
  if (error instanceof StorageError) {
    return CONFIGURATION_CODES.includes(error.code) ? "configuration" : "storage";
  }
  if (error instanceof StateMachineError) {
    switch (error.code) {
      case "NEWER_FORMAT":
        return "configuration";
      case "CORRUPT_ROW":
      case "CORRUPT_SNAPSHOT":
        return "storage";
      case "REJECTED":
      case "UNDECODABLE":
      case "CLOSED":
        return "software";
    }
  }
  if (error instanceof ConfigurationError || error instanceof AdminTokenError) {
    return "configuration";
  }
  if (error instanceof ListenError) {
    return "unavailable";
  }
  if (error instanceof RaftError && error.cause !== undefined) {
    return failureReason(error.cause);
  }
  return "software";
}

/** A RaftError says where it happened; what to do stands in its cause. */
function sentenceOf(error: unknown): string {
  if (!(error instanceof Error)) {
    return String(error);
  }
  return error instanceof RaftError && error.cause !== undefined
    ? `${error.message}: ${sentenceOf(error.cause)}`
    : error.message;
}

/** The outcome of a fatal error, with its one sentence. */
export function failedOutcome(error: unknown): ProcessOutcome & { readonly kind: "failed" } {
  return {
    kind: "failed",
    reason: failureReason(error),
    message: sentenceOf(error),
  };
}
