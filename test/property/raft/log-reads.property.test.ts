import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  EMPTY_BYTES,
  EMPTY_CONF_STATE,
  type EntriesResult,
  type Entry,
  type LogIndex,
  type TermResult,
} from "../../../src/raft/index.ts";
import { entryBytes } from "../../../src/raft/entry-size.ts";
import { RaftLog } from "../../../src/raft/raft-log.ts";
import { RecordingLogger } from "../../unit/raft/support/test-node.ts";
import { TestStorage } from "../../unit/raft/support/test-storage.ts";

const BASE = { index: 5, term: 2 };

/** Counts what is asked of it. */
class CountingStorage extends TestStorage {
  termReads = 0;
  entriesAsked = 0;

  override term(index: LogIndex): TermResult {
    this.termReads += 1;
    return super.term(index);
  }

  override entries(low: LogIndex, high: LogIndex, maxBytes: number): EntriesResult {
    this.entriesAsked += high - low;
    return super.entries(low, high, maxBytes);
  }
}

interface Shape {
  /** How far each entry's term is above the one before, and its payload. */
  readonly entries: readonly { readonly rise: number; readonly bytes: number }[];
  /** So many of them are durable. */
  readonly durable: number;
}

const shape: fc.Arbitrary<Shape> = fc
  .array(
    fc.record({
      rise: fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, fc.nat(3)),
      bytes: fc.nat(60),
    }),
    { maxLength: 40 },
  )
  .chain((entries) =>
    fc.record({ entries: fc.constant(entries), durable: fc.nat(entries.length) }),
  );

function makeLog({ entries: shapes, durable }: Shape): {
  readonly log: RaftLog;
  readonly storage: CountingStorage;
  readonly entries: readonly Entry[];
} {
  const storage = new CountingStorage();
  storage.applySnapshot({
    metadata: { ...BASE, confState: EMPTY_CONF_STATE },
    data: EMPTY_BYTES,
  });
  let term = BASE.term;
  const entries = shapes.map(({ rise, bytes }, at): Entry => {
    term += rise;
    const index = BASE.index + 1 + at;
    return { type: "normal", term, index, data: new Uint8Array(bytes), context: EMPTY_BYTES };
  });
  storage.append(entries.slice(0, durable));
  const log = new RaftLog(
    { applied: BASE.index, commit: BASE.index, maxApplyingBytes: Number.MAX_SAFE_INTEGER },
    { storage, logger: new RecordingLogger() },
  );
  log.append(entries.slice(durable));
  return { log, storage, entries };
}

describe("the place where two logs part (Raft section 5.3)", () => {
  it("is the one that a walk from entry to entry finds, compacted and missing entries included", () => {
    fc.assert(
      fc.property(shape, fc.nat(60), fc.nat(20), (one, index, term) => {
        const { log } = makeLog(one);
        let at = index;
        while (at > 0 && (log.term(at) ?? 0) > term) {
          at -= 1;
        }
        expect(log.findConflictByTerm(index, term)).toEqual({
          index: at,
          term: at === 0 ? 0 : (log.term(at) ?? 0),
        });
      }),
      { numRuns: 1000 },
    );
  });

  it("is found in a log of 100,000 entries by asking for the terms of a few", () => {
    const entries = Array.from({ length: 100_000 }, (_, at) => ({
      rise: at === 0 ? 5 : 0,
      bytes: 0,
    }));
    const { log, storage } = makeLog({ entries, durable: entries.length });
    storage.termReads = 0;

    expect(log.findConflictByTerm(log.lastIndex(), 3)).toEqual({ index: 5, term: 2 });
    expect(storage.termReads).toBeLessThan(50);
  });
});

describe("a read of the log", () => {
  it("has at least one entry and as many as fit, whatever of them is durable", () => {
    fc.assert(
      fc.property(shape, fc.nat(400), fc.nat(8), (one, maxBytes, skipped) => {
        const { log, entries } = makeLog(one);
        const low = BASE.index + 1 + skipped;
        const expected: Entry[] = [];
        let bytes = 0;
        for (const entry of entries.slice(skipped)) {
          bytes += entryBytes(entry);
          if (bytes > maxBytes && expected.length > 0) {
            break;
          }
          expected.push(entry);
        }
        expect(log.entriesFrom(low, maxBytes)).toEqual(expected);
      }),
      { numRuns: 1000 },
    );
  });

  it("asks storage for no more entries than can fit, or a peer that lacks the whole log would have it read once a message", () => {
    const entries = Array.from({ length: 10_000 }, () => ({ rise: 0, bytes: 10 }));
    const { log, storage } = makeLog({ entries, durable: entries.length });

    expect(log.entriesFrom(log.firstIndex(), 1024)).toHaveLength(30);
    expect(storage.entriesAsked).toBeLessThan(50);
  });
});
