import {
  type ConfChangeRequest,
  EMPTY_BYTES,
  EMPTY_CONF_STATE,
  type Message,
  type NodeId,
  type ProposeResult,
  type Snapshot,
  type StepResult,
} from "../../src/raft/index.ts";
import {
  describeEntry,
  describeMessage,
  describeProgressStatus,
  describeReady,
  messageName,
  roleName,
} from "../../src/raft/formatter.ts";
import {
  AsyncNode,
  describeParcel,
  describeWork,
  isThreadAnswer,
  type Parcel,
  type ThreadWork,
} from "./async-node.ts";
import { parseChanges } from "./confchange.ts";
import { CommandError, parseAddNodes, SCRIPT_CONFIG, valueOf } from "./node-options.ts";
import { Output } from "./output.ts";
import { playOwnCommand, type Stage } from "./own-commands.ts";
import type { Argument, Case } from "./script.ts";
import { ScriptNode } from "./script-node.ts";

interface Recipient {
  readonly id: NodeId;
  readonly drop: boolean;
}

/** Far beyond what a cluster needs that comes to rest at all. */
const STABILIZE_ROUNDS_MAX = 1000;

/** The nodes still have messages for one another after as many rounds as nothing sensible needs. */
export class RestlessError extends Error {
  constructor() {
    super(`stabilize has not come to an end after ${STABILIZE_ROUNDS_MAX} rounds`);
  }
}

/**
 * The stage on which etcd's interaction scripts play: nodes with ids 1 to n and one list of messages on their way. A command's output is what it prints and what
 * the nodes log meanwhile.
 */
export class InteractionEnvironment {
  readonly #output = new Output();
  readonly #nodes: ScriptNode[] = [];
  #messages: Parcel[] = [];

  run(script: Case): string {
    this.#output.clear();
    try {
      this.#play(script);
    } catch (error) {
      if (!(error instanceof CommandError)) {
        throw error;
      }
      if (this.#output.isSilent()) {
        return error.message;
      }
      this.#output.write(error.message);
    }
    return this.#output.text() === "" ? "ok" : this.#output.text();
  }

  #play(script: Case): void {
    const { args } = script;
    switch (script.command) {
      case "_breakpoint":
        return;
      case "add-nodes":
        return this.#addNodes(args);
      case "campaign":
        this.#first(args).raw.campaign();
        return;
      case "compact":
        return this.#compact(args);
      case "deliver-msgs":
        return this.#deliverCommand(args);
      case "forget-leader":
        this.#first(args).raw.forgetLeader();
        return;
      case "log-level":
        return this.#setLogLevel(args[0]?.key ?? "");
      case "process-append-thread":
        return this.#forEach(args, "processing append thread", (node) => this.#processAppend(node));
      case "process-apply-thread":
        return this.#forEach(args, "processing apply thread", (node) => this.#processApply(node));
      case "process-ready":
        return this.#forEach(args, "handling Ready", (node) => this.#processReady(node));
      case "propose":
        return failIfDropped(
          this.#first(args).raw.propose(EMPTY_BYTES, new TextEncoder().encode(script.rawArgs[1])),
        );
      case "propose-conf-change":
        return this.#proposeConfChange(script);
      case "raft-log":
        return this.#printLog(this.#first(args));
      case "raft-state":
        return this.#printStates();
      case "report-unreachable":
        this.#first(args).raw.reportUnreachable(Number(args[1]?.key));
        return;
      case "send-snapshot":
        return this.#sendSnapshot(args);
      case "set-randomized-election-timeout":
        this.#first(args).raw.setRandomizedElectionTicks(Number(valueOf(args, "timeout")));
        return;
      case "stabilize":
        return this.#stabilizeCommand(args);
      case "status":
        return this.#printStatus(this.#first(args));
      case "tick-election":
        return this.#tick(this.#first(args), SCRIPT_CONFIG.electionTicks);
      case "tick-heartbeat":
        return this.#tick(this.#first(args), SCRIPT_CONFIG.heartbeatTicks);
      case "transfer-leadership":
        this.#node(Number(valueOf(args, "from"))).raw.transferLeader(Number(valueOf(args, "to")));
        return;
      default:
        if (!playOwnCommand(script, this.#stage())) {
          throw new CommandError("unknown command");
        }
    }
  }

  #stage(): Stage {
    return {
      node: (id) => this.#node(id),
      output: this.#output,
      send: (messages) => {
        this.#messages.push(...messages);
      },
    };
  }

  // Nodes.

  #addNodes(args: readonly Argument[]): void {
    const { count, config, index, voters, learners, content, hasAsyncStorage } =
      parseAddNodes(args);
    const isBootstrapped = index > 0 || voters.length > 0 || learners.length > 0 || content !== "";
    if (isBootstrapped && index <= 1) {
      throw new CommandError("index must be specified as > 1 due to bootstrap");
    }
    const snapshot: Snapshot = {
      metadata: {
        index,
        term: isBootstrapped ? 1 : 0,
        confState: { ...EMPTY_CONF_STATE, voters, learners },
      },
      data: new TextEncoder().encode(content),
    };
    for (let added = 0; added < count; added += 1) {
      const nodeId = this.#nodes.length + 1;
      this.#nodes.push(
        new ScriptNode(
          {
            config: { ...config, nodeId, applied: index },
            snapshot,
            isBootstrapped,
            hasAsyncStorage,
          },
          { logger: this.#output },
        ),
      );
    }
  }

  #node(id: NodeId): ScriptNode {
    const node = this.#nodes[id - 1];
    if (node === undefined) {
      throw new CommandError(`there is no node ${id}`);
    }
    return node;
  }

  #first(args: readonly Argument[]): ScriptNode {
    return this.#node(Number(args[0]?.key));
  }

  #tick(node: ScriptNode, ticks: number): void {
    for (let tick = 0; tick < ticks; tick += 1) {
      node.raw.tick();
    }
  }

  /** One node plain, several each under a heading. */
  #forEach(args: readonly Argument[], doing: string, work: (node: ScriptNode) => void): void {
    for (const { key } of args) {
      const node = this.#node(Number(key));
      if (args.length === 1) {
        work(node);
      } else {
        this.#output.write(`> ${node.id} ${doing}\n`);
        this.#output.indented(() => work(node));
      }
    }
  }

  #setLogLevel(name: string): void {
    if (!this.#output.setLevel(name)) {
      throw new CommandError("log levels must be either of [DEBUG INFO WARN ERROR FATAL NONE]");
    }
  }

  // What nodes do.

  #processReady(node: ScriptNode): void {
    const { raw } = node;
    const previous = node.hardState;
    const { ready, work } =
      raw instanceof AsyncNode ? raw.readyWithWork() : { ready: raw.ready(), work: [] };
    node.hardState = ready.hardState ?? previous;
    const threads = work.map((item) => describeWork(item, { responses: true }));
    const description = describeReady(ready, previous, threads);
    this.#output.write(description === "<empty Ready>" ? description : `${description}\n`);
    this.#messages.push(...ready.messages, ...ready.persistedMessages);
    if (raw instanceof AsyncNode) {
      for (const item of work) {
        (item.kind === "append" ? node.appendWork : node.applyWork).push(item);
      }
      return;
    }
    node.persist(ready);
    node.apply(ready.committedEntries);
    raw.advance(ready);
  }

  #processAppend(node: ScriptNode): void {
    this.#processWork(node.appendWork.shift(), "append", (work) => {
      if (work.kind === "append") {
        node.persist(work);
      }
    });
  }

  #processApply(node: ScriptNode): void {
    this.#processWork(node.applyWork.shift(), "apply", (work) => node.apply(work.entries));
  }

  /** One piece of a storage thread's work; its answers join the messages. */
  #processWork(
    work: ThreadWork | undefined,
    kind: "append" | "apply",
    perform: (work: ThreadWork) => void,
  ): void {
    if (work === undefined) {
      this.#output.write(`no ${kind} work to perform`);
      return;
    }
    this.#output.write(`Processing:\n${describeWork(work, { responses: false })}\n`);
    perform(work);
    this.#output.write("Responses:\n");
    for (const response of work.responses) {
      this.#output.write(`${describeParcel(response)}\n`);
    }
    this.#messages.push(...work.responses);
  }

  #proposeConfChange({ args, input }: Case): void {
    const node = this.#first(args);
    const changes = parseChanges(input);
    const transition = valueOf(args, "transition") ?? "auto";
    if (transition !== "auto" && transition !== "implicit" && transition !== "explicit") {
      throw new CommandError(`unknown transition ${transition}`);
    }
    let request: ConfChangeRequest = { version: "v2", transition, changes, context: EMPTY_BYTES };
    if (valueOf(args, "v1") === "true") {
      const [change] = changes;
      if (change === undefined || changes.length > 1 || transition !== "auto") {
        throw new CommandError("v1 conf change can only have one operation and no transition");
      }
      request = { version: "v1", change, context: EMPTY_BYTES };
    }
    failIfDropped(node.raw.proposeConfChange(EMPTY_BYTES, request));
  }

  #compact(args: readonly Argument[]): void {
    const node = this.#first(args);
    const index = Number(args[1]?.key);
    if (index < node.storage.firstIndex()) {
      throw new CommandError("requested index is unavailable due to compaction");
    }
    node.storage.compact(index);
    this.#printLog(node);
  }

  #sendSnapshot(args: readonly Argument[]): void {
    const node = this.#first(args);
    const message: Message = {
      type: "snapshot",
      from: node.id,
      to: Number(args[1]?.key),
      term: node.raw.status().term,
      snapshot: node.newestSnapshot(),
    };
    this.#messages.push(message);
    this.#output.write(`${describeMessage(message)}\n`);
  }

  // Messages.

  #deliverCommand(args: readonly Argument[]): void {
    const recipients: Recipient[] = [];
    let type: string | null = null;
    for (const { key, values } of args) {
      if (values.length === 0) {
        recipients.push({ id: Number(key), drop: false });
      } else if (key === "drop") {
        recipients.push(...values.map((value) => ({ id: Number(value), drop: true })));
      } else if (key === "type") {
        type = values[0] ?? null;
      } else {
        throw new CommandError(`unknown argument ${key}`);
      }
    }
    if (this.#deliver(recipients, type) === 0) {
      this.#output.write("no messages\n");
    }
  }

  #deliver(recipients: readonly Recipient[], type: string | null): number {
    let count = 0;
    for (const { id, drop } of recipients) {
      const isFor = (parcel: Parcel): boolean =>
        parcel.to === id && !(drop && isOwn(parcel)) && (type === null || nameOf(parcel) === type);
      const parcels = this.#messages.filter(isFor);
      this.#messages = this.#messages.filter((parcel) => !isFor(parcel));
      count += parcels.length;
      for (const parcel of parcels) {
        this.#output.write(`${drop ? "dropped: " : ""}${describeParcel(parcel)}\n`);
        if (!drop) {
          const error = this.#step(this.#node(id), parcel);
          this.#output.write(error === null ? "" : `${error}\n`);
        }
      }
    }
    return count;
  }

  #step({ raw }: ScriptNode, parcel: Parcel): string | null {
    if (!isThreadAnswer(parcel)) {
      return stepError(parcel, raw.step(parcel));
    }
    if (raw instanceof AsyncNode) {
      raw.acknowledge(parcel);
    }
    return null;
  }

  #stabilizeCommand(args: readonly Argument[]): void {
    const level = this.#output.level;
    const requested = valueOf(args, "log-level");
    if (requested !== undefined) {
      this.#setLogLevel(requested);
    }
    const ids = args.filter((arg) => arg.values.length === 0).map((arg) => Number(arg.key));
    this.#stabilize(ids.length === 0 ? this.#nodes : ids.map((id) => this.#node(id)));
    this.#output.level = level;
  }

  #stabilize(nodes: readonly ScriptNode[]): void {
    let rounds = 0;
    for (let isDone = false; !isDone; ) {
      isDone = true;
      rounds += 1;
      if (rounds > STABILIZE_ROUNDS_MAX) {
        throw new RestlessError();
      }
      for (const node of nodes) {
        if (node.raw.hasReady()) {
          isDone = false;
          this.#output.write(`> ${node.id} handling Ready\n`);
          this.#output.indented(() => this.#processReady(node));
        }
      }
      for (const { id } of nodes) {
        if (this.#messages.some((message) => message.to === id)) {
          isDone = false;
          this.#output.write(`> ${id} receiving messages\n`);
          this.#output.indented(() => this.#deliver([{ id, drop: false }], null));
        }
      }
      isDone = !this.#stabilizeThreads(nodes) && isDone;
    }
  }

  /** All the work of each thread under one heading; true when there was some. */
  #stabilizeThreads(nodes: readonly ScriptNode[]): boolean {
    let hasWorked = false;
    for (const kind of ["append", "apply"] as const) {
      for (const node of nodes) {
        const queue = kind === "append" ? node.appendWork : node.applyWork;
        if (queue.length > 0) {
          hasWorked = true;
          this.#output.write(`> ${node.id} processing ${kind} thread\n`);
        }
        while (queue.length > 0) {
          this.#output.indented(() =>
            kind === "append" ? this.#processAppend(node) : this.#processApply(node),
          );
        }
      }
    }
    return hasWorked;
  }

  // What is shown.

  #printLog({ storage }: ScriptNode): void {
    if (storage.log.length === 0) {
      this.#output.write(
        `log is empty: first index=${storage.firstIndex()}, last index=${storage.lastIndex()}`,
      );
      return;
    }
    for (const entry of storage.log) {
      this.#output.write(`${describeEntry(entry)}\n`);
    }
  }

  #printStates(): void {
    for (const { id, raw } of this.#nodes) {
      const { role, confState, term, leader } = raw.status();
      const isVoter = confState.voters.includes(id) || confState.votersOutgoing.includes(id);
      this.#output.write(
        `${id}: ${roleName(role)} ${isVoter ? "(Voter)" : "(Non-Voter)"} Term:${term} Lead:${leader ?? 0}\n`,
      );
    }
  }

  #printStatus(node: ScriptNode): void {
    for (const progress of node.raw.status().progress ?? []) {
      this.#output.write(`${progress.id}: ${describeProgressStatus(progress)}\n`);
    }
  }
}

/** Sent by the node to itself, or by one of its threads: these are never lost. */
function isOwn(parcel: Parcel): boolean {
  return isThreadAnswer(parcel) || parcel.from === parcel.to;
}

function nameOf(parcel: Parcel): string {
  switch (parcel.type) {
    case "storageAppendResponse":
      return "MsgStorageAppendResp";
    case "storageApplyResponse":
      return "MsgStorageApplyResp";
    default:
      return messageName(parcel.type);
  }
}

const DROPPED = "raft proposal dropped";

function failIfDropped(result: ProposeResult): void {
  if (result.kind === "dropped") {
    throw new CommandError(DROPPED);
  }
}

/** etcd's error for a message that was not stepped; most of what is ignored is none. */
function stepError(message: Message, result: StepResult): string | null {
  if (result.kind === "stepped") {
    return null;
  }
  switch (result.reason) {
    case "unknownPeer":
      return "raft: cannot step as peer not found";
    case "localMessage":
      return "raft: cannot step raft local message";
    case "noLeader":
    case "logFull":
    case "transferring":
    case "notMember":
    case "forwardingDisabled":
      return message.type === "propose" ? DROPPED : null;
    default:
      return null;
  }
}
