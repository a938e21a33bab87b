import { describe, expect, it } from "vitest";
import {
  checkStoreFormat,
  decodeConfState,
  decodeHardState,
  decodeIdentity,
  decodeLogBounds,
  decodeMemberBook,
  encodeConfState,
  encodeHardState,
  encodeIdentity,
  encodeLogBounds,
  encodeMemberBook,
  encodeStoreFormat,
  RECORD_VERSION,
} from "../../../src/storage/record-codec.ts";
import { StorageError, type StoreIdentity } from "../../../src/storage/types.ts";
import { crc32c } from "../../../src/utils/crc32c.ts";
import { CONF_STATE, MEMBER_BOOK } from "../../compliance/storage.ts";

const IDENTITY: StoreIdentity = {
  kind: "assigned",
  storeId: "s",
  clusterId: "zürich",
  nodeId: Number.MAX_SAFE_INTEGER,
};

function codeOf(read: () => unknown): string {
  try {
    read();
    return "read";
  } catch (error) {
    return error instanceof StorageError ? error.code : String(error);
  }
}

/** As a newer program would write it: another byte, the same envelope. */
function resealed(record: Uint8Array, at: number, value: number): Uint8Array {
  const changed = record.slice();
  changed[at] = value;
  const end = changed.byteLength - 4;
  new DataView(changed.buffer).setUint32(end, crc32c(changed, { end }));
  return changed;
}

describe("a record", () => {
  it("is read as it was written", () => {
    const hardState = { term: Number.MAX_SAFE_INTEGER, vote: null, commit: 2 ** 40 + 1 };
    const bounds = { generation: 3, firstIndex: 1, lastIndex: 2 ** 52, previousTerm: 7 };

    expect(decodeHardState(encodeHardState(hardState))).toEqual(hardState);
    expect(decodeLogBounds(encodeLogBounds(bounds))).toEqual(bounds);
    expect(decodeConfState(encodeConfState(CONF_STATE))).toEqual(CONF_STATE);
    expect(decodeMemberBook(encodeMemberBook(MEMBER_BOOK))).toEqual(MEMBER_BOOK);
    expect(decodeIdentity(encodeIdentity(IDENTITY))).toEqual(IDENTITY);
    expect(decodeIdentity(encodeIdentity({ kind: "unassigned", storeId: "" }))).toEqual({
      kind: "unassigned",
      storeId: "",
    });
  });

  it("is refused with any bit flipped, any byte missing, and in another's place", () => {
    const record = encodeHardState({ term: 3, vote: 2, commit: 1 });

    for (let bit = 0; bit < record.byteLength * 8; bit += 1) {
      const damaged = record.slice();
      damaged[bit >>> 3]! ^= 1 << (bit & 7);
      expect(codeOf(() => decodeHardState(damaged))).toBe("CORRUPTION");
    }
    for (let length = 0; length < record.byteLength; length += 1) {
      expect(codeOf(() => decodeHardState(record.subarray(0, length)))).toBe("CORRUPTION");
    }
    expect(codeOf(() => decodeLogBounds(record))).toBe("CORRUPTION");
  });

  it("is refused with a payload that is too long, too short or out of range", () => {
    const record = encodeHardState({ term: 3, vote: 2, commit: 1 });
    const beyondSafe = resealed(record, 2, 0xff);

    expect(codeOf(() => decodeHardState(beyondSafe))).toBe("CORRUPTION");
    expect(codeOf(() => decodeConfState(resealed(encodeConfState(CONF_STATE), 5, 200)))).toBe(
      "CORRUPTION",
    );
  });

  it("of a newer version is told from a damaged one", () => {
    const newer = resealed(encodeHardState({ term: 3, vote: 2, commit: 1 }), 0, RECORD_VERSION + 1);

    expect(() => decodeHardState(newer)).toThrow(
      /hardState record has format version 2 and this program reads up to 1: run the version that wrote it/,
    );
    expect(codeOf(() => checkStoreFormat(resealed(encodeStoreFormat(), 5, 9)))).toBe(
      "NEWER_FORMAT",
    );
    expect(codeOf(() => checkStoreFormat(encodeStoreFormat()))).toBe("read");
  });
});
