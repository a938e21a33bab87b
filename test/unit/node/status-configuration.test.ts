import { afterEach, describe, expect, it } from "vitest";
import { FOREVER, MemoryCluster } from "../../support/memory-cluster.ts";
import { settle } from "../../support/node-harness.ts";

describe("the configuration that a node tells", () => {
  let cluster = new MemoryCluster();

  afterEach(async () => {
    await cluster.close();
    cluster = new MemoryCluster();
  });

  it("shows a member as gone only when that is written: whoever destroys its volume sooner may destroy the vote that a crashed leader still needs", async () => {
    const leader = await cluster.startVoters(2);
    const { configurationIndex } = leader.status().memberBook;
    const seen: string[] = [];
    const { storage } = cluster.member(1);
    const apply = storage.apply.bind(storage);
    storage.apply = async (operations) => {
      const { confState, memberBook } = leader.status();
      seen.push(`${confState.voters.join(",")} at ${memberBook.configurationIndex}`);
      await apply(operations);
    };

    await cluster.during(leader.removePeer({ nodeId: 2, configurationIndex, ...FOREVER }));
    await settle();

    expect(seen).toContain(`1,2 at ${configurationIndex}`);
    expect(seen.filter((text) => text.startsWith("1 at"))).toEqual([]);
    expect(leader.status().confState.voters).toEqual([1]);
    expect(leader.status().memberBook.configurationIndex).toBeGreaterThan(configurationIndex);
  });
});
