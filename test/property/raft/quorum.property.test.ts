import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { LogIndex, NodeId } from "../../../src/raft/index.ts";
import {
  jointCommittedIndex,
  jointVoteResult,
  majorityCommittedIndex,
  majorityVoteResult,
} from "../../../src/raft/quorum.ts";

const ids = fc.uniqueArray(fc.integer({ min: 1, max: 30 }), { maxLength: 25 });
const acks = fc.dictionary(fc.integer({ min: 1, max: 30 }).map(String), fc.nat(20));

function indexer(acked: Readonly<Record<string, LogIndex>>): {
  ackedIndex(id: NodeId): LogIndex | undefined;
} {
  return { ackedIndex: (id) => acked[`${id}`] };
}

/** Sorted from the highest, a majority reaches the element in the middle. */
function bySorting(voters: readonly NodeId[], acked: Readonly<Record<string, LogIndex>>): number {
  const descending = voters.map((id) => acked[`${id}`] ?? 0).sort((a, b) => b - a);
  return descending[Math.floor(voters.length / 2)] ?? Number.POSITIVE_INFINITY;
}

describe("quorum", () => {
  it("commits what a sorted list says", () => {
    fc.assert(
      fc.property(ids, acks, (voters, acked) => {
        expect(majorityCommittedIndex(voters, indexer(acked))).toBe(bySorting(voters, acked));
      }),
      { numRuns: 2000 },
    );
  });

  it("commits in a joint configuration what both halves commit, whichever comes first", () => {
    fc.assert(
      fc.property(ids, ids, acks, (voters, votersOutgoing, acked) => {
        const index = jointCommittedIndex({ voters, votersOutgoing }, indexer(acked));
        expect(index).toBe(Math.min(bySorting(voters, acked), bySorting(votersOutgoing, acked)));
        const swapped = { voters: votersOutgoing, votersOutgoing: voters };
        expect(jointCommittedIndex(swapped, indexer(acked))).toBe(index);
      }),
      { numRuns: 2000 },
    );
  });

  it("decides a vote as soon as, and not before, the missing answers cannot change it", () => {
    const votes = fc.dictionary(fc.integer({ min: 1, max: 9 }).map(String), fc.boolean());
    const few = fc.uniqueArray(fc.integer({ min: 1, max: 9 }), { maxLength: 5 });
    fc.assert(
      fc.property(few, few, votes, (voters, votersOutgoing, cast) => {
        const known = new Map(Object.entries(cast).map(([id, vote]) => [Number(id), vote]));
        const everyone = [...new Set([...voters, ...votersOutgoing])];
        const open = everyone.filter((id) => !known.has(id));
        const outcomes = new Set<boolean>();
        for (let mask = 0; mask < 2 ** open.length; mask += 1) {
          const all = new Map(known);
          for (const [at, id] of open.entries()) {
            all.set(id, Math.floor(mask / 2 ** at) % 2 === 1);
          }
          const hasWon = (half: readonly NodeId[]): boolean =>
            half.length === 0 || half.filter((id) => all.get(id)).length > half.length / 2;
          outcomes.add(hasWon(voters) && hasWon(votersOutgoing));
        }
        const result = jointVoteResult({ voters, votersOutgoing }, known);
        if (outcomes.size === 1) {
          expect(result).toBe(outcomes.has(true) ? "won" : "lost");
        } else {
          expect(result).toBe("pending");
        }
      }),
      { numRuns: 1000 },
    );
  });

  it("commits by many voters as by few", () => {
    const voters = Array.from({ length: 101 }, (_, at) => at + 1);
    const acked = Object.fromEntries(voters.map((id) => [`${id}`, (id * 37) % 101]));
    expect(majorityCommittedIndex(voters, indexer(acked))).toBe(bySorting(voters, acked));
  });

  it("lets an empty half win and commit everything, so that it holds nothing back", () => {
    expect(majorityVoteResult([], new Map())).toBe("won");
    expect(majorityCommittedIndex([], indexer({}))).toBe(Number.POSITIVE_INFINITY);
  });
});
