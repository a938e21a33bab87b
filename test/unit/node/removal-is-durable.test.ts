import { describe, expect, it } from "vitest";
import { FOREVER, MemoryCluster } from "../../support/memory-cluster.ts";

describe("a member that was removed", () => {
  // Found by the simulator, docs/PROOF.md: the last voter forgot that the other one had left, and waited for its vote for ever.
  it("stays removed though the only one left loses power right after the answer, and leads alone", async () => {
    const cluster = new MemoryCluster();
    const leader = await cluster.startVoters(2);
    const { configurationIndex } = leader.status().memberBook;
    await cluster.during(leader.removePeer({ nodeId: 2, configurationIndex, ...FOREVER }));
    const { disk, transport } = cluster.member(1);
    await cluster.member(2).node.close();
    disk.crash({ unsyncedKept: 0 });
    await transport.close();
    const { node } = await cluster.start(1, disk);
    expect(node.status().confState.voters).toEqual([1]);
    await cluster.pass(() => node.isLeader());
    await node.close();
  });
});
