import { describe, expect, it } from "vitest";
import { KEY, makeSpec } from "./fake-world.ts";
import {
  expectReady,
  look,
  makeReconciler,
  reasons,
  RETAIN,
  scale,
  settle,
  SIGNAL,
  startCluster,
  uids,
  voterOrdinals,
} from "./scaling-world.ts";

describe("a cluster", () => {
  it.each([1, 2, 3, 4, 5, 9])("of %d members is made of one and grows", async (replicas) => {
    const world = await startCluster(replicas);

    expectReady(
      world,
      Array.from({ length: replicas }, (_, index) => index),
    );
    expect(world.bootstraps).toHaveLength(1);
    expect(world.current().status).toMatchObject({
      nextNodeID: String(replicas + 1),
      replicas,
      readyReplicas: replicas,
      quorum: { voters: replicas, healthyVoters: replicas },
      phase: "Running",
    });
    expect(world.condition("ScaleBlocked")).toBe("False/NotBlocked");
    expect(world.condition("EvenSize")).toMatch(replicas % 2 === 0 ? /^True/ : /^False/);
    const writes = world.writes.filter((write) => write !== "ensure").length;
    await settle(world);
    expect(world.writes.filter((write) => write !== "ensure")).toHaveLength(writes);
  });

  it("is scaled 3 -> 5 -> 3 -> 1 -> 3: no pod is restarted, no id used twice", async () => {
    const world = await startCluster(3);
    const first = uids(world);

    await scale(world, 5);
    expectReady(world, [0, 1, 2, 3, 4]);
    expect(uids(world).slice(0, 3)).toEqual(first);
    await scale(world, 3);
    expectReady(world, [0, 1, 2]);
    expect(uids(world)).toEqual(first);
    await scale(world, 1);
    expectReady(world, [0]);
    await scale(world, 3);

    expectReady(world, [0, 1, 2]);
    expect(uids(world)[0]).toBe(first[0]);
    expect([...world.theRaft().members.keys()]).toEqual([1, 6, 7]);
    expect(world.theRaft().changes).toEqual([
      "learner 2",
      "voter 2",
      "learner 3",
      "voter 3",
      "learner 4",
      "voter 4",
      "learner 5",
      "voter 5",
      "removed Voter 5",
      "removed Voter 4",
      "removed Voter 3",
      "removed Voter 2",
      "learner 6",
      "voter 6",
      "learner 7",
      "voter 7",
    ]);
  });

  it("of one becomes two and one again, with the leader as victim", async () => {
    const world = await startCluster(1);
    await scale(world, 2);
    expectReady(world, [0, 1]);
    world.theRaft().leaderId = 2;

    await scale(world, 1);

    expectReady(world, [0]);
    expect(reasons(world)).toContain("TransferringLeadership");
  });

  it("tells each step that a person would follow", async () => {
    const world = await startCluster(1);
    world.events.length = 0;

    await scale(world, 2);
    await scale(world, 1);

    const told = world.events
      .filter(({ message }) => !message.startsWith("Ready is"))
      .map(({ reason }) => reason);
    expect(told).toEqual([
      "AddingMember",
      "EvenReplicas",
      "AddingLearner",
      "PromotingLearner",
      "MemberAdded",
      "RemovingMember",
      "OddReplicas",
      "RemovingNode",
      "DeletingVolume",
      "MemberRemoved",
    ]);
  });

  it("has the id in status before the node is told, and the store before the id", async () => {
    const world = await startCluster(1);
    const seen: unknown[] = [];
    world.leaderAnswer = (method) => {
      seen.push([method, world.current().status?.operation, world.current().status?.nextNodeID]);
    };

    await scale(world, 2);

    const operation = { type: "AddMember", nodeID: "2", ordinal: 1 };
    const { storeId } = world.volumes.get(1)!;
    expect(seen).toMatchObject([
      ["join", { ...operation, storeID: storeId }, "3"],
      ["addLearnerNode", operation, "3"],
      ["addNode", operation, "3"],
    ]);
  });
});

describe("a leader that no quorum follows", () => {
  it("is not believed about pods that nobody needs", async () => {
    const world = await startCluster(3);
    world.scaleByHand(5);
    // Two of three voters are in another term by their own word.
    world.theRaft().termOf = (nodeId) => (nodeId === 1 ? 0 : 7);

    await settle(world);
    expect(world.workload?.size).toBe(5);

    world.theRaft().termOf = null;
    await settle(world);
    expect(world.workload?.size).toBe(3);
  });
});

describe("a scale in", () => {
  it("that would cost the quorum is blocked, says so, and goes on when the member is back", async () => {
    const world = await startCluster(3);
    world.starting.add(0);

    await scale(world, 1);

    expect(world.condition("ScaleBlocked")).toBe("True/WouldLoseQuorum");
    expect(world.condition("Ready")).toBe("False/ScaleBlocked");
    expect(world.condition("Available")).toBe("True/QuorumHealthy");
    expect(world.condition("Stalled")).toBe("False/NotStalled");
    expect(voterOrdinals(world)).toEqual([0, 1, 2]);
    expect(world.workload?.size).toBe(3);

    world.starting.clear();
    await settle(world);
    expectReady(world, [0]);
  });

  it("waits for members that are not healthy though the quorum would do", async () => {
    const world = await startCluster(5);
    world.starting.add(1);

    await scale(world, 4);

    expect(world.condition("ScaleBlocked")).toBe("True/MembersNotHealthy");
    expect(voterOrdinals(world)).toEqual([0, 1, 2, 3, 4]);
  });

  it("takes the dead one where it is the highest", async () => {
    const world = await startCluster(3);
    world.starting.add(2);

    await scale(world, 2);

    expectReady(world, [0, 1]);
  });

  it("is blocked while nobody leads, without an alarm", async () => {
    const world = await startCluster(3);
    world.starting.add(0);
    world.starting.add(1);

    await scale(world, 1);

    expect(world.condition("ScaleBlocked")).toBe("Unknown/LeaderUnknown");
    expect(world.workload?.size).toBe(3);
    expect(world.theRaft().members.size).toBe(3);
  });

  it("goes on without the leader's hand-over where that does not come in a minute", async () => {
    const world = await startCluster(2);
    world.theRaft().leaderId = 2;
    world.theRaft().refusesTransfer = true;
    let nowMs = 1_000_000;
    await scale(world, 1, { nowMs: () => nowMs });
    await look(world, { nowMs: () => nowMs });
    expect(world.condition("ScaleBlocked")).toBe("True/RefusedByLeader");

    nowMs += 61_000;
    await settle(world, { nowMs: () => nowMs });

    expectReady(world, [0]);
  });

  it("keeps the pod until it is known that the member is out", async () => {
    const world = await startCluster(2);
    world.leaderAnswer = (method) => {
      if (method === "removeNode") {
        expect(world.workload?.size).toBe(2);
        world.silent.add(0);
        throw world.noAnswer();
      }
    };

    await scale(world, 1);
    expect(world.workload?.size).toBe(2);
    expect(world.volumes.size).toBe(2);

    world.leaderAnswer = () => undefined;
    world.silent.clear();
    await settle(world);
    expectReady(world, [0]);
  });

  it("deletes the volume only when the pod is gone, not while it goes", async () => {
    const world = await startCluster(2);
    world.terminatesAtOnce = false;
    world.setReplicas(1);

    await makeReconciler(world).reconcile(KEY, SIGNAL);
    expect([...world.volumes.keys()]).toEqual([0, 1]);
    expect(world.current().status?.operation).toMatchObject({
      type: "RemoveMember",
      phase: "StoppingPod",
    });

    await settle(world);
    expect([...world.volumes.keys()]).toEqual([0]);
  });

  it("does not delete a volume that a person put in the place of the member's", async () => {
    const world = await startCluster(2);
    world.terminatesAtOnce = false;
    world.setReplicas(1);
    await makeReconciler(world).reconcile(KEY, SIGNAL);
    const { uid } = world.addVolume(1);

    await settle(world);

    expectReady(world, [0]);
    expect(world.volumes.get(1)?.uid).toBe(uid);
  });

  it("keeps the volume where whenScaled is Retain", async () => {
    const world = await startCluster(2, RETAIN);

    await scale(world, 1);

    expectReady(world, [0]);
    expect([...world.volumes.keys()]).toEqual([0, 1]);
  });
});

describe("a StatefulSet that somebody scales by hand", () => {
  it("up loses what was never added", async () => {
    const world = await startCluster(3);
    world.scaleByHand(5);

    await settle(world);

    expectReady(world, [0, 1, 2]);
    expect([...world.pods.keys()]).toEqual([0, 1, 2]);
  });

  it("down gets its members' pods back", async () => {
    const world = await startCluster(3);
    world.scaleByHand(1);

    await settle(world);

    expectReady(world, [0, 1, 2]);
    expect(world.theRaft().changes.filter((change) => change.startsWith("removed"))).toEqual([]);
  });

  it("up gives its pods to the members that are asked for", async () => {
    const world = await startCluster(3);
    world.scaleByHand(5);

    await scale(world, 5);

    expectReady(world, [0, 1, 2, 3, 4]);
  });
});

describe("a scale out", () => {
  it("first removes a learner that is not its own: a call of an operator that slept came late", async () => {
    const world = await startCluster(3);
    world.setStatus({ ...world.current().status, nextNodeID: "5" });
    world.starting.add(3);
    await scale(world, 4);
    expect(world.current().status?.operation).toMatchObject({ nodeID: "5" });
    const raft = world.theRaft();
    const { configurationIndex } = raft;
    raft.addLearnerNode({ configurationIndex, nodeId: 4, storeId: "x", peerAddress: "peer-9" });
    world.starting.clear();

    await settle(world);

    expectReady(world, [0, 1, 2, 3]);
    expect([...raft.members.keys()]).toEqual([1, 2, 3, 5]);
  });

  it("is blocked while a member is not healthy", async () => {
    const world = await startCluster(3);
    world.starting.add(1);

    await scale(world, 5);

    expect(world.condition("ScaleBlocked")).toBe("True/MembersNotHealthy");
    expect(world.theRaft().members.size).toBe(3);
    expect(world.workload?.size).toBe(3);
    world.starting.clear();
    await settle(world);
    expectReady(world, [0, 1, 2, 3, 4]);
  });

  it("tells what the leader refuses, once, and goes on when it does not refuse any more", async () => {
    const world = await startCluster(3);
    world.theRaft().refusesLearners = true;
    await scale(world, 4);
    expect(world.condition("ScaleBlocked")).toBe("False/NotBlocked");
    await look(world);
    const { length } = world.writes.filter((write) => write !== "ensure");
    await look(world);

    expect(world.condition("ScaleBlocked")).toBe("True/RefusedByLeader");
    expect(world.condition("Degraded")).toBe("False/AllMembersHealthy");
    expect(world.writes.filter((write) => write !== "ensure")).toHaveLength(length);
    world.theRaft().refusesLearners = false;
    await settle(world);
    expectReady(world, [0, 1, 2, 3]);
  });
});

describe("a member that has another address", () => {
  it("is told to the others, and is still the same member", async () => {
    const world = await startCluster(3);
    const member = world.theRaft().members.get(2)!;
    member.address = "old-place";

    await settle(world);

    expectReady(world, [0, 1, 2]);
    expect(world.theRaft().changes.at(-1)).toBe("address peer-1");
    expect(reasons(world)).toContain("MemberMoved");
  });
});

describe("retained volumes of three members", () => {
  it("are adopted by a resource of another size, which then scales", async () => {
    const world = await startCluster(3);
    const clusterID = world.current().status?.clusterID;
    world.delete();
    await settle(world);
    expect(world.cluster).toBeNull();

    world.cluster = world.newCluster(makeSpec({ replicas: 1 }));
    await settle(world);

    expectReady(world, [0]);
    expect(world.current().status?.clusterID).toBe(clusterID);
    expect(world.bootstraps).toHaveLength(1);
  });

  it("are deleted with a resource that says so, the cluster being dead", async () => {
    const { storage } = makeSpec();
    const world = await startCluster(3, {
      storage: { ...storage, retentionPolicy: { whenDeleted: "Delete", whenScaled: "Retain" } },
    });
    for (const ordinal of [0, 1, 2]) {
      world.silent.add(ordinal);
    }
    world.delete();

    await settle(world);

    expect([world.cluster, world.volumes.size]).toEqual([null, 0]);
  });
});
