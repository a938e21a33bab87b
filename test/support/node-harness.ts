import { Registry } from "prom-client";
import {
  DEFAULT_RAFT_NODE_LIMITS,
  initialClusterState,
  RaftNode,
  type RaftNodeLimits,
  type RaftNodeOptions,
} from "../../src/node.ts";
import { MemoryDisk } from "../../src/storage/memory-disk.ts";
import { MemoryStorage } from "../../src/storage/memory-storage.ts";
import { MemoryNetwork } from "../../src/transport/memory-transport.ts";
import type { Transport } from "../../src/transport/types.ts";
import { type Logger, SILENT_LOGGER } from "../../src/utils/logger.ts";
import { NodeMetrics } from "../../src/utils/metrics.ts";
import { EchoStateMachine } from "./echo-state-machine.ts";
import { ManualClock } from "./manual-clock.ts";
import { RecordingStorage } from "./recording-storage.ts";

export const TICK_MS = 100;
/** Further off than any test goes. */
export const NEVER_MS = 1e12;

export interface NodeHarness {
  readonly node: RaftNode;
  readonly storage: RecordingStorage;
  readonly machine: EchoStateMachine;
  readonly clock: ManualClock;
  readonly disk: MemoryDisk;
  readonly registry: Registry;
  readonly crashPoints: string[];
}

export interface NodeHarnessOptions {
  readonly nodeId?: number;
  readonly clusterId?: string;
  /** Of the configuration that the cluster starts from; the node alone where left out. Nobody stands behind the others. */
  readonly voters?: readonly number[];
  readonly disk?: MemoryDisk;
  readonly limits?: Partial<RaftNodeLimits>;
  readonly raft?: RaftNodeOptions["raft"];
  readonly logRetainEntries?: number;
  readonly logRetainBytes?: number;
  readonly transport?: Transport;
  readonly crashPoint?: (name: string) => void;
  readonly random?: (bound: number) => number;
  readonly prepareMachine?: (machine: EchoStateMachine) => void;
  readonly logger?: Logger;
}

/** A voter that is alone, on a disk of its own; the disk of a former life where given. */
export async function createNode(options: NodeHarnessOptions = {}): Promise<NodeHarness> {
  const disk = options.disk ?? new MemoryDisk();
  const storage = new RecordingStorage(new MemoryStorage({ disk, storeId: "store-1" }));
  if (storage.identity().kind === "unassigned") {
    const { metadata, memberBook } = initialClusterState({
      nodeId: 1,
      address: "node-1:2380",
      storeId: "store-1",
    });
    const voters = options.voters ?? metadata.confState.voters;
    await storage.assign({
      clusterId: "cluster-1",
      nodeId: 1,
      initial: {
        metadata: { ...metadata, confState: { ...metadata.confState, voters } },
        memberBook,
      },
    });
  }
  const clock = new ManualClock();
  const machine = new EchoStateMachine(
    () => storage.appliedIndex(),
    () => storage.stateView(),
  );
  options.prepareMachine?.(machine);
  const registry = new Registry();
  const crashPoints: string[] = [];
  const network = new MemoryNetwork({ queueMessagesMax: 1024 }, { schedule: setImmediate });
  let seed = 1;
  const node = new RaftNode(
    {
      nodeId: options.nodeId ?? 1,
      clusterId: options.clusterId ?? "cluster-1",
      tickMs: TICK_MS,
      raft: options.raft ?? {},
      limits: { ...DEFAULT_RAFT_NODE_LIMITS, ...options.limits },
      logRetainEntries: options.logRetainEntries ?? 1000,
      logRetainBytes: options.logRetainBytes ?? 64 * 1024 * 1024,
    },
    {
      storage,
      stateMachine: machine,
      transport:
        options.transport ??
        network.createTransport({ nodeId: 1, address: "node-1:2380", storeId: "store-1" }),
      clock,
      random:
        options.random ??
        ((bound) => {
          seed = (seed * 48_271) % 2_147_483_647;
          return seed % bound;
        }),
      logger: options.logger ?? SILENT_LOGGER,
      metrics: new NodeMetrics({ registry }),
      crashPoint: (name) => {
        crashPoints.push(name);
        options.crashPoint?.(name);
      },
    },
  );
  return { node, storage, machine, clock, disk, registry, crashPoints };
}

/** One round of the event loop. */
export function turn(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}

/** Lets the loop turn until `condition` holds; a test that hangs would tell less. */
export async function until(condition: () => boolean, turnsMax = 10_000): Promise<void> {
  for (let turns = 0; !condition(); turns++) {
    if (turns >= turnsMax) {
      throw new Error(`still not so after ${turnsMax} turns: ${condition.toString()}`);
    }
    await turn();
  }
}

/** Lets everything happen that happens without time. */
export async function settle(): Promise<void> {
  for (let turns = 0; turns < 20; turns++) {
    await turn();
  }
}

/** Ticks until the node leads. */
export async function elect(harness: NodeHarness): Promise<void> {
  for (let ticks = 0; !harness.node.isLeader(); ticks++) {
    if (ticks > 100) {
      throw new Error("no leader after 100 ticks");
    }
    harness.clock.advance(TICK_MS);
    await settle();
  }
  await settle();
}

/** A node that runs and leads. `running` settles as `run` does. */
export async function startLeader(
  options: NodeHarnessOptions = {},
): Promise<NodeHarness & { readonly running: Promise<void> }> {
  const harness = await createNode(options);
  const running = harness.node.run();
  // Whoever cares awaits it; here it must not count as unhandled.
  running.catch(() => undefined);
  await elect(harness);
  return { ...harness, running };
}

export function bytes(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

export function text(data: Uint8Array): string {
  return new TextDecoder().decode(data);
}

/** The error that a promise must reject with. */
export async function rejection(promise: Promise<unknown>): Promise<unknown> {
  try {
    await promise;
  } catch (error) {
    return error;
  }
  throw new Error("it resolved");
}
