import { createHash } from "node:crypto";
import { afterEach, describe, expect, it } from "vitest";
import type { RaftNode } from "../../../src/node.ts";
import type { SnapshotTransfer } from "../../../src/transport/types.ts";
import { createDeferred, type Deferred } from "../../../src/utils/deferred.ts";
import { FOREVER, MemoryCluster } from "../../support/memory-cluster.ts";
import { bytes, rejection, until } from "../../support/node-harness.ts";

/** Chunks that wait until a test lets them go. */
class Held {
  readonly #gate: Deferred<undefined> = createDeferred();

  release(): void {
    this.#gate.resolve(undefined);
  }

  async *pass({ chunks }: SnapshotTransfer): AsyncIterable<Uint8Array> {
    let number = 0;
    for await (const chunk of chunks) {
      if (number === 1) {
        await this.#gate.promise;
      }
      number += 1;
      yield chunk;
    }
  }
}

const names = (prefix: string, count: number): string[] =>
  Array.from({ length: count }, (_, n) => `${prefix}${n}`);

describe("a snapshot on its way", () => {
  let cluster = new MemoryCluster();

  afterEach(async () => {
    await cluster.close();
    cluster = new MemoryCluster();
  });

  async function write(node: RaftNode, values: readonly string[]): Promise<void> {
    await cluster.during(Promise.all(values.map((value) => node.propose(bytes(value), FOREVER))));
  }

  /** Three voters; the third was away while the log that it lacks was cut, and is about to come back. */
  async function startWithOneAway(): Promise<RaftNode> {
    const leader = await cluster.startVoters(3);
    cluster.network.cut(1, 3);
    cluster.network.cut(2, 3);
    await write(leader, names("away-", 30));
    await cluster.during(leader.compactLog());
    expect(leader.status().firstIndex).toBe(leader.status().applied + 1);
    return leader;
  }

  function back(): void {
    cluster.network.heal();
  }

  const isSame = (): boolean =>
    [...cluster.members.keys()].every((id) => cluster.rows(id).join() === cluster.rows(1).join());

  function stagedCount(nodeId: number): number {
    return cluster.member(nodeId).disk.image?.staged.size ?? 0;
  }

  it("brings a member that was away to the present state, while writes go on", async () => {
    const leader = await startWithOneAway();
    const held = new Held();
    cluster.member(1).transport.onSnapshot = (snapshot) => held.pass(snapshot);
    back();
    await cluster.pass(() => stagedCount(3) === 1);
    const { applied } = leader.status();

    await write(leader, names("meanwhile-", 20));
    expect(cluster.rows(3)).toEqual([]);
    expect(leader.status().progress?.find(({ id }) => id === 3)).toMatchObject({
      state: "snapshot",
      pendingSnapshot: applied,
    });
    held.release();
    await cluster.pass(isSame);

    expect(cluster.rows(3)).toEqual([...names("away-", 30), ...names("meanwhile-", 20)]);
    expect(cluster.member(3).node.status()).toMatchObject({ firstIndex: applied + 1 });
    expect(
      cluster.member(1).transport.snapshots.filter(({ message }) => message.to === 3),
    ).toHaveLength(2);
    expect(stagedCount(3)).toBe(0);
    expect(await cluster.member(3).registry.metrics()).toContain(
      'raft_snapshots_received_total{outcome="arrived"} 2',
    );
  });

  it("is not followed by another one, though the log would long be cut beyond it when it arrives", async () => {
    cluster = new MemoryCluster({ logRetainEntries: 10 });
    const leader = await startWithOneAway();
    const held = new Held();
    cluster.member(1).transport.onSnapshot = (snapshot) => held.pass(snapshot);
    back();
    await cluster.pass(() => stagedCount(3) === 1);
    const { applied } = leader.status();

    await write(leader, names("meanwhile-", 200));
    held.release();
    await cluster.pass(isSame);

    expect(
      cluster.member(1).transport.snapshots.filter(({ message }) => message.to === 3),
    ).toHaveLength(2);
    await write(leader, names("later-", 100));
    await cluster.pass(isSame);
    expect(leader.status().firstIndex).toBeGreaterThan(applied + 200);
  });

  it("that is cut on its way is thrown away, and sent again when the link is back", async () => {
    await startWithOneAway();
    const held = new Held();
    cluster.member(1).transport.onSnapshot = (snapshot) => held.pass(snapshot);
    back();
    await cluster.pass(() => stagedCount(3) === 1);

    cluster.network.cut(1, 3);
    held.release();
    await cluster.pass(() => stagedCount(3) === 0);
    expect(cluster.rows(3)).toEqual([]);
    cluster.network.heal();
    await cluster.pass(isSame);

    expect(await cluster.member(3).registry.metrics()).toContain(
      'raft_snapshots_received_total{outcome="failed"} 1',
    );
    expect(await cluster.member(1).registry.metrics()).toContain(
      'raft_snapshots_sent_total{outcome="failed"} 1',
    );
  });

  it.each([
    [
      "a flipped byte",
      (chunk: Uint8Array): Uint8Array => chunk.map((byte, at) => (at === 9 ? byte ^ 1 : byte)),
    ],
    ["a chunk that is too large", (): Uint8Array => new Uint8Array(1024 * 1024 + 1)],
  ])("with %s stops nobody and is sent again", async (_, damage) => {
    const leader = await startWithOneAway();
    let count = 0;
    cluster.member(1).transport.onSnapshot = async function* ({ chunks }) {
      count += 1;
      let number = 0;
      for await (const chunk of chunks) {
        number += 1;
        yield count === 1 && number === 3 ? damage(chunk) : chunk;
      }
    };
    back();

    await cluster.pass(isSame);
    await write(leader, ["after"]);
    await cluster.pass(isSame);

    expect(count).toBe(2);
    expect(stagedCount(3)).toBe(0);
    expect(cluster.rows(3)).toEqual([...names("away-", 30), "after"]);
  });

  it("of a leader that was replaced meanwhile is ignored and thrown away", async () => {
    const leader = await startWithOneAway();
    const held = new Held();
    cluster.member(1).transport.onSnapshot = (snapshot) => held.pass(snapshot);
    back();
    await cluster.pass(() => stagedCount(3) === 1);
    cluster.member(2).transport.onSnapshot = ({ chunks }) => chunks;

    await cluster.during(leader.transferLeadership({ nodeId: 2, ...FOREVER }));
    held.release();
    await write(cluster.member(2).node, ["by 2"]);
    await cluster.pass(isSame);

    expect(stagedCount(3)).toBe(0);
    expect(cluster.rows(3)).toEqual([...names("away-", 30), "by 2"]);
  });

  it("that the algorithm has no use for changes nothing, staged or not", async () => {
    const leader = await cluster.startVoters(3);
    await write(leader, ["a", "b"]);
    await cluster.pass(isSame);
    const { storage, transport, node } = cluster.member(3);
    const { term, applied, confState } = node.status();
    const { data } = cluster.member(1).transport.snapshots[0]!.message.snapshot;
    const receive = async (index: number, messageTerm: number): Promise<void> => {
      await transport.receiver!.receiveSnapshot(
        {
          message: {
            type: "snapshot",
            from: 1,
            to: 3,
            term: messageTerm,
            snapshot: { metadata: { index, term: 1, confState }, data },
          },
          chunks: snapshotOfNothing(),
        },
        { signal: new AbortController().signal },
      );
    };

    // Of a former leader, at an index that was never reached here: staged, stepped, ignored.
    await receive(applied + 100, term - 1);
    // At an index that is applied here.
    await receive(applied, term);
    await until(() => stagedCount(3) === 0);

    expect(storage.appliedIndex()).toBe(applied);
    expect(cluster.rows(3)).toEqual(["a", "b"]);
    await write(leader, ["c"]);
    await cluster.pass(isSame);
  });

  it("is refused by a node that stops, which leaves nothing behind it", async () => {
    await startWithOneAway();
    const held = new Held();
    cluster.member(1).transport.onSnapshot = (snapshot) => held.pass(snapshot);
    back();
    await cluster.pass(() => stagedCount(3) === 1);

    await cluster.member(3).node.close();
    const late = await rejection(
      cluster
        .member(3)
        .transport.receiver!.receiveSnapshot(cluster.member(1).transport.snapshots.at(-1)!, {
          signal: new AbortController().signal,
        }),
    );
    held.release();

    expect(late).toMatchObject({ code: "STOPPED" });
    expect(stagedCount(3)).toBe(0);
  });

  it("reaches a member that starts again after a crash in the middle of it", async () => {
    await startWithOneAway();
    const held = new Held();
    cluster.member(1).transport.onSnapshot = (snapshot) => held.pass(snapshot);
    back();
    await cluster.pass(() => stagedCount(3) === 1);
    const { disk, node } = cluster.member(3);

    disk.crash({ unsyncedKept: disk.unsyncedCount });
    await node.close();
    await cluster.start(3, disk);
    held.release();
    await cluster.pass(isSame);

    expect(cluster.rows(3)).toEqual(names("away-", 30));
  });
});

async function* snapshotOfNothing(): AsyncIterable<Uint8Array> {
  await Promise.resolve();
  yield new Uint8Array(createHash("sha256").digest());
}
