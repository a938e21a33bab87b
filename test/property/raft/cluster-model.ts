import {
  type ConfChangeRequest,
  type ConfChangeSingle,
  type ConfState,
  DEFAULT_RAFT_CONFIG,
  decodeConfChange,
  EMPTY_BYTES,
  EMPTY_CONF_STATE,
  type Entry,
  type LogIndex,
  type Message,
  type NodeId,
  type RaftConfig,
  RawNode,
  type ReadState,
  type Ready,
  type Snapshot,
} from "../../../src/raft/index.ts";
import { TestStorage } from "../../unit/raft/support/test-storage.ts";

/** A small generator of its own, so that one number is the whole run. */
export class Random {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  below(bound: number): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let value = this.#state;
    value = Math.imul(value ^ (value >>> 15), value | 1);
    value ^= value + Math.imul(value ^ (value >>> 7), value | 61);
    return ((value ^ (value >>> 14)) >>> 0) % bound;
  }

  chance(percent: number): boolean {
    return this.below(100) < percent;
  }

  pick<T>(values: readonly T[]): T {
    const value = values[this.below(values.length)];
    if (value === undefined) {
      throw new Error("nothing to pick from");
    }
    return value;
  }
}

/** What a host has in hand of one Ready; a crash loses it. */
type Stage =
  | { readonly name: "idle" }
  | { readonly name: "taken"; readonly ready: Ready }
  | { readonly name: "persisted"; readonly ready: Ready }
  | { readonly name: "toApply"; readonly entries: readonly Entry[] };

interface Durable {
  readonly commit: LogIndex;
  readonly applied: LogIndex;
  readonly confState: ConfState;
}

class Member {
  readonly id: NodeId;
  readonly storage = new TestStorage();
  raw: RawNode;
  stage: Stage = { name: "idle" };
  applied: LogIndex = 0;
  /**
   * As it was at the last synced write. What was written after it, without a sync, may be lost in a crash: commit index, applied index and
   * configuration together, as writes reach the disk in their order.
   */
  #synced: Durable;
  readonly #config: RaftConfig;
  readonly #random: Random;

  constructor(config: RaftConfig, random: Random, voters: readonly NodeId[]) {
    this.id = config.nodeId;
    this.#config = config;
    this.#random = random;
    if (voters.length > 0) {
      // Founders start after a snapshot that has their configuration: a node that joins must get it, too, and not only the log.
      const confState = { ...EMPTY_CONF_STATE, voters };
      this.storage.applySnapshot({
        metadata: { index: 1, term: 1, confState },
        data: EMPTY_BYTES,
      });
      this.applied = 1;
    }
    this.storage.sendable = () => this.#snapshot();
    this.#synced = this.#image();
    this.raw = this.#start();
  }

  #image(): Durable {
    const { hardState, confState } = this.storage;
    return { commit: hardState.commit, applied: this.applied, confState };
  }

  sync(): void {
    this.#synced = this.#image();
  }

  #start(): RawNode {
    const silent = (): void => {};
    return new RawNode(
      { ...this.#config, applied: this.applied },
      {
        storage: this.storage,
        random: (bound) => this.#random.below(bound),
        logger: { debug: silent, info: silent, warning: silent, error: silent },
      },
    );
  }

  /** Of the state machine, at the index that it has applied. */
  #snapshot(): Snapshot | null {
    const term = this.storage.term(this.applied);
    if (term.kind !== "term" || this.applied === 0) {
      return null;
    }
    return {
      metadata: { index: this.applied, term: term.term, confState: this.storage.confState },
      data: EMPTY_BYTES,
    };
  }

  crash(): void {
    this.stage = { name: "idle" };
    if (this.#random.chance(50)) {
      const { commit, applied, confState } = this.#synced;
      this.storage.hardState = { ...this.storage.hardState, commit };
      this.storage.confState = confState;
      this.applied = applied;
    }
    this.raw = this.#start();
  }
}

interface Agreed {
  readonly term: number;
  readonly data: string;
}

export interface ClusterOptions {
  readonly seed: number;
  readonly steps: number;
}

/**
 * A cluster of cores without hosts, network or disks: everything that may happen to them happens in an order that the seed draws, crashes between any two steps of
 * a host included. Every step checks the safety properties of the Raft paper's figure 3.
 */
export class ClusterModel {
  readonly #random: Random;
  readonly #members = new Map<NodeId, Member>();
  readonly #config: Omit<RaftConfig, "nodeId" | "applied">;
  #network: Message[] = [];
  /** By index, over all restarts: what any node has applied. */
  readonly #agreed = new Map<LogIndex, Agreed>();
  #agreedLast: LogIndex = 0;
  /** Who led which term. */
  readonly #leaders = new Map<number, NodeId>();
  readonly #reads = new Map<string, LogIndex>();
  #proposals = 0;
  isLossy = true;

  constructor(options: ClusterOptions) {
    const random = new Random(options.seed);
    this.#random = random;
    const maxAppendBytes = random.pick([0, 40, 1024 * 1024]);
    this.#config = {
      ...DEFAULT_RAFT_CONFIG,
      electionTicks: 5,
      preVote: random.chance(75),
      checkQuorum: random.chance(75),
      stepDownOnRemoval: random.chance(75),
      batchAppend: random.chance(50),
      commitInVotes: random.chance(50),
      lightReady: random.chance(70),
      maxInflightMessages: random.pick([1, 2, 256]),
      maxAppendBytes,
      maxInflightBytes: Math.max(maxAppendBytes, random.pick([100, 1024 * 1024])),
      maxCommittedBytesPerReady: random.pick([1, 60, 1024 * 1024]),
      maxUncommittedBytes: random.pick([20, 1024 * 1024]),
    };
    const voters = Array.from({ length: 1 + random.below(4) }, (_, at) => at + 1);
    for (const id of voters) {
      this.#addMember(id, voters);
    }
  }

  #addMember(id: NodeId, voters: readonly NodeId[]): void {
    const config = { ...this.#config, nodeId: id, applied: 0, priority: 0 };
    this.#members.set(id, new Member(config, this.#random, voters));
  }

  #all(): readonly Member[] {
    return [...this.#members.values()];
  }

  run(steps: number): void {
    for (let step = 0; step < steps; step += 1) {
      this.#act();
      this.#checkLeaders();
    }
  }

  #act(): void {
    const random = this.#random;
    const member = random.pick(this.#all());
    const die = random.below(1000);
    if (die < 200) {
      member.raw.tick();
    } else if (die < 550) {
      this.#workOn(member);
    } else if (die < 880) {
      this.#deliverOne();
    } else if (die < 940) {
      this.#propose(member);
    } else if (die < 950) {
      this.#changeMembership(member);
    } else if (die < 960) {
      member.raw.transferLeader(random.pick(this.#all()).id);
    } else if (die < 975) {
      this.#read(member);
    } else if (die < 985) {
      member.crash();
    } else if (die < 992) {
      this.#compact(member);
    } else if (die < 995) {
      member.raw.campaign();
    } else if (die < 997) {
      member.raw.forgetLeader();
    } else if (die < 998) {
      member.raw.requestSnapshot();
    } else {
      member.raw.reportUnreachable(random.pick(this.#all()).id);
    }
  }

  #deliverOne(): void {
    const random = this.#random;
    if (this.#network.length === 0) {
      return;
    }
    const at = this.isLossy ? random.below(this.#network.length) : 0;
    const message = this.#network[at];
    if (message === undefined) {
      return;
    }
    const isKept = this.isLossy && random.chance(5) && message.type !== "propose";
    if (!isKept) {
      this.#network.splice(at, 1);
    }
    const isLost = this.isLossy && random.chance(10);
    if (!isLost) {
      this.#members.get(message.to)?.raw.step(message);
    }
    if (message.type === "snapshot") {
      this.#members
        .get(message.from)
        ?.raw.reportSnapshot(message.to, isLost ? "failed" : "finished");
    }
  }

  /** One step of a host. */
  #workOn(member: Member): void {
    const { stage, raw } = member;
    switch (stage.name) {
      case "idle": {
        if (!raw.hasReady()) {
          return;
        }
        const ready = raw.ready();
        this.#network.push(...ready.messages);
        this.#checkReads(ready.readStates);
        member.stage = { name: "taken", ready };
        return;
      }
      case "taken":
        this.#persist(member, stage.ready);
        member.stage = { name: "persisted", ready: stage.ready };
        return;
      case "persisted": {
        this.#network.push(...stage.ready.persistedMessages);
        const light = raw.advanceAppend(stage.ready);
        this.#network.push(...light.messages);
        member.stage = {
          name: "toApply",
          entries: [...stage.ready.committedEntries, ...light.committedEntries],
        };
        return;
      }
      default: {
        const [entry, ...rest] = stage.entries;
        if (entry === undefined) {
          raw.advanceApply();
          member.stage = { name: "idle" };
          return;
        }
        this.#apply(member, entry);
        member.stage = { name: "toApply", entries: rest };
      }
    }
  }

  #persist(member: Member, ready: Ready): void {
    const { storage } = member;
    if (ready.snapshot !== null) {
      storage.applySnapshot(ready.snapshot);
      member.applied = ready.snapshot.metadata.index;
    }
    storage.append(ready.entries);
    if (ready.hardState !== null) {
      const before = storage.hardState;
      expectThat(ready.hardState.term >= before.term, "the stored term went back");
      storage.hardState = ready.hardState;
    }
    if (ready.mustSync) {
      member.sync();
    }
  }

  #apply(member: Member, entry: Entry): void {
    expectThat(
      entry.index === member.applied + 1,
      `node ${member.id} applied ${entry.index} after ${member.applied}`,
    );
    expectThat(
      entry.index <= member.storage.lastIndex(),
      "an entry was applied before it was durable",
    );
    const data = `${entry.type}:${entry.data.join(" ")}`;
    const agreed = this.#agreed.get(entry.index);
    expectThat(
      agreed === undefined || (agreed.term === entry.term && agreed.data === data),
      `state machine safety: index ${entry.index} is ${entry.term} ${data} on node ${member.id}, was ${agreed?.term} ${agreed?.data}`,
    );
    this.#agreed.set(entry.index, { term: entry.term, data });
    this.#agreedLast = Math.max(this.#agreedLast, entry.index);
    if (entry.type !== "normal") {
      const change = decodeConfChange(entry.type, entry.data);
      member.storage.confState = member.raw.applyConfChange(change);
    }
    member.applied = entry.index;
    const { hardState } = member.storage;
    if (hardState.commit < entry.index) {
      member.storage.hardState = { ...hardState, commit: entry.index };
    }
  }

  #propose(member: Member): void {
    this.#proposals += 1;
    const data = Uint8Array.from(`${this.#proposals}`, (character) => character.charCodeAt(0));
    member.raw.propose(EMPTY_BYTES, data);
  }

  #changeMembership(member: Member): void {
    const random = this.#random;
    const single = (): ConfChangeSingle => ({
      type: random.pick(["addNode", "removeNode", "addLearnerNode"] as const),
      nodeId: 1 + random.below(5),
    });
    const changes = Array.from({ length: random.below(3) }, single);
    const change: ConfChangeRequest = random.chance(30)
      ? { version: "v1", change: single(), context: EMPTY_BYTES }
      : {
          version: "v2",
          transition: random.pick(["auto", "implicit", "explicit"] as const),
          changes,
          context: EMPTY_BYTES,
        };
    for (const { nodeId } of change.version === "v1" ? [change.change] : changes) {
      if (!this.#members.has(nodeId)) {
        this.#addMember(nodeId, []);
      }
    }
    member.raw.proposeConfChange(EMPTY_BYTES, change);
  }

  #read(member: Member): void {
    this.#proposals += 1;
    const context = new Uint8Array([this.#proposals >> 16, this.#proposals >> 8, this.#proposals]);
    this.#reads.set(context.join(" "), this.#agreedLast);
    member.raw.readIndex(context);
  }

  #checkReads(states: readonly ReadState[]): void {
    for (const { index, context } of states) {
      const least = this.#reads.get(context.join(" ")) ?? 0;
      expectThat(index >= least, `a read at ${index} misses ${least}, which was applied before it`);
    }
  }

  #compact(member: Member): void {
    if (member.stage.name === "idle" && member.applied > member.storage.base.metadata.index) {
      member.storage.compact(member.applied);
      member.sync();
    }
  }

  /** Election safety and leader completeness: one leader a term, and it has all that any node ever applied. */
  #checkLeaders(): void {
    for (const member of this.#all()) {
      const { role, term, commit, lastIndex } = member.raw.status();
      expectThat(commit <= lastIndex, "the commit index is above the last index");
      if (role === "leader" && this.#leaders.get(term) !== member.id) {
        expectThat(!this.#leaders.has(term), `election safety: two leaders in term ${term}`);
        this.#leaders.set(term, member.id);
        this.#checkCompleteness(member);
      }
    }
  }

  #checkCompleteness({ id, storage }: Member): void {
    for (const [index, { term }] of this.#agreed) {
      if (index >= storage.base.metadata.index) {
        const own = storage.term(index);
        expectThat(
          own.kind === "term" && own.term === term,
          `leader completeness: node ${id} leads without entry ${index} of term ${term}`,
        );
      }
    }
  }

  /** Log matching: two logs that have the same term at an index are the same up to it. */
  checkLogs(): void {
    const byPosition = new Map<string, string>();
    for (const { storage } of this.#all()) {
      let previous = "";
      for (const { index, term, type, data } of storage.log) {
        const content = `${previous}|${type}:${data.join(" ")}`;
        const key = `${index}/${term}`;
        const before = byPosition.get(key);
        const own = index === storage.firstIndex() ? "" : content;
        expectThat(
          before === undefined || own === "" || before === "" || before === own,
          `log matching: two entries at ${key}`,
        );
        if (own !== "") {
          byPosition.set(key, own);
        }
        previous = key;
      }
    }
  }

  /**
   * Without faults the cluster must come to an agreement again, by all of its members. Not without the options that keep removed nodes from
   * disturbing it: those are on by default because it may not.
   */
  recover(): void {
    const { preVote, checkQuorum, stepDownOnRemoval } = this.#config;
    if (!preVote || !checkQuorum || !stepDownOnRemoval) {
      return;
    }
    this.isLossy = false;
    const before = this.#agreedLast;
    for (let round = 0; round < 400; round += 1) {
      for (const member of this.#all()) {
        member.raw.tick();
        this.#settle();
      }
      const leader = this.#all().find((member) => member.raw.status().role === "leader");
      if (leader !== undefined && round % 20 === 19) {
        this.#propose(leader);
        this.#settle();
        const { confState, commit } = leader.raw.status();
        const members = [...confState.voters, ...confState.learners, ...confState.votersOutgoing];
        if (commit > before && members.every((id) => this.#members.get(id)?.applied === commit)) {
          return;
        }
      }
    }
    const states = this.#all().map((member) => JSON.stringify(member.raw.status()));
    throw new Error(`liveness: no progress after the faults are gone\n${states.join("\n")}`);
  }

  #settle(): void {
    for (let round = 0, isBusy = true; isBusy; round += 1) {
      expectThat(round < 1000, "liveness: the members do not come to rest");
      isBusy = false;
      for (const member of this.#all()) {
        while (member.stage.name !== "idle" || member.raw.hasReady()) {
          this.#workOn(member);
          isBusy = true;
        }
      }
      for (let count = 0; this.#network.length > 0; count += 1) {
        expectThat(count < 10_000, "liveness: the members never stop to talk");
        this.#deliverOne();
        isBusy = true;
      }
    }
  }
}

function expectThat(condition: boolean, message: string): void {
  if (!condition) {
    throw new Error(message);
  }
}
