import {
  type ConfChangeRequest,
  type ConfChangeSingle,
  DEFAULT_RAFT_CONFIG,
  decodeConfChange,
  EMPTY_BYTES,
  type Entry,
  type Message,
  type NodeId,
  type RaftConfig,
  type Ready,
} from "../../../src/raft/index.ts";
import { Member, Random } from "./cluster-member.ts";
import { expectThat, SafetyProperties } from "./cluster-safety.ts";

/** How often what is done, in a thousand; each run draws its own, so that what is rare in one is common in another. */
const WEIGHTS = {
  time: 40,
  work: 410,
  deliver: 420,
  propose: 50,
  change: 20,
  transfer: 3,
  read: 17,
  crash: 8,
  compact: 17,
  cut: 3,
  heal: 4,
  campaign: 4,
  forget: 2,
  request: 1,
  unreachable: 1,
} as const;

type Action = keyof typeof WEIGHTS;

interface Faults {
  readonly lossPercent: number;
  readonly repeatPercent: number;
  readonly reorderPercent: number;
}

export interface ClusterOptions {
  readonly seed: number;
}

/** Comparing all logs costs more than a step. */
const LOG_CHECK_STEPS = 50;

/**
 * A cluster of cores without hosts, network or disks: everything that may happen to them happens in an order that the seed draws, crashes between any two steps of
 * a host included. Every step checks the safety properties of the Raft paper's figure 3.
 */
export class ClusterModel {
  readonly #random: Random;
  readonly #members = new Map<NodeId, Member>();
  readonly #config: Omit<RaftConfig, "nodeId" | "applied">;
  #network: Message[] = [];
  /** Those on one side of a partition; messages that cross it are lost. */
  #cut: Set<NodeId> = new Set();
  #proposals = 0;
  readonly #isStrict: boolean;
  readonly #weights: readonly { readonly action: Action; readonly weight: number }[];
  readonly #faults: Faults;
  isLossy = true;
  readonly safety: SafetyProperties = new SafetyProperties();

  constructor(options: ClusterOptions) {
    const random = new Random(options.seed);
    this.#random = random;
    this.#isStrict = random.chance(50);
    this.#weights = (Object.keys(WEIGHTS) as Action[]).map((action) => ({
      action,
      weight: Math.ceil(WEIGHTS[action] * random.pick([0.3, 1, 1, 3, 8])),
    }));
    this.#faults = {
      lossPercent: random.pick([0, 5, 5, 20]),
      repeatPercent: random.pick([0, 5, 20]),
      reorderPercent: random.pick([0, 20, 50, 100]),
    };
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
    const voters = Array.from({ length: random.pick([1, 2, 3, 3, 4, 5]) }, (_, at) => at + 1);
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
      this.safety.checkLeaders(this.#all());
      if (step % LOG_CHECK_STEPS === 0) {
        this.safety.checkLogs(this.#all());
      }
    }
  }

  checkLogs(): void {
    this.safety.checkLogs(this.#all());
  }

  #act(): void {
    let die = this.#random.below(this.#weights.reduce((sum, { weight }) => sum + weight, 0));
    for (const { action, weight } of this.#weights) {
      if (die < weight) {
        this.#play(action);
        return;
      }
      die -= weight;
    }
  }

  #play(action: Action): void {
    const random = this.#random;
    const steppable = this.#all().filter((one) => this.#mayStep(one));
    if (action === "time") {
      this.#passTime();
    } else if (action === "work" || steppable.length === 0) {
      this.#work();
    } else if (action === "deliver") {
      for (let count = random.below(4); count >= 0; count -= 1) {
        this.#deliverOne();
      }
    } else {
      this.#ask(random.pick(steppable), action);
    }
  }

  #ask(member: Member, action: Exclude<Action, "time" | "work" | "deliver">): void {
    const random = this.#random;
    switch (action) {
      case "propose":
        return this.#propose(this.#leaderOr(member));
      case "change":
        return this.#changeMembership(this.#leaderOr(member));
      case "transfer":
        member.raw.transferLeader(random.pick(this.#all()).id);
        return;
      case "read":
        return this.#read(member);
      case "crash":
        this.safety.happened.writesLost += member.crash() ? 1 : 0;
        return;
      case "compact":
        return this.#compact(member);
      case "cut":
        this.#cut = new Set([this.#leaderOr(member).id, random.pick(this.#all()).id]);
        return;
      case "heal":
        return this.#cut.clear();
      case "campaign":
        member.raw.campaign();
        return;
      case "forget":
        member.raw.forgetLeader();
        return;
      case "request":
        member.raw.requestSnapshot();
        return;
      default:
        member.raw.reportUnreachable(random.pick(this.#all()).id);
    }
  }

  /** By the contract of Ready nothing steps a core while one is outstanding. etcd allows it, and but for snapshots it must do no harm: in half of the runs. */
  #mayStep(member: Member): boolean {
    return !this.#isStrict || member.stage.name === "idle";
  }

  /** Clocks go nearly alike. */
  #passTime(): void {
    for (const member of this.#all()) {
      if (this.#random.chance(80) && this.#mayStep(member)) {
        member.raw.tick();
      }
    }
  }

  #work(): void {
    const busy = this.#all().filter(({ stage, raw }) => stage.name !== "idle" || raw.hasReady());
    if (busy.length > 0) {
      const member = this.#random.pick(busy);
      for (let count = this.#random.below(6); count >= 0; count -= 1) {
        this.#workOn(member);
      }
    }
  }

  /** Mostly one that leads, or believes so: what others are asked for seldom comes to anything. */
  #leaderOr(member: Member): Member {
    const leaders = this.#all().filter(
      (one) => one.raw.status().role === "leader" && this.#mayStep(one),
    );
    return leaders.length > 0 && this.#random.chance(80) ? this.#random.pick(leaders) : member;
  }

  /** The older ones mostly, but any may come at any time. */
  #pickMessage(): number {
    const random = this.#random;
    const count = this.#network.length;
    return this.isLossy
      ? random.below(random.chance(this.#faults.reorderPercent) ? count : Math.min(4, count))
      : 0;
  }

  #deliverOne(): void {
    const random = this.#random;
    if (this.#network.length === 0) {
      return;
    }
    const at = this.#pickMessage();
    const message = this.#network[at];
    if (message === undefined) {
      return;
    }
    const receiver = this.#members.get(message.to);
    const sender = this.#members.get(message.from);
    if (message.type === "snapshot" && sender !== undefined && !this.#mayStep(sender)) {
      // Its outcome is reported at once.
      return;
    }
    if (
      receiver !== undefined &&
      receiver.stage.name !== "idle" &&
      (this.#isStrict || message.type === "snapshot")
    ) {
      return;
    }
    const isKept =
      this.isLossy && random.chance(this.#faults.repeatPercent) && message.type !== "propose";
    if (!isKept) {
      this.#network.splice(at, 1);
    }
    const isCut = this.#cut.has(message.from) !== this.#cut.has(message.to);
    const isLost = this.isLossy && (isCut || random.chance(this.#faults.lossPercent));
    if (!isLost) {
      receiver?.raw.step(message);
    }
    if (message.type === "snapshot") {
      sender?.raw.reportSnapshot(message.to, isLost ? "failed" : "finished");
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
        const { role, term } = raw.status();
        const ready = raw.ready();
        this.safety.checkAppendOnly(member, ready);
        member.readyTerm = role === "leader" ? term : 0;
        this.#network.push(...ready.messages);
        this.safety.checkReads(ready.readStates);
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
      this.safety.checkSnapshot(member, ready.snapshot);
      storage.applySnapshot(ready.snapshot);
      member.applied = ready.snapshot.metadata.index;
      this.safety.happened.snapshotsInstalled += 1;
    }
    if ((ready.entries[0]?.index ?? Number.POSITIVE_INFINITY) <= storage.lastIndex()) {
      this.safety.happened.overwritten += 1;
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
    if (entry.type !== "normal") {
      const change = decodeConfChange(entry.type, entry.data);
      const wasJoint = member.storage.confState.votersOutgoing.length > 0;
      member.storage.confState = member.raw.applyConfChange(change);
      if (!wasJoint && member.storage.confState.votersOutgoing.length > 0) {
        this.safety.happened.jointEntered += 1;
      }
    }
    member.applied = entry.index;
    this.safety.happened.applied += 1;
    this.safety.checkApplied(member, entry);
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
      type: random.pick(["addNode", "addNode", "removeNode", "addLearnerNode"] as const),
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
    this.safety.startRead(context);
    member.raw.readIndex(context);
  }

  #compact(member: Member): void {
    if (member.stage.name === "idle" && member.applied > member.storage.base.metadata.index) {
      member.storage.compact(member.applied);
      member.sync();
    }
  }

  /**
   * Without faults the cluster must come to an agreement again, by all of its members. Not without the options that keep removed nodes from
   * disturbing it, and voters from waiting for news that only a removed node has: they are on by default because it may not.
   */
  recover(): void {
    const { preVote, checkQuorum, stepDownOnRemoval, commitInVotes } = this.#config;
    if (!preVote || !checkQuorum || !stepDownOnRemoval || !commitInVotes) {
      return;
    }
    this.isLossy = false;
    const before = this.safety.agreedLast;
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
    // A long log that goes to a peer entry by entry takes as many rounds.
    for (let round = 0, isBusy = true; isBusy; round += 1) {
      expectThat(round < 20_000, "liveness: the members do not come to rest");
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
