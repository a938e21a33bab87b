import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { freePort } from "./free-port.ts";

/** The etcd to compare with; null where this machine has none of version 3.5 or newer. */
export function findEtcd(): { readonly path: string; readonly version: string } | null {
  const shared = fileURLToPath(new URL("../../../shared/cluster/cluster", import.meta.url));
  const candidates = [process.env["ETCD_BIN"] ?? null, binOf(shared), "etcd"];
  for (const path of candidates) {
    const version = path === null ? null : versionOf(path);
    if (path !== null && version !== null && /^3\.([5-9]|\d\d)/.test(version)) {
      return { path, version };
    }
  }
  return null;
}

function binOf(program: string): string | null {
  if (!existsSync(program)) {
    return null;
  }
  try {
    const folder = execFileSync(program, ["bin"], {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
    });
    return join(folder.trim(), "etcd");
  } catch {
    return null;
  }
}

function versionOf(path: string): string | null {
  try {
    const text = execFileSync(path, ["--version"], {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
    });
    return /etcd Version: (\S+)/.exec(text)?.[1] ?? null;
  } catch {
    return null;
  }
}

/** A real etcd of one member in a folder of its own, without fsync: what it answers is what counts. */
export class EtcdProcess {
  readonly endpoint: string;
  readonly #child: ChildProcess;
  readonly #folder: string;

  private constructor(parts: { endpoint: string; child: ChildProcess; folder: string }) {
    this.endpoint = parts.endpoint;
    this.#child = parts.child;
    this.#folder = parts.folder;
  }

  static async start(path: string): Promise<EtcdProcess> {
    const folder = await mkdtemp(join(tmpdir(), "etcd-"));
    const client = `127.0.0.1:${await freePort()}`;
    const peer = `http://127.0.0.1:${await freePort()}`;
    const child = spawn(
      path,
      [
        "--name=e",
        `--data-dir=${folder}`,
        `--listen-client-urls=http://${client}`,
        `--advertise-client-urls=http://${client}`,
        `--listen-peer-urls=${peer}`,
        `--initial-advertise-peer-urls=${peer}`,
        `--initial-cluster=e=${peer}`,
        "--unsafe-no-fsync",
        "--log-level=error",
      ],
      { stdio: "ignore" },
    );
    return new EtcdProcess({ endpoint: client, child, folder });
  }

  async stop(): Promise<void> {
    await new Promise<void>((resolve) => {
      if (this.#child.exitCode !== null || this.#child.signalCode !== null) {
        resolve();
        return;
      }
      this.#child.once("exit", () => resolve());
      this.#child.kill("SIGKILL");
    });
    await rm(this.#folder, { recursive: true, force: true });
  }
}
