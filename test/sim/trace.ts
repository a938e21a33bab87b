import type { ConfState, Message, NodeId, RoleName } from "../../src/raft/index.ts";

/** What becomes of a message when it is sent. */
export type MessageFate = "carried" | "lost" | "cut" | "unreachable" | "refused";

/** Everything that happens in a simulation, one member a kind. `place` is where a process lives; `nodeId` is null while its volume has no identity. */
export type TraceEvent =
  | { readonly kind: "phase"; readonly name: string }
  | {
      readonly kind: "started";
      readonly place: number;
      readonly nodeId: NodeId | null;
      readonly storeId: string;
      readonly version: number;
    }
  | {
      readonly kind: "crashed";
      readonly place: number;
      readonly nodeId: NodeId | null;
      /** Writes that were not synced and are gone. */
      readonly lostWrites: number;
      readonly reason: string;
    }
  | {
      readonly kind: "paused";
      readonly place: number;
      readonly nodeId: NodeId | null;
      readonly durationUs: number;
    }
  | {
      readonly kind: "role";
      readonly nodeId: NodeId;
      readonly role: RoleName;
      readonly term: number;
      readonly leader: NodeId | null;
      readonly commit: number;
      readonly applied: number;
    }
  | { readonly kind: "sent"; readonly message: Message; readonly fate: MessageFate }
  | { readonly kind: "delivered"; readonly message: Message }
  | {
      readonly kind: "snapshot";
      readonly from: NodeId;
      readonly to: NodeId;
      readonly index: number;
      readonly outcome: "begun" | "arrived" | "failed";
    }
  | {
      readonly kind: "persisted";
      readonly nodeId: NodeId;
      readonly term: number;
      readonly vote: NodeId | null;
      readonly commit: number;
      /** Of the entries in the batch; 0 where there are none. */
      readonly firstIndex: number;
      readonly lastIndex: number;
      /** Of the snapshot in the batch; 0 where there is none. */
      readonly snapshotIndex: number;
      readonly isSynced: boolean;
    }
  | { readonly kind: "applied"; readonly nodeId: NodeId; readonly index: number }
  | { readonly kind: "compacted"; readonly nodeId: NodeId; readonly index: number }
  | {
      readonly kind: "configuration";
      readonly nodeId: NodeId;
      readonly index: number;
      readonly confState: ConfState;
    }
  | {
      readonly kind: "client";
      readonly client: number;
      readonly place: number;
      readonly step: "asked" | "answered" | "refused" | "unknown";
      readonly text: string;
    }
  | { readonly kind: "admin"; readonly text: string }
  | { readonly kind: "operator"; readonly text: string }
  | { readonly kind: "fault"; readonly number: number; readonly text: string }
  | {
      readonly kind: "log";
      readonly place: number;
      readonly nodeId: NodeId | null;
      readonly text: string;
    }
  | { readonly kind: "violation"; readonly check: string; readonly sentence: string };

export interface TraceRecord {
  /** Steps that were done before. */
  readonly step: number;
  readonly atUs: number;
  readonly event: TraceEvent;
}

/** Kinds that are there for readers only, and so no part of the hash. */
const ONLY_READ: ReadonlySet<TraceEvent["kind"]> = new Set<TraceEvent["kind"]>([
  "log",
  "role",
  "configuration",
]);

/** Where simulated events go: into a hash always, to listeners where there are any. */
export class Trace {
  readonly #listeners: ((record: TraceRecord) => void)[] = [];
  #hash = 0x811c9dc5;
  #step = 0;
  #atUs = 0;

  /** True where somebody reads along: what only readers need may be left out otherwise. */
  get isRead(): boolean {
    return this.#listeners.length > 0;
  }

  /** Of everything so far: two runs of one description have the same. */
  get hash(): number {
    return this.#hash >>> 0;
  }

  listen(listener: (record: TraceRecord) => void): void {
    this.#listeners.push(listener);
  }

  /** Called by the world before each step. */
  moveTo(step: number, atUs: number): void {
    this.#step = step;
    this.#atUs = atUs;
  }

  emit(event: TraceEvent): void {
    if (!ONLY_READ.has(event.kind)) {
      this.#fold(this.#atUs);
      this.#foldEvent(event);
    }
    for (const listener of this.#listeners) {
      listener({ step: this.#step, atUs: this.#atUs, event });
    }
  }

  #foldEvent(event: TraceEvent): void {
    this.#fold(event.kind.length * 31 + event.kind.charCodeAt(0));
    switch (event.kind) {
      case "sent":
      case "delivered": {
        const { message } = event;
        this.#fold(message.from * 1021 + message.to);
        this.#fold(message.term);
        this.#fold(message.type.length + message.type.charCodeAt(message.type.length - 1) * 64);
        break;
      }
      case "persisted":
        this.#fold(event.nodeId);
        this.#fold(event.term);
        this.#fold(event.lastIndex);
        this.#fold(event.commit);
        break;
      case "applied":
      case "compacted":
        this.#fold(event.nodeId);
        this.#fold(event.index);
        break;
      case "client":
        this.#fold(event.client * 64 + event.place);
        this.#foldText(event.text);
        break;
      default:
        this.#foldText(JSON.stringify(event));
    }
  }

  #foldText(text: string): void {
    for (let at = 0; at < text.length; at++) {
      this.#hash = Math.imul(this.#hash ^ text.charCodeAt(at), 0x01000193);
    }
  }

  #fold(value: number): void {
    this.#hash = Math.imul(this.#hash ^ (value | 0), 0x01000193);
  }
}
