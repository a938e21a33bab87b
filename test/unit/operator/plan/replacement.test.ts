import { describe, expect, it } from "vitest";
import { expectReady, reasons, scale, settle, startCluster, uids } from "./scaling-world.ts";

describe("a lost volume", () => {
  it("of a follower is replaced under a new id in one change", async () => {
    const world = await startCluster(3);
    world.loseVolume(1);

    await settle(world);

    expectReady(world, [0, 1, 2]);
    expect([...world.theRaft().members.keys()]).toEqual([1, 3, 4]);
    expect(world.theRaft().changes.slice(-2)).toEqual(["learner 4", "voter 4 for 2"]);
    expect(reasons(world)).toEqual(expect.arrayContaining(["ReplacingMember", "MemberReplaced"]));
  });

  it("of the leader is replaced once another leads", async () => {
    const world = await startCluster(3);
    world.loseVolume(0);

    await settle(world);

    expectReady(world, [0, 1, 2]);
    expect(world.current().status?.leader?.nodeID).toBe("2");
  });

  it("of two in five is replaced, one after the other", async () => {
    const world = await startCluster(5);
    world.loseVolume(1);
    world.loseVolume(3);

    await settle(world);

    expectReady(world, [0, 1, 2, 3, 4]);
  });

  it("of two in three is never replaced: the quorum is gone", async () => {
    const world = await startCluster(3);
    world.loseVolume(1);
    world.loseVolume(2);

    await settle(world);

    expect(world.condition("Degraded")).toBe("True/VolumeLost");
    expect(world.condition("Stalled")).toBe("True/VolumeLost");
    expect(world.bootstraps).toHaveLength(1);
    expect(world.theRaft().members.size).toBe(3);
    expect(world.workload?.size).toBe(3);
  });

  it("is not replaced while a quorum is not known to be healthy", async () => {
    const world = await startCluster(3);
    world.loseVolume(1);
    world.theRaft().termOf = (nodeId) => (nodeId === 1 ? 0 : 7);

    await settle(world);
    expect(world.condition("ScaleBlocked")).toBe("True/WouldLoseQuorum");
    expect(world.theRaft().learners).toEqual([]);

    world.theRaft().termOf = null;
    await settle(world);
    expectReady(world, [0, 1, 2]);
  });

  it("that comes back while it is being replaced ends the replacement", async () => {
    const world = await startCluster(3);
    const old = world.volumes.get(1)!;
    world.theRaft().catchesUp = false;
    world.loseVolume(1);
    await settle(world);
    expect(world.theRaft().learners).toHaveLength(1);

    world.volumes.set(1, old);
    await settle(world);

    expectReady(world, [0, 1, 2]);
    expect([...world.theRaft().members.keys()]).toEqual([1, 2, 3]);
    expect(reasons(world)).toContain("ReplacementUndone");
  });

  it("of its successor is replaced by a third", async () => {
    const world = await startCluster(3);
    world.theRaft().catchesUp = false;
    world.loseVolume(1);
    await settle(world);
    world.loseVolume(1);
    world.theRaft().catchesUp = true;

    await settle(world);

    expectReady(world, [0, 1, 2]);
    expect([...world.theRaft().members.keys()]).toEqual([1, 3, 5]);
  });

  it("of one in two is never replaced: nobody can commit", async () => {
    const world = await startCluster(2);
    world.loseVolume(1);

    await settle(world);

    expect(world.condition("Degraded")).toBe("True/VolumeLost");
    expect([...world.theRaft().members.keys()]).toEqual([1, 2]);
  });

  it("whose successor's pod does not come is told after the timeout, and nothing is undone", async () => {
    const world = await startCluster(3);
    let nowMs = 0;
    const clock = { nowMs: (): number => nowMs };
    world.theRaft().catchesUp = false;
    world.loseVolume(1);
    await settle(world, clock);
    world.starting.add(1);

    nowMs += 600_000;
    await settle(world, clock);
    expect(world.condition("ScaleBlocked")).toBe("True/JoinTimeout");
    expect(world.theRaft().learners).toHaveLength(1);

    world.starting.clear();
    world.theRaft().catchesUp = true;
    await settle(world, clock);
    expectReady(world, [0, 1, 2]);
  });

  it("is not guessed: a silent member is waited for", async () => {
    const world = await startCluster(3);
    world.starting.add(1);

    await settle(world);

    expect(world.condition("Degraded")).toBe("True/MembersUnhealthy");
    expect(world.theRaft().learners).toEqual([]);
  });

  it("of the member that is to go is not replaced", async () => {
    const world = await startCluster(3);
    world.loseVolume(2);

    await scale(world, 2);

    expectReady(world, [0, 1]);
    expect(world.theRaft().changes.at(-1)).toBe("removed Voter 3");
  });

  it("is replaced before the cluster grows or shrinks further", async () => {
    const world = await startCluster(3);
    world.setReplicas(4);
    world.starting.add(3);
    await settle(world);
    world.loseVolume(1);

    await settle(world);

    expect(world.theRaft().members.size).toBe(3);
    expect([...world.theRaft().members.keys()]).toEqual([1, 3, 5]);
    world.starting.clear();
    await settle(world);
    expectReady(world, [0, 1, 2, 3]);
  });
});

describe("a roll of three members", () => {
  it("replaces one pod at a time, the leader last and after it handed over", async () => {
    const world = await startCluster(3);
    world.theRaft().leaderId = 2;
    const before = uids(world);
    world.events.length = 0;
    world.changeSpec({ logLevel: "debug" });

    await settle(world);

    expectReady(world, [0, 1, 2]);
    expect(uids(world).filter((uid) => before.includes(uid))).toEqual([]);
    const rolled = world.events
      .filter(({ reason }) => /Rolling|Transferring/.test(reason))
      .map(({ message }) => /demo-\d|handing/.exec(message)?.[0]);
    expect(rolled).toEqual(["demo-0", "demo-2", "handing", "demo-1"]);
  });

  it("waits while a member is not ready, but replaces a dead pod at once", async () => {
    const world = await startCluster(3);
    const before = world.pods.get(0)?.uid;
    world.starting.add(2);
    const dead = world.pods.get(2)?.uid;
    world.changeSpec({ logLevel: "debug" });

    await settle(world);

    expect(world.pods.get(0)?.uid).toBe(before);
    expect(world.pods.get(2)?.uid).not.toBe(dead);
  });

  it("replaces the pod of a member that cannot come because of its template", async () => {
    const world = await startCluster(1);
    world.starting.add(1);
    await scale(world, 2);
    const stuck = world.pods.get(1)?.uid;
    world.changeSpec({ image: "raftcluster:good" });

    await settle(world);

    expect(world.pods.get(1)?.uid).not.toBe(stuck);
  });
});
