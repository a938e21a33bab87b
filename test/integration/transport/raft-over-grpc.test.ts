import { afterEach, describe, expect, it } from "vitest";
import { untilReal } from "../../support/grpc-network.ts";
import { deadline, GrpcCluster, propose, values } from "./grpc-cluster.ts";

describe("nodes that reach one another by raft.v1.Transport", () => {
  let cluster: GrpcCluster | null = null;

  afterEach(async () => {
    await cluster?.close();
    cluster = null;
  });

  it("grow from one voter to three, and what is written at the leader is on all of them", async () => {
    cluster = await GrpcCluster.create();
    await cluster.start(1);
    const leader = await cluster.leader();
    await propose(leader, "before");
    const [second, third] = [await cluster.add(2), await cluster.add(3)];

    await propose(leader, "after");

    await untilReal(() => [second, third].every((member) => values(member).includes("after")));
    expect(values(second)).toEqual(["before", "after"]);
    expect(values(third)).toEqual(values(leader));
  });

  it("elect another leader when theirs is gone, which comes back as a follower with all that it missed", async () => {
    cluster = await GrpcCluster.create();
    await cluster.start(1);
    await cluster.add(2);
    await cluster.add(3);
    const first = await cluster.leader();
    await propose(first, "one");

    await cluster.stop(first.nodeId);
    const second = await cluster.leader();
    await propose(second, "two");
    const back = await cluster.start(first.nodeId);

    await untilReal(() => values(back).includes("two"));
    expect(values(back)).toEqual(["one", "two"]);
    expect(second.nodeId).not.toBe(first.nodeId);
  });

  it("bring a member that was away while the log was cut up to date by a snapshot, while writes go on", async () => {
    cluster = await GrpcCluster.create({ retainEntries: 5 });
    await cluster.start(1);
    await cluster.add(2);
    await cluster.add(3);
    const leader = await cluster.leader();
    const away = leader.nodeId === 3 ? 2 : 3;
    await cluster.stop(away);
    for (let n = 0; n < 100; n++) {
      await propose(leader, `row ${n}`);
    }
    await leader.node.compactLog();
    const writing = (async () => {
      for (let n = 100; n < 200; n++) {
        await propose(leader, `row ${n}`);
      }
    })();

    const back = await cluster.start(away);
    await writing;
    await untilReal(() => values(back).length === 200);

    expect(values(back)).toEqual(values(leader));
    expect(back.machine.installedIndex).not.toBeNull();
  });

  it("do without a member whose connections are black holes, and take it back when they heal", async () => {
    cluster = await GrpcCluster.create();
    await cluster.start(1);
    await cluster.add(2);
    await cluster.add(3);
    const leader = await cluster.leader();
    for (const proxy of cluster.proxies.values()) {
      proxy.delay(0);
    }
    cluster.proxies.get(leader.nodeId)?.blackHole();
    const others = [...cluster.members.values()].filter((member) => member !== leader);

    // What the leader sends still arrives; what is sent to it does not, so it must give up.
    await untilReal(() => others.some(({ node }) => node.isLeader()), 20_000);
    const next = others.find(({ node }) => node.isLeader())!;
    await propose(next, "without it");
    cluster.proxies.get(leader.nodeId)?.heal();

    await untilReal(() => values(leader).includes("without it"), 20_000);
    await next.node.propose(new TextEncoder().encode("with it"), { deadlineMs: deadline() });
  });
});
