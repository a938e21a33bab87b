import type { ConfState, HardState } from "../raft/types.ts";
import { crc32c } from "../utils/crc32c.ts";
import { ByteReader, ByteWriter, viewOf } from "./byte-codec.ts";
import type { AppliedState, LogBounds } from "./store-state.ts";
import { type MemberBook, StorageError, type StoreIdentity } from "./types.ts";

/**
 * The envelope of every durable record but log entries, for all versions to come:
 * `version u8 | kind u8 | payload | CRC-32C u32 of all before it`. So a newer record is told from a damaged one.
 */
export const RECORD_VERSION = 1;
/** Version of the database as a whole: its columns and key layout. */
export const STORE_FORMAT_VERSION = 1;

const RECORD_KINDS = {
  storeFormat: 1,
  identity: 2,
  hardState: 3,
  logBounds: 4,
  applied: 5,
  confState: 6,
  memberBook: 7,
} as const;

export type RecordKind = keyof typeof RECORD_KINDS;

const HEADER_BYTES = 2;
const CHECKSUM_BYTES = 4;

const ADVICE_CORRUPTION =
  "do not start this member from this volume: replace it by a new member on an empty volume, or restore the volume";

function writeRecord(kind: RecordKind, write: (writer: ByteWriter) => void): Uint8Array {
  const writer = new ByteWriter().uint8(RECORD_VERSION).uint8(RECORD_KINDS[kind]);
  write(writer);
  writer.uint32(0);
  const bytes = writer.finish();
  const end = bytes.byteLength - CHECKSUM_BYTES;
  viewOf(bytes).setUint32(end, crc32c(bytes, { end }));
  return bytes;
}

/** The sentence and the facts of a record that fails its check. */
export function createRecordCorruption(
  what: string,
  reason: string,
  facts: { readonly index?: number | null; readonly cause?: unknown } = {},
): StorageError {
  return new StorageError(
    `the stored ${what} is damaged: ${reason}; ${ADVICE_CORRUPTION}`,
    { code: "CORRUPTION", file: null, index: facts.index ?? null },
    { cause: facts.cause },
  );
}

export function createNewerFormat(what: string, found: number, supported: number): StorageError {
  return new StorageError(
    `the stored ${what} has format version ${found} and this program reads up to ${supported}: run the version that wrote it, or a newer one`,
    { code: "NEWER_FORMAT", found, supported },
  );
}

/**
 * Checks the envelope, then reads the payload.
 *
 * @throws StorageError CORRUPTION, or NEWER_FORMAT of an undamaged record.
 */
function readRecord<T>(kind: RecordKind, bytes: Uint8Array, read: (reader: ByteReader) => T): T {
  const end = bytes.byteLength - CHECKSUM_BYTES;
  if (end < HEADER_BYTES) {
    throw createRecordCorruption(
      `${kind} record`,
      `it has ${bytes.byteLength} bytes, fewer than ${HEADER_BYTES + CHECKSUM_BYTES}`,
    );
  }
  if (viewOf(bytes).getUint32(end) !== crc32c(bytes, { end })) {
    throw createRecordCorruption(`${kind} record`, "its checksum does not match");
  }
  const version = bytes[0] ?? 0;
  if (version > RECORD_VERSION) {
    throw createNewerFormat(`${kind} record`, version, RECORD_VERSION);
  }
  const reader = new ByteReader(bytes.subarray(0, end));
  reader.uint8();
  const foundKind = reader.uint8();
  if (foundKind !== RECORD_KINDS[kind]) {
    throw createRecordCorruption(`${kind} record`, `its kind is ${foundKind}`);
  }
  try {
    const value = read(reader);
    reader.end();
    return value;
  } catch (error) {
    if (error instanceof RangeError || error instanceof TypeError) {
      throw createRecordCorruption(`${kind} record`, error.message, { cause: error });
    }
    throw error;
  }
}

export function encodeStoreFormat(): Uint8Array {
  return writeRecord("storeFormat", (writer) => writer.uint32(STORE_FORMAT_VERSION));
}

/** @throws StorageError NEWER_FORMAT when the database's layout is newer than this program. */
export function checkStoreFormat(bytes: Uint8Array): void {
  const found = readRecord("storeFormat", bytes, (reader) => reader.uint32());
  if (found > STORE_FORMAT_VERSION) {
    throw createNewerFormat("database", found, STORE_FORMAT_VERSION);
  }
}

export function encodeIdentity(identity: StoreIdentity): Uint8Array {
  return writeRecord("identity", (writer) => {
    writer.text(identity.storeId).uint8(identity.kind === "assigned" ? 1 : 0);
    if (identity.kind === "assigned") {
      writer.text(identity.clusterId).uint64(identity.nodeId);
    }
  });
}

export function decodeIdentity(bytes: Uint8Array): StoreIdentity {
  return readRecord("identity", bytes, (reader) => {
    const storeId = reader.text();
    return reader.boolean("assigned")
      ? { kind: "assigned", storeId, clusterId: reader.text(), nodeId: reader.uint64("node id") }
      : { kind: "unassigned", storeId };
  });
}

export function encodeHardState({ term, vote, commit }: HardState): Uint8Array {
  return writeRecord("hardState", (writer) =>
    // A node id is never 0.
    writer
      .uint64(term)
      .uint64(vote ?? 0)
      .uint64(commit),
  );
}

export function decodeHardState(bytes: Uint8Array): HardState {
  return readRecord("hardState", bytes, (reader) => {
    const term = reader.uint64("term");
    const vote = reader.uint64("vote");
    return { term, vote: vote === 0 ? null : vote, commit: reader.uint64("commit index") };
  });
}

export function encodeLogBounds(bounds: LogBounds): Uint8Array {
  return writeRecord("logBounds", (writer) =>
    writer
      .uint32(bounds.generation)
      .uint64(bounds.firstIndex)
      .uint64(bounds.lastIndex)
      .uint64(bounds.previousTerm),
  );
}

export function decodeLogBounds(bytes: Uint8Array): LogBounds {
  return readRecord("logBounds", bytes, (reader) => ({
    generation: reader.uint32(),
    firstIndex: reader.uint64("first log index"),
    lastIndex: reader.uint64("last log index"),
    previousTerm: reader.uint64("term before the log"),
  }));
}

export function encodeApplied({ index, term }: AppliedState): Uint8Array {
  return writeRecord("applied", (writer) => writer.uint64(index).uint64(term));
}

export function decodeApplied(bytes: Uint8Array): {
  readonly index: number;
  readonly term: number;
} {
  return readRecord("applied", bytes, (reader) => ({
    index: reader.uint64("applied index"),
    term: reader.uint64("applied term"),
  }));
}

export function encodeConfState(confState: ConfState): Uint8Array {
  return writeRecord("confState", (writer) => {
    for (const nodeIds of [
      confState.voters,
      confState.learners,
      confState.votersOutgoing,
      confState.learnersNext,
    ]) {
      writer.list(nodeIds, (nodeId) => writer.uint64(nodeId));
    }
    writer.uint8(confState.autoLeave ? 1 : 0);
  });
}

export function decodeConfState(bytes: Uint8Array): ConfState {
  return readRecord("confState", bytes, (reader) => {
    const nodeIds = (): readonly number[] => reader.list(() => reader.uint64("node id"));
    return {
      voters: nodeIds(),
      learners: nodeIds(),
      votersOutgoing: nodeIds(),
      learnersNext: nodeIds(),
      autoLeave: reader.boolean("autoLeave"),
    };
  });
}

export function encodeMemberBook(book: MemberBook): Uint8Array {
  return writeRecord("memberBook", (writer) =>
    writer
      .uint64(book.highestNodeId)
      .uint64(book.configurationIndex)
      .list(book.members, ({ nodeId, address, storeId }) => {
        writer.uint64(nodeId).text(address).text(storeId);
      }),
  );
}

export function decodeMemberBook(bytes: Uint8Array): MemberBook {
  return readRecord("memberBook", bytes, (reader) => ({
    highestNodeId: reader.uint64("highest node id"),
    configurationIndex: reader.uint64("configuration index"),
    members: reader.list(() => ({
      nodeId: reader.uint64("node id"),
      address: reader.text(),
      storeId: reader.text(),
    })),
  }));
}
