import { createHash } from "node:crypto";

/**
 * A hash of JSON that does not depend on the order of keys; keys whose value is `undefined` count as absent. It is taken of objects as
 * the operator builds them, never as the API server returns them: the server fills in defaults, which would look like a change.
 */
export function hashOf(value: unknown): string {
  return createHash("sha256")
    .update(JSON.stringify(value, withSortedKeys))
    .digest("hex")
    .slice(0, 16);
}

function withSortedKeys(_key: string, value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    return value;
  }
  return Object.fromEntries(
    Object.entries(value).sort(([left], [right]) => (left < right ? -1 : 1)),
  );
}
