import { describe, expect, it } from "vitest";
import {
  ALL_CRASH_POINTS,
  createCrashPointHook,
  parseCrashPoint,
} from "../../../src/server/crash-points.ts";

describe("crash points", () => {
  it("kill at the nth passing only", () => {
    let kills = 0;
    const hook = createCrashPointHook({ name: "after-listen", occurrence: 2 }, () => {
      kills += 1;
    });

    hook("after-listen");
    hook("after-open");
    expect(kills).toBe(0);
    hook("after-listen");
    hook("after-listen");

    expect(kills).toBe(1);
  });

  it("do nothing where none is asked for", () => {
    const hook = createCrashPointHook(null, () => {
      throw new Error("killed");
    });

    expect(() => hook("after-listen")).not.toThrow();
  });

  it("include those of storage, node and server, each readable", () => {
    expect(ALL_CRASH_POINTS).toEqual(
      expect.arrayContaining(["before-assign", "node-before-answer", "before-bootstrap-answer"]),
    );
    for (const name of ALL_CRASH_POINTS) {
      expect(parseCrashPoint(name)).toEqual({ kind: "point", point: { name, occurrence: 1 } });
    }
  });
});
