import { generationKey, raftKey, type RaftRecordName, stateRecordKey } from "./key-layout.ts";
import type { StateRecordName } from "./key-layout.ts";
import {
  checkStoreFormat,
  createRecordCorruption,
  decodeApplied,
  decodeConfState,
  decodeHardState,
  decodeIdentity,
  decodeLogBounds,
  decodeMemberBook,
  encodeApplied,
  encodeConfState,
  encodeHardState,
  encodeIdentity,
  encodeLogBounds,
  encodeMemberBook,
  encodeStoreFormat,
} from "./record-codec.ts";
import type { RocksDb, WriteOperation } from "./rocksdb-binding.ts";
import { findStateInconsistency, type StoreState } from "./store-state.ts";
import { COLUMN_NAMES } from "./key-layout.ts";

// Where the records of a StoreState stand in the database.

function raftRecord(name: RaftRecordName, value: Uint8Array): WriteOperation {
  return { column: "default", key: raftKey(name), value };
}

function stateRecord(generation: number, name: StateRecordName, value: Uint8Array): WriteOperation {
  return { column: "state", key: stateRecordKey(generation, name), value };
}

/** The operations that take the database from the records of `stored` to those of `next`; null for a new database. */
export function recordOperations(
  stored: StoreState | null,
  next: StoreState,
): readonly WriteOperation[] {
  const operations: WriteOperation[] = [];
  const { generation } = next.log;
  const isNewGeneration = stored?.log.generation !== generation;
  if (stored === null) {
    operations.push(raftRecord("storeFormat", encodeStoreFormat()));
  }
  if (stored?.identity !== next.identity) {
    operations.push(raftRecord("identity", encodeIdentity(next.identity)));
  }
  if (stored?.hardState !== next.hardState) {
    operations.push(raftRecord("hardState", encodeHardState(next.hardState)));
  }
  if (stored?.log !== next.log) {
    operations.push(raftRecord("logBounds", encodeLogBounds(next.log)));
  }
  if (isNewGeneration || stored.applied !== next.applied) {
    operations.push(stateRecord(generation, "applied", encodeApplied(next.applied)));
  }
  const { confState, memberBook } = next.applied;
  if (isNewGeneration || stored.applied.confState !== confState) {
    operations.push(stateRecord(generation, "confState", encodeConfState(confState)));
  }
  if (isNewGeneration || stored.applied.memberBook !== memberBook) {
    operations.push(stateRecord(generation, "memberBook", encodeMemberBook(memberBook)));
  }
  return operations;
}

function isEmpty(db: RocksDb): boolean {
  const range = { start: new Uint8Array(0), end: generationKey(0xffff_ffff) };
  return COLUMN_NAMES.every((column) => db.query({ column, ...range }, { limit: 1 }).length === 0);
}

/**
 * The state that the database holds, its format checked before anything else; null where it is new.
 *
 * @throws StorageError NEWER_FORMAT, or CORRUPTION naming the record.
 */
export function readStoreState(db: RocksDb): StoreState | null {
  const format = db.get("default", raftKey("storeFormat"));
  if (format === null) {
    if (isEmpty(db)) {
      return null;
    }
    throw createRecordCorruption("storeFormat record", "it is missing from a database with data");
  }
  checkStoreFormat(format);
  const found = (name: string, value: Uint8Array | null): Uint8Array => {
    if (value === null) {
      throw createRecordCorruption(`${name} record`, "it is missing");
    }
    return value;
  };
  const raft = (name: RaftRecordName): Uint8Array => found(name, db.get("default", raftKey(name)));
  const log = decodeLogBounds(raft("logBounds"));
  const state = (name: StateRecordName): Uint8Array =>
    found(name, db.get("state", stateRecordKey(log.generation, name)));
  const stored: StoreState = {
    identity: decodeIdentity(raft("identity")),
    hardState: decodeHardState(raft("hardState")),
    log,
    applied: {
      ...decodeApplied(state("applied")),
      confState: decodeConfState(state("confState")),
      memberBook: decodeMemberBook(state("memberBook")),
    },
  };
  const inconsistency = findStateInconsistency(stored);
  if (inconsistency !== null) {
    throw createRecordCorruption("state", inconsistency);
  }
  return stored;
}
