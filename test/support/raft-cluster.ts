import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { raft } from "../../src/gen/proto.js";
import { freePort } from "./free-port.ts";
import { putKey, RaftNodeProcess, range } from "./raft-node-process.ts";
import { TcpProxy } from "./tcp-proxy.ts";

const CLUSTER_ID = "test";
const TOKEN = "test-token-0123456789";
const WAIT_MS = 30_000;

export interface RaftClusterOptions {
  readonly tickMs?: number;
  readonly args?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  /** Members reach one another without a proxy between them, which would copy every byte in the test's own process. */
  readonly isDirect?: boolean;
}

/**
 * Real `raft-node` processes on loopback, each reached by its peers through a proxy of its own: the member book holds the proxy's address, so a process may come
 * back on other ports, and a test may do to its connections what a network does.
 */
export class RaftCluster {
  readonly #folder: string;
  readonly #options: RaftClusterOptions;
  readonly nodes: Map<number, RaftNodeProcess> = new Map();
  readonly proxies: Map<number, TcpProxy> = new Map();
  /** Where each one's peer port is found, through a proxy or not. */
  readonly #peerAddresses = new Map<number, string>();

  private constructor(folder: string, options: RaftClusterOptions) {
    this.#folder = folder;
    this.#options = options;
  }

  /** One voter, node 1. */
  static async bootstrap(options: RaftClusterOptions = {}): Promise<RaftCluster> {
    const cluster = new RaftCluster(await mkdtemp(join(tmpdir(), "raft-cluster-")), options);
    const node = await cluster.start(1);
    if (!(await node.bootstrap({ clusterId: CLUSTER_ID }))) {
      throw new Error("Bootstrap was refused");
    }
    await cluster.leader();
    return cluster;
  }

  /** The process of that node, on its volume, which is made at its first start. */
  async start(nodeId: number): Promise<RaftNodeProcess> {
    const peerAddress = await this.#peerAddress(nodeId);
    const folder = join(this.#folder, `node-${nodeId}`);
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, "token"), TOKEN, { mode: 0o600 });
    const node = await RaftNodeProcess.spawn({
      folder,
      peerAddress,
      ...(this.#options.isDirect === true ? { listen: { peer: peerAddress } } : {}),
      tickMs: this.#options.tickMs ?? 20,
      args: this.#options.args ?? [],
      environment: this.#options.environment ?? {},
    });
    this.nodes.set(nodeId, node);
    if (!(await node.listening())) {
      throw new Error(`node ${nodeId} does not listen; its log:\n${node.logLines.join("\n")}`);
    }
    return node;
  }

  async kill(nodeId: number, signal: NodeJS.Signals = "SIGKILL"): Promise<void> {
    const node = this.node(nodeId);
    this.nodes.delete(nodeId);
    node.kill(signal);
    await node.exited;
  }

  node(nodeId: number): RaftNodeProcess {
    const node = this.nodes.get(nodeId);
    if (node === undefined) {
      throw new Error(`node ${nodeId} does not run`);
    }
    return node;
  }

  /** Join, AddLearnerNode, catch up, AddNode: what the operator does. */
  async add(nodeId: number): Promise<RaftNodeProcess> {
    const node = await this.addLearner(nodeId);
    // Refused while the learner lags, so this waits for it.
    await this.promote(nodeId);
    return node;
  }

  async addLearner(nodeId: number): Promise<RaftNodeProcess> {
    const node = await this.start(nodeId);
    const { storeId } = await node.status();
    const join = { clusterId: CLUSTER_ID, nodeId, storeId };
    if ((await node.admin("Join", raft.v1.JoinRequest.encode(join).finish(), Boolean)) === null) {
      throw new Error(`Join of node ${nodeId} was refused`);
    }
    const peerAddress = await this.#peerAddress(nodeId);
    await this.change("AddLearnerNode", (configurationIndex) =>
      raft.v1.AddLearnerNodeRequest.encode({
        configurationIndex,
        nodeId,
        storeId,
        peerAddress,
      }).finish(),
    );
    return node;
  }

  async promote(nodeId: number): Promise<void> {
    await this.change("AddNode", (configurationIndex) =>
      raft.v1.AddNodeRequest.encode({ configurationIndex, nodeId }).finish(),
    );
  }

  /** Asks the leader, whoever that is by now, until it has said yes. */
  async change(method: string, request: (configurationIndex: number) => Uint8Array): Promise<void> {
    await this.until(`${method} is answered`, async () => {
      const leader = this.node(await this.leader());
      const { configurationIndex } = await leader.status();
      const answer = await leader.admin(method, request(configurationIndex), Boolean);
      return answer !== null;
    });
  }

  /** The node that a majority of the running ones follow. */
  async leader(): Promise<number> {
    let leaderId = 0;
    await this.until("there is a leader", async () => {
      const votes = new Map<number, number>();
      let voters = 1;
      for (const node of this.nodes.values()) {
        const status = await node.status().catch(() => null);
        if (status !== null) {
          votes.set(status.leaderId, (votes.get(status.leaderId) ?? 0) + 1);
          voters = Math.max(voters, status.members.filter(({ voter }) => voter).length);
        }
      }
      for (const [id, count] of votes) {
        if (id !== 0 && count * 2 > voters && this.nodes.has(id)) {
          leaderId = id;
        }
      }
      return leaderId !== 0;
    });
    return leaderId;
  }

  async put(nodeId: number, key: string, value: string): Promise<boolean> {
    const connection = await this.node(nodeId).connectClient();
    try {
      return (await putKey(connection, { key, value })) !== null;
    } finally {
      connection.close();
    }
  }

  /** From the member's own state, which may be behind. Null where there is no such key. */
  async get(nodeId: number, key: string): Promise<string | null> {
    const connection = await this.node(nodeId).connectClient();
    try {
      const answer = await range(connection, { key: Buffer.from(key), serializable: true });
      const value = answer?.kvs?.[0]?.value;
      return value === null || value === undefined ? null : Buffer.from(value).toString();
    } finally {
      connection.close();
    }
  }

  async until(
    what: string,
    condition: () => Promise<boolean>,
    timeoutMs: number = WAIT_MS,
  ): Promise<void> {
    const endMs = Date.now() + timeoutMs;
    while (!(await condition())) {
      if (Date.now() > endMs) {
        const logs = [...this.nodes].map(
          ([nodeId, node]) => `node ${nodeId}:\n${node.logLines.slice(-15).join("\n")}`,
        );
        throw new Error(`still not so after ${timeoutMs} ms: ${what}\n${logs.join("\n")}`);
      }
      await new Promise((resolve) => {
        setTimeout(resolve, 20);
      });
    }
  }

  async close(): Promise<void> {
    for (const nodeId of this.nodes.keys()) {
      await this.kill(nodeId);
    }
    for (const proxy of this.proxies.values()) {
      await proxy.close();
    }
    await rm(this.#folder, { recursive: true, force: true });
  }

  /** The same at every start: the member book holds it. */
  async #peerAddress(nodeId: number): Promise<string> {
    const known = this.#peerAddresses.get(nodeId);
    if (known !== undefined) {
      return known;
    }
    const address =
      this.#options.isDirect === true
        ? `127.0.0.1:${await freePort()}`
        : (await this.#proxy(nodeId)).address;
    this.#peerAddresses.set(nodeId, address);
    return address;
  }

  async #proxy(nodeId: number): Promise<TcpProxy> {
    const proxy = await TcpProxy.start(() => {
      const address = this.nodes.get(nodeId)?.peerListenAddress ?? "127.0.0.1:1";
      return { host: "127.0.0.1", port: Number(address.slice(address.lastIndexOf(":") + 1)) };
    });
    this.proxies.set(nodeId, proxy);
    return proxy;
  }
}
