import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { onTestFinished, vi } from "vitest";
import { readCluster } from "../../../src/cli/raftctl/local-clusters.ts";
import type { LocalCluster } from "../../../src/cli/raftctl/local-clusters.ts";
import { conditionStatus } from "../../../src/cli/raftctl/local-get.ts";
import { endProcess } from "../../../src/operator/hosts/local/pod-process.ts";

const KEY = { namespace: "default", name: "it" };
const PACKAGE = new URL("../../../", import.meta.url);
/** `npm test` has just built; else the sources, whose start takes a second longer. */
const PROGRAM: readonly string[] =
  process.env["npm_lifecycle_event"] === "test"
    ? [fileURLToPath(new URL("dist/cli/raftctl.js", PACKAGE))]
    : ["--import", "tsx", fileURLToPath(new URL("src/cli/raftctl.ts", PACKAGE))];
const READY_MAX_MS = 40_000;

export interface Finished {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Running {
  readonly child: ChildProcess;
  readonly finished: Promise<Finished>;
  /** What stands on its standard output so far. */
  printed(): string;
}

/** A folder with one manifest, and the program as a person runs it. */
export class RaftctlProcess {
  readonly root: string;
  readonly manifest: string;

  private constructor(root: string) {
    this.root = root;
    this.manifest = join(root, "raftcluster.yaml");
  }

  /** Nothing that it started outlives the test. */
  static async create(spec: string): Promise<RaftctlProcess> {
    const created = new RaftctlProcess(await mkdtemp(join(tmpdir(), "raftctl-it-")));
    await writeFile(
      created.manifest,
      `apiVersion: raft.crabmq.io/v1alpha1\nkind: RaftCluster\nmetadata:\n  name: it\nspec:\n${spec}`,
    );
    onTestFinished(async () => {
      const cluster = await created.cluster();
      for (const { process } of cluster?.state.pods ?? []) {
        await (process === null ? undefined : endProcess(process, 0));
      }
      await rm(created.root, { recursive: true, force: true });
    });
    return created;
  }

  start(args: readonly string[], environment: Readonly<Record<string, string>> = {}): Running {
    const child = spawn(process.execPath, [...PROGRAM, ...args], {
      env: { ...process.env, RAFTCTL_DIR: this.root, ...environment },
      stdio: ["ignore", "pipe", "pipe"],
    });
    onTestFinished(() => {
      child.kill("SIGKILL");
    });
    let stdout = "";
    let stderr = "";
    child.stdout.on("data", (chunk: Buffer) => (stdout += chunk.toString()));
    child.stderr.on("data", (chunk: Buffer) => (stderr += chunk.toString()));
    const finished = new Promise<Finished>((resolve) => {
      child.once("close", (code) => resolve({ code, stdout, stderr }));
    });
    return { child, finished, printed: () => stdout };
  }

  run(...args: readonly string[]): Promise<Finished> {
    return this.start(args).finished;
  }

  up(environment: Readonly<Record<string, string>> = {}): Running {
    return this.start(["local", "up", "-f", this.manifest], environment);
  }

  cluster(): Promise<LocalCluster | null> {
    return readCluster(this.root, KEY);
  }

  /** The cluster once it is Ready by another process than this one. */
  ready(notPid = 0): Promise<LocalCluster & { readonly pid: number; readonly endpoint: string }> {
    return vi.waitFor(
      async () => {
        const cluster = await this.cluster();
        const pod = cluster?.state.pods[0];
        const pid = pod?.process?.pid ?? 0;
        const isReady = cluster !== null && conditionStatus(cluster.resource, "Ready") === "True";
        if (!isReady || cluster.runBy === null || pid === 0 || pid === notPid) {
          throw new Error(
            `not Ready: ${JSON.stringify(cluster?.resource.status?.conditions?.[0])}`,
          );
        }
        const endpoint = `127.0.0.1:${cluster.state.ports["0"]?.client ?? 0}`;
        return { ...cluster, pid, endpoint };
      },
      { timeout: READY_MAX_MS, interval: 100 },
    );
  }
}
