import { HostError } from "../host.ts";
import { textAt, valueAt } from "./json.ts";
import { errorOfAnswer } from "./kube-error.ts";
import { isKubeObject, type KubeObject } from "./kube-object.ts";
import type { KubeResponse } from "./kube-transport.ts";

export type WatchEvent =
  /** The server took the watch; events follow as they happen. */
  | { readonly type: "OPENED" }
  | { readonly type: "ADDED" | "MODIFIED" | "DELETED"; readonly object: KubeObject }
  /** Nothing changed up to this version. */
  | { readonly type: "BOOKMARK"; readonly resourceVersion: string };

/** A whole answer of the API server. */
export interface Answer {
  readonly status: number;
  readonly body: unknown;
  readonly retryAfterMs: number | null;
}

/** Reads it to its end, JSON or not. */
export async function readAnswer(response: KubeResponse): Promise<Answer> {
  const text = await response.text();
  return {
    status: response.status,
    body: parseJson(text),
    retryAfterMs: toRetryAfterMs(response.headers["retry-after"]),
  };
}

/** Null for what is not JSON: a proxy's error page. The status decides then. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) {
      return null;
    }
    throw error;
  }
}

/** Only the form in seconds: the API server sends no other. */
function toRetryAfterMs(header: string | undefined): number | null {
  return header !== undefined && /^\d{1,6}$/.test(header) ? Number(header) * 1000 : null;
}

/** The body of a success. @throws HostError for any other answer. */
export function succeed(answer: Answer, call: string, what: string): unknown {
  if (answer.status >= 200 && answer.status < 300) {
    return answer.body;
  }
  throw errorOfAnswer({ call, what, ...answer });
}

/** A 404 whose Status names an object is about the object; one without a name (or in plain text) is about the kind. */
export function isObjectNotFound(body: unknown): boolean {
  return textAt(body, "details", "name") !== null;
}

/** @throws HostError where the server sent something else. */
export function toObject(value: unknown, call: string): KubeObject {
  if (!isKubeObject(value)) {
    throw new HostError(
      `${call}: the API server's answer is not an object with apiVersion, kind, name, uid and resourceVersion`,
      { code: "UNAVAILABLE", retryAfterMs: null },
    );
  }
  return value;
}

/**
 * One line of a watch; "expired" where the server says that the version is too old.
 *
 * @throws HostError for any other error that the server sends, and for a line that is no event.
 */
export function toWatchEvent(
  line: string,
  context: { readonly call: string; readonly what: string },
): WatchEvent | "expired" {
  const value = parseJson(line);
  const type = textAt(value, "type");
  const object = valueAt(value, "object");
  switch (type) {
    case "ADDED":
    case "MODIFIED":
    case "DELETED":
      return { type, object: toObject(object, context.call) };
    case "BOOKMARK":
      return {
        type,
        resourceVersion: textAt(object, "metadata", "resourceVersion") ?? "",
      };
    case "ERROR": {
      const code = valueAt(object, "code");
      if (code === 410) {
        return "expired";
      }
      throw errorOfAnswer({
        ...context,
        status: typeof code === "number" ? code : 500,
        body: object,
        retryAfterMs: null,
      });
    }
    default:
      throw new HostError(`${context.call}: a line of the stream is not a watch event`, {
        code: "UNAVAILABLE",
        retryAfterMs: null,
      });
  }
}
