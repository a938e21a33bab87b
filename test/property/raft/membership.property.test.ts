import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type ConfChangeSingle,
  type ConfState,
  EMPTY_BYTES,
  EMPTY_CONF_STATE,
  type NodeId,
} from "../../../src/raft/index.ts";
import {
  changeMembership,
  changeSimple,
  enterJoint,
  isJoint,
  leaveJoint,
} from "../../../src/raft/membership.ts";

const single: fc.Arbitrary<ConfChangeSingle> = fc.record({
  type: fc.constantFrom("addNode", "removeNode", "addLearnerNode"),
  nodeId: fc.integer({ min: 0, max: 6 }),
});
const changes = fc.array(single, { maxLength: 5 });
const request = fc.oneof(
  single.map((change) => ({ version: "v1" as const, change, context: EMPTY_BYTES })),
  fc.record({
    version: fc.constant("v2" as const),
    transition: fc.constantFrom("auto" as const, "implicit" as const, "explicit" as const),
    changes,
    context: fc.constant(EMPTY_BYTES),
  }),
);

/** Every set of voters that may decide, as bits. */
function quorums({ voters, votersOutgoing }: ConfState): readonly number[] {
  const bits = (ids: readonly NodeId[]): number => ids.reduce((set, id) => set | (1 << id), 0);
  const count = (set: number): number => {
    let ones = 0;
    for (let rest = set; rest > 0; rest &= rest - 1) {
      ones += 1;
    }
    return ones;
  };
  const found: number[] = [];
  for (let set = 0; set < 1 << 7; set += 1) {
    const incoming = count(set & bits(voters)) > voters.length / 2;
    const outgoing =
      votersOutgoing.length === 0 || count(set & bits(votersOutgoing)) > votersOutgoing.length / 2;
    if (incoming && outgoing) {
      found.push(set);
    }
  }
  return found;
}

function expectSound(confState: ConfState): void {
  const { voters, learners, votersOutgoing, learnersNext } = confState;
  for (const list of [voters, learners, votersOutgoing, learnersNext]) {
    expect(list).toEqual([...new Set(list)].sort((a, b) => a - b));
  }
  for (const id of learners) {
    expect(voters.includes(id) || votersOutgoing.includes(id)).toBe(false);
  }
  for (const id of learnersNext) {
    expect(votersOutgoing).toContain(id);
    expect(voters).not.toContain(id);
  }
  if (!isJoint(confState)) {
    expect(learnersNext).toEqual([]);
    expect(confState.autoLeave).toBe(false);
  }
  expect(voters.length).toBeGreaterThan(0);
}

function expectOverlap(before: ConfState, after: ConfState): void {
  const next = quorums(after);
  expect(quorums(before).every((set) => next.every((other) => (set & other) > 0))).toBe(true);
}

describe("membership", () => {
  it("keeps every two successive configurations' quorums overlapping, over any sequence of changes", () => {
    fc.assert(
      fc.property(fc.array(request, { maxLength: 12 }), (requests) => {
        let confState: ConfState = { ...EMPTY_CONF_STATE, voters: [1] };
        for (const change of requests) {
          const result = changeMembership(confState, change);
          if (result.kind === "refused") {
            continue;
          }
          expectSound(result.confState);
          expectOverlap(confState, result.confState);
          ({ confState } = result);
        }
      }),
      { numRuns: 150 },
    );
  });

  it("takes by the simple path only lists of changes after which the quorums still overlap", () => {
    fc.assert(
      fc.property(fc.array(changes, { maxLength: 10 }), (lists) => {
        let confState: ConfState = { ...EMPTY_CONF_STATE, voters: [1, 2] };
        for (const list of lists) {
          const result = changeSimple(confState, list);
          if (result.kind === "changed") {
            expectSound(result.confState);
            expectOverlap(confState, result.confState);
            ({ confState } = result);
          }
        }
      }),
      { numRuns: 300 },
    );
  });

  it("comes by the joint path to what the simple path gives", () => {
    fc.assert(
      fc.property(fc.array(single, { maxLength: 8 }), changes, (setup, wanted) => {
        let confState: ConfState = { ...EMPTY_CONF_STATE, voters: [1, 2, 3] };
        for (const change of setup) {
          const result = changeSimple(confState, [change]);
          confState = result.kind === "changed" ? result.confState : confState;
        }
        const direct = changeSimple(confState, wanted);
        fc.pre(direct.kind === "changed");
        const joint = enterJoint(confState, { changes: wanted, autoLeave: true });
        expect(joint.kind).toBe("changed");
        const left = joint.kind === "changed" ? leaveJoint(joint.confState) : joint;
        expect(left.kind === "changed" && left.confState).toEqual(
          direct.kind === "changed" && direct.confState,
        );
      }),
      { numRuns: 500 },
    );
  });
});
