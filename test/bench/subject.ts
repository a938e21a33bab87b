import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { H2Connection } from "../support/h2-client.ts";
import { RaftNodeProcess, createNodeFolder, putKey } from "../support/raft-node-process.ts";

/** A server of the etcd v3 API under measurement, one member on a fresh volume. */
export interface Subject {
  readonly name: string;
  readonly port: number;
  readonly pid: number;
  stop(): Promise<void>;
}

const LEADER_WAIT_MS_MAX = 30_000;

async function waitForLeader(port: number): Promise<void> {
  const deadline = Date.now() + LEADER_WAIT_MS_MAX;
  while (Date.now() < deadline) {
    const connection = await H2Connection.open({ host: "127.0.0.1", port }).catch(() => null);
    if (connection !== null) {
      const answer = await putKey(connection, { key: "ready", value: "1" }).catch(() => null);
      connection.close();
      if (answer !== null) {
        return;
      }
    }
    await new Promise((resolve) => {
      setTimeout(resolve, 50);
    });
  }
  throw new Error(`no put was acknowledged at port ${port} within ${LEADER_WAIT_MS_MAX} ms`);
}

async function freePort(): Promise<number> {
  return await new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => {
        if (address === null || typeof address === "string") {
          reject(new Error("no port"));
        } else {
          resolve(address.port);
        }
      });
    });
  });
}

/** With the defaults of `raft-node`, but its ports. */
export async function startOurs(args: readonly string[]): Promise<Subject> {
  const folder = await createNodeFolder();
  const node = await RaftNodeProcess.spawn({
    folder,
    tickMs: 100,
    args,
  });
  if (!(await node.listening()) || !(await node.bootstrap())) {
    throw new Error(`raft-node did not start:\n${node.logLines.join("\n")}`);
  }
  const port = Number(node.addresses.client.split(":").at(-1));
  await waitForLeader(port);
  return {
    name: "ours",
    port,
    pid: node.pid,
    stop: async () => {
      node.kill("SIGTERM");
      await node.exited;
      await node.removeFolder();
    },
  };
}

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

export async function startEtcd(program: EtcdProgram): Promise<Subject> {
  const folder = mkdtempSync(join(tmpdir(), "bench-etcd-"));
  const client = await freePort();
  const peer = await freePort();
  const child: ChildProcess = spawn(
    program.path,
    [
      `--data-dir=${folder}`,
      `--listen-client-urls=http://127.0.0.1:${client}`,
      `--advertise-client-urls=http://127.0.0.1:${client}`,
      `--listen-peer-urls=http://127.0.0.1:${peer}`,
      `--initial-advertise-peer-urls=http://127.0.0.1:${peer}`,
      `--initial-cluster=default=http://127.0.0.1:${peer}`,
      "--log-level=error",
    ],
    { stdio: "ignore" },
  );
  const exited = new Promise<void>((resolve) => {
    child.once("exit", () => resolve());
  });
  await waitForLeader(client);
  return {
    name: `etcd ${program.version}`,
    port: client,
    pid: child.pid ?? 0,
    stop: async () => {
      child.kill("SIGTERM");
      await exited;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Resident set in MiB: now, and the highest so far. Linux only; null elsewhere. */
export function memoryMib(pid: number): { readonly now: number; readonly peak: number } | null {
  const path = `/proc/${pid}/status`;
  if (!existsSync(path)) {
    return null;
  }
  const status = readFileSync(path, "utf8");
  const field = (name: string): number =>
    Number(new RegExp(`${name}:\\s+(\\d+) kB`).exec(status)?.[1] ?? 0) / 1024;
  return { now: field("VmRSS"), peak: field("VmHWM") };
}
