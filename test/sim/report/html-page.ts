import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Picture } from "./lanes.ts";

export interface PageFacts {
  /** What was run, in a few words. */
  readonly title: string;
  /** The command that repeats it. */
  readonly command: string;
  /** Null where nothing was wrong. */
  readonly violation: { readonly check: string; readonly sentence: string } | null;
}

/** Where the page's data stands in its template. */
const PLACE = "/*DATA*/null";

/** One page that needs nothing but itself: the picture as data, and what draws it. The same picture gives the same bytes. */
export function renderPage(picture: Picture, facts: PageFacts): string {
  const template = readFileSync(join(import.meta.dirname, "lanes-page.html"), "utf8");
  // Closes no script element, whatever a client has written.
  const data = JSON.stringify({ ...facts, picture }).replaceAll("<", "\\u003c");
  const at = template.indexOf(PLACE);
  return template.slice(0, at) + data + template.slice(at + PLACE.length);
}
