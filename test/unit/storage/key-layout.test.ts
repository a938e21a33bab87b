import { describe, expect, it } from "vitest";
import { fromRowKey, generationKey, rowKey } from "../../../src/storage/key-layout.ts";

describe("the key of a state machine's row", () => {
  it.each([1, 255, 256, 65_536, 2 ** 24, 2 ** 32 - 1])(
    "begins with generation %d as its generation's first key does, and ends with the machine's own",
    (generation) => {
      const stored = rowKey(generation, new Uint8Array([7, 8]));

      expect(stored.subarray(0, 4)).toEqual(generationKey(generation));
      expect([...fromRowKey(stored)]).toEqual([7, 8]);
    },
  );
});
