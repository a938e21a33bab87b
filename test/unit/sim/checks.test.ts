import { describe, expect, it } from "vitest";
import {
  type ConfState,
  EMPTY_BYTES,
  EMPTY_CONF_STATE,
  type Entry,
  type HardState,
  type Message,
} from "../../../src/raft/index.ts";
import type { MemoryImage } from "../../../src/storage/memory-disk.ts";
import { createStoreState } from "../../../src/storage/store-state.ts";
import type { ApplyOperations, MemberBook, PersistOperations } from "../../../src/storage/types.ts";
import { OrderedRows } from "../../../src/utils/ordered-rows.ts";
import { Configurations } from "../../sim/checks/configurations.ts";
import { Durability } from "../../sim/checks/durability.ts";
import { Elections } from "../../sim/checks/elections.ts";
import { Ledger } from "../../sim/checks/ledger.ts";
import { Logs } from "../../sim/checks/logs.ts";
import { Coverage } from "../../sim/coverage.ts";
import type { Life } from "../../sim/node.ts";
import { World } from "../../sim/world.ts";

const VOTERS: ConfState = { ...EMPTY_CONF_STATE, voters: [1, 2, 3] };
const FIRST_BOOK: MemberBook = {
  members: [1, 2, 3].map((nodeId) => ({ nodeId, address: "", storeId: `store-${nodeId}` })),
  highestNodeId: 3,
  configurationIndex: 1,
};

interface NodeFacts {
  readonly nodeId: number;
  readonly entries?: readonly Entry[];
  readonly durableEntries?: readonly Entry[];
  readonly hardState?: HardState;
  readonly applied?: number;
  readonly isLeader?: boolean;
  readonly role?: string;
  readonly confState?: ConfState;
  readonly memberBook?: MemberBook;
}

/** A process as the checks see it: its log begins after index 1 of term 1. */
function node(facts: NodeFacts): Life {
  const entries = facts.entries ?? [];
  const hardState = facts.hardState ?? { term: 1, vote: null, commit: 1 };
  const find = (index: number): Entry | undefined => entries.find((entry) => entry.index === index);
  return {
    nodeId: facts.nodeId,
    storage: {
      initialState: () => ({ hardState, confState: facts.confState ?? VOTERS }),
      memberBook: () => facts.memberBook ?? FIRST_BOOK,
      appliedIndex: () => facts.applied ?? 1,
      firstIndex: () => 2,
      lastIndex: () => entries.at(-1)?.index ?? 1,
      term: (index: number) =>
        index === 1
          ? { kind: "term", term: 1 }
          : find(index) === undefined
            ? { kind: "unavailable" }
            : { kind: "term", term: find(index)?.term },
      entries: (low: number, high: number) => ({
        kind: "entries",
        entries: entries.filter(({ index }) => index >= low && index < high),
      }),
    },
    volume: { durable: image(facts.durableEntries ?? entries, hardState) },
    parts: {
      node: {
        isLeader: () => facts.isLeader ?? false,
        status: () => ({ role: facts.role ?? "follower", term: hardState.term }),
      },
    },
  } as unknown as Life;
}

function image(entries: readonly Entry[], hardState: HardState): MemoryImage {
  const state = createStoreState("store");
  const lastIndex = entries.at(-1)?.index ?? 1;
  return {
    state: {
      ...state,
      hardState,
      log: { ...state.log, firstIndex: 2, lastIndex, previousTerm: 1 },
    },
    entries: [...entries],
    entryCount: entries.length,
    rows: OrderedRows.EMPTY,
    staged: new Map(),
  };
}

function entry(term: number, index: number, text = "x", type: Entry["type"] = "normal"): Entry {
  return { type, term, index, data: new TextEncoder().encode(text), context: EMPTY_BYTES };
}

function persist(operations: Partial<PersistOperations>): PersistOperations {
  return {
    entries: [],
    hardState: null,
    snapshot: null,
    commitIndex: null,
    mustSync: true,
    ...operations,
  };
}

function apply(appliedIndex: number, confState: ConfState | null = null): ApplyOperations {
  return { appliedIndex, appliedTerm: 1, stateWrites: [], confState, memberBook: null };
}

function heartbeat(from: number, term: number): Message {
  return { type: "heartbeat", from, to: 9, term, commit: 1, context: EMPTY_BYTES };
}

function createChecks(): {
  readonly world: World;
  readonly ledger: Ledger;
  readonly elections: Elections;
  readonly logs: Logs;
  readonly durability: Durability;
  readonly configurations: Configurations;
} {
  const world = new World({ seed: 1 });
  const coverage = new Coverage();
  const ledger = new Ledger({ initialIndex: 1, initialTerm: 1 }, { world });
  return {
    world,
    ledger,
    elections: new Elections({ world, ledger, coverage }),
    logs: new Logs({ world }),
    durability: new Durability({ world }),
    configurations: new Configurations(
      { index: 1, confState: VOTERS, memberBook: FIRST_BOOK },
      { world, coverage, isChange: () => true },
    ),
  };
}

describe("the checks of a simulation", () => {
  it("election-safety: two leaders of one term", () => {
    const { world, elections } = createChecks();
    elections.sending(node({ nodeId: 1 }), heartbeat(1, 5));
    elections.sending(node({ nodeId: 1 }), heartbeat(1, 6));
    expect(world.violation).toBeNull();
    elections.sending(node({ nodeId: 2 }), heartbeat(2, 5));
    expect(world.violation?.check).toBe("election-safety");
  });

  it("vote-once: two votes in one term", () => {
    const { world, elections } = createChecks();
    const vote = (to: number): Message => ({
      type: "requestVoteResponse",
      from: 1,
      to,
      term: 5,
      reject: false,
      commit: 0,
      commitTerm: 0,
    });
    elections.sending(node({ nodeId: 1 }), vote(2));
    elections.sending(node({ nodeId: 1 }), vote(2));
    expect(world.violation).toBeNull();
    elections.sending(node({ nodeId: 1 }), vote(3));
    expect(world.violation?.check).toBe("vote-once");
  });

  it("leader-completeness: a leader without a committed entry of an earlier term", () => {
    const { world, ledger, elections } = createChecks();
    const committed = [entry(2, 2)];
    const follower = node({ nodeId: 1, entries: committed });
    ledger.started(follower);
    ledger.applying(follower, apply(2));
    elections.sending(node({ nodeId: 2, entries: committed }), heartbeat(2, 3));
    expect(world.violation).toBeNull();
    elections.sending(node({ nodeId: 3, entries: [entry(1, 2)] }), heartbeat(3, 4));
    expect(world.violation?.check).toBe("leader-completeness");
  });

  it("log-matching: one term and index with two contents, or two predecessors", () => {
    const first = createChecks();
    first.logs.persisting(node({ nodeId: 1 }), persist({ entries: [entry(2, 2, "a")] }));
    first.logs.persisting(node({ nodeId: 2 }), persist({ entries: [entry(2, 2, "b")] }));
    expect(first.world.violation?.check).toBe("log-matching");
    const second = createChecks();
    second.logs.persisting(node({ nodeId: 1 }), persist({ entries: [entry(1, 2), entry(3, 3)] }));
    second.logs.persisting(node({ nodeId: 2 }), persist({ entries: [entry(2, 2), entry(3, 3)] }));
    expect(second.world.violation?.check).toBe("log-matching");
  });

  it("monotonic: a term, a commit index or a vote that goes back", () => {
    for (const hardState of [
      { term: 4, vote: null, commit: 9 },
      { term: 5, vote: 3, commit: 9 },
      { term: 5, vote: 2, commit: 8 },
    ]) {
      const { world, logs } = createChecks();
      const life = node({ nodeId: 1 });
      logs.started(life);
      logs.persisting(life, persist({ hardState: { term: 5, vote: 2, commit: 9 } }));
      expect(world.violation).toBeNull();
      logs.persisting(life, persist({ hardState }));
      expect(world.violation?.check).toBe("monotonic");
    }
  });

  it("committed-never-changes and state-machine-safety: two nodes with different entries at one index", () => {
    for (const check of ["committed-never-changes", "state-machine-safety"]) {
      const { world, ledger } = createChecks();
      const one = node({ nodeId: 1, entries: [entry(2, 2)] });
      const other = node({ nodeId: 2, entries: [entry(3, 2)] });
      ledger.started(one);
      ledger.started(other);
      ledger.applying(one, apply(2));
      expect(world.violation).toBeNull();
      if (check === "state-machine-safety") {
        ledger.applying(other, apply(2));
      } else {
        ledger.persisting(other, persist({ commitIndex: 2 }));
      }
      expect(world.violation?.check).toBe(check);
    }
  });

  it("commit-on-quorum: a leader commits what only it has on its disk", () => {
    const { world, ledger } = createChecks();
    const entries = [entry(2, 2)];
    for (const nodeId of [2, 3]) {
      ledger.started(node({ nodeId, entries, durableEntries: [] }));
    }
    const leader = node({ nodeId: 1, entries, isLeader: true });
    ledger.started(leader);
    ledger.persisting(leader, persist({ commitIndex: 2 }));
    expect(world.violation?.check).toBe("commit-on-quorum");
  });

  it("no-answer-before-commit: an answer for what is not committed, or for something else", () => {
    for (const answer of [
      { index: 3, term: 2, data: entry(2, 3).data },
      { index: 2, term: 1, data: entry(2, 2).data },
      { index: 2, term: 2, data: entry(2, 2, "another").data },
    ]) {
      const { world, ledger } = createChecks();
      const life = node({ nodeId: 1, entries: [entry(2, 2)] });
      ledger.started(life);
      ledger.applying(life, apply(2));
      ledger.answered(life, { index: 2, term: 2, data: entry(2, 2).data });
      expect(world.violation).toBeNull();
      ledger.answered(life, answer);
      expect(world.violation?.check).toBe("no-answer-before-commit");
    }
  });

  it("durable-before-send: a term, a vote or an acknowledgement that a crash would take back", () => {
    const durable = node({ nodeId: 1, hardState: { term: 5, vote: 2, commit: 1 } });
    const acknowledge = (index: number): Message => ({
      type: "appendResponse",
      from: 1,
      to: 2,
      term: 5,
      index,
      logTerm: 0,
      reject: false,
      rejectHint: 0,
      requestSnapshot: 0,
    });
    const vote = (to: number): Message => ({
      type: "requestVoteResponse",
      from: 1,
      to,
      term: 5,
      reject: false,
      commit: 0,
      commitTerm: 0,
    });
    for (const [right, wrong] of [
      [heartbeat(1, 5), heartbeat(1, 6)],
      [vote(2), vote(3)],
      [acknowledge(1), acknowledge(2)],
    ] as const) {
      const { world, durability } = createChecks();
      durability.sending(durable, right);
      expect(world.violation).toBeNull();
      durability.sending(durable, wrong);
      expect(world.violation?.check).toBe("durable-before-send");
    }
  });

  it("one-configuration-change: a second one before the first is applied", () => {
    const { world, configurations } = createChecks();
    const leader = node({
      nodeId: 1,
      entries: [entry(1, 2, "", "confChange")],
      isLeader: true,
    });
    configurations.persisting(leader, persist({ entries: [entry(1, 3, "", "confChange")] }));
    expect(world.violation?.check).toBe("one-configuration-change");
  });

  it("overlapping-quorums: a change of two members at once without a joint configuration", () => {
    const { world, configurations } = createChecks();
    const confState = { ...EMPTY_CONF_STATE, voters: [1, 4, 5] };
    const memberBook = { ...FIRST_BOOK, members: [], configurationIndex: 2 };
    configurations.applied(node({ nodeId: 1, confState, memberBook }), apply(2, confState));
    expect(world.violation?.check).toBe("overlapping-quorums");
  });

  it("equal-configurations: two members with different ones at one index", () => {
    const { world, configurations } = createChecks();
    for (const [nodeId, voters] of [
      [1, [1, 2]],
      [2, [1, 3]],
    ] as const) {
      const confState = { ...EMPTY_CONF_STATE, voters };
      const memberBook = { ...FIRST_BOOK, configurationIndex: 2 };
      configurations.applied(node({ nodeId, confState, memberBook }), apply(2, confState));
    }
    expect(world.violation?.check).toBe("equal-configurations");
  });

  it("ids-never-reused: a removed id that comes back, and an id on another volume", () => {
    const [one, two, three] = FIRST_BOOK.members;
    const returning = [[one, two].filter((member) => member !== undefined), FIRST_BOOK.members];
    const moved = [[one, two, { nodeId: 3, address: "", storeId: "another" }]];
    expect(three).toBeDefined();
    for (const books of [returning, moved]) {
      const { world, configurations } = createChecks();
      for (const [at, members] of books.entries()) {
        const memberBook = {
          ...FIRST_BOOK,
          members: members.filter((member) => member !== undefined),
          configurationIndex: 2 + at,
        };
        const confState = {
          ...EMPTY_CONF_STATE,
          voters: memberBook.members.map(({ nodeId }) => nodeId),
        };
        configurations.applied(node({ nodeId: 1, confState, memberBook }), apply(2, confState));
      }
      expect(world.violation?.check).toBe("ids-never-reused");
    }
  });
});
