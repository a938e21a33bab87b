import { afterEach, describe, expect, it } from "vitest";
import { Http2Dialer } from "../../../src/transport/http2-dialer.ts";
import type { TransportError } from "../../../src/transport/transport-error.ts";
import { RaftCluster } from "../../support/raft-cluster.ts";
import { createNodeFolder, RaftNodeProcess } from "../../support/raft-node-process.ts";

const UNAVAILABLE = 14;
const UNAUTHENTICATED = 16;

/** How the peer port of a process ends a stream. */
async function refusalOf(address: string, authorization: string): Promise<TransportError | null> {
  const dialer = new Http2Dialer({ authorization: () => authorization });
  return await new Promise((resolve) => {
    const call = dialer.open(
      { address, method: "Messages" },
      { answered: () => call.cancel(), ended: resolve },
    );
  });
}

describe("the peer port of an unassigned process", () => {
  it("says so to whoever has the token, and nothing to whoever has not", async () => {
    const folder = await createNodeFolder();
    const node = await RaftNodeProcess.spawn({ folder });
    expect(await node.listening()).toBe(true);
    const address = node.peerListenAddress ?? "";

    const [told, refused] = [
      await refusalOf(address, `Bearer ${node.token}`),
      await refusalOf(address, "Bearer another-token-1234"),
    ];

    expect(told?.detail).toMatchObject({ grpcCode: UNAVAILABLE });
    expect(told?.message).toMatch(/unassigned|no identity/);
    expect(refused?.detail).toMatchObject({ grpcCode: UNAUTHENTICATED });
    node.kill();
    await node.exited;
    await node.removeFolder();
  });
});

describe("raft-node processes", () => {
  let cluster: RaftCluster | null = null;

  afterEach(async () => {
    await cluster?.close();
    cluster = null;
  });

  it("become a cluster of three, serve on when the leader is killed, and take it back", async () => {
    cluster = await RaftCluster.bootstrap();
    await cluster.add(2);
    await cluster.add(3);
    const first = await cluster.leader();
    expect(await cluster.put(first, "one", "1")).toBe(true);
    for (const nodeId of [1, 2, 3]) {
      await cluster.until(`node ${nodeId} has the key`, async () => {
        return (await cluster?.get(nodeId, "one")) === "1";
      });
    }

    await cluster.kill(first);
    const second = await cluster.leader();
    expect(second).not.toBe(first);
    expect(await cluster.put(second, "two", "2")).toBe(true);
    await cluster.start(first);

    await cluster.until("the killed one has caught up", async () => {
      return (await cluster?.get(first, "two")) === "2";
    });
    expect(await cluster.get(first, "one")).toBe("1");
  });

  it("bring one up to date by a snapshot that was away while the log was cut", async () => {
    cluster = await RaftCluster.bootstrap({ args: ["--log-retain-entries=10"] });
    await cluster.add(2);
    await cluster.add(3);
    const leader = await cluster.leader();
    const away = leader === 3 ? 2 : 3;
    await cluster.put(leader, "before", "1");
    await cluster.kill(away);
    const { lastIndex } = await cluster.node(leader).status();
    for (let n = 0; n < 50; n++) {
      expect(await cluster.put(leader, `key-${n}`, `value-${n}`)).toBe(true);
    }
    await cluster.until("the log is cut beyond what it has", async () => {
      await cluster?.node(leader).admin("Snapshot", new Uint8Array(0), Boolean);
      const status = await cluster?.node(leader).status();
      return (status?.firstIndex ?? 0) > lastIndex + 1;
    });

    await cluster.start(away);

    await cluster.until("it has caught up", async () => {
      return (await cluster?.get(away, "key-49")) === "value-49";
    });
    expect(await cluster.get(away, "before")).toBe("1");
  });
});
