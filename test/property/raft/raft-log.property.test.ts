import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { EMPTY_BYTES, EMPTY_CONF_STATE, type Entry } from "../../../src/raft/index.ts";
import { RaftLog } from "../../../src/raft/raft-log.ts";
import { TestStorage } from "../../unit/raft/support/test-storage.ts";
import { RecordingLogger } from "../../unit/raft/support/test-node.ts";

const BASE = { index: 5, term: 1 };

type Step =
  | {
      readonly kind: "append";
      readonly back: number;
      readonly count: number;
      readonly bytes: number;
    }
  | { readonly kind: "handOut" | "persisted" | "apply" | "compact" }
  | { readonly kind: "commit"; readonly share: number };

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    kind: fc.constant("append" as const),
    back: fc.nat(6),
    count: fc.integer({ min: 1, max: 5 }),
    bytes: fc.nat(60),
  }),
  fc.record({
    kind: fc.constantFrom(
      "handOut" as const,
      "persisted" as const,
      "apply" as const,
      "compact" as const,
    ),
  }),
  fc.record({
    kind: fc.constant("commit" as const),
    share: fc.double({ min: 0, max: 1, noNaN: true }),
  }),
);

/** The log beside a plain array that never forgets. */
class LogModel {
  readonly storage = new TestStorage();
  readonly log: RaftLog;
  readonly entries: Entry[] = [];
  readonly applied: Entry[] = [];
  #term = 1;
  #handedOut: readonly Entry[] = [];

  constructor(maxApplyingBytes: number) {
    this.storage.applySnapshot({
      metadata: { ...BASE, confState: EMPTY_CONF_STATE },
      data: EMPTY_BYTES,
    });
    this.log = new RaftLog(
      { applied: BASE.index, commit: BASE.index, maxApplyingBytes },
      { storage: this.storage, logger: new RecordingLogger() },
    );
  }

  play(action: Step): void {
    switch (action.kind) {
      case "append": {
        this.#term += 1;
        const last = BASE.index + this.entries.length;
        const previous = Math.max(this.log.committed, last - action.back);
        const entries = Array.from({ length: action.count }, (_, at) => ({
          type: "normal" as const,
          term: this.#term,
          index: previous + 1 + at,
          data: new Uint8Array(action.bytes),
          context: EMPTY_BYTES,
        }));
        const term = this.entries[previous - BASE.index - 1]?.term ?? BASE.term;
        expect(this.log.appendFromLeader({ index: previous, term }, { entries, commit: 0 })).toBe(
          previous + action.count,
        );
        this.entries.length = previous - BASE.index;
        this.entries.push(...entries);
        return;
      }
      case "handOut":
        this.#handedOut = [...this.#handedOut, ...this.log.unstable.nextEntries()];
        this.storage.append(this.log.unstable.nextEntries());
        this.log.unstable.acceptInProgress();
        // What was written is all that there is, whatever was replaced since the last time.
        expect(this.storage.log.at(-1)).toEqual(this.entries.at(-1) ?? this.storage.log.at(-1));
        expect(this.storage.lastIndex()).toBe(this.log.lastIndex());
        return;
      case "persisted": {
        const last = this.#handedOut.at(-1);
        if (last !== undefined) {
          this.log.unstable.stableTo(last);
        }
        this.#handedOut = [];
        return;
      }
      case "commit":
        this.log.commitTo(
          Math.floor(this.log.committed + action.share * this.entries.length) > this.log.lastIndex()
            ? this.log.lastIndex()
            : Math.floor(this.log.committed + action.share * this.entries.length),
        );
        return;
      case "apply": {
        const page = this.log.nextCommittedEntries(false);
        this.log.acceptApplying(page, false);
        this.applied.push(...page);
        this.log.appliedTo(this.log.applying);
        return;
      }
      default:
        if (this.log.applied > this.storage.base.metadata.index) {
          this.storage.compact(this.log.applied);
        }
    }
  }

  check(): void {
    const last = BASE.index + this.entries.length;
    expect(this.log.lastIndex()).toBe(last);
    const first = this.log.firstIndex();
    for (let index = first; index <= last; index += 1) {
      expect(this.log.term(index)).toBe(this.entries[index - BASE.index - 1]?.term);
    }
    expect(this.log.term(last + 1)).toBeNull();
    expect(this.log.term(first - 2)).toBeNull();
    expect(this.log.entriesFrom(first, Number.MAX_SAFE_INTEGER)).toEqual(
      this.entries.slice(first - BASE.index - 1),
    );
    expect(this.log.entriesFrom(first - 1, 1)).toBeNull();
    expect(this.applied).toEqual(this.entries.slice(0, this.log.applied - BASE.index));
  }
}

describe("the log", () => {
  it("is what a plain array would be, whatever of it is durable, compacted, committed or applied", () => {
    fc.assert(
      fc.property(
        fc.array(step, { maxLength: 60 }),
        fc.constantFrom(1, 100, 10_000),
        (steps, maxApplyingBytes) => {
          const model = new LogModel(maxApplyingBytes);
          for (const action of steps) {
            model.play(action);
            model.check();
          }
        },
      ),
      { numRuns: 300 },
    );
  });

  it("hands out messages and pages within the limit, or a single entry, from wherever its parts lie", () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), fc.nat(300), (steps, maxBytes) => {
        const model = new LogModel(10_000);
        for (const action of steps) {
          model.play(action);
        }
        const { log, entries } = model;
        for (let low = log.firstIndex(); low <= log.lastIndex(); low += 1) {
          const slice = log.entriesFrom(low, maxBytes) ?? [];
          const all = entries.slice(low - BASE.index - 1);
          expect(slice).toEqual(all.slice(0, slice.length));
          const bytes = slice.reduce((sum, entry) => sum + entry.data.length + 24, 0);
          expect(slice.length === 1 || bytes <= maxBytes).toBe(true);
          const next = all[slice.length];
          expect(next === undefined || bytes + next.data.length + 24 > maxBytes).toBe(true);
        }
      }),
      { numRuns: 200 },
    );
  });
});
