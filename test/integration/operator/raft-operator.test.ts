import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { FakeApiServer } from "../../support/fake-api-server.ts";
import { FakeStatefulSets } from "../../support/fake-stateful-sets.ts";
import { raftCluster } from "../../unit/operator/runtime/api-harness.ts";

interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly errors: string;
}

interface Operator {
  readonly process: ChildProcess;
  readonly ended: Promise<Ended>;
}

function start(
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Operator {
  const child = spawn(process.execPath, ["--import", "tsx", "src/cli/raft-operator.ts", ...args], {
    env: { PATH: process.env["PATH"], HOME: "/nonexistent", ...environment },
    stdio: ["ignore", "ignore", "pipe"],
  });
  let errors = "";
  child.stderr.on("data", (chunk: Buffer) => {
    errors += chunk.toString();
  });
  const ended = once(child, "close").then(([code, signal]) => ({ code, signal, errors }));
  return { process: child, ended };
}

async function eventually(check: () => void): Promise<void> {
  await vi.waitFor(check, { timeout: 30_000, interval: 20 });
}

describe("raft-operator as a process", () => {
  let folder: string;
  let server: FakeApiServer;
  let statefulSets: FakeStatefulSets;
  let args: readonly string[];
  let started: Operator[];

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "raft-operator-"));
    server = new FakeApiServer();
    await server.start();
    statefulSets = new FakeStatefulSets({ server });
    const file = join(folder, "kubeconfig");
    await writeFile(file, server.kubeConfig().exportConfig());
    args = [
      `--kubeconfig=${file}`,
      "--default-node-image=localhost/node:1",
      "--listen-http=127.0.0.1:0",
    ];
    started = [];
  });
  afterEach(async () => {
    for (const operator of started) {
      operator.process.kill("SIGKILL");
      await operator.ended;
    }
    statefulSets[Symbol.dispose]();
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  });

  const run = (extra: readonly string[] = [], environment = {}): Operator => {
    const operator = start([...args, ...extra], environment);
    started.push(operator);
    return operator;
  };
  const holder = (): unknown =>
    (server.get("leases", "raft-operator")?.["spec"] as Record<string, unknown> | undefined)?.[
      "holderIdentity"
    ];

  it("works, stops on SIGTERM with its Lease released, and exits 0", async () => {
    server.create("raftclusters", raftCluster("demo"));
    const operator = run();
    await eventually(() => expect(server.get("raftclusters", "demo")?.["status"]).toBeDefined());

    operator.process.kill("SIGTERM");

    expect(await operator.ended).toMatchObject({ code: 0, signal: null });
    expect(holder()).toBe("");
  });

  it("dies at its crash point as in a crash, and the next one goes on from there", async () => {
    server.create("raftclusters", raftCluster("demo"));
    const first = run(["--leader-elect=false"], { RAFT_CRASH_AT: "operator-after-add-finalizer" });

    expect(await first.ended).toMatchObject({ code: null, signal: "SIGKILL" });
    expect(server.get("raftclusters", "demo")?.metadata.finalizers).toHaveLength(1);
    expect(server.get("statefulsets", "demo")).toBeNull();

    run(["--leader-elect=false"]);
    await eventually(() => expect(server.get("statefulsets", "demo")).not.toBeNull());
  });

  it("waits for the definition instead of exiting, and says what is missing", async () => {
    server.serve("raftclusters", false);
    server.create("raftclusters", raftCluster("demo"));
    const operator = run();
    await eventually(() => expect(server.watchCount).toBe(3));

    server.serve("raftclusters", true);
    await eventually(() => expect(server.get("statefulsets", "demo")).not.toBeNull());

    operator.process.kill("SIGTERM");
    const { code, errors } = await operator.ended;
    expect(code).toBe(0);
    expect(errors).toContain("it does not serve raftclusters.raft.crabmq.io");
  });

  it("exits 64 with a sentence for each wrong option", async () => {
    const { code, errors } = await run(["--workers=many", "--nonsense"]).ended;

    expect(code).toBe(64);
    expect(errors.trim().split("\n")).toHaveLength(2);
  });

  it("exits 78 where it cannot know its cluster", async () => {
    const operator = start(["--default-node-image=x", "--kubeconfig=/nonexistent/config"]);
    const nowhere = start(["--default-node-image=x"]);

    expect(await operator.ended).toMatchObject({
      code: 78,
      errors: expect.stringContaining("/nonexistent/config cannot be read"),
    });
    expect(await nowhere.ended).toMatchObject({
      code: 78,
      errors: expect.stringContaining("no Kubernetes cluster to work on"),
    });
  });

  it("exits 69 where its port is taken", async () => {
    const other = createServer();
    await new Promise<void>((resolve) => {
      other.listen(0, "127.0.0.1", resolve);
    });
    const { port } = other.address() as { port: number };

    args = args.map((arg) =>
      arg.startsWith("--listen-http") ? `--listen-http=127.0.0.1:${port}` : arg,
    );

    const { code, errors } = await run().ended.finally(() => other.close());

    expect(code).toBe(69);
    expect(errors).toContain(`port ${port}`);
  });
});
