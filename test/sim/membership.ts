import type { NodeId } from "../../src/raft/index.ts";
import { RaftError } from "../../src/core/errors.ts";
import type { NodeStatus } from "../../src/core/node-status.ts";
import type { RaftNode } from "../../src/node.ts";
import type { Random } from "../support/random.ts";
import type { Life, SimProcess } from "./node.ts";
import { CLUSTER_ID, type Simulation } from "./simulation.ts";

/** Who brings members in and takes them out. */
export interface MembershipDriver {
  /** Starts the first members, and itself. */
  begin(): void;
  /** Faults are over: from now on it only finishes what must be finished. */
  calm(): void;
  /** What is not as it must be in the end; null where all is. */
  findUnsettled(): string | null;
  /** Whether the volume may vanish now without taking the cluster's only way on with it. */
  mayLoseVolume(place: number): boolean;
  /** The process there is dead; its volume is gone, and an empty one in its place. */
  loseVolume(place: number): void;
}

const MEMBERS_MAX = 7;

/** What the leader says, and how to ask it for something. */
interface Lead {
  readonly life: Life;
  readonly node: RaftNode;
  readonly status: NodeStatus;
}

/** An administrator without an operator's caution: asks the leader for whatever comes to mind, one thing at a time, and cleans up after it. */
export class Administrator implements MembershipDriver {
  readonly #simulation: Simulation;
  readonly #random: Random;
  #nextNodeId: NodeId;
  #pending: Life | null = null;
  #isCalm = false;

  constructor(dependencies: { readonly simulation: Simulation }) {
    const { simulation } = dependencies;
    this.#simulation = simulation;
    this.#random = simulation.world.random("administrator");
    this.#nextNodeId = simulation.options.voters + 1;
  }

  begin(): void {
    const { voters, spares, membershipMeanUs } = this.#simulation.options;
    this.#simulation.startFirstMembers();
    for (const process of this.#simulation.processes.slice(voters, voters + spares)) {
      process.start();
    }
    for (const process of this.#simulation.processes.slice(voters + spares)) {
      process.isWanted = false;
    }
    if (membershipMeanUs < Number.POSITIVE_INFINITY) {
      this.#continue();
    }
  }

  calm(): void {
    this.#isCalm = true;
  }

  findUnsettled(): string | null {
    if (this.#simulation.isConfigurationOpen) {
      return "a configuration change is not finished";
    }
    const lost = this.#findLost();
    return lost === null ? null : `member ${lost} has lost its volume and is still a member`;
  }

  mayLoseVolume(place: number): boolean {
    const { nodeId } = this.#simulation.process(place);
    if (nodeId === null) {
      return false;
    }
    if (this.#isPending || this.#simulation.isConfigurationOpen) {
      return false;
    }
    const { voters } = this.#simulation.configurations.latest.confState;
    // Those who stay must be enough, and know it: by an older configuration they might need the one that is lost.
    const enough = voters.filter(
      (id) => id !== nodeId && this.#simulation.knowsConfiguration(id, "durable"),
    );
    return enough.length * 2 > voters.length;
  }

  loseVolume(place: number): void {
    this.#simulation.process(place).replaceVolume();
  }

  get #isPending(): boolean {
    return this.#pending !== null && !this.#pending.isDead;
  }

  #continue(): void {
    const { world, options } = this.#simulation;
    world.schedule(1 + this.#random.exponential(options.membershipMeanUs), () => {
      this.#step();
      this.#continue();
    });
  }

  #step(): void {
    this.#clearOrphans();
    const life = this.#simulation.leader;
    const node = life?.parts?.node;
    if (this.#isPending || life === null || node === undefined) {
      return;
    }
    const lead = { life, node, status: node.status() };
    const lost = this.#findLost();
    if (lost !== null) {
      this.#replaceLost(lead, lost);
    } else if (!this.#isCalm) {
      this.#doSomething(lead);
    }
  }

  /** Of the members in force: one whose volume nobody has any more. */
  #findLost(): NodeId | null {
    const { confState } = this.#simulation.configurations.latest;
    const ids = [...confState.voters, ...confState.learners];
    return ids.find((nodeId) => this.#simulation.processOf(nodeId) === null) ?? null;
  }

  #doSomething(lead: Lead): void {
    const { confState } = lead.status;
    const { voters, learners } = confState;
    const size = voters.length + learners.length;
    this.#random.weighted<() => void>([
      [size < MEMBERS_MAX ? 6 : 0, () => this.#addLearner(lead)],
      [learners.length > 0 ? 8 : 0, () => this.#promote(lead, this.#random.pick(learners), null)],
      [
        learners.length > 0 && voters.length > 1 ? 6 : 0,
        () => this.#promote(lead, this.#random.pick(learners), this.#random.pick(voters)),
      ],
      [voters.length > 1 ? 3 : 0, () => this.#remove(lead, this.#random.pick(voters))],
      [learners.length > 0 ? 1 : 0, () => this.#remove(lead, this.#random.pick(learners))],
      [1, () => this.#reuseId(lead)],
    ])();
  }

  /** By a learner that takes its place in one change; one that was a learner itself just leaves. */
  #replaceLost(lead: Lead, lost: NodeId): void {
    const { voters, learners } = lead.status.confState;
    if (!voters.includes(lost)) {
      this.#remove(lead, lost);
      return;
    }
    const ready = learners.find((nodeId) => this.#simulation.processOf(nodeId) !== null);
    if (ready !== undefined) {
      this.#promote(lead, ready, lost);
    } else if (!this.#addLearner(lead) && voters.length > 1) {
      this.#remove(lead, lost);
    }
  }

  /** False where there is no place for one. */
  #addLearner(lead: Lead): boolean {
    const free = this.#simulation.processes.filter(
      ({ life }) => life !== null && life.volume.identity.kind === "unassigned",
    );
    const joined = this.#simulation.processes.filter((process) => this.#isJoined(process, lead));
    if (joined.length > 0) {
      this.#askForLearner(lead, this.#random.pick(joined));
      return true;
    }
    if (free.length === 0) {
      return false;
    }
    const process = this.#random.pick(free);
    const nodeId = this.#nextNodeId;
    this.#nextNodeId += 1;
    const { life } = process;
    life?.schedule(0, () => {
      this.#say(`place ${process.place} joins as node ${nodeId}`);
      life.assign({ clusterId: CLUSTER_ID, nodeId, initial: null }).catch((error: unknown) => {
        // Another request may have come first, or the disk has failed: the place is seen again at the next step.
        this.#say(`place ${process.place} did not join: ${String(error)}`);
      });
    });
    return true;
  }

  /** It has an id that was never a member's. */
  #isJoined({ nodeId, life }: SimProcess, { status }: Lead): boolean {
    return (
      nodeId !== null &&
      life !== null &&
      nodeId > status.memberBook.highestNodeId &&
      nodeId < this.#nextNodeId
    );
  }

  #askForLearner(lead: Lead, process: SimProcess): void {
    const { nodeId } = process;
    if (nodeId === null) {
      return;
    }
    this.#ask(lead, `add learner ${nodeId}`, async (call) => {
      await lead.node.addLearner({ member: process.peerAddress(nodeId), ...call });
      this.#simulation.coverage.add("membersAdded");
    });
  }

  #promote(lead: Lead, nodeId: NodeId, replacesNodeId: NodeId | null): void {
    this.#ask(lead, `make ${nodeId} a voter, instead of ${replacesNodeId}`, async (call) => {
      await lead.node.addPeer({ nodeId, replacesNodeId, ...call });
      if (replacesNodeId !== null) {
        this.#simulation.coverage.add("membersReplaced");
      }
    });
  }

  #remove(lead: Lead, nodeId: NodeId): void {
    this.#ask(lead, `remove ${nodeId}`, async (call) => {
      await lead.node.removePeer({ nodeId, ...call });
      this.#simulation.coverage.add("membersRemoved");
    });
  }

  /** A mistake that the leader must not let pass. */
  #reuseId(lead: Lead): void {
    const nodeId = 1 + this.#random.below(lead.status.memberBook.highestNodeId);
    if (lead.status.memberBook.members.some((member) => member.nodeId === nodeId)) {
      return;
    }
    const member = { nodeId, address: "place-99.sim.svc:2380", storeId: "store-of-nobody" };
    this.#ask(lead, `add ${nodeId} once more`, async (call) => {
      await lead.node.addLearner({ member, ...call });
      this.#simulation.world.violate(
        "ids-never-reused",
        `leader ${lead.life.nodeId} added node ${nodeId}, which was a member before`,
      );
    });
  }

  #ask(
    { life, status }: Lead,
    what: string,
    call: (fence: {
      readonly configurationIndex: number;
      readonly deadlineMs: number;
    }) => Promise<void>,
  ): void {
    this.#pending = life;
    const { electionTicks = 10 } = this.#simulation.options.raft;
    const timeoutMs = this.#simulation.options.tickMs * electionTicks * this.#random.between(1, 8);
    this.#say(`asks node ${life.nodeId} to ${what}`);
    const { configurationIndex } = status.memberBook;
    life.schedule(0, () => {
      call({ configurationIndex, deadlineMs: life.clock.now() + timeoutMs }).then(
        () => this.#settle(life, `${what}: done`),
        (error: unknown) => {
          if (!life.isDead && !(error instanceof RaftError)) {
            this.#simulation.world.violate("client-understands", `${what}: ${String(error)}`);
          }
          this.#settle(life, `${what}: ${String(error)}`);
        },
      );
    });
  }

  #settle(life: Life, text: string): void {
    if (!life.isDead) {
      this.#say(text);
      this.#pending = null;
    }
  }

  #say(text: string): void {
    this.#simulation.world.trace.emit({ kind: "admin", text });
  }

  /** A removed member's process is stopped and its volume given back; so is that of a place that joined and was never added. */
  #clearOrphans(): void {
    if (this.#isPending || this.#simulation.isConfigurationOpen || this.#random.chance(60)) {
      return;
    }
    const { confState } = this.#simulation.configurations.latest;
    const members = [...confState.voters, ...confState.learners];
    const leader = this.#simulation.leader?.nodeId ?? null;
    if (
      leader === null ||
      !members.includes(leader) ||
      !this.#simulation.knowsConfiguration(leader, "written")
    ) {
      // Whoever stays may need the vote of the one that leaves, until they know that it has left.
      return;
    }
    for (const process of this.#simulation.processes) {
      const { nodeId } = process;
      if (nodeId !== null && !members.includes(nodeId) && this.#isRemoved(nodeId)) {
        process.crash("its node was removed");
        process.replaceVolume();
        process.start();
      }
    }
  }

  #isRemoved(nodeId: NodeId): boolean {
    return this.#simulation.configurations.wasMember(nodeId);
  }
}
