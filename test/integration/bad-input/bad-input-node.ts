import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, onTestFinished, vi } from "vitest";
import { etcdserverpb, raft } from "../../../src/gen/proto.js";
import { shareMemory } from "../../../src/storage/memory-budget.ts";
import { RocksDb } from "../../../src/storage/rocksdb-binding.ts";
import {
  RaftNodeProcess,
  type RaftNodeProcessOptions,
  createNodeFolder,
} from "../../support/raft-node-process.ts";
import { GrpcProbe, type ProbeAnswer } from "./grpc-probe.ts";

const MIB = 1024 * 1024;
const READS_AT_ONCE = 200;
export const TOKEN = "bad-input-test-token-0123456789";
export const CODE = {
  ok: 0,
  unknown: 2,
  invalidArgument: 3,
  alreadyExists: 6,
  resourceExhausted: 8,
  failedPrecondition: 9,
  unimplemented: 12,
  internal: 13,
  unavailable: 14,
  dataLoss: 15,
  unauthenticated: 16,
} as const;

/** A folder of its own for one node, removed when the test is over. */
export async function newFolder(): Promise<string> {
  const folder = await createNodeFolder();
  await writeFile(join(folder, "token"), TOKEN, { mode: 0o600 });
  onTestFinished(async () => {
    await rm(folder, { recursive: true, force: true });
  });
  return folder;
}

export function dataFolder(folder: string): string {
  return join(folder, "data");
}

/** Starts the program and kills it when the test is over. */
export async function spawnNode(
  folder: string,
  options: Omit<RaftNodeProcessOptions, "folder"> = {},
): Promise<RaftNodeProcess> {
  const node = await RaftNodeProcess.spawn({ folder, ...options });
  onTestFinished(async () => {
    node.kill();
    await node.exited;
  });
  return node;
}

/** How a node ended that did not want to go on: its exit code and its one sentence. */
export async function failureOf(
  node: RaftNodeProcess,
): Promise<{ readonly code: number | null; readonly sentence: string }> {
  const { code } = await node.exited;
  const sentence = await vi.waitFor(() => {
    const line = node.logLines.find((text) => text.includes('"msg":"node failed"'));
    if (line === undefined) {
      throw new Error(`no sentence in its log:\n${node.logLines.join("\n")}`);
    }
    return (JSON.parse(line) as { readonly sentence: string }).sentence;
  });
  return { code, sentence };
}

/** How a start ends that must not succeed. */
export async function startFailureOf(folder: string): ReturnType<typeof failureOf> {
  const node = await spawnNode(folder);
  expect(await node.listening()).toBe(false);
  return await failureOf(node);
}

/** A node that listens, with a connection to its client port and one to its admin port. */
export class ServingNode {
  readonly process: RaftNodeProcess;
  readonly client: GrpcProbe;
  readonly admin: GrpcProbe;

  private constructor(process: RaftNodeProcess) {
    this.process = process;
    this.client = this.connect("client");
    this.admin = this.connect("admin");
  }

  static async start(
    folder: string,
    options: Omit<RaftNodeProcessOptions, "folder"> = {},
  ): Promise<ServingNode> {
    const process = await spawnNode(folder, options);
    const node = await ServingNode.attach(process);
    if (node === null) {
      throw new Error(`raft-node ended before it listened:\n${process.logLines.join("\n")}`);
    }
    return node;
  }

  /** Null where the process ends before it listens. */
  static async attach(process: RaftNodeProcess): Promise<ServingNode | null> {
    return (await process.listening()) ? new ServingNode(process) : null;
  }

  /** A new volume, bootstrapped as member 1 of the cluster, or one that has its identity; leading. */
  static async startLeading(
    folder: string,
    options: Omit<RaftNodeProcessOptions, "folder"> & { readonly clusterId?: string } = {},
  ): Promise<ServingNode> {
    const { clusterId = "alpha", ...rest } = options;
    const node = await ServingNode.start(folder, rest);
    if ((await node.status()).clusterId === "") {
      const { code, sentence } = await node.bootstrap({ clusterId });
      if (code !== CODE.ok) {
        throw new Error(
          `bootstrap failed with ${code}: ${sentence}\n${node.process.logLines.join("\n")}`,
        );
      }
    }
    await node.leading();
    return node;
  }

  async leading(): Promise<void> {
    await vi.waitFor(
      async () => {
        const { ready, notReadyReason } = await this.status();
        if (!ready) {
          throw new Error(`not ready: ${notReadyReason}`);
        }
      },
      { timeout: 20_000, interval: 20 },
    );
  }

  connect(port: "client" | "admin"): GrpcProbe {
    const address = this.process.addresses[port];
    const probe = GrpcProbe.open(address, port === "admin" ? { bearer: TOKEN } : {});
    onTestFinished(() => probe.close());
    return probe;
  }

  async status(): Promise<raft.v1.StatusResponse> {
    const { messages, code, sentence } = await this.admin.call(
      "/raft.v1.Admin/Status",
      new Uint8Array(0),
    );
    const [message] = messages;
    if (message === undefined) {
      throw new Error(`Status failed with ${code}: ${sentence}`);
    }
    return raft.v1.StatusResponse.decode(message);
  }

  /** Member 1 of "alpha" on this volume, where the request says nothing else. */
  async bootstrap(request: Partial<raft.v1.BootstrapRequest.$Shape> = {}): Promise<ProbeAnswer> {
    const storeId = request.storeId ?? (await this.status()).storeId;
    return await this.admin.call(
      "/raft.v1.Admin/Bootstrap",
      raft.v1.BootstrapRequest.encode({
        clusterId: "alpha",
        nodeId: 1,
        peerAddress: "127.0.0.1:2380",
        ...request,
        storeId,
      }).finish(),
    );
  }

  async join(request: raft.v1.JoinRequest.$Shape): Promise<ProbeAnswer> {
    const message = raft.v1.JoinRequest.encode(request).finish();
    return await this.admin.call("/raft.v1.Admin/Join", message);
  }

  async put(key: string, value: string | Uint8Array): Promise<ProbeAnswer> {
    return await this.client.call("/etcdserverpb.KV/Put", putRequest(key, value));
  }

  /** The value, null where there is none; throws where the read fails. */
  async get(key: string): Promise<string | null> {
    const answer = await this.range({ key: Buffer.from(key) });
    if (answer.code !== CODE.ok) {
      throw new Error(`get failed with ${answer.code}: ${answer.sentence}`);
    }
    return valueIn(answer);
  }

  async range(request: etcdserverpb.RangeRequest.$Shape): Promise<ProbeAnswer> {
    const message = etcdserverpb.RangeRequest.encode(request).finish();
    return await this.client.call("/etcdserverpb.KV/Range", message);
  }

  /** Every key that starts with `prefix`, read a page at a time. */
  async keysOf(prefix: string): Promise<ReadonlySet<string>> {
    const keys = new Set<string>();
    const rangeEnd = Buffer.from(`${prefix}\xff`, "latin1");
    let from = Buffer.from(prefix);
    for (;;) {
      const { code, sentence, messages } = await this.range({
        key: from,
        rangeEnd,
        limit: 5000,
        keysOnly: true,
      });
      if (code !== CODE.ok || messages[0] === undefined) {
        throw new Error(`range failed with ${code}: ${sentence}`);
      }
      const { kvs, more } = etcdserverpb.RangeResponse.decode(messages[0]);
      for (const { key } of kvs) {
        keys.add(Buffer.from(key ?? []).toString());
      }
      const last = kvs.at(-1)?.key;
      if (!more || last === undefined || last === null) {
        return keys;
      }
      from = Buffer.concat([last, Buffer.of(0)]);
    }
  }

  /** Resolves when the process is gone; its volume can then be opened by another. */
  async end(signal: NodeJS.Signals): Promise<number | null> {
    this.client.close();
    this.admin.close();
    this.process.kill(signal);
    return (await this.process.exited).code;
  }
}

/** The first record's value of a Range answer. */
function valueIn({ messages }: ProbeAnswer): string | null {
  const [record] = etcdserverpb.RangeResponse.decode(messages[0] ?? new Uint8Array(0)).kvs;
  return record === undefined ? null : Buffer.from(record.value ?? []).toString();
}

export function putRequest(key: string, value: string | Uint8Array): Uint8Array {
  return etcdserverpb.PutRequest.encode({
    key: Buffer.from(key),
    value: typeof value === "string" ? Buffer.from(value) : value,
  }).finish();
}

/** The acknowledged puts of a test: what must be there afterwards, whatever happened. */
export class AcknowledgedPuts {
  readonly #values = new Map<string, string>();

  get count(): number {
    return this.#values.size;
  }

  valueOf(key: string): string {
    return this.#values.get(key) ?? "";
  }

  /** Puts `count` new keys, several at a time; the answers that were no acknowledgement. */
  async write(
    node: ServingNode,
    options: { readonly prefix: string; readonly count: number; readonly valueBytes?: number },
  ): Promise<readonly ProbeAnswer[]> {
    const { prefix, count, valueBytes = 100 } = options;
    const answers = await Promise.all(
      Array.from({ length: count }, async (_, number) => {
        const key = `${prefix}${String(number).padStart(6, "0")}`;
        const value = `${key}=`.padEnd(valueBytes, "v");
        const answer = await node.put(key, value);
        if (answer.code === CODE.ok) {
          this.#values.set(key, value);
        }
        return answer;
      }),
    );
    return answers.filter(({ code }) => code !== CODE.ok);
  }

  /** Those that are gone, or have another value. Throws where a read fails. */
  async lostOn(node: ServingNode): Promise<readonly string[]> {
    const { lost, refused } = await this.readOn(node);
    if (refused.length > 0) {
      throw new Error(`${refused.length} reads failed, the first with: ${refused[0]?.sentence}`);
    }
    return lost;
  }

  /** Reads each key on its own: `lost` were answered with another value or with none, `refused` with a failure. */
  async readOn(node: ServingNode): Promise<{
    readonly lost: readonly string[];
    readonly refused: readonly (ProbeAnswer & { readonly key: string })[];
  }> {
    const lost: string[] = [];
    const refused: (ProbeAnswer & { readonly key: string })[] = [];
    const all = [...this.#values];
    for (let at = 0; at < all.length; at += READS_AT_ONCE) {
      await Promise.all(
        all.slice(at, at + READS_AT_ONCE).map(async ([key, value]) => {
          const answer = await node.range({ key: Buffer.from(key) });
          if (answer.code !== CODE.ok) {
            refused.push({ ...answer, key });
          } else if (valueIn(answer) !== value) {
            lost.push(key);
          }
        }),
      );
    }
    return { lost, refused };
  }
}

/** The volume of a node that does not run, opened past the node. */
export async function changeVolume<T>(folder: string, change: (db: RocksDb) => T): Promise<T> {
  const db = await RocksDb.open({
    path: dataFolder(folder),
    columns: shareMemory(16 * MIB),
  });
  try {
    return change(db);
  } finally {
    await db.close();
  }
}
