import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { identify } from "../../../src/operator/hosts/local/process-identity.ts";
import { RaftctlProcess } from "./raftctl-process.ts";

const RETAIN = "  replicas: 1\n";
const DELETE = `${RETAIN}  storage: { retentionPolicy: { whenDeleted: Delete } }\n`;

describe("raftctl local", () => {
  it("runs a cluster that keeps an acknowledged value over a SIGKILL of its process", async () => {
    const raftctl = await RaftctlProcess.create(DELETE);
    const up = raftctl.up();
    const before = await raftctl.ready();
    const second = await raftctl.run("local", "up", "-f", raftctl.manifest);
    expect(second.stderr).toMatch(/it is already run by process \d+: stop that first/);
    expect(second.code).toBe(69);

    expect(await raftctl.run("kv", "put", "greeting", "hello")).toMatchObject({
      code: 0,
      stdout: "OK\n",
    });
    process.kill(before.pid, "SIGKILL");
    await raftctl.ready(before.pid);
    expect(await raftctl.run("kv", "get", "greeting")).toMatchObject({
      code: 0,
      stdout: "hello\n",
    });

    const members = await raftctl.run("member", "list", "--json");
    expect(JSON.parse(members.stdout)).toMatchObject({
      clusterID: before.resource.status?.clusterID,
      members: [{ nodeID: "1", role: "Voter", leader: true }],
    });
    const status = await raftctl.run("status");
    expect(status.code).toBe(0);
    expect(status.stdout).toMatch(/it-0 +Running +1 +Leader +\d+ +\d+ +\d+ +yes/);
    const shown = await raftctl.run("local", "get");
    expect(shown.stdout).toMatch(/it +True +1 +1 +it-0 +True +Running +process \d+/);

    expect(await raftctl.run("local", "delete", "it")).toMatchObject({ code: 0 });
    expect(await up.finished).toMatchObject({ code: 0 });
    expect(await readdir(join(raftctl.root, "default"))).toEqual([]);
  });

  it("killed itself, leaves a cluster that serves, and goes on with its process", async () => {
    const raftctl = await RaftctlProcess.create(RETAIN);
    const killed = raftctl.up();
    const before = await raftctl.ready();
    killed.child.kill("SIGKILL");
    await killed.finished;
    const direct = ["--endpoint", before.endpoint];
    expect(await raftctl.run("kv", "put", "a", "1", ...direct)).toMatchObject({ code: 0 });
    expect(await raftctl.run("kv", "get", "a")).toMatchObject({ code: 0, stdout: "1\n" });
    const orphaned = await raftctl.run("local", "get");
    expect(orphaned.stdout).toContain(`Unsupervised   nobody (node process ${before.pid})`);

    const next = raftctl.up();
    const after = await raftctl.ready();
    expect(after.pid).toBe(before.pid);
    expect(after.resource.status?.clusterID).toBe(before.resource.status?.clusterID);

    next.child.kill("SIGINT");
    expect(await next.finished).toMatchObject({ code: 0 });
    expect(identify(before.pid)).toBeNull();
    const stopped = await raftctl.run("local", "get");
    expect(stopped.stdout).toMatch(/it +False +1 +0 +- +False +Stopped +nobody/);
    expect(await raftctl.run("kv", "get", "a")).toMatchObject({ code: 69 });
  });

  it("adopts the cluster on retained volumes when the resource is made anew", async () => {
    const raftctl = await RaftctlProcess.create(RETAIN);
    const first = raftctl.up();
    const before = await raftctl.ready();
    await raftctl.run("kv", "put", "kept", "yes");
    const deleted = await raftctl.run("local", "delete", "it");
    expect(deleted.stdout).toMatch(/its volumes are kept/);
    await first.finished;

    raftctl.up();
    const after = await raftctl.ready();

    expect(after.resource.metadata.uid).not.toBe(before.resource.metadata.uid);
    expect(after.resource.status?.clusterID).toBe(before.resource.status?.clusterID);
    expect(await raftctl.run("kv", "get", "kept")).toMatchObject({ code: 0, stdout: "yes\n" });
  });

  // Every point is gone through in test/unit/operator/plan; here the two between which a cluster comes to be, with real nodes.
  it.each(["operator-after-reserve-bootstrap", "operator-after-bootstrap"])(
    "killed at %s, makes one cluster in its next life",
    async (point) => {
      const raftctl = await RaftctlProcess.create(RETAIN);
      const killed = await raftctl.up({ RAFT_CRASH_AT: point }).finished;
      expect(killed.code).toBeNull();
      const reserved = (await raftctl.cluster())?.resource.status?.clusterID;

      raftctl.up();
      const after = await raftctl.ready();

      expect(reserved === undefined || reserved === after.resource.status?.clusterID).toBe(true);
      expect(await raftctl.run("kv", "put", "a", "1")).toMatchObject({ code: 0 });
    },
  );

  it("gives a changed spec to a process that runs on with it", async () => {
    const raftctl = await RaftctlProcess.create(RETAIN);
    const first = raftctl.up();
    const before = await raftctl.ready();
    await raftctl.run("kv", "put", "a", "1");
    first.child.kill("SIGKILL");
    await first.finished;
    const changed = await RaftctlProcess.create(`${RETAIN}  raft: { tickMs: 50 }\n`);

    raftctl.start(["local", "up", "-f", changed.manifest]);
    const after = await raftctl.ready(before.pid);

    expect(after.resource.status?.observedGeneration).toBe(2);
    expect(await raftctl.run("kv", "get", "a")).toMatchObject({ stdout: "1\n" });
  });
});

describe("raftctl demo", () => {
  it("shows the whole tour and loses nothing", async () => {
    const raftctl = await RaftctlProcess.create(RETAIN);

    const { code, stdout } = await raftctl.run("demo");

    expect(stdout).toMatch(/Nothing was lost\. [\d.]+ seconds\./);
    expect(code).toBe(0);
  });
});
