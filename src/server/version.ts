import { readFileSync } from "node:fs";

/** The package's version. The file is two folders up from src/server and from dist/server alike. */
export function readVersion(): string {
  const parsed: unknown = JSON.parse(
    readFileSync(new URL("../../package.json", import.meta.url), "utf8"),
  );
  return typeof parsed === "object" &&
    parsed !== null &&
    "version" in parsed &&
    typeof parsed.version === "string"
    ? parsed.version
    : "unknown";
}
