import { describe, expect, it } from "vitest";
import { checkRaftConfig, DEFAULT_RAFT_CONFIG, type RaftConfig } from "../../../src/raft/index.ts";
import { TestNode } from "./support/test-node.ts";

const GOOD: RaftConfig = { ...DEFAULT_RAFT_CONFIG, nodeId: 1, applied: 0 };

/** As a program in JavaScript may do it. */
function withUnchecked(fields: Readonly<Record<string, unknown>>): RaftConfig {
  return { ...GOOD, ...fields };
}

describe("checkRaftConfig", () => {
  it("finds nothing wrong with the defaults", () => {
    expect(checkRaftConfig(GOOD)).toEqual([]);
  });

  it("has the defaults that the design names", () => {
    expect(DEFAULT_RAFT_CONFIG).toMatchObject({
      electionTicks: 10,
      heartbeatTicks: 1,
      maxInflightMessages: 256,
      maxAppendBytes: 1024 * 1024,
      preVote: true,
      checkQuorum: true,
      readOnly: "safe",
    });
  });

  it.each<[Partial<RaftConfig>, string]>([
    [{ nodeId: 0 }, "nodeId must be an integer from 1 to 2^53 - 1, found 0"],
    [{ nodeId: 2 ** 53 }, "nodeId must be an integer from 1 to 2^53 - 1, found 9007199254740992"],
    [{ applied: -1 }, "applied must be an integer from 0 to 2^53 - 1, found -1"],
    [{ electionTicks: 1.5 }, "electionTicks must be an integer from 2 to 2^53 - 1, found 1.5"],
    [{ electionTicks: 1 }, "electionTicks must be an integer from 2 to 2^53 - 1, found 1"],
    [{ heartbeatTicks: 0 }, "heartbeatTicks must be an integer from 1 to 2^53 - 1, found 0"],
    [{ heartbeatTicks: 10 }, "heartbeatTicks must be below electionTicks (10), found 10"],
    [{ maxAppendBytes: -1 }, "maxAppendBytes must be an integer from 0 to 2^53 - 1, found -1"],
    [
      { maxInflightMessages: 0 },
      "maxInflightMessages must be an integer from 1 to 2^53 - 1, found 0",
    ],
    [
      { maxInflightBytes: 10 },
      "maxInflightBytes must be at least maxAppendBytes (1048576), found 10",
    ],
    [
      { maxInflightBytes: Number.POSITIVE_INFINITY },
      "maxInflightBytes must be an integer from 1 to 2^53 - 1, found Infinity",
    ],
    [
      { priority: Number.NaN },
      "priority must be an integer from -(2^53 - 1) to 2^53 - 1, found NaN",
    ],
    [
      { readOnly: "leaseBased", checkQuorum: false },
      'readOnly "leaseBased" needs checkQuorum, which is off',
    ],
  ])("says what is wrong with %j", (fields, sentence) => {
    expect(checkRaftConfig({ ...GOOD, ...fields })).toEqual([sentence]);
  });

  it.each<[string, unknown, string]>([
    ["electionTicks", "10", 'electionTicks must be an integer from 2 to 2^53 - 1, found "10"'],
    ["nodeId", 1n, "nodeId must be an integer from 1 to 2^53 - 1, found 1"],
    ["preVote", "false", 'preVote must be true or false, found "false"'],
    ["checkQuorum", 0, "checkQuorum must be true or false, found 0"],
    ["lightReady", undefined, "lightReady must be true or false, found undefined"],
    ["commitInVotes", null, "commitInVotes must be true or false, found null"],
    ["batchAppend", {}, "batchAppend must be true or false, found an object"],
    ["readOnly", "lease", 'readOnly must be "safe" or "leaseBased", found "lease"'],
    ["readOnly", Symbol("safe"), 'readOnly must be "safe" or "leaseBased", found a symbol'],
    [
      "maxPendingReads",
      () => 1,
      "maxPendingReads must be an integer from 1 to 2^53 - 1, found a function",
    ],
  ])("takes %s only in its type, %o is none", (option, value, sentence) => {
    expect(checkRaftConfig(withUnchecked({ [option]: value }))).toEqual([sentence]);
  });

  it.each(Object.keys(GOOD))("looks at %s", (option) => {
    const problems = checkRaftConfig(withUnchecked({ [option]: "no" }));

    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(new RegExp(`^${option} must be .*, found "no"$`));
  });

  it("knows a misspelt option from a default", () => {
    expect(checkRaftConfig(withUnchecked({ electionTick: 20 }))).toEqual([
      expect.stringMatching(
        /^electionTick is not an option of the algorithm, allowed are nodeId, applied, electionTicks/,
      ),
    ]);
  });

  it("takes no limit as the largest integer", () => {
    const most = Number.MAX_SAFE_INTEGER;

    expect(
      checkRaftConfig({
        ...GOOD,
        maxAppendBytes: most,
        maxInflightBytes: most,
        maxInflightMessages: most,
        maxCommittedBytesPerReady: most,
        maxUncommittedBytes: most,
        maxPendingReads: most,
      }),
    ).toEqual([]);
  });

  it("says all that is wrong at once", () => {
    expect(checkRaftConfig({ ...GOOD, nodeId: 0, electionTicks: 0 })).toHaveLength(2);
    expect(
      checkRaftConfig({ ...GOOD, heartbeatTicks: 99, maxInflightBytes: 1, maxAppendBytes: 2 }),
    ).toHaveLength(2);
  });

  it("keeps a node from starting", () => {
    expect(() => new TestNode({ config: { electionTicks: 0 } })).toThrow("raft configuration");
  });
});
