import { randomUUID } from "node:crypto";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { raft } from "../../src/gen/proto.js";
import { type GrpcAnswer, GrpcChannel } from "../support/grpc-channel.ts";
import { LinkNetwork } from "../support/link-network.ts";
import { RaftNodeProcess } from "../support/raft-node-process.ts";
import { ChaosViolation } from "./violation.ts";

const ADMIN_TIMEOUT_MS = 2000;
const CLUSTER_ID = "chaos";

export interface ChaosClusterOptions {
  /** Holds a folder `place-N` for each place; the caller removes it. */
  readonly folder: string;
  readonly places: number;
  readonly tickMs: number;
  readonly args: readonly string[];
  /** Of every node. */
  readonly environment: Readonly<Record<string, string>>;
}

/** Where a node runs: its ports stay, its volume and node id change when a member is replaced. */
interface Place {
  readonly index: number;
  volume: number;
  node: RaftNodeProcess | null;
  /** Every process that ran here, oldest first. */
  readonly processes: RaftNodeProcess[];
  /** Ports of the first start, kept by all later ones. */
  listen: Readonly<Record<"client" | "peer" | "http" | "admin", string>> | null;
  isPaused: boolean;
}

export type NodeStatus = raft.v1.StatusResponse;

/** Real `raft-node` processes behind a network whose every wire can be cut. */
export class ChaosCluster {
  readonly #options: ChaosClusterOptions;
  readonly #token: string = randomUUID();
  readonly #places: readonly Place[];
  readonly #admin = new Map<number, GrpcChannel>();
  #network: LinkNetwork | null = null;

  constructor(options: ChaosClusterOptions) {
    this.#options = options;
    this.#places = Array.from({ length: options.places }, (_, index) => ({
      index,
      volume: 0,
      node: null,
      processes: [],
      listen: null,
      isPaused: false,
    }));
  }

  /** Every place has a process when it resolves, and the first one is a cluster of one voter. `close` is due also when it fails. */
  async start(): Promise<void> {
    this.#network = await LinkNetwork.start(
      { places: this.#places.length },
      {
        target: (place) => {
          const [host = "", port = ""] = (this.#place(place).listen?.peer ?? "").split(":");
          return { host, port: Number(port) };
        },
        pid: (place) => this.#place(place).node?.pid ?? null,
      },
    );
    await Promise.all(this.#places.map((place) => this.startNode(place.index)));
    const first = await this.expectStatus(0);
    this.#expectDone(
      "Bootstrap",
      await this.call(
        0,
        "Bootstrap",
        raft.v1.BootstrapRequest.encode({
          clusterId: CLUSTER_ID,
          nodeId: 1,
          storeId: first.storeId,
          peerAddress: this.network.address(0),
        }).finish(),
      ),
    );
  }

  get network(): LinkNetwork {
    if (this.#network === null) {
      throw new Error("the network is not started");
    }
    return this.#network;
  }

  get places(): readonly number[] {
    return this.#places.map(({ index }) => index);
  }

  isRunning(place: number): boolean {
    const { node, isPaused } = this.#place(place);
    return node !== null && !isPaused;
  }

  /** Where clients connect to; null before the first start. */
  clientAddress(place: number): string | null {
    return this.#place(place).listen?.client ?? null;
  }

  logLines(place: number): readonly string[] {
    return this.#place(place).node?.logLines ?? [];
  }

  async startNode(place: number): Promise<void> {
    const at = this.#place(place);
    if (at.node !== null) {
      return;
    }
    const folder = this.volumeFolder(place);
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, "token"), this.#token, { mode: 0o600 });
    const node = await RaftNodeProcess.spawn({
      folder,
      tickMs: this.#options.tickMs,
      peerAddress: this.network.address(place),
      ...(at.listen === null ? {} : { listen: at.listen }),
      args: this.#options.args,
      environment: this.#options.environment,
    });
    at.node = node;
    at.processes.push(node);
    node.exited.then(
      ({ code, signal }) => this.#ended(at, { node, code, signal }),
      () => this.#ended(at, { node, code: null, signal: null }),
    );
    if (await node.listening()) {
      at.listen = node.addresses;
    }
  }

  /** A process that ended by itself is a failure of the run, whatever else was done to it, but where a fault has asked for it. */
  readonly unexpectedEnds: string[] = [];
  readonly #expectedExits = new Set<number>();

  /** The next exit of the node with one of these codes is the fault's own doing. */
  expectExit(codes: readonly number[]): void {
    for (const code of codes) {
      this.#expectedExits.add(code);
    }
  }

  async kill(place: number): Promise<void> {
    const { node } = this.#place(place);
    if (node !== null) {
      node.kill("SIGKILL");
      await node.exited;
    }
  }

  pause(place: number): void {
    const at = this.#place(place);
    if (at.node !== null) {
      at.node.kill("SIGSTOP");
      at.isPaused = true;
    }
  }

  resume(place: number): void {
    const at = this.#place(place);
    if (at.isPaused) {
      at.isPaused = false;
      at.node?.kill("SIGCONT");
    }
  }

  volumeFolder(place: number): string {
    return join(this.#options.folder, `place-${place}`, `volume-${this.#place(place).volume}`);
  }

  /** The place's next start is on an empty volume; the old one stays for who looks into a failure. */
  async changeVolume(place: number): Promise<void> {
    await this.kill(place);
    this.#place(place).volume += 1;
  }

  /** Null where the node does not answer. */
  async status(place: number): Promise<NodeStatus | null> {
    const answer = await this.call(place, "Status", new Uint8Array(0));
    return answer.kind === "answered" ? raft.v1.StatusResponse.decode(answer.message) : null;
  }

  async expectStatus(place: number): Promise<NodeStatus> {
    const status = await this.status(place);
    if (status === null) {
      throw new ChaosViolation(`place ${place} does not answer Status`, this.logLines(place));
    }
    return status;
  }

  async statuses(): Promise<ReadonlyMap<number, NodeStatus>> {
    const found = new Map<number, NodeStatus>();
    await Promise.all(
      this.places.map(async (place) => {
        const status = this.isRunning(place) ? await this.status(place) : null;
        if (status !== null) {
          found.set(place, status);
        }
      }),
    );
    return found;
  }

  /** The place of the leader of the highest term, by its own word. */
  async findLeader(): Promise<{ readonly place: number; readonly status: NodeStatus } | null> {
    const leaders = [...(await this.statuses())]
      .filter(([, { role }]) => role === raft.v1.Role.LEADER)
      .sort(([, left], [, right]) => right.term - left.term);
    const [leader] = leaders;
    return leader === undefined ? null : { place: leader[0], status: leader[1] };
  }

  async call(
    place: number,
    method: string,
    request: Uint8Array,
    options: { readonly timeoutMs?: number } = {},
  ): Promise<GrpcAnswer> {
    const address = this.#place(place).listen?.admin;
    if (address === undefined) {
      return { kind: "lost", mayBeSent: false };
    }
    let channel = this.#admin.get(place);
    if (channel === undefined || channel.isClosed) {
      channel = GrpcChannel.open(address, { bearer: this.#token });
      this.#admin.set(place, channel);
    }
    return await channel.unary(`/raft.v1.Admin/${method}`, request, {
      timeoutMs: options.timeoutMs ?? ADMIN_TIMEOUT_MS,
    });
  }

  async join(place: number, nodeId: number): Promise<boolean> {
    const status = await this.status(place);
    if (status === null) {
      return false;
    }
    const answer = await this.call(
      place,
      "Join",
      raft.v1.JoinRequest.encode({
        clusterId: CLUSTER_ID,
        nodeId,
        storeId: status.storeId,
      }).finish(),
    );
    return answer.kind === "answered";
  }

  async close(): Promise<void> {
    for (const { index } of this.#places) {
      this.resume(index);
      await this.kill(index);
    }
    for (const channel of this.#admin.values()) {
      channel.close();
    }
    await this.#network?.close();
  }

  /** What the nodes have logged, as far as it was kept, a file a process in the folder `logs`: a place's own disk may be full. */
  async writeLogs(): Promise<void> {
    const folder = join(this.#options.folder, "logs");
    await mkdir(folder);
    for (const { index, processes } of this.#places) {
      for (const [at, { logLines }] of processes.entries()) {
        await writeFile(
          join(folder, `place-${index}-process-${at}.log`),
          logLines.map((line) => `${line}\n`),
        );
      }
    }
  }

  #place(index: number): Place {
    const place = this.#places[index];
    if (place === undefined) {
      throw new RangeError(`the cluster has no place ${index}`);
    }
    return place;
  }

  #ended(
    place: Place,
    exit: {
      readonly node: RaftNodeProcess;
      readonly code: number | null;
      readonly signal: string | null;
    },
  ): void {
    if (place.node === exit.node) {
      place.node = null;
      place.isPaused = false;
    }
    this.#admin.get(place.index)?.close();
    this.#admin.delete(place.index);
    const isExpected =
      exit.signal === "SIGKILL" || (exit.code !== null && this.#expectedExits.has(exit.code));
    if (!isExpected) {
      this.unexpectedEnds.push(
        `place ${place.index} ended by itself (${exit.code ?? exit.signal}):\n${exit.node.logLines.slice(-15).join("\n")}`,
      );
    }
  }

  #expectDone(method: string, answer: GrpcAnswer): void {
    if (answer.kind !== "answered") {
      throw new ChaosViolation(`${method} failed: ${JSON.stringify(answer)}`, this.logLines(0));
    }
  }
}
