import { describe, expect, it } from "vitest";
import { renderRecord } from "../../../sim/report/trace-text.ts";
import type { TraceEvent } from "../../../sim/trace.ts";
import { APPEND } from "./records.ts";

function lineOf(event: TraceEvent): string {
  return renderRecord({ step: 42, atUs: 12_000_345, event });
}

describe("a line of a trace", () => {
  it("says when, at which step, who and what", () => {
    expect(lineOf({ kind: "applied", nodeId: 2, index: 9 })).toBe(
      "    12.000345 s      42  node 2      has applied up to 9",
    );
  });

  it("says to whom a message goes, what is in it, and that it is lost", () => {
    expect(lineOf({ kind: "sent", message: APPEND, fate: "lost" })).toContain(
      "node 1      -> node 2: append term 3 after 2/7 entries 3/8 to 3/9 (1 of configuration) commit 6 [lost]",
    );
    expect(lineOf({ kind: "delivered", message: APPEND })).toContain(
      "node 2      <- node 1: append",
    );
  });

  it("says what a crash took away", () => {
    expect(
      lineOf({ kind: "crashed", place: 1, nodeId: 2, lostWrites: 3, reason: "power failure" }),
    ).toContain("is gone from place 1: power failure; 3 unsynced writes are lost");
  });

  it("names the check that is violated", () => {
    expect(lineOf({ kind: "violation", check: "log-matching", sentence: "they differ" })).toContain(
      "VIOLATION   log-matching: they differ",
    );
  });
});
