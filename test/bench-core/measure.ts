import { performance } from "node:perf_hooks";
import { EMPTY_BYTES, type Message, type NodeId } from "../../src/raft/index.ts";
import { jointCommittedIndex, majorityCommittedIndex } from "../../src/raft/quorum.ts";
import { assertNever } from "../../src/utils/assert.ts";
import { BenchNode, playedAnswer, settleAll, settleWithPlayedPeers } from "./bench-node.ts";
import type { Measured, Work } from "./work.ts";

const FOO = new TextEncoder().encode("foo");
/** So that catching up takes many messages. */
const CATCH_UP_BYTES = 4 * 1024;

type WorkOf<K extends Work["kind"]> = Extract<Work, { readonly kind: K }>;

/** So many operations are done before those that count: the work before this one was another, and the compiler had settled on that. */
const WARM_UP_OPERATIONS = 10_000;

/** Does `work`; making nodes and electing leaders is not counted. */
export function measure(work: Work): Measured {
  measureOnce({ ...work, operations: Math.min(work.operations, WARM_UP_OPERATIONS) });
  return measureOnce(work);
}

function measureOnce(work: Work): Measured {
  switch (work.kind) {
    case "propose":
      return measurePropose(work);
    case "cluster":
      return measureCluster(work);
    case "quorum":
      return measureQuorum(work);
    case "window":
      return measureWindow(work);
    case "catchUp":
      return measureCatchUp(work);
    case "reject":
      return measureReject(work);
    case "read":
      return measureRead(work);
    default:
      return assertNever(work);
  }
}

function timed(operations: number, body: () => void): Measured {
  const cpuBefore = process.cpuUsage();
  const startedMs = performance.now();
  body();
  const wallMs = performance.now() - startedMs;
  const cpu = process.cpuUsage(cpuBefore);
  return {
    wall: (wallMs * 1e6) / operations,
    cpu: ((cpu.user + cpu.system) * 1e3) / operations,
  };
}

function check(condition: boolean, message: string): void {
  if (!condition) {
    throw new Error(message);
  }
}

function startLeader(node: BenchNode): void {
  node.raw.campaign();
  settleWithPlayedPeers(node);
  check(node.raw.status().role === "leader", "the node did not become leader");
}

function proposeMany(node: BenchNode, count: number, data: Uint8Array): void {
  for (let at = 0; at < count; at += 1) {
    const result = node.raw.propose(EMPTY_BYTES, data);
    if (result.kind !== "appended") {
      throw new Error(`a proposal was not appended: ${JSON.stringify(result)}`);
    }
  }
}

function measurePropose(work: WorkOf<"propose">): Measured {
  const { operations, voters, batch, stored } = work;
  const data = work.payloadBytes === FOO.length ? FOO : new Uint8Array(work.payloadBytes);
  const node = new BenchNode({
    id: 1,
    voters,
    fill: { count: stored, term: 1, data, commit: stored + 1 },
  });
  startLeader(node);
  const before = node.applied;
  const measured = timed(operations, () => {
    for (let left = operations; left > 0; left -= batch) {
      proposeMany(node, Math.min(batch, left), data);
      settleWithPlayedPeers(node);
    }
  });
  check(node.applied === before + operations, "not everything was applied");
  return measured;
}

function measureCluster(work: WorkOf<"cluster">): Measured {
  const { operations, voters, batch } = work;
  const nodes = Array.from({ length: voters }, (_, at) => new BenchNode({ id: at + 1, voters }));
  const [leader] = nodes;
  if (leader === undefined) {
    throw new Error("a cluster has at least one node");
  }
  leader.raw.campaign();
  settleAll(nodes);
  const before = leader.applied;
  const measured = timed(operations, () => {
    for (let left = operations; left > 0; left -= batch) {
      proposeMany(leader, Math.min(batch, left), FOO);
      settleAll(nodes);
    }
  });
  for (const node of nodes) {
    check(node.applied === before + operations, "not everything was applied everywhere");
  }
  return measured;
}

function measureQuorum(work: WorkOf<"quorum">): Measured {
  const { operations, voters: count, isJoint } = work;
  const voters: NodeId[] = Array.from({ length: count }, (_, at) => at + 1);
  const acked = new Map<NodeId, number>();
  for (const id of voters) {
    // Neither ascending nor descending: 7 and the number of voters have no common divisor.
    acked.set(id, 1000 + ((id * 7) % 12));
  }
  const indexer = { ackedIndex: (id: NodeId): number | undefined => acked.get(id) };
  const halves = { voters, votersOutgoing: voters };
  let sum = 0;
  const measured = timed(operations, () => {
    for (let at = 0; at < operations; at += 1) {
      sum += isJoint
        ? jointCommittedIndex(halves, indexer)
        : majorityCommittedIndex(voters, indexer);
    }
  });
  check(sum >= operations * 1000, "a committed index is below every acknowledged one");
  return measured;
}

function measureWindow(work: WorkOf<"window">): Measured {
  const { operations, inFlight } = work;
  const node = new BenchNode({
    id: 1,
    voters: 2,
    config: { maxInflightMessages: inFlight },
  });
  startLeader(node);
  const before = node.applied;
  const sent: Message[] = [];
  const ignoredMessages: Message[] = [];
  const measured = timed(operations, () => {
    for (let left = operations; left > 0; left -= inFlight) {
      for (let at = 0; at < inFlight; at += 1) {
        proposeMany(node, 1, FOO);
        node.settle(sent);
      }
      for (const message of sent) {
        const answer = playedAnswer(message);
        if (answer !== null) {
          node.raw.step(answer);
          node.settle(ignoredMessages);
        }
      }
      sent.length = 0;
      ignoredMessages.length = 0;
    }
  });
  check(node.applied === before + operations, "not everything was applied");
  return measured;
}

function measureCatchUp(work: WorkOf<"catchUp">): Measured {
  const { stored } = work;
  const node = new BenchNode({
    id: 1,
    voters: 2,
    config: { maxAppendBytes: CATCH_UP_BYTES },
    fill: { count: stored, term: 1, data: FOO, commit: stored + 1 },
  });
  const isProbe = (message: Message): boolean => message.type === "append";
  node.raw.campaign();
  let outbox: Message[] = [];
  node.settle(outbox);
  while (!outbox.some(isProbe)) {
    const answers = outbox.map(playedAnswer).filter((answer) => answer !== null);
    check(answers.length > 0, "the node did not become leader");
    outbox = [];
    for (const answer of answers) {
      node.raw.step(answer);
    }
    node.settle(outbox);
  }
  const probe = outbox.find(isProbe);
  if (probe?.type !== "append") {
    throw new Error("the leader sent no append");
  }
  const rejection: Message = {
    type: "appendResponse",
    from: 2,
    to: 1,
    term: probe.term,
    index: probe.index,
    logTerm: 1,
    reject: true,
    rejectHint: 1,
    requestSnapshot: 0,
  };
  const measured = timed(stored, () => {
    node.raw.step(rejection);
    settleWithPlayedPeers(node);
  });
  check(node.applied === stored + 2, "the peer did not catch up");
  return measured;
}

function measureReject(work: WorkOf<"reject">): Measured {
  const { operations, stored } = work;
  const node = new BenchNode({
    id: 1,
    voters: 2,
    fill: { count: stored, term: 5, data: FOO, commit: 1 },
  });
  const append: Message = {
    type: "append",
    from: 2,
    to: 1,
    term: 6,
    index: stored + 1,
    logTerm: 4,
    entries: [],
    commit: 1,
  };
  const outbox: Message[] = [];
  const measured = timed(operations, () => {
    for (let at = 0; at < operations; at += 1) {
      node.raw.step(append);
      node.settle(outbox);
    }
  });
  const last = outbox.at(-1);
  check(
    outbox.length === operations && last?.type === "appendResponse" && last.rejectHint === 1,
    "the follower did not refuse every append with the right hint",
  );
  return measured;
}

function measureRead(work: WorkOf<"read">): Measured {
  const { operations, waiting } = work;
  const node = new BenchNode({ id: 1, voters: 3 });
  startLeader(node);
  let served = 0;
  const measured = timed(operations, () => {
    for (let left = operations; left > 0; left -= waiting) {
      for (let at = 0; at < waiting; at += 1) {
        node.raw.readIndex(FOO);
      }
      const outbox: Message[] = [];
      node.settle(outbox);
      for (const message of outbox) {
        const answer = playedAnswer(message);
        if (answer !== null) {
          node.raw.step(answer);
        }
      }
      while (node.raw.hasReady()) {
        const ready = node.raw.ready();
        served += ready.readStates.length;
        node.raw.advance(ready);
      }
    }
  });
  check(served === operations, `of ${operations} reads ${served} were served`);
  return measured;
}
