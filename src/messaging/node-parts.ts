import { BetweenTurns } from "../core/between-turns.ts";
import { IncomingSnapshots } from "../core/incoming-snapshots.ts";
import { JointExits } from "../core/joint-exits.ts";
import { LeadershipTransfers } from "../core/leadership-transfers.ts";
import { LogCompactor } from "../core/log-compactor.ts";
import type { RaftNodeDependencies } from "../core/node-dependencies.ts";
import type { RaftNodeOptions } from "../core/node-options.ts";
import { OutgoingSnapshots } from "../core/outgoing-snapshots.ts";
import { type AppliedListener, OutputProcessor } from "../core/output-processor.ts";
import { PeerDirectory } from "../core/peer-directory.ts";
import { Proposals } from "../core/proposals.ts";
import { RaftCore } from "../core/raft-core.ts";
import { Reads } from "../core/reads.ts";
import { drawStartNonce } from "../core/request-id.ts";
import { DEFAULT_RAFT_CONFIG, type RaftConfig } from "../raft/index.ts";
import { yieldToIo } from "../utils/clock.ts";
import { NO_CRASH_POINTS } from "../utils/crash-point.ts";
import { DeadlineTimers } from "../utils/deadline.ts";
import { MessageRouter } from "./message-router.ts";

/** Entries that a learner may lack when it becomes a voter: what a healthy member lacks for a moment under load. */
const LEARNER_LAG_ENTRIES_MAX = 1000;
/** Deadlines come up to this late. */
const DEADLINE_STEP_MS = 10;

/** The layers of one node, wired to each other; the node itself owns how they start and stop. */
export interface NodeParts {
  readonly core: RaftCore;
  readonly proposals: Proposals;
  readonly reads: Reads;
  readonly transfers: LeadershipTransfers;
  readonly jointExits: JointExits;
  readonly deadlines: DeadlineTimers;
  readonly peers: PeerDirectory;
  readonly incoming: IncomingSnapshots;
  readonly outgoing: OutgoingSnapshots;
  readonly compactor: LogCompactor;
  readonly betweenTurns: BetweenTurns;
  readonly router: MessageRouter;
}

/** Those who wait for an answer, by what they wait for. */
type Requests = Pick<
  NodeParts,
  "deadlines" | "proposals" | "reads" | "transfers" | "jointExits" | "betweenTurns"
>;

/** @throws RangeError when an option of the algorithm cannot be used. */
export function createNodeParts(
  options: RaftNodeOptions,
  dependencies: RaftNodeDependencies,
): NodeParts {
  const { storage, stateMachine, transport, clock, random, logger, metrics } = dependencies;
  const { nodeId } = options;
  const crashPoint = dependencies.crashPoint ?? NO_CRASH_POINTS;
  const config: RaftConfig = {
    ...DEFAULT_RAFT_CONFIG,
    ...options.raft,
    nodeId,
    applied: storage.appliedIndex(),
  };
  const requests = createRequests(
    { ...options, electionTicks: config.electionTicks },
    dependencies,
  );
  const core = new RaftCore({ config }, { storage, random, logger });
  const peers = new PeerDirectory({ nodeId }, { transport, logger, metrics });
  const snapshotDependencies = { storage, stateMachine, transport, clock, logger, metrics };
  const incoming = new IncomingSnapshots({
    ...snapshotDependencies,
    crashPoint,
    arrived: () => router.receive({ kind: "snapshotArrived" }),
  });
  const outgoing = new OutgoingSnapshots({
    ...snapshotDependencies,
    reportSnapshot: (to, outcome) => router.reportSnapshot(to, outcome),
  });
  const compactor = new LogCompactor(
    { retainEntries: options.logRetainEntries, retainBytes: options.logRetainBytes },
    {
      storage,
      stateMachine,
      progress: () => core.status().progress,
      snapshotBytesSent: (nodeId) => outgoing.bytesSent(nodeId),
      crashPoint,
    },
  );
  const processor = new OutputProcessor({
    storage,
    stateMachine,
    transport,
    peers,
    incoming,
    outgoing,
    configuration: core,
    listener: createListener(requests, { storage }),
    clock,
    metrics,
    crashPoint,
  });
  const router = new MessageRouter(
    {
      nodeId,
      tickMs: options.tickMs,
      learnerLagEntriesMax: LEARNER_LAG_ENTRIES_MAX,
      ...options.limits,
    },
    {
      ...requests,
      core,
      processor,
      peers,
      snapshots: incoming,
      compactor,
      storage,
      clock,
      yieldToIo: dependencies.yieldToIo ?? yieldToIo,
      logger,
      metrics,
      crashPoint,
    },
  );
  return { ...requests, core, peers, incoming, outgoing, compactor, router };
}

function createRequests(
  options: Pick<RaftNodeOptions, "nodeId" | "limits"> & { readonly electionTicks: number },
  { clock, random, metrics }: RaftNodeDependencies,
): Requests {
  const { nodeId, limits } = options;
  const startNonce = drawStartNonce(random);
  const deadlines = new DeadlineTimers({ stepMs: DEADLINE_STEP_MS }, { clock });
  return {
    deadlines,
    proposals: new Proposals(
      {
        nodeId,
        startNonce,
        pendingMax: limits.proposalsPendingMax,
        pendingBytesMax: limits.proposalsPendingBytesMax,
        configChangesPendingMax: limits.configChangesPendingMax,
      },
      { deadlines, metrics },
    ),
    reads: new Reads(
      {
        nodeId,
        startNonce,
        pendingMax: limits.readsPendingMax,
        retryTicks: Math.max(2, Math.ceil(options.electionTicks / 2)),
      },
      { deadlines, metrics },
    ),
    transfers: new LeadershipTransfers({ deadlines }),
    jointExits: new JointExits({ deadlines }),
    betweenTurns: new BetweenTurns(),
  };
}

function createListener(
  { proposals, reads, jointExits }: Requests,
  { storage }: Pick<RaftNodeDependencies, "storage">,
): AppliedListener {
  return {
    applied: (entries) => {
      proposals.applied(entries);
      reads.applied(storage.appliedIndex());
      jointExits.observe(storage.memberBook().configurationIndex);
    },
    installed: (index) => {
      proposals.installed(index);
      reads.applied(index);
      jointExits.observe(storage.memberBook().configurationIndex);
    },
  };
}
