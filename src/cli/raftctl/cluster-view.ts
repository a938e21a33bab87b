import type { AssignedNodeStatus, NodeStatus } from "../../operator/admin-client.ts";
import type { RaftCluster } from "../../operator/api-types.ts";
import type { AdminEndpoint } from "./local-clusters.ts";

/** What one endpoint said. */
export interface NodeAnswer {
  readonly endpoint: AdminEndpoint;
  /** Null where it did not answer; `problem` says why. */
  readonly status: NodeStatus | null;
  readonly problem: string;
}

export type MemberRole =
  | "Leader"
  | "Voter"
  | "Learner"
  | "Joining"
  | "Removed"
  | "Unassigned"
  | "-";

/** One row: a member, or a node that is none yet or any more. Null is what nobody told. */
export interface MemberView {
  /** The pod's name; the address where no name is known. */
  readonly pod: string;
  readonly address: string | null;
  readonly nodeId: string | null;
  readonly role: MemberRole;
  readonly term: number | null;
  readonly commit: number | null;
  readonly applied: number | null;
  /** Entries that the leader knows to be committed and not on this member. */
  readonly lag: number | null;
  readonly ready: boolean;
  /** Why it is not ready; empty where it is. */
  readonly problem: string;
}

export interface ClusterView {
  readonly name: string;
  /** "nodes": each was asked. "resource": as the operator last wrote it. */
  readonly source: "nodes" | "resource";
  /** In the order of pods. */
  readonly members: readonly MemberView[];
  /** The change of members in flight, or what keeps the cluster from being Ready; empty where there is nothing to tell. */
  readonly doing: string;
}

/** One picture out of what all nodes say. The committed configuration is the leader's, whose term is the highest. */
export function viewOfAnswers(
  name: string,
  answers: readonly NodeAnswer[],
  resource: RaftCluster | null,
): ClusterView {
  const leader = leaderOf(answers);
  const asked = answers.map((answer) => memberOf(answer, leader));
  const shown = new Set(asked.map(({ nodeId }) => nodeId));
  const notAsked = (leader?.members ?? [])
    .filter(({ nodeId }) => !shown.has(String(nodeId)))
    .map(
      (member): MemberView => ({
        pod: member.address,
        address: member.address,
        nodeId: String(member.nodeId),
        role: member.role,
        term: null,
        commit: null,
        applied: null,
        lag: lagOf(leader, member.nodeId, 0),
        ready: false,
        problem: "nobody to ask there",
      }),
    );
  return {
    name,
    source: "nodes",
    members: [...asked, ...notAsked],
    doing: resource === null ? "" : doingOf(resource),
  };
}

/** The newest one that says it leads. */
export function leaderOf(answers: readonly NodeAnswer[]): AssignedNodeStatus | null {
  return answers
    .flatMap(({ status }) => (status?.state === "Assigned" && status.leading ? [status] : []))
    .reduce<AssignedNodeStatus | null>(
      (best, next) => (best === null || next.term > best.term ? next : best),
      null,
    );
}

/** As the operator wrote it into the resource: no indexes, and as old as its last look. */
export function viewOfResource(resource: RaftCluster): ClusterView {
  const { status, metadata } = resource;
  const leader = status?.leader;
  const members = (status?.members ?? []).map((member): MemberView => {
    const leads = leader?.nodeID === member.nodeID;
    return {
      pod: member.podName,
      address: member.address,
      nodeId: member.nodeID,
      role: leads ? "Leader" : member.role,
      term: leads ? Number(leader.term) : null,
      commit: null,
      applied: null,
      lag: member.lagEntries ?? null,
      ready: member.ready,
      problem: member.ready ? "" : "not ready",
    };
  });
  return {
    name: metadata.name,
    source: "resource",
    members: [...members, ...joiningOf(resource)],
    doing: doingOf(resource),
  };
}

/** Whom the operator is about to add, before the leader has it. */
function joiningOf({ metadata, status }: RaftCluster): readonly MemberView[] {
  const operation = status?.operation;
  const isMember = status?.members?.some(({ nodeID }) => nodeID === operation?.nodeID) ?? false;
  if (operation?.type !== "AddMember" || isMember) {
    return [];
  }
  return [
    {
      pod: `${metadata.name}-${operation.ordinal}`,
      address: null,
      nodeId: operation.nodeID,
      role: "Joining",
      term: null,
      commit: null,
      applied: null,
      lag: null,
      ready: false,
      problem: operation.phase ?? "not a member yet",
    },
  ];
}

/** The line above the table. */
export function headline({ name, members, doing }: ClusterView): string {
  const voters = members.filter(({ role }) => role === "Leader" || role === "Voter");
  const ready = voters.filter((member) => member.ready).length;
  const leader = members.find(({ role }) => role === "Leader");
  const term = leader?.term ?? null;
  const led =
    leader === undefined
      ? "no leader known"
      : `${leader.pod} leads${term === null ? "" : ` in term ${term}`}`;
  if (voters.length === 0) {
    return `${name}: no voter known${doing === "" ? "" : `; ${doing}`}`;
  }
  const count = `${ready} of ${voters.length} voter${voters.length === 1 ? "" : "s"} ready`;
  return `${name}: ${count}, ${led}${doing === "" ? "" : `; ${doing}`}`;
}

/** For programs; names as in the resource. */
export function viewToJson(view: ClusterView): Readonly<Record<string, unknown>> {
  const leader = view.members.find(({ role }) => role === "Leader");
  return {
    cluster: view.name,
    source: view.source,
    leader: leader?.pod ?? null,
    term: leader?.term ?? null,
    doing: view.doing,
    members: view.members.map((member) => ({
      nodeID: member.nodeId,
      podName: member.pod,
      address: member.address,
      role: member.role === "-" ? null : member.role,
      term: member.term,
      commitIndex: member.commit,
      appliedIndex: member.applied,
      lagEntries: member.lag,
      ready: member.ready,
      problem: member.problem,
    })),
  };
}

function memberOf(
  { endpoint, status, problem }: NodeAnswer,
  leader: AssignedNodeStatus | null,
): MemberView {
  const place = { pod: endpoint.name, address: endpoint.address };
  const silent = { term: null, commit: null, applied: null, ready: false };
  if (status === null) {
    // A silent node does not tell its id: whoever lives at its address in the leader's book.
    const member = leader?.members.find(({ address }) => address === endpoint.peerAddress);
    const nodeId = member === undefined ? null : String(member.nodeId);
    const lag = member === undefined ? null : lagOf(leader, member.nodeId, 0);
    return { ...place, ...silent, nodeId, role: member?.role ?? "-", lag, problem };
  }
  if (status.state === "Unassigned") {
    const waits = "waits for an identity";
    return { ...place, ...silent, nodeId: null, role: "Unassigned", lag: null, problem: waits };
  }
  return {
    ...place,
    nodeId: String(status.nodeId),
    role: roleOf(status, leader),
    term: status.term,
    commit: status.commitIndex,
    applied: status.appliedIndex,
    lag: lagOf(leader, status.nodeId, status.appliedIndex),
    ready: status.ready && !status.stopping,
    problem: problemOf(status, leader),
  };
}

function roleOf(status: AssignedNodeStatus, leader: AssignedNodeStatus | null): MemberRole {
  if (leader?.nodeId === status.nodeId) {
    return "Leader";
  }
  const book = leader ?? status;
  const member = book.members.find(({ nodeId }) => nodeId === status.nodeId);
  return member?.role ?? (status.nodeId > book.highestNodeId ? "Joining" : "Removed");
}

function problemOf(status: AssignedNodeStatus, leader: AssignedNodeStatus | null): string {
  if (status.stopping) {
    return "stopping";
  }
  if (status.leading && leader?.nodeId !== status.nodeId) {
    return `still believes to lead, in term ${status.term}`;
  }
  const member = leader?.members.find(({ nodeId }) => nodeId === status.nodeId);
  if (member?.receivingSnapshot === true) {
    return "is being sent a snapshot";
  }
  return status.ready ? "" : status.notReadyReason;
}

/** What a member has applied it has, even where a new leader has not heard from it yet. */
function lagOf(leader: AssignedNodeStatus | null, nodeId: number, applied: number): number | null {
  if (leader === null) {
    return null;
  }
  if (leader.nodeId === nodeId) {
    return Math.max(0, leader.commitIndex - leader.appliedIndex);
  }
  const member = leader.members.find((one) => one.nodeId === nodeId);
  return member === undefined
    ? null
    : Math.max(0, leader.commitIndex - Math.max(member.matchIndex, applied));
}

function doingOf({ status }: RaftCluster): string {
  const blocked = status?.conditions?.find(({ type }) => type === "ScaleBlocked");
  if (blocked?.status === "True") {
    return blocked.message;
  }
  const operation = status?.operation;
  if (operation !== undefined) {
    const phase = "phase" in operation && operation.phase !== undefined ? operation.phase : "";
    return `${operation.type} node ${operation.nodeID}${phase === "" ? "" : `: ${phase}`}`;
  }
  const ready = status?.conditions?.find(({ type }) => type === "Ready");
  return ready?.status === "True"
    ? ""
    : (ready?.message ?? "the operator has not looked at it yet");
}
