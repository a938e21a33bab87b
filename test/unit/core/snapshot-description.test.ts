import { describe, expect, it } from "vitest";
import {
  decodeSnapshotDescription,
  encodeSnapshotDescription,
} from "../../../src/core/snapshot-description.ts";

const BOOK = {
  members: [
    { nodeId: 1, address: "node-1:2380", storeId: "store-1" },
    { nodeId: 7, address: "", storeId: "store-7" },
  ],
  highestNodeId: 9,
  configurationIndex: 2 ** 40,
};

describe("a snapshot's description", () => {
  it("comes back as it went", () => {
    expect(decodeSnapshotDescription(encodeSnapshotDescription(BOOK))).toEqual(BOOK);
  });

  it("is refused when it is of a newer version, with a sentence", () => {
    const bytes = encodeSnapshotDescription(BOOK);
    bytes[0] = 2;

    expect(() => decodeSnapshotDescription(bytes)).toThrow(
      /format version 2, this node reads up to 1/,
    );
  });

  it("is refused when it is cut short anywhere", () => {
    const bytes = encodeSnapshotDescription(BOOK);

    for (const length of [0, 1, 8, 16, 18, bytes.length - 1]) {
      expect(() => decodeSnapshotDescription(bytes.subarray(0, length))).toThrow(
        expect.objectContaining({ code: "MALFORMED" }),
      );
    }
  });
});
