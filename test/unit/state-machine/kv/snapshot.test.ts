import { Buffer } from "node:buffer";
import { describe, expect, it } from "vitest";
import {
  encodeRevision,
  REVISION_KEY,
  latestKey,
} from "../../../../src/state-machine/kv/layout.ts";
import { stageSnapshot } from "../../../../src/state-machine/kv/snapshot-reader.ts";
import {
  CHUNK_HEADER_BYTES,
  encodeEndChunk,
  encodeHeaderChunk,
  sealRowsChunk,
  SNAPSHOT_ROW_BYTES_MAX,
} from "../../../../src/state-machine/kv/snapshot-format.ts";
import { crc32c } from "../../../../src/utils/crc32c.ts";
import type { KeyValueWrite } from "../../../../src/utils/key-value.ts";
import { KvDriver, put } from "./kv-driver.ts";

const NEVER = new AbortController().signal;

async function* stream(chunks: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* chunks;
}

async function staged(
  chunks: readonly Uint8Array[],
): Promise<readonly (readonly KeyValueWrite[])[]> {
  const writes: (readonly KeyValueWrite[])[] = [];
  const write = (group: readonly KeyValueWrite[]): Promise<void> => {
    writes.push(group);
    return Promise.resolve();
  };
  await stageSnapshot(stream(chunks), { write });
  return writes;
}

/** A row with lengths below 128, as it stands in the stream. */
function row(key: Uint8Array, value: Uint8Array): Buffer {
  return Buffer.concat([Buffer.of(key.length, value.length), key, value]);
}

/** A snapshot whose checksums all hold, whatever its rows say. */
function sealed(options: {
  readonly revision: number;
  readonly stream: Buffer;
  readonly rowCount: number;
}): readonly Buffer[] {
  const chunk = Buffer.concat([Buffer.alloc(CHUNK_HEADER_BYTES), options.stream]);
  return [
    encodeHeaderChunk({ revision: options.revision, appliedIndex: 9 }),
    sealRowsChunk(chunk, 1),
    encodeEndChunk({ number: 2, rowCount: options.rowCount, streamBytes: options.stream.length }),
  ];
}

const revisionRow = row(REVISION_KEY, encodeRevision(3));
const recordRow = row(latestKey(Buffer.from("k")), Buffer.of(1, 3, 3, 1, 0));

describe("snapshot", () => {
  it("takes one that is right", async () => {
    const chunks = sealed({
      revision: 3,
      stream: Buffer.concat([revisionRow, recordRow]),
      rowCount: 2,
    });

    expect((await staged(chunks)).flat()).toHaveLength(2);
  });

  it.each<[string, readonly Buffer[], RegExp]>([
    [
      "rows out of order",
      sealed({ revision: 3, stream: Buffer.concat([recordRow, revisionRow]), rowCount: 2 }),
      /not in order/,
    ],
    [
      "a row twice",
      sealed({ revision: 3, stream: Buffer.concat([revisionRow, revisionRow]), rowCount: 2 }),
      /not in order/,
    ],
    [
      "another revision than the header's",
      sealed({ revision: 4, stream: revisionRow, rowCount: 1 }),
      /header's revision is 4, that of the rows 3/,
    ],
    [
      "no revision",
      sealed({ revision: 3, stream: recordRow, rowCount: 1 }),
      /header's revision is 3, that of the rows 1/,
    ],
    [
      "a row of no table",
      sealed({ revision: 1, stream: row(Buffer.of(9), Buffer.of(1)), rowCount: 1 }),
      /table 9/,
    ],
    [
      "fewer rows than its end says",
      sealed({ revision: 3, stream: revisionRow, rowCount: 2 }),
      /2 rows .* were sent, 1 .* arrived/,
    ],
    [
      "a row that is cut off",
      sealed({
        revision: 3,
        stream: Buffer.concat([revisionRow, recordRow.subarray(0, -1)]),
        rowCount: 1,
      }),
      /last row is cut off/,
    ],
    [
      "lengths without an end",
      sealed({ revision: 1, stream: Buffer.alloc(20, 0xff), rowCount: 1 }),
      /lengths cannot be read/,
    ],
    [
      "a row above the limit",
      sealed({ revision: 1, stream: Buffer.of(1, 0x80, 0x80, 0x80, 0x80, 0x01), rowCount: 1 }),
      new RegExp(`${SNAPSHOT_ROW_BYTES_MAX} are allowed`),
    ],
    [
      "two headers",
      [
        encodeHeaderChunk({ revision: 1, appliedIndex: 0 }),
        encodeHeaderChunk({ revision: 1, appliedIndex: 0 }),
      ],
      /out of order/,
    ],
  ])("refuses %s though every checksum holds", async (_what, chunks, message) => {
    await expect(staged(chunks)).rejects.toThrow(message);
    await expect(staged(chunks)).rejects.toMatchObject({ code: "CORRUPT_SNAPSHOT" });
  });

  it("refuses a newer format with a sentence", async () => {
    const header = Buffer.from(encodeHeaderChunk({ revision: 1, appliedIndex: 0 }));
    header[4] = 2;
    header.writeUInt32LE(crc32c(header, { start: 4 }), 0);

    await expect(staged([header])).rejects.toMatchObject({
      code: "NEWER_FORMAT",
      message: expect.stringContaining("format version 2"),
    });
  });

  it("carries rows that are larger than a chunk, and rows by the thousand in groups", async () => {
    const kv = new KvDriver();
    await kv.apply(put("large", "x".repeat(3_000_000)), put("none"));
    await kv.apply(
      ...Array.from({ length: 5000 }, (_, number) => put(`k${number}`, "v".repeat(300))),
    );
    const chunks: Uint8Array[] = [];
    for await (const chunk of kv.machine.createSnapshot({ chunkBytesMax: 65_536, signal: NEVER })) {
      chunks.push(chunk);
    }
    const groups = await staged(chunks);

    expect(Math.max(...chunks.map(({ length }) => length))).toBe(65_536);
    expect(groups.flat()).toHaveLength(2 * 5002 + 1);
    expect(Math.max(...groups.map(({ length }) => length))).toBeLessThanOrEqual(1000);
    const view = kv.store.view();
    for (const { key, ...write } of groups.flat()) {
      expect(write.op === "put" && Buffer.compare(write.value, view.get(key)!)).toBe(0);
    }
    view.close();
  });

  it.each([0, 63, 64.5])("refuses chunks of at most %d bytes", async (chunkBytesMax) => {
    const kv = new KvDriver();
    const chunks = kv.machine.createSnapshot({ chunkBytesMax, signal: NEVER });

    await expect(chunks.next()).rejects.toThrow(
      /chunkBytesMax of a snapshot must be an integer from 64/,
    );
    expect(kv.store.openViews).toBe(0);
  });
});
