import { planMemory } from "../../src/server/memory-plan.ts";
import { heapFlags } from "../../src/server/heap-restart.ts";
import { raft } from "../../src/gen/proto.js";
import { GrpcChannel } from "../support/grpc-channel.ts";
import { RaftCluster } from "../support/raft-cluster.ts";
import { SoakViolation } from "./ledger.ts";
import { PeakMemory } from "./peak-memory.ts";
import { LargeValueClient } from "../support/large-value-client.ts";
import { keyOf, valueOf } from "./snapshot-data.ts";
import { SnapshotWriters, type WriteFigures } from "./snapshot-writers.ts";

const MIB = 1024 * 1024;
const HASH_TIMEOUT_MS = 300_000;
const CATCH_UP_MS_MAX = 600_000;
const TICK_MS = 100;
const LOADERS = 32;
/** Writes go on at about 8 x 1 / 40 ms while members catch up. */
const WRITERS = 8;
const WRITER_PAUSE_MS = 40;
const READERS = 32;
const NEWCOMER = 4;

export interface SnapshotSoakOptions {
  /** Of values, before anybody catches up. */
  readonly stateBytes: number;
  readonly valueBytes: number;
  /** What each node is told it may use, and what its peak is held against. */
  readonly memoryLimitMib: number;
}

export interface CatchUp {
  readonly who: string;
  /** From the start of its process to having applied what the leader had committed. */
  readonly seconds: number;
  readonly snapshotBytes: number;
  /** More than one where the log was cut beyond the one that had just arrived. */
  readonly snapshots: number;
  /** Highest resident set of each node meanwhile; null on machines that do not tell. */
  readonly peakMib: ReadonlyMap<number, number | null>;
  readonly leader: number;
  readonly receiver: number;
  readonly writes: WriteFigures;
}

/** Told as it happens. */
export interface SnapshotSoakDependencies {
  readonly report: (line: string) => void;
  readonly caughtUp: (catchUp: CatchUp) => void;
}

export interface SnapshotSoakResult {
  readonly load: { readonly seconds: number; readonly peakMib: ReadonlyMap<number, number | null> };
  readonly hash: {
    readonly index: number;
    readonly hash: string;
    /** The slowest member's. */
    readonly seconds: number;
    /** The longest that a read of one key took at a member that was hashing. */
    readonly longestReadMs: number;
  };
  readonly readBack: number;
}

/**
 * A member that was away while the log was cut, and then a new one, get the whole state by snapshot while clients write. Real processes; values that
 * do not compress.
 *
 * @throws SoakViolation where one of them gets it otherwise or not at all, a node takes more memory than it may, members differ, or an acknowledged write
 * is missing on the newest one.
 */
export class SnapshotSoak {
  readonly #options: SnapshotSoakOptions;
  readonly #dependencies: SnapshotSoakDependencies;
  readonly #cluster: RaftCluster;
  readonly #writers: SnapshotWriters;
  readonly #peaks = new Map<number, PeakMemory>();

  private constructor(
    options: SnapshotSoakOptions,
    dependencies: SnapshotSoakDependencies & { readonly cluster: RaftCluster },
  ) {
    this.#options = options;
    this.#dependencies = dependencies;
    this.#cluster = dependencies.cluster;
    this.#writers = new SnapshotWriters(options, dependencies);
  }

  static async run(
    options: SnapshotSoakOptions,
    dependencies: SnapshotSoakDependencies,
  ): Promise<SnapshotSoakResult> {
    const cluster = await RaftCluster.bootstrap({
      tickMs: TICK_MS,
      isDirect: true,
      args: [`--memory-limit-mb=${options.memoryLimitMib}`],
      environment: { NODE_OPTIONS: heapOptions(options.memoryLimitMib) },
    });
    try {
      return await new SnapshotSoak(options, { ...dependencies, cluster }).#run();
    } finally {
      await cluster.close();
    }
  }

  async #run(): Promise<SnapshotSoakResult> {
    await this.#cluster.add(2);
    await this.#cluster.add(3);
    const { away, load } = await this.#loadWithoutOne();
    const over = new AbortController();
    const writing = this.#writers.run({
      clients: WRITERS,
      bytesMax: Number.POSITIVE_INFINITY,
      pauseMs: WRITER_PAUSE_MS,
      signal: over.signal,
    });
    try {
      await this.#catchUp(away, "the one that was away", async () => {
        await this.#cluster.start(away);
      });
      await this.#catchUp(NEWCOMER, "a new one", async () => {
        await this.#cluster.addLearner(NEWCOMER);
      });
      await this.#cluster.promote(NEWCOMER);
    } finally {
      over.abort();
    }
    await writing;
    const hash = await this.#compareStates();
    const readBack = await this.#readBack();
    this.#checkMemory();
    return { load, hash, readBack };
  }

  /** A quarter of the state goes to all three, the rest to two. */
  async #loadWithoutOne(): Promise<{
    readonly away: number;
    readonly load: SnapshotSoakResult["load"];
  }> {
    const { stateBytes } = this.#options;
    const startedMs = performance.now();
    await this.#load(stateBytes / 4);
    const leader = await this.#cluster.leader();
    const away = leader === 3 ? 2 : 3;
    const { lastIndex } = await this.#cluster.node(away).status();
    this.#takePeaks();
    await this.#cluster.kill(away);
    await this.#load(stateBytes);
    await this.#cluster.until("the log is cut beyond what the one that is away has", async () => {
      const firstIndexes = await Promise.all(
        [...this.#cluster.nodes.values()].map(async (node) => {
          await node.admin("Snapshot", new Uint8Array(0), Boolean);
          return (await node.status()).firstIndex;
        }),
      );
      return firstIndexes.every((firstIndex) => firstIndex > lastIndex + 1);
    });
    const seconds = (performance.now() - startedMs) / 1000;
    this.#writers.takeFigures();
    this.#dependencies.report(
      `${toMib(stateBytes)} MiB written in ${seconds.toFixed(1)} s; node ${away} has been away since index ${lastIndex}, and the log is cut`,
    );
    return { away, load: { seconds, peakMib: this.#takePeaks() } };
  }

  async #load(bytesMax: number): Promise<void> {
    const signal = new AbortController().signal;
    await this.#writers.run({ clients: LOADERS, bytesMax, pauseMs: 0, signal });
  }

  async #catchUp(receiver: number, who: string, begin: () => Promise<void>): Promise<void> {
    this.#takePeaks();
    this.#writers.takeFigures();
    const startedMs = performance.now();
    await begin();
    await this.#cluster.until(
      `node ${receiver} has caught up`,
      async () => {
        const leader = await this.#cluster.node(await this.#cluster.leader()).status();
        const { appliedIndex } = await this.#cluster.node(receiver).status();
        return appliedIndex > 0 && appliedIndex >= leader.commitIndex;
      },
      CATCH_UP_MS_MAX,
    );
    const seconds = (performance.now() - startedMs) / 1000;
    const received = await this.#snapshotsReceived(receiver);
    const leader = await this.#cluster.leader();
    const caughtUp = {
      who,
      seconds,
      ...received,
      peakMib: this.#takePeaks(),
      leader,
      receiver,
      writes: this.#writers.takeFigures(),
    };
    this.#dependencies.caughtUp(caughtUp);
    if (received.snapshotBytes < this.#options.stateBytes) {
      throw new SoakViolation(
        `node ${receiver} has caught up, but not by a snapshot of the whole state: it received ${received.snapshotBytes} bytes of one, at least ${this.#options.stateBytes} were expected`,
      );
    }
  }

  /** By the node's own metrics, which count from its start. */
  async #snapshotsReceived(
    nodeId: number,
  ): Promise<{ readonly snapshots: number; readonly snapshotBytes: number }> {
    const answer = await fetch(`http://${this.#cluster.node(nodeId).addresses.http}/metrics`);
    const text = await answer.text();
    const value = (name: RegExp): number => Number(name.exec(text)?.[1] ?? 0);
    return {
      snapshots: value(/^raft_snapshots_received_total\{outcome="arrived"\} (\d+)/m),
      snapshotBytes: value(/^raft_snapshot_bytes_received_total (\d+)/m),
    };
  }

  #takePeaks(): ReadonlyMap<number, number | null> {
    return new Map(
      [...this.#cluster.nodes].map(([nodeId, { pid }]) => {
        let memory = this.#peaks.get(pid);
        if (memory === undefined) {
          memory = new PeakMemory({ pid });
          this.#peaks.set(pid, memory);
        }
        return [nodeId, memory.take()];
      }),
    );
  }

  #checkMemory(): void {
    this.#takePeaks();
    for (const [pid, { highestMib }] of this.#peaks) {
      if (highestMib > this.#options.memoryLimitMib) {
        throw new SoakViolation(
          `process ${pid} took ${highestMib.toFixed(0)} MiB of memory, ${this.#options.memoryLimitMib} are allowed`,
        );
      }
    }
  }

  /** Nobody writes any more: all members come to one index, and must hold the same there. */
  async #compareStates(): Promise<SnapshotSoakResult["hash"]> {
    await this.#cluster.until("all members have applied the same", async () => {
      const statuses = await Promise.all(
        [...this.#cluster.nodes.values()].map(async (node) => await node.status()),
      );
      const commit = Math.max(...statuses.map(({ commitIndex }) => commitIndex));
      return statuses.every(({ appliedIndex }) => appliedIndex === commit);
    });
    const hashing = new AbortController();
    const reading = this.#longestRead(hashing.signal);
    const startedMs = performance.now();
    const answers = await Promise.all(
      [...this.#cluster.nodes.keys()].map(async (nodeId) => await this.#hash(nodeId)),
    );
    const seconds = (performance.now() - startedMs) / 1000;
    hashing.abort();
    const longestReadMs = await reading;
    const [first] = answers;
    if (
      first === undefined ||
      answers.some(({ index, hash }) => index !== first.index || hash !== first.hash)
    ) {
      throw new SoakViolation(`the members' states differ: ${JSON.stringify(answers)}`);
    }
    return { index: first.index, hash: first.hash, seconds, longestReadMs };
  }

  async #hash(
    nodeId: number,
  ): Promise<{ readonly nodeId: number; readonly index: number; readonly hash: string }> {
    const node = this.#cluster.node(nodeId);
    const channel = GrpcChannel.open(node.addresses.admin, { bearer: node.token });
    try {
      const answer = await channel.unary("/raft.v1.Admin/HashState", new Uint8Array(0), {
        timeoutMs: HASH_TIMEOUT_MS,
      });
      if (answer.kind !== "answered") {
        throw new SoakViolation(`HashState of node ${nodeId} failed: ${JSON.stringify(answer)}`);
      }
      const { index, hash } = raft.v1.HashStateResponse.decode(answer.message);
      return { nodeId, index, hash: Buffer.from(hash).toString("hex") };
    } finally {
      channel.close();
    }
  }

  async #longestRead(signal: AbortSignal): Promise<number> {
    const client = this.#clientOf(NEWCOMER);
    let longestMs = 0;
    while (!signal.aborted) {
      const startedMs = performance.now();
      await client.get(keyOf(0));
      longestMs = Math.max(longestMs, performance.now() - startedMs);
    }
    client.close();
    return longestMs;
  }

  /** Every acknowledged write, from the newest member's own state. */
  async #readBack(): Promise<number> {
    const client = this.#clientOf(NEWCOMER);
    const numbers = this.#writers.acknowledgedNumbers;
    const rest = numbers[Symbol.iterator]();
    const read = async (): Promise<void> => {
      for (const number of rest) {
        const value = await client.get(keyOf(number));
        if (value === null || !valueOf(number, this.#options.valueBytes).equals(value)) {
          throw new SoakViolation(
            `node ${NEWCOMER} does not have the acknowledged write of ${keyOf(number)}`,
          );
        }
      }
    };
    await Promise.all(Array.from({ length: READERS }, read));
    client.close();
    return numbers.length;
  }

  #clientOf(nodeId: number): LargeValueClient {
    return new LargeValueClient({ address: this.#cluster.node(nodeId).addresses.client });
  }
}

function toMib(bytes: number): number {
  return Math.round(bytes / MIB);
}

/** What a node of this limit starts itself with where its Node.js can (22.15 and newer), and advises where not. */
function heapOptions(memoryLimitMib: number): string {
  const plan = planMemory({
    limitBytes: memoryLimitMib * MIB,
    heapLimitBytes: Number.MAX_SAFE_INTEGER,
  });
  return plan.kind === "heapTooLarge" ? heapFlags(plan.oldSpaceMib).join(" ") : "";
}
