import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it, vi } from "vitest";
import { readCluster } from "../../../src/cli/raftctl/local-clusters.ts";
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
    expect(status.stdout).toMatch(/^it: 1 of 1 voter ready, it-0 leads in term \d+$/m);
    expect(status.stdout).toMatch(/^ +1 +it-0 +Leader +\d+ +\d+ +\d+ +0 +ready$/m);
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

  it("is scaled by a command, and shown while it is", async () => {
    const raftctl = await RaftctlProcess.create(RETAIN);
    raftctl.up();
    const before = await raftctl.ready();
    const watch = raftctl.start(["status", "it", "--watch"]);

    const scaled = await raftctl.run("local", "scale", "it", "--replicas", "2");

    expect(scaled).toMatchObject({ code: 0, stdout: "it has 2 members\n" });
    const status = await raftctl.run("status", "it", "--json");
    expect(JSON.parse(status.stdout)).toMatchObject({
      cluster: "it",
      leader: "it-0",
      members: [{ nodeID: "1" }, { nodeID: "2", role: "Voter", ready: true }],
    });
    expect((await raftctl.cluster())?.state.pods[0]?.process?.pid).toBe(before.pid);
    await vi.waitFor(
      () => expect(watch.printed()).toMatch(/^[\d:]{8} it-1 (became a voter|is node 2)/m),
      { timeout: 20_000, interval: 50 },
    );
    watch.child.kill("SIGINT");
    expect((await watch.finished).code).toBe(0);
  });
});

describe("raftctl demo", () => {
  /** Real processes beside other tests on two cores. */
  const TIMEOUT_MS = 180_000;

  it(
    "goes from three nodes to five and back, over a kill of the leader, and loses nothing",
    async () => {
      const raftctl = await RaftctlProcess.create(RETAIN);

      const { code, stdout, stderr } = await raftctl.run("demo", "--json");

      expect(stderr).toMatch(/kill -9 \d+: demo-\d, the leader in term \d+/);
      expect(code, stderr).toBe(0);
      const result = JSON.parse(stdout) as { readonly acknowledged: number };
      expect(result).toMatchObject({ ok: true, lost: 0 });
      expect(result.acknowledged).toBeGreaterThan(400);
    },
    TIMEOUT_MS,
  );

  it("stopped by a signal, leaves no process and no folder behind", async () => {
    const raftctl = await RaftctlProcess.create(RETAIN);
    const demo = raftctl.start(["demo"], { TMPDIR: raftctl.root });
    await vi.waitFor(async () => expect((await demoPods(raftctl.root)).length).toBeGreaterThan(0), {
      timeout: 60_000,
      interval: 50,
    });
    const pods = await demoPods(raftctl.root);

    demo.child.kill("SIGINT");

    expect(await demo.finished).toMatchObject({ code: 130 });
    expect(pods.map((pid) => identify(pid))).toEqual(pods.map(() => null));
    expect(await demoFolders(raftctl.root)).toEqual([]);
  });

  async function demoFolders(root: string): Promise<readonly string[]> {
    return (await readdir(root)).filter((name) => name.startsWith("raftctl-demo-"));
  }

  /** Pids of the processes that the demo has recorded. */
  async function demoPods(root: string): Promise<readonly number[]> {
    const [folder] = await demoFolders(root);
    const key = { namespace: "default", name: "demo" };
    const cluster = folder === undefined ? null : await readCluster(join(root, folder), key);
    return (cluster?.state.pods ?? []).flatMap(({ process }) =>
      process === null ? [] : [process.pid],
    );
  }
});
