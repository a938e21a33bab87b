/** Reading of JSON that somebody else wrote: a path that leads nowhere, or to another type, reads as absent. */
export type JsonRecord = Readonly<Record<string, unknown>>;

export function isRecord(value: unknown): value is JsonRecord {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The value at a path of field names; undefined where any step is missing. */
export function valueAt(value: unknown, ...path: readonly string[]): unknown {
  let current = value;
  for (const field of path) {
    current = isRecord(current) ? current[field] : undefined;
  }
  return current;
}

export function textAt(value: unknown, ...path: readonly string[]): string | null {
  const found = valueAt(value, ...path);
  return typeof found === "string" ? found : null;
}

/** Only safe integers count: a number beyond them was already rounded by the JSON parser. */
export function integerAt(value: unknown, ...path: readonly string[]): number | null {
  const found = valueAt(value, ...path);
  return typeof found === "number" && Number.isSafeInteger(found) ? found : null;
}

export function listAt(value: unknown, ...path: readonly string[]): readonly unknown[] {
  const found = valueAt(value, ...path);
  return Array.isArray(found) ? found : [];
}

export function isTextMap(value: unknown): value is Readonly<Record<string, string>> {
  return isRecord(value) && Object.values(value).every((entry) => typeof entry === "string");
}
