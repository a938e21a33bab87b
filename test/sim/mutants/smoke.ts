import { Registry } from "prom-client";
import { DEFAULT_RAFT_NODE_LIMITS, initialClusterState, RaftNode } from "../../../src/node.ts";
import { encodeKvCommand } from "../../../src/state-machine/kv/command.ts";
import { KvStateMachine } from "../../../src/state-machine/kv/kv-state-machine.ts";
import { MemoryStorage } from "../../../src/storage/memory-storage.ts";
import { MemoryNetwork } from "../../../src/transport/memory-transport.ts";
import type { PeerAddress } from "../../../src/transport/types.ts";
import { SILENT_LOGGER } from "../../../src/utils/logger.ts";
import { NodeMetrics } from "../../../src/utils/metrics.ts";
import { ManualClock } from "../../support/manual-clock.ts";
import { Random } from "../../support/random.ts";

const TICK_MS = 100;
const MEMBERS = 3;
const PUTS = 40;
const TICKS_MAX = 400;
const TURNS_A_TICK = 12;
const KEY = new TextEncoder().encode("key");

interface Member {
  readonly node: RaftNode;
  readonly machine: KvStateMachine;
}

/**
 * Three members without faults, as their clients see them: nothing inside is looked at, so that a program fails here only if it is of no use to anybody.
 *
 * @returns what was wrong; null where all was well.
 */
export async function smoke(): Promise<string | null> {
  const clock = new ManualClock();
  const network = new MemoryNetwork({ queueMessagesMax: 1024 }, { schedule: setImmediate });
  const addresses = Array.from({ length: MEMBERS }, (_, at) => addressOf(at + 1));
  const failures: string[] = [];
  const members = await Promise.all(
    addresses.map(
      async (address) => await startMember(address, { addresses, clock, network, failures }),
    ),
  );
  try {
    const wrong = await work(members, clock);
    return failures[0] ?? wrong;
  } catch (error) {
    return failures[0] ?? String(error);
  } finally {
    await Promise.all(members.map(({ node }) => node.close()));
  }
}

function addressOf(nodeId: number): PeerAddress {
  return { nodeId, address: `node-${nodeId}:2380`, storeId: `store-${nodeId}` };
}

async function startMember(
  self: PeerAddress,
  world: {
    readonly addresses: readonly PeerAddress[];
    readonly clock: ManualClock;
    readonly network: MemoryNetwork;
    readonly failures: string[];
  },
): Promise<Member> {
  const { nodeId } = self;
  const storage = new MemoryStorage({ storeId: self.storeId });
  const initial = initialClusterState(...world.addresses);
  await storage.assign({ clusterId: "smoke", nodeId, initial });
  const machine = new KvStateMachine({}, { store: { view: () => storage.stateView() } });
  const random = new Random(nodeId);
  const node = new RaftNode(
    {
      nodeId,
      clusterId: "smoke",
      tickMs: TICK_MS,
      raft: {},
      limits: DEFAULT_RAFT_NODE_LIMITS,
      logRetainEntries: 1000,
      logRetainBytes: 1024 * 1024,
    },
    {
      storage,
      stateMachine: machine,
      transport: world.network.createTransport(self),
      clock: world.clock,
      random: (bound) => random.below(bound),
      logger: SILENT_LOGGER,
      metrics: new NodeMetrics({ registry: new Registry() }),
    },
  );
  node.run().catch((error: unknown) => {
    world.failures.push(`node ${nodeId} stopped: ${String(error)}`);
  });
  return { node, machine };
}

/** Puts through every member in turn, each seen by a read through the next one. */
async function work(members: readonly Member[], clock: ManualClock): Promise<string | null> {
  const options = { deadlineMs: Number.MAX_SAFE_INTEGER };
  for (let count = 1; count <= PUTS; count += 1) {
    const { node } = memberAt(members, count);
    const command = encodeKvCommand({
      type: "put",
      key: KEY,
      value: new TextEncoder().encode(`value ${count}`),
      lease: 0,
      prevKv: false,
      ignoreValue: false,
      ignoreLease: false,
    });
    const { result } = await during(clock, node.propose(command, options));
    const reader = memberAt(members, count + 1);
    await during(clock, reader.node.read(options));
    const revision = reader.machine.revision();
    if (result.kind !== "applied" || revision !== count + 1) {
      return `put ${count} was ${result.kind} and then read at revision ${revision}`;
    }
  }
  const revisions = (): readonly number[] => members.map(({ machine }) => machine.revision());
  for (let ticks = 0; ticks < TICKS_MAX; ticks += 1) {
    if (revisions().every((revision) => revision === PUTS + 1)) {
      return null;
    }
    await tick(clock);
  }
  return `members did not come to agree: ${revisions().join(", ")}`;
}

function memberAt(members: readonly Member[], count: number): Member {
  const member = members[count % members.length];
  if (member === undefined) {
    throw new RangeError("there is no member");
  }
  return member;
}

async function during<T>(clock: ManualClock, promise: Promise<T>): Promise<T> {
  const waiting = new Set([promise]);
  const settled = promise.finally(() => waiting.clear());
  settled.catch(() => undefined);
  for (let ticks = 0; waiting.size > 0; ticks += 1) {
    if (ticks > TICKS_MAX) {
      throw new Error(`a call was not answered within ${TICKS_MAX} ticks`);
    }
    await tick(clock);
  }
  return await settled;
}

/** Time goes on, and whatever comes of it at once is done. */
async function tick(clock: ManualClock): Promise<void> {
  clock.advance(TICK_MS);
  for (let turns = 0; turns < TURNS_A_TICK; turns += 1) {
    await new Promise<void>((resolve) => {
      setImmediate(resolve);
    });
  }
}
