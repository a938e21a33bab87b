import { describe, expect, it } from "vitest";
import { memoryLimit, planMemory, shareRangeBytes } from "../../../src/server/memory-plan.ts";

const MIB = 1024 * 1024;

describe("memory plan", () => {
  it.each([
    [256, 131],
    [512, 260],
    [1024, 520],
    [24_000, 4144],
  ])("keeps heap and caches of a %i MiB limit under 70 %%", (limitMib, heapMib) => {
    const result = planMemory({ limitBytes: limitMib * MIB, heapLimitBytes: heapMib * MIB });

    expect(result.kind).toBe("plan");
    if (result.kind === "plan") {
      const { heapBytes, databaseBytes, entryWindowBytes, recordCacheBytes, rangeBytes } =
        result.plan;
      const planned = heapBytes + databaseBytes + entryWindowBytes + recordCacheBytes + rangeBytes;
      expect(planned).toBeLessThanOrEqual(0.7 * limitMib * MIB);
      expect(databaseBytes).toBeGreaterThanOrEqual(8 * MIB);
    }
  });

  it.each([192, 256, 512])("says with which heap to start at a limit of %i MiB", (limitMib) => {
    const limitBytes = limitMib * MIB;

    const result = planMemory({ limitBytes, heapLimitBytes: 4144 * MIB });

    expect(result.kind).toBe("heapTooLarge");
    if (result.kind === "heapTooLarge") {
      // V8 adds three semi-spaces of 16 MiB.
      const heapLimitBytes = (result.oldSpaceMib + 48) * MIB;
      expect(planMemory({ limitBytes, heapLimitBytes }).kind).toBe("plan");
      expect(result.plan.databaseBytes).toBeGreaterThanOrEqual(8 * MIB);
    }
  });

  it.each([
    [192, 1.5],
    [256, 1.5],
    [512, 1.5],
    [8192, 1.5],
  ])("lets all answers of a %i MiB limit share their part of it", (limitMib, requestMib) => {
    const rangeBytes = 0.07 * limitMib * MIB;

    const shares = shareRangeBytes({ rangeBytes, requestBytesMax: requestMib * MIB });

    expect(shares.keysBytesMax + shares.rangesBytesMax).toBeLessThanOrEqual(rangeBytes);
    expect(shares.keyAnswerBytesMax).toBeLessThanOrEqual(shares.keysBytesMax);
    expect(shares.rangeReadBytesMax + shares.rangeAnswerBytesMax).toBeLessThanOrEqual(
      shares.rangesBytesMax,
    );
    expect(shares.rangeAnswerBytesMax).toBeGreaterThan(requestMib * MIB);
    expect(shares.rangeAnswerBytesMax).toBeLessThanOrEqual(16 * MIB);
  });

  it("leaves room for the largest value that a put may write, in a range too", () => {
    const shares = shareRangeBytes({ rangeBytes: 13 * MIB, requestBytesMax: 64 * MIB });

    for (const bytes of Object.values(shares)) {
      expect(bytes).toBeGreaterThan(64 * MIB);
    }
  });

  it("refuses a limit that no plan can keep", () => {
    const result = planMemory({ limitBytes: 191 * MIB, heapLimitBytes: 100 * MIB });

    expect(result).toEqual({
      kind: "limitTooSmall",
      problem: expect.stringContaining("at least 192 MiB"),
    });
  });

  it.each([
    [null, 2 ** 64, 8000, 8000],
    [null, 0, 8000, 8000],
    [null, 256, 8000, 256],
    [512, 256, 8000, 256],
    [128, 256, 8000, 128],
    [9000, 2 ** 64, 8000, 8000],
  ])(
    "takes of option %s, control group %d and machine %i the limit %i",
    (optionBytes, constrainedBytes, totalBytes, limit) => {
      expect(memoryLimit({ optionBytes, constrainedBytes, totalBytes })).toBe(limit);
    },
  );
});
