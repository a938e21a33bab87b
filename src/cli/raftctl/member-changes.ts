import { assertNever } from "../../utils/assert.ts";
import type { ClusterView, MemberView } from "./cluster-view.ts";

export interface MemberChange {
  readonly pod: string;
  /** "contact": it went away or came back. "leadership": it began to lead, or ended to. */
  readonly kind: "contact" | "leadership" | "membership" | "readiness";
  /** Goes on after the pod's name. */
  readonly text: string;
}

export interface ChangedView {
  /** With what was known of silent nodes before. */
  readonly view: ClusterView;
  /** In the order of pods; none at the first look. */
  readonly changes: readonly MemberChange[];
}

/** For how long "just happened" is true. */
const RECENT_MS = 8000;

/** What happened to the members from one look at the cluster to the next. Holds the last look and one change a pod. */
export class MemberChanges {
  #before: ReadonlyMap<string, MemberView> | null = null;
  #recent: ReadonlyMap<string, { readonly text: string; readonly atMs: number }> = new Map();

  observe(seen: ClusterView, nowMs: number): ChangedView {
    const before = this.#before;
    const members = seen.members.map((member) => complete(before?.get(member.pod), member));
    const view = { ...seen, members };
    const now = new Map(members.map((member) => [member.pod, member]));
    this.#before = now;
    if (before === null) {
      return { view, changes: [] };
    }
    const changes = members.flatMap((member) => {
      const change = changeOf(before.get(member.pod) ?? null, member);
      return change === null ? [] : [{ pod: member.pod, ...change }];
    });
    const gone = [...before.keys()]
      .filter((pod) => !now.has(pod))
      .map((pod) => ({ pod, kind: "membership", text: "is gone" }) as const);
    this.#recent = new Map([
      ...[...this.#recent].filter(([pod, { atMs }]) => now.has(pod) && nowMs - atMs < RECENT_MS),
      ...changes.map(({ pod, text }) => [pod, { text, atMs: nowMs }] as const),
    ]);
    return { view, changes: [...changes, ...gone] };
  }

  /** The newest change of each pod that is not older than some seconds. */
  notes(nowMs: number): ReadonlyMap<string, string> {
    return new Map(
      [...this.#recent]
        .filter(([, { atMs }]) => nowMs - atMs < RECENT_MS)
        .map(([pod, { text }]) => [pod, text]),
    );
  }
}

/** A silent node does not tell its id; while no leader is known either, it is who it was. */
function complete(before: MemberView | undefined, now: MemberView): MemberView {
  if (before === undefined || now.role !== "-" || before.nodeId === null) {
    return now;
  }
  return {
    ...now,
    nodeId: before.nodeId,
    // Nobody knows that it still leads.
    role: before.role === "Leader" ? "Voter" : before.role,
  };
}

function changeOf(before: MemberView | null, now: MemberView): Omit<MemberChange, "pod"> | null {
  if (before === null) {
    const what = now.nodeId === null ? "appeared" : `appeared as node ${now.nodeId}`;
    return { kind: "membership", text: what };
  }
  if (now.nodeId !== null && before.nodeId !== now.nodeId) {
    const role = now.role === "Learner" ? ", a learner" : "";
    const was = before.nodeId === null ? "" : `, was node ${before.nodeId}`;
    return { kind: "membership", text: `is node ${now.nodeId}${role}${was}` };
  }
  const leads = now.role === "Leader";
  if (leads && (before.role !== "Leader" || before.term !== now.term)) {
    return { kind: "leadership", text: now.term === null ? "leads" : `leads in term ${now.term}` };
  }
  // Only whom nobody asked has no term and is ready.
  if (before.term !== null && now.term === null && !now.ready) {
    return { kind: "contact", text: `went away${before.role === "Leader" ? ", led before" : ""}` };
  }
  if (before.term === null && now.term !== null && !before.ready && before.nodeId !== null) {
    return { kind: "contact", text: "is back" };
  }
  if (before.role === "Leader" && !leads) {
    return { kind: "leadership", text: "does not lead any more" };
  }
  if (before.role !== now.role && !leads) {
    return { kind: "membership", text: roleSentence(now) };
  }
  return before.ready === now.ready
    ? null
    : { kind: "readiness", text: now.ready ? "is ready" : notReady(now) };
}

function roleSentence({ role, problem }: MemberView): string {
  switch (role) {
    case "Voter":
      return "became a voter";
    case "Learner":
      return "is a learner";
    case "Removed":
      return "left the cluster";
    case "Joining":
      return "joins";
    case "Leader":
      return "leads";
    case "Unassigned":
    case "-":
      return problem;
    default:
      return assertNever(role);
  }
}

function notReady({ problem }: MemberView): string {
  return problem === "" ? "is not ready" : problem;
}
