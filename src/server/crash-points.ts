import { NODE_CRASH_POINTS } from "../node.ts";
import { STORAGE_CRASH_POINTS } from "../storage/crash-points.ts";

/** Where the process itself may be killed, beside what storage and core offer. */
export const SERVER_CRASH_POINTS = [
  "after-open",
  "after-listen",
  "before-bootstrap",
  "after-bootstrap-durable",
  "before-bootstrap-answer",
  "before-join",
  "after-join-durable",
  "before-join-answer",
  "after-start",
  "before-close",
] as const;

export type ServerCrashPoint = (typeof SERVER_CRASH_POINTS)[number];

/** All names, as `--list-crash-points` prints them. */
export const ALL_CRASH_POINTS: readonly string[] = [
  ...new Set<string>([...SERVER_CRASH_POINTS, ...NODE_CRASH_POINTS, ...STORAGE_CRASH_POINTS]),
].sort();

/** Die at the `occurrence`th time that the point is passed; from 1. */
export interface CrashPoint {
  readonly name: string;
  readonly occurrence: number;
}

export type CrashPointResult =
  | { readonly kind: "point"; readonly point: CrashPoint }
  | { readonly kind: "invalid"; readonly problem: string };

/** Reads `point` or `point@n`. */
export function parseCrashPoint(text: string): CrashPointResult {
  const [name = "", occurrenceText = "1", ...rest] = text.split("@");
  const occurrence = Number(occurrenceText);
  if (rest.length > 0 || !/^[1-9]\d{0,8}$/.test(occurrenceText)) {
    return {
      kind: "invalid",
      problem: `RAFT_CRASH_AT must be POINT or POINT@N with N from 1 to 999999999, found ${JSON.stringify(text)}`,
    };
  }
  if (!ALL_CRASH_POINTS.includes(name)) {
    return {
      kind: "invalid",
      problem: `RAFT_CRASH_AT names no crash point: ${JSON.stringify(name)}; --list-crash-points prints them`,
    };
  }
  return { kind: "point", point: { name, occurrence } };
}

/**
 * Calls `kill` when the point is passed for the nth time. The kill is a SIGKILL of the own process: nothing is flushed, closed or answered, as in a
 * crash.
 */
export function createCrashPointHook(
  point: CrashPoint | null,
  kill: () => void,
): (name: string) => void {
  if (point === null) {
    return () => undefined;
  }
  let passed = 0;
  return (name) => {
    if (name === point.name) {
      passed += 1;
      if (passed === point.occurrence) {
        kill();
      }
    }
  };
}
