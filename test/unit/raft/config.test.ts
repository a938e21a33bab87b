import { describe, expect, it } from "vitest";
import { checkRaftConfig, DEFAULT_RAFT_CONFIG, type RaftConfig } from "../../../src/raft/index.ts";
import { TestNode } from "./support/test-node.ts";

const GOOD: RaftConfig = { ...DEFAULT_RAFT_CONFIG, nodeId: 1, applied: 0 };

describe("checkRaftConfig", () => {
  it("finds nothing wrong with the defaults", () => {
    expect(checkRaftConfig(GOOD)).toEqual([]);
  });

  it.each<[Partial<RaftConfig>, string]>([
    [{ nodeId: 0 }, "nodeId must be an integer from 1 to 2^53 - 1, found 0"],
    [{ applied: -1 }, "applied must be an integer from 0 to 2^53 - 1, found -1"],
    [{ electionTicks: 1.5 }, "electionTicks must be an integer from 2 to 2^53 - 1, found 1.5"],
    [{ heartbeatTicks: 10 }, "heartbeatTicks must be below electionTicks (10), found 10"],
    [
      { maxInflightMessages: 0 },
      "maxInflightMessages must be an integer from 1 to 2^53 - 1, found 0",
    ],
    [
      { maxInflightBytes: 10 },
      "maxInflightBytes must be at least maxAppendBytes (1048576), found 10",
    ],
    [{ priority: Number.NaN }, "priority must be an integer, found NaN"],
    [
      { readOnly: "leaseBased", checkQuorum: false },
      'readOnly "leaseBased" needs checkQuorum, which is off',
    ],
  ])("says what is wrong with %j", (fields, sentence) => {
    expect(checkRaftConfig({ ...GOOD, ...fields })).toContain(sentence);
  });

  it("says all that is wrong at once", () => {
    expect(checkRaftConfig({ ...GOOD, nodeId: 0, heartbeatTicks: 99 })).toHaveLength(2);
  });

  it("keeps a node from starting", () => {
    expect(() => new TestNode({ config: { electionTicks: 0 } })).toThrow("raft configuration");
  });
});
