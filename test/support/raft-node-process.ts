import { type ChildProcess, spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { etcdserverpb, raft } from "../../src/gen/proto.js";
import { H2Connection } from "./h2-client.ts";

/** RAFT_NODE_PROGRAM names another build, for a long run beside work on this one. */
const PROGRAM =
  process.env["RAFT_NODE_PROGRAM"] ??
  fileURLToPath(new URL("../../dist/cli/raft-node.js", import.meta.url));
const LOG_LINES_MAX = 2000;
const NO_PEER_ADDRESS = "127.0.0.1:2380";

export interface RaftNodeProcessOptions {
  /** Holds `data/`, `token` and the log; the caller removes it. */
  readonly folder: string;
  /** Another build of `raft-node`; the last one of `dist/` where left out. */
  readonly program?: string;
  /** 10 where left out: tests elect quickly. */
  readonly tickMs?: number;
  /** As other members dial it; `127.0.0.1:2380`, where nobody listens, where left out. */
  readonly peerAddress?: string;
  /** Listens on these again after a restart; each on a port of its own choice where left out. */
  readonly listen?: Readonly<Partial<Record<PortName, string>>>;
  readonly args?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  /** Put before the program, for example strace and its options. */
  readonly wrapper?: readonly string[];
}

export interface Exit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

type PortName = "client" | "peer" | "http" | "admin";

/** As `host:port`. */
export type Addresses = Readonly<Record<PortName, string>>;

const PORT_NAMES: readonly PortName[] = ["client", "peer", "http", "admin"];

function hostPort(address: string): { readonly host: string; readonly port: number } {
  const at = address.lastIndexOf(":");
  return { host: address.slice(0, at), port: Number(address.slice(at + 1)) };
}

/** A folder for one node's volume, token and log. */
export async function createNodeFolder(): Promise<string> {
  return await mkdtemp(join(tmpdir(), "raft-node-"));
}

/** A real `raft-node` of the last build, on loopback ports of its own choice. */
export class RaftNodeProcess {
  readonly child: ChildProcess;
  readonly exited: Promise<Exit>;
  readonly logLines: string[] = [];
  readonly #folder: string;
  readonly #token: string;
  readonly #peerAddress: string;
  #addresses: Addresses | null = null;
  /** The node's own, which is not the child's under a wrapper. */
  #pid: number | null = null;
  readonly #listening: Promise<boolean>;

  private constructor(
    child: ChildProcess,
    options: { readonly folder: string; readonly token: string; readonly peerAddress: string },
  ) {
    this.child = child;
    this.#peerAddress = options.peerAddress;
    this.#folder = options.folder;
    this.#token = options.token;
    this.exited = new Promise((resolve, reject) => {
      child.once("error", reject);
      child.once("exit", (code, signal) => resolve({ code, signal }));
    });
    if (child.stderr === null) {
      throw new Error("raft-node was started without a pipe for its log");
    }
    const lines = createInterface({ input: child.stderr });
    this.#listening = new Promise((resolve) => {
      lines.on("line", (line) => {
        if (this.logLines.length < LOG_LINES_MAX) {
          this.logLines.push(line);
        }
        if (line.includes('"msg":"listening"')) {
          const listening = JSON.parse(line) as Addresses & { readonly pid: number };
          this.#addresses = listening;
          this.#pid = listening.pid;
          resolve(true);
        }
      });
      lines.on("close", () => resolve(false));
    });
  }

  /** The token is made at the folder's first start. */
  static async spawn(options: RaftNodeProcessOptions): Promise<RaftNodeProcess> {
    const tokenFile = join(options.folder, "token");
    await mkdir(options.folder, { recursive: true });
    const token = await readFile(tokenFile, "utf8").catch(async (error: NodeJS.ErrnoException) => {
      if (error.code !== "ENOENT") {
        throw error;
      }
      const fresh = randomUUID();
      await writeFile(tokenFile, fresh, { mode: 0o600 });
      return fresh;
    });
    const peerAddress = options.peerAddress ?? NO_PEER_ADDRESS;
    const command = [
      ...(options.wrapper ?? []),
      process.execPath,
      options.program ?? PROGRAM,
      `--data-dir=${join(options.folder, "data")}`,
      `--admin-token-file=${tokenFile}`,
      `--advertise-peer-address=${peerAddress}`,
      ...PORT_NAMES.map((port) => `--listen-${port}=${options.listen?.[port] ?? "127.0.0.1:0"}`),
      `--tick-ms=${options.tickMs ?? 10}`,
      ...(options.args ?? []),
    ];
    const [program = "", ...args] = command;
    const child = spawn(program, args, {
      stdio: ["ignore", "ignore", "pipe"],
      env: { ...process.env, ...options.environment },
    });
    return new RaftNodeProcess(child, { folder: options.folder, token, peerAddress });
  }

  /** False where the process ended before it listened. */
  listening(): Promise<boolean> {
    return this.#listening;
  }

  /** What its admin port is called with. */
  get token(): string {
    return this.#token;
  }

  get pid(): number {
    return this.#pid ?? this.child.pid ?? 0;
  }

  get addresses(): Addresses {
    if (this.#addresses === null) {
      throw new Error(`raft-node does not listen; its log:\n${this.logLines.join("\n")}`);
    }
    return this.#addresses;
  }

  /** Null before it listens. */
  get peerListenAddress(): string | null {
    return this.#addresses?.peer ?? null;
  }

  connectClient(): Promise<H2Connection> {
    return H2Connection.open(hostPort(this.addresses.client));
  }

  /** A call of raft.v1.Admin; null where it was refused. */
  async admin<T>(
    path: string,
    request: Uint8Array,
    decode: (bytes: Uint8Array) => T,
  ): Promise<T | null> {
    const connection = await H2Connection.open(hostPort(this.addresses.admin), {
      bearer: this.#token,
    });
    try {
      const answer = await connection.unary(`/raft.v1.Admin/${path}`, request);
      return answer.message === null ? null : decode(answer.message);
    } finally {
      connection.close();
    }
  }

  async status(): Promise<raft.v1.StatusResponse> {
    const status = await this.admin("Status", new Uint8Array(0), (bytes) =>
      raft.v1.StatusResponse.decode(bytes),
    );
    if (status === null) {
      throw new Error("Status failed");
    }
    return status;
  }

  /** False where it was refused or the process died meanwhile. */
  async bootstrap(options: { readonly clusterId?: string } = {}): Promise<boolean> {
    const { storeId } = await this.status();
    const request = raft.v1.BootstrapRequest.encode({
      clusterId: options.clusterId ?? "test",
      nodeId: 1,
      storeId,
      peerAddress: this.#peerAddress,
    }).finish();
    return (await this.admin("Bootstrap", request, () => true)) ?? false;
  }

  kill(signal: NodeJS.Signals = "SIGKILL"): void {
    if (this.#pid === null) {
      this.child.kill(signal);
    } else if (this.child.exitCode === null && this.child.signalCode === null) {
      process.kill(this.#pid, signal);
    }
  }

  async removeFolder(): Promise<void> {
    await rm(this.#folder, { recursive: true, force: true });
  }
}

/** Null where the put was not acknowledged: its outcome is unknown. */
export async function putKey(
  connection: H2Connection,
  row: {
    readonly key: string;
    readonly value: string | Uint8Array;
    /** The answer carries the row as it was. */
    readonly withPrevious?: boolean;
  },
): Promise<etcdserverpb.PutResponse | null> {
  const value = typeof row.value === "string" ? Buffer.from(row.value) : row.value;
  const { message } = await connection.unary(
    "/etcdserverpb.KV/Put",
    etcdserverpb.PutRequest.encode({
      key: Buffer.from(row.key),
      value,
      prevKv: row.withPrevious ?? false,
    }).finish(),
  );
  return message === null ? null : etcdserverpb.PutResponse.decode(message);
}

export async function range(
  connection: H2Connection,
  request: etcdserverpb.RangeRequest.$Properties,
): Promise<etcdserverpb.RangeResponse | null> {
  const { message } = await connection.unary(
    "/etcdserverpb.KV/Range",
    etcdserverpb.RangeRequest.encode(request).finish(),
  );
  return message === null ? null : etcdserverpb.RangeResponse.decode(message);
}
