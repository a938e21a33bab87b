import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { freePort } from "../support/free-port.ts";
import { poll, type Subject, type SubjectMember, waitForPut } from "./subject.ts";

export interface EtcdProgram {
  readonly path: string;
  readonly version: string;
}

/** `$ETCD_BIN`, else the cluster script's, else PATH; null where there is none. */
export function findEtcd(): EtcdProgram | null {
  const candidates: string[] = [];
  const named = process.env["ETCD_BIN"];
  if (named !== undefined) {
    candidates.push(named);
  }
  const cluster = fileURLToPath(new URL("../../../shared/cluster/cluster", import.meta.url));
  if (existsSync(cluster)) {
    candidates.push(join(execFileSync(cluster, ["bin"], { encoding: "utf8" }).trim(), "etcd"));
  }
  for (const folder of (process.env["PATH"] ?? "").split(":")) {
    candidates.push(join(folder, "etcd"));
  }
  const path = candidates.find((candidate) => existsSync(candidate));
  if (path === undefined) {
    return null;
  }
  const version = /etcd Version: (\S+)/.exec(
    execFileSync(path, ["--version"], { encoding: "utf8" }),
  )?.[1];
  return { path, version: version ?? "unknown" };
}

export interface EtcdOptions {
  readonly members: number;
  readonly tickMs: number;
  readonly electionTicks: number;
}

interface Place {
  readonly name: string;
  readonly client: string;
  readonly peer: string;
  child: ChildProcess | null;
}

interface EtcdStatus {
  readonly header: { readonly member_id: string };
  readonly leader?: string;
  readonly raftIndex?: string;
  readonly raftAppliedIndex?: string;
}

/** etcd with its defaults, but the ticks and ports. */
export class EtcdCluster implements Subject {
  readonly #options: EtcdOptions;
  readonly #program: EtcdProgram;
  readonly #folder: string;
  readonly #places: readonly Place[];

  private constructor(
    options: EtcdOptions,
    parts: { program: EtcdProgram; folder: string; places: readonly Place[] },
  ) {
    this.#options = options;
    this.#program = parts.program;
    this.#folder = parts.folder;
    this.#places = parts.places;
  }

  static async start(options: EtcdOptions, program: EtcdProgram): Promise<EtcdCluster> {
    const folder = await mkdtemp(join(tmpdir(), "bench-etcd-"));
    const places: Place[] = [];
    for (let at = 0; at < options.members; at += 1) {
      const client = `127.0.0.1:${await freePort()}`;
      const peer = `127.0.0.1:${await freePort()}`;
      places.push({ name: `m${at}`, client, peer, child: null });
    }
    const cluster = new EtcdCluster(options, { program, folder, places });
    cluster.#startStopped();
    try {
      for (const { client } of places) {
        await waitForPut(client);
      }
    } catch (error) {
      await cluster.stop();
      throw error;
    }
    return cluster;
  }

  get name(): string {
    return `etcd ${this.#program.version}`;
  }

  members(): readonly SubjectMember[] {
    return this.#places.flatMap((place) => (place.child === null ? [] : [memberOf(place)]));
  }

  async leader(): Promise<SubjectMember> {
    return await poll("a leader of etcd's", async () => {
      const statuses = await this.#statuses();
      const leading = statuses.find(({ status }) => status.leader === status.header.member_id);
      return leading === undefined ? null : memberOf(leading.place);
    });
  }

  async kill(member: SubjectMember): Promise<void> {
    const place = this.#places.find(({ child }) => child?.pid === member.pid);
    if (place?.child === null || place === undefined) {
      throw new Error(`no member runs as process ${member.pid}`);
    }
    await end(place.child, "SIGKILL");
    place.child = null;
  }

  async restartKilled(): Promise<void> {
    this.#startStopped();
    await poll("all members of etcd caught up", async () => {
      const statuses = await this.#statuses();
      const applied = statuses.map(({ status }) => Number(status.raftAppliedIndex ?? 0));
      const isLevel =
        statuses.length === this.#places.length &&
        new Set(applied).size === 1 &&
        statuses.every(({ status }) => (status.leader ?? "0") !== "0");
      return isLevel ? true : null;
    });
  }

  async stop(): Promise<void> {
    await Promise.all(
      this.#places.map(async ({ child }) => {
        if (child !== null) {
          await end(child, "SIGTERM");
        }
      }),
    );
    await rm(this.#folder, { recursive: true, force: true });
  }

  #startStopped(): void {
    const { tickMs, electionTicks } = this.#options;
    const initial = this.#places.map(({ name, peer }) => `${name}=http://${peer}`).join(",");
    for (const place of this.#places.filter(({ child }) => child === null)) {
      place.child = spawn(
        this.#program.path,
        [
          `--name=${place.name}`,
          `--data-dir=${join(this.#folder, place.name)}`,
          `--listen-client-urls=http://${place.client}`,
          `--advertise-client-urls=http://${place.client}`,
          `--listen-peer-urls=http://${place.peer}`,
          `--initial-advertise-peer-urls=http://${place.peer}`,
          `--initial-cluster=${initial}`,
          `--heartbeat-interval=${tickMs}`,
          `--election-timeout=${tickMs * electionTicks}`,
          "--log-level=error",
        ],
        { stdio: "ignore" },
      );
    }
  }

  async #statuses(): Promise<readonly { readonly place: Place; readonly status: EtcdStatus }[]> {
    const answers = await Promise.all(
      this.#places.map(async (place) => {
        const status = place.child === null ? null : await readStatus(place.client);
        return status === null ? [] : [{ place, status }];
      }),
    );
    return answers.flat();
  }
}

/** By the HTTP gateway; null where it does not answer. */
async function readStatus(client: string): Promise<EtcdStatus | null> {
  try {
    const answer = await fetch(`http://${client}/v3/maintenance/status`, {
      method: "POST",
      body: "{}",
      signal: AbortSignal.timeout(1000),
    });
    return answer.ok ? ((await answer.json()) as EtcdStatus) : null;
  } catch (error) {
    // Not listening yet, or no more: asked again by who needs it.
    if (error instanceof Error) {
      return null;
    }
    throw error;
  }
}

function memberOf({ client, child }: Place): SubjectMember {
  return { endpoint: client, pid: child?.pid ?? 0 };
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  await new Promise<void>((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) {
      resolve();
      return;
    }
    child.once("exit", () => resolve());
    child.kill(signal);
  });
}
