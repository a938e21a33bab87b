import { describe, expect, it } from "vitest";
import {
  ConfChangeDecodeError,
  decodeConfChange,
  EMPTY_BYTES,
  encodeConfChange,
} from "../../../src/raft/index.ts";

describe("decodeConfChange", () => {
  it("writes the change that leaves a joint configuration as no bytes at all", () => {
    const leave = {
      version: "v2" as const,
      transition: "auto" as const,
      changes: [],
      context: EMPTY_BYTES,
    };
    expect(encodeConfChange(leave)).toHaveLength(0);
    expect(decodeConfChange("confChangeV2", EMPTY_BYTES)).toEqual(leave);
  });

  it("skips fields that it does not know, of every wire type", () => {
    const unknown = [
      [0x08, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01],
      [0x79, 1, 2, 3, 4, 5, 6, 7, 8],
      [0x7a, 2, 1, 2],
      [0x7d, 1, 2, 3, 4],
    ];
    for (const field of unknown) {
      const v1 = decodeConfChange("confChange", Uint8Array.from([...field, 0x18, 5]));
      expect(v1).toMatchObject({ change: { type: "addNode", nodeId: 5 } });
    }
    const single = [0x12, 4, 0x10, 6, 0x18, 9];
    expect(decodeConfChange("confChangeV2", Uint8Array.from([0x20, 7, ...single]))).toMatchObject({
      changes: [{ type: "addNode", nodeId: 6 }],
    });
  });

  it.each([
    ["ends within a number", [0x18, 0x80], "TRUNCATED"],
    ["ends within bytes", [0x22, 5, 1], "TRUNCATED"],
    ["has a type that eraftpb has not", [0x10, 3], "OUT_OF_RANGE"],
    [
      "has a number above 2^53 - 1",
      [0x18, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f],
      "OUT_OF_RANGE",
    ],
    [
      "has a number of endless bytes",
      [0x18, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0],
      "OUT_OF_RANGE",
    ],
    ["has bytes in the place of a number", [0x1a, 1, 0], "WRONG_WIRE_TYPE"],
    ["has a wire type that there is not", [0x7f], "WRONG_WIRE_TYPE"],
  ])("says so when a change %s", (_, data, code) => {
    try {
      decodeConfChange("confChange", Uint8Array.from(data));
      expect.unreachable();
    } catch (error) {
      expect(error).toBeInstanceOf(ConfChangeDecodeError);
      expect(error).toMatchObject({ code });
    }
  });
});
