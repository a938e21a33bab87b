import type { ConfState, Message, NodeId, RoleName } from "../../../src/raft/index.ts";
import type { TraceEvent, TraceRecord } from "../trace.ts";

/**
 * etcd's trace events (state_trace.go of etcd-io/raft), one JSON object a line, as its Traceetcdraft.tla reads them.
 *
 * They are made from what a simulation can see: messages between nodes, durable writes, roles. A node's messages to itself are seen through what
 * follows from them: a candidate's vote for itself, and a leader's acknowledgement of what it has written.
 */
interface TlaEvent {
  readonly name: string;
  readonly nid: string;
  readonly state: { readonly term: number; readonly vote: string; readonly commit: number };
  readonly role: string;
  readonly log: number;
  readonly applied: number;
  readonly conf: readonly [readonly string[], readonly string[]];
  readonly msg?: TlaMessage;
  readonly prop?: { readonly cc: { readonly newconf: readonly string[] } };
}

interface TlaMessage {
  readonly type: string;
  readonly term: number;
  readonly from: string;
  readonly to: string;
  readonly entries: number;
  readonly logTerm: number;
  readonly index: number;
  readonly commit: number;
  readonly vote: string;
  readonly reject: boolean;
  readonly rejectHint: number;
}

/** What is known of a node so far. */
interface Known {
  term: number;
  vote: NodeId | null;
  commit: number;
  role: RoleName;
  log: number;
  applied: number;
  confState: Pick<ConfState, "voters" | "votersOutgoing">;
}

const ROLES: Readonly<Record<RoleName, string>> = {
  follower: "StateFollower",
  candidate: "StateCandidate",
  preCandidate: "StatePreCandidate",
  leader: "StateLeader",
};

/** The types that the specification knows: their names there, when sent and when received. */
const TYPES: Partial<Record<Message["type"], readonly [type: string, event: string]>> = {
  append: ["MsgApp", "AppendEntriesRequest"],
  appendResponse: ["MsgAppResp", "AppendEntriesResponse"],
  heartbeat: ["MsgHeartbeat", "AppendEntriesRequest"],
  heartbeatResponse: ["MsgHeartbeatResp", "AppendEntriesResponse"],
  snapshot: ["MsgSnap", "AppendEntriesRequest"],
  requestVote: ["MsgVote", "RequestVoteRequest"],
  requestVoteResponse: ["MsgVoteResp", "RequestVoteResponse"],
};

/** Turns the records of one run, in their order, into lines. */
export class TlaTrace {
  readonly #known = new Map<NodeId, Known>();

  /** No line for what the specification does not know, several where one record stands for several of its events. */
  render({ event, atUs }: TraceRecord): readonly string[] {
    return this.#eventsOf(event).map((tla) =>
      JSON.stringify({ level: "debug", ts: atUs / 1e6, msg: "trace", tag: "trace", event: tla }),
    );
  }

  #eventsOf(event: TraceEvent): readonly TlaEvent[] {
    switch (event.kind) {
      case "started":
        return event.nodeId === null ? [] : this.#restarted(event.nodeId);
      case "role":
        return this.#roleSeen(event);
      case "persisted":
        return this.#persisted(event);
      case "applied":
        this.#of(event.nodeId).applied = event.index;
        return [];
      case "configuration":
        return this.#configured(event.nodeId, event.confState);
      case "sent":
        return event.fate === "unreachable" ? [] : this.#message("Send", event.message);
      case "delivered":
        return this.#message("Receive", event.message);
      default:
        return [];
    }
  }

  #restarted(nodeId: NodeId): readonly TlaEvent[] {
    const known = this.#of(nodeId);
    known.role = "follower";
    return [this.#event("InitState", nodeId), this.#event("BecomeFollower", nodeId)];
  }

  #roleSeen(event: Extract<TraceEvent, { readonly kind: "role" }>): readonly TlaEvent[] {
    const { nodeId, role, term, commit } = event;
    const known = this.#of(nodeId);
    const isNew = known.role !== role || known.term !== term;
    const isCommitNew = commit > known.commit;
    if (term !== known.term) {
      known.vote = role === "candidate" || role === "leader" ? nodeId : null;
    }
    Object.assign(known, { role, term, commit: Math.max(known.commit, commit) });
    const events: TlaEvent[] = [];
    if (isNew) {
      switch (role) {
        case "candidate":
          known.vote = nodeId;
          events.push(this.#event("BecomeCandidate", nodeId));
          events.push(this.#toItself("SendRequestVoteResponse", nodeId, "MsgVoteResp"));
          break;
        case "leader":
          events.push(this.#event("BecomeLeader", nodeId));
          break;
        case "follower":
          events.push(this.#event("BecomeFollower", nodeId));
          break;
        default:
      }
    }
    if (isCommitNew && role === "leader") {
      events.push(this.#event("Commit", nodeId));
    }
    return events;
  }

  #persisted(event: Extract<TraceEvent, { readonly kind: "persisted" }>): readonly TlaEvent[] {
    const { nodeId, term, vote, commit, firstIndex, lastIndex, snapshotIndex } = event;
    const known = this.#of(nodeId);
    const events: TlaEvent[] = [];
    if (known.role === "leader" && lastIndex > 0) {
      for (let index = Math.max(firstIndex, known.log + 1); index <= lastIndex; index += 1) {
        events.push(this.#event("Replicate", nodeId));
        known.log = index;
      }
      events.push(this.#toItself("SendAppendEntriesResponse", nodeId, "MsgAppResp"));
    }
    Object.assign(known, {
      term,
      vote,
      commit: Math.max(known.commit, commit),
      log: lastIndex > 0 ? lastIndex : Math.max(known.log, snapshotIndex),
    });
    return [...events, this.#event("Ready", nodeId)];
  }

  #configured(nodeId: NodeId, confState: ConfState): readonly TlaEvent[] {
    const before = this.#event("ApplyConfChange", nodeId);
    this.#of(nodeId).confState = confState;
    return [{ ...before, prop: { cc: { newconf: confState.voters.map(String) } } }];
  }

  #message(verb: "Send" | "Receive", message: Message): readonly TlaEvent[] {
    const names = TYPES[message.type];
    if (names === undefined) {
      return [];
    }
    const [type, event] = names;
    const nodeId = verb === "Send" ? message.from : message.to;
    return [{ ...this.#event(`${verb}${event}`, nodeId), msg: describe(message, type) }];
  }

  #toItself(name: string, nodeId: NodeId, type: "MsgVoteResp" | "MsgAppResp"): TlaEvent {
    const { term, log } = this.#of(nodeId);
    return {
      ...this.#event(name, nodeId),
      msg: {
        type,
        term,
        from: String(nodeId),
        to: String(nodeId),
        entries: 0,
        logTerm: 0,
        index: type === "MsgAppResp" ? log : 0,
        commit: 0,
        vote: "0",
        reject: false,
        rejectHint: 0,
      },
    };
  }

  #event(name: string, nodeId: NodeId): TlaEvent {
    const { term, vote, commit, role, log, applied, confState } = this.#of(nodeId);
    return {
      name,
      nid: String(nodeId),
      state: { term, vote: String(vote ?? 0), commit },
      role: ROLES[role],
      log,
      applied,
      conf: [confState.voters.map(String), confState.votersOutgoing.map(String)],
    };
  }

  #of(nodeId: NodeId): Known {
    const found = this.#known.get(nodeId);
    if (found !== undefined) {
      return found;
    }
    const known: Known = {
      term: 0,
      vote: null,
      commit: 0,
      role: "follower",
      log: 0,
      applied: 0,
      confState: { voters: [], votersOutgoing: [] },
    };
    this.#known.set(nodeId, known);
    return known;
  }
}

function describe(message: Message, type: string): TlaMessage {
  const base = {
    type,
    term: message.term,
    from: String(message.from),
    to: String(message.to),
    entries: 0,
    logTerm: 0,
    index: 0,
    commit: 0,
    vote: "0",
    reject: false,
    rejectHint: 0,
  };
  switch (message.type) {
    case "append": {
      const { entries, logTerm, index, commit } = message;
      return { ...base, entries: entries.length, logTerm, index, commit };
    }
    case "appendResponse": {
      const { index, logTerm, reject, rejectHint } = message;
      return { ...base, index, logTerm, reject, rejectHint };
    }
    case "snapshot":
      // There a snapshot is an append of everything up to its index.
      return { ...base, entries: message.snapshot.metadata.index };
    case "heartbeat":
      return { ...base, commit: message.commit };
    case "requestVote":
      return { ...base, index: message.index, logTerm: message.logTerm };
    case "requestVoteResponse":
      return { ...base, reject: message.reject };
    default:
      return base;
  }
}
