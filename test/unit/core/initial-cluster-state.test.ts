import { describe, expect, it } from "vitest";
import { initialClusterState } from "../../../src/core/initial-cluster-state.ts";

const member = (nodeId: number) => ({
  nodeId,
  address: `node-${nodeId}:2380`,
  storeId: `store-${nodeId}`,
});

describe("the state that a cluster starts from", () => {
  it("is the same for each of its first members, in whatever order they are named", () => {
    const state = initialClusterState(member(1), member(2), member(7));

    expect(state).toMatchObject({
      metadata: { index: 1, term: 1, confState: { voters: [1, 2, 7], learners: [] } },
      memberBook: {
        members: [member(1), member(2), member(7)],
        highestNodeId: 7,
        configurationIndex: 1,
      },
    });
    expect(initialClusterState(member(7), member(1), member(2))).toEqual(state);
  });

  it("needs a member, and an id for each", () => {
    expect(() => initialClusterState()).toThrow("at least one member");
    expect(() => initialClusterState(member(1), member(2), member(1))).toThrow("have one id");
  });
});
