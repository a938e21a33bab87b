import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findEtcd } from "../../support/etcd-process.ts";
import { RaftCluster } from "../../support/raft-cluster.ts";

const REQUEST_TIMEOUT_MS = 500;

function findEtcdctl(): string | null {
  const etcd = findEtcd();
  const path = etcd === null ? null : join(dirname(etcd.path), "etcdctl");
  return path !== null && existsSync(path) ? path : null;
}

const etcdctl = findEtcdctl();

/** etcd's own Go client at a member that knows no leader: what it repeats and what it does not is decided by our codes and texts. */
describe.skipIf(etcdctl === null)(
  etcdctl === null
    ? "etcd's client without a leader: no etcdctl here"
    : "etcd's client without a leader",
  () => {
    let cluster: RaftCluster;
    let survivor = 0;
    let stopped: readonly number[] = [];

    beforeAll(async () => {
      cluster = await RaftCluster.bootstrap({
        tickMs: 20,
        args: [`--request-timeout-ms=${REQUEST_TIMEOUT_MS}`],
      });
      await cluster.add(2);
      await cluster.add(3);
      await run(["put", "k", "before"], 1);
      await cluster.until("the write is everywhere", async () => {
        const values = await Promise.all([1, 2, 3].map((nodeId) => cluster.get(nodeId, "k")));
        return values.every((value) => value === "before");
      });
      const leader = await cluster.leader();
      [survivor = 0] = [1, 2, 3].filter((nodeId) => nodeId !== leader);
      stopped = [1, 2, 3].filter((nodeId) => nodeId !== survivor);
      for (const nodeId of stopped) {
        await cluster.kill(nodeId);
      }
      await cluster.until("nobody leads", async () => {
        return (await cluster.node(survivor).status()).leaderId === 0;
      });
    });

    afterAll(async () => {
      await cluster.close();
    });

    interface Outcome {
      readonly code: number;
      readonly out: string;
      readonly err: string;
    }

    function start(
      args: readonly string[],
      nodeId: number,
    ): { readonly said: () => string; readonly outcome: Promise<Outcome> } {
      const endpoint = cluster.node(nodeId).addresses.client;
      let said = "";
      const outcome = new Promise<Outcome>((resolve) => {
        const child = execFile(
          etcdctl ?? "",
          [`--endpoints=${endpoint}`, "--command-timeout=20s", ...args],
          (_error, out, err) => resolve({ code: child.exitCode ?? -1, out, err }),
        );
        child.stderr?.on("data", (text) => {
          said += String(text);
        });
      });
      return { said: () => said, outcome };
    }

    async function run(args: readonly string[], nodeId: number): Promise<Outcome> {
      return await start(args, nodeId).outcome;
    }

    it("reads what the member has where it asks for no more", async () => {
      expect(
        await run(["get", "k", "--consistency=s", "--print-value-only"], survivor),
      ).toMatchObject({ code: 0, out: "before\n" });
    });

    it("is told that nobody leads, and does not repeat a write by itself", async () => {
      const { code, err } = await run(["put", "k", "never"], survivor);

      expect(code).toBe(1);
      expect(err).toContain("Error: etcdserver: no leader");
      expect(err.match(/code = Unavailable desc = etcdserver: no leader/g)).toHaveLength(1);
    });

    it("repeats a read until there is a leader again, and then writes", async () => {
      const read = start(["get", "k", "--print-value-only"], survivor);
      await cluster.until("the client repeats the read", async () =>
        read.said().includes("code = Unavailable desc = etcdserver: no leader"),
      );
      for (const nodeId of stopped) {
        await cluster.start(nodeId);
      }

      expect(await read.outcome).toMatchObject({ code: 0, out: "before\n" });
      expect(await run(["put", "k", "after"], survivor)).toMatchObject({ code: 0, out: "OK\n" });
    });
  },
);
