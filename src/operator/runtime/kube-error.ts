import { HostError, type HostErrorDetail } from "../host.ts";
import { listAt, textAt } from "./json.ts";

/** An answer of the API server that is not a success. */
export interface ApiFailure {
  /** `PATCH statefulsets.apps default/demo`. */
  readonly call: string;
  /** What the call was about, for the error's facts. */
  readonly what: string;
  readonly status: number;
  /** The body, parsed where it was JSON; a `Status` object in most cases. */
  readonly body: unknown;
  readonly retryAfterMs: number | null;
}

function detailOf(failure: ApiFailure, sentence: string): HostErrorDetail {
  switch (failure.status) {
    case 401:
    case 403:
      return { code: "FORBIDDEN", what: failure.what };
    case 404:
      return { code: "NOT_FOUND", what: failure.what };
    case 409:
    case 410:
    case 412:
      return { code: "CONFLICT" };
    case 429:
      return { code: "UNAVAILABLE", retryAfterMs: failure.retryAfterMs };
    default:
      return failure.status >= 500
        ? { code: "UNAVAILABLE", retryAfterMs: failure.retryAfterMs }
        : { code: "INVALID", what: sentence };
  }
}

/** The one place where answers of the API server become the operator's errors. */
export function errorOfAnswer(failure: ApiFailure): HostError {
  const message = textAt(failure.body, "message");
  const causes = listAt(failure.body, "details", "causes")
    .map((cause) => `${textAt(cause, "field") ?? "?"}: ${textAt(cause, "message") ?? "?"}`)
    .slice(0, 5);
  const reason = message ?? (causes.length > 0 ? causes.join("; ") : null);
  const sentence = `${failure.call}: the API server answered ${failure.status}${reason === null ? "" : `: ${reason}`}${hintOf(failure)}`;
  return new HostError(sentence, detailOf(failure, reason ?? sentence));
}

function hintOf(failure: ApiFailure): string {
  if (failure.status === 404 && textAt(failure.body, "details", "name") === null) {
    return `: it does not serve ${failure.what}; for the operator's own kind apply the definition that comes with it (crds/, or the chart)`;
  }
  return failure.status === 403
    ? ": grant it to the operator's ServiceAccount (the chart and manifests/install.yaml hold the roles)"
    : "";
}

/** The API server could not be reached, or the connection broke before the whole answer was there. */
export function errorOfConnection(call: string, cause: unknown): HostError {
  const reason = cause instanceof Error ? rootMessage(cause) : String(cause);
  return new HostError(
    `${call}: no answer from the API server: ${reason}`,
    { code: "UNAVAILABLE", retryAfterMs: null },
    { cause },
  );
}

/** The outermost message of a failed fetch says only that it failed; the innermost says why. */
function rootMessage(error: Error): string {
  let root = error;
  while (root.cause instanceof Error) {
    root = root.cause;
  }
  return root.message === "" ? root.name : root.message;
}
