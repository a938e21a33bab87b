import type { Message, NodeId, RoleName } from "../../../src/raft/index.ts";
import type { TraceEvent, TraceRecord } from "../trace.ts";
import { describeMessage } from "./message-text.ts";
import { describeEvent, whoOf } from "./trace-text.ts";

/** One node, or what happens to no node in particular. */
export interface Lane {
  /** Null for the lane of faults, clients and administrators. */
  readonly nodeId: NodeId | null;
  readonly label: string;
}

/** A stretch of a lane: in it a process lived, or had a role. */
export interface Stretch {
  readonly lane: number;
  readonly fromUs: number;
  untilUs: number;
}

export interface RoleStretch extends Stretch {
  readonly role: RoleName;
  readonly term: number;
}

export interface Arrow {
  readonly from: number;
  readonly to: number;
  readonly sentUs: number;
  /** Null where it never arrived. */
  readonly arrivedUs: number | null;
  readonly type: string;
  readonly text: string;
}

export interface Mark {
  readonly lane: number;
  readonly atUs: number;
  readonly kind: "crashed" | "paused" | "snapshot" | "configuration" | "world" | "violation";
  readonly text: string;
}

/** A run as a picture is drawn from it. */
export interface Picture {
  readonly lanes: readonly Lane[];
  readonly lives: readonly Stretch[];
  readonly roles: readonly RoleStretch[];
  readonly arrows: readonly Arrow[];
  readonly marks: readonly Mark[];
  readonly endUs: number;
}

/** More arrows than anybody can look at: what is left out is the oldest. */
const ARROWS_MAX = 40_000;
const MARKS_MAX = 20_000;

/** Collects the records of one run, in their order. */
export class PictureBuilder {
  readonly #lanes: Lane[] = [{ nodeId: null, label: "world" }];
  readonly #laneOf = new Map<NodeId, number>();
  readonly #lives: Stretch[] = [];
  readonly #roles: RoleStretch[] = [];
  readonly #arrows: Arrow[] = [];
  readonly #marks: Mark[] = [];
  /** Sent and on its way, by the very message. */
  readonly #sent = new Map<Message, { readonly sentUs: number; hasArrived: boolean }>();
  readonly #openLife = new Map<number, Stretch>();
  readonly #openRole = new Map<number, RoleStretch>();
  #endUs = 0;

  add({ atUs, event }: TraceRecord): void {
    this.#endUs = atUs;
    switch (event.kind) {
      case "started":
        if (event.nodeId !== null) {
          this.#begin(this.#lane(event.nodeId), atUs);
        }
        break;
      case "crashed":
        if (event.nodeId !== null) {
          const lane = this.#lane(event.nodeId);
          this.#end(lane, atUs);
          this.#mark(lane, atUs, "crashed", event);
        }
        break;
      case "paused":
        this.#mark(event.nodeId === null ? 0 : this.#lane(event.nodeId), atUs, "paused", event);
        break;
      case "role":
        this.#roleSeen(event, atUs);
        break;
      case "sent":
        this.#messageSent(event, atUs);
        break;
      case "delivered":
        this.#messageDelivered(event.message, atUs);
        break;
      case "snapshot":
        this.#mark(this.#lane(event.to), atUs, "snapshot", event);
        break;
      case "configuration":
        this.#mark(this.#lane(event.nodeId), atUs, "configuration", event);
        break;
      case "violation":
        this.#mark(0, atUs, "violation", event);
        break;
      case "phase":
      case "fault":
      case "admin":
      case "operator":
      case "client":
        this.#mark(0, atUs, "world", event);
        break;
      default:
    }
  }

  /** What is still on its way has not arrived. */
  finish(): Picture {
    for (const [message, { sentUs, hasArrived }] of this.#sent) {
      if (!hasArrived) {
        this.#arrow(message, { sentUs, arrivedUs: null, note: " [on its way at the end]" });
      }
    }
    this.#sent.clear();
    for (const lane of this.#lanes.keys()) {
      this.#end(lane, this.#endUs);
    }
    return {
      lanes: this.#lanes,
      lives: this.#lives,
      roles: this.#roles,
      arrows: this.#arrows.slice(-ARROWS_MAX),
      marks: this.#marks.slice(-MARKS_MAX),
      endUs: this.#endUs,
    };
  }

  #lane(nodeId: NodeId): number {
    const found = this.#laneOf.get(nodeId);
    if (found !== undefined) {
      return found;
    }
    this.#lanes.push({ nodeId, label: `node ${nodeId}` });
    const lane = this.#lanes.length - 1;
    this.#laneOf.set(nodeId, lane);
    return lane;
  }

  #begin(lane: number, atUs: number): void {
    this.#end(lane, atUs);
    const life = { lane, fromUs: atUs, untilUs: atUs };
    this.#openLife.set(lane, life);
    this.#lives.push(life);
  }

  #end(lane: number, atUs: number): void {
    for (const open of [this.#openLife, this.#openRole]) {
      const stretch = open.get(lane);
      if (stretch !== undefined) {
        stretch.untilUs = atUs;
        open.delete(lane);
      }
    }
  }

  #roleSeen(event: Extract<TraceEvent, { readonly kind: "role" }>, atUs: number): void {
    const { nodeId, role, term } = event;
    const lane = this.#lane(nodeId);
    if (!this.#openLife.has(lane)) {
      // It got its identity while it ran.
      this.#begin(lane, atUs);
    }
    const open = this.#openRole.get(lane);
    if (open?.role === role && open.term === term) {
      return;
    }
    if (open !== undefined) {
      open.untilUs = atUs;
    }
    const stretch: RoleStretch = { lane, fromUs: atUs, untilUs: atUs, role, term };
    this.#openRole.set(lane, stretch);
    this.#roles.push(stretch);
  }

  #messageSent(event: Extract<TraceEvent, { readonly kind: "sent" }>, atUs: number): void {
    const { message, fate } = event;
    if (fate === "carried") {
      this.#sent.set(message, { sentUs: atUs, hasArrived: false });
    } else {
      this.#arrow(message, { sentUs: atUs, arrivedUs: null, note: ` [${fate}]` });
    }
  }

  /** A second time, where the network has made two of it. */
  #messageDelivered(message: Message, atUs: number): void {
    const sent = this.#sent.get(message);
    if (sent !== undefined) {
      const note = sent.hasArrived ? " [again]" : "";
      sent.hasArrived = true;
      this.#arrow(message, { sentUs: sent.sentUs, arrivedUs: atUs, note });
    }
  }

  #arrow(
    message: Message,
    way: { readonly sentUs: number; readonly arrivedUs: number | null; readonly note: string },
  ): void {
    const { sentUs, arrivedUs, note } = way;
    this.#arrows.push({
      from: this.#lane(message.from),
      to: this.#lane(message.to),
      sentUs,
      arrivedUs,
      type: message.type,
      text: `${message.from} -> ${message.to}: ${describeMessage(message)}${note}`,
    });
  }

  #mark(lane: number, atUs: number, kind: Mark["kind"], event: TraceEvent): void {
    this.#marks.push({ lane, atUs, kind, text: `${whoOf(event)}: ${describeEvent(event)}` });
  }
}
