import type { Condition, ConditionType } from "./api-types.ts";
import type { Assessment } from "./assess.ts";
import type { ClusterObservation } from "./observe.ts";
import type { MembershipDecision, ScaleBlockReason } from "./plan/decision.ts";
import { deletionSentence, nameWithSilence, overduePods, silentPods } from "./silence.ts";

/** What one condition says, before the bookkeeping that every condition needs. */
export interface Verdict {
  readonly status: "True" | "False" | "Unknown";
  readonly reason: string;
  readonly message: string;
}

/** A step that the host refused: told in the conditions until it succeeds. */
export interface StepFailure {
  readonly step: string;
  readonly message: string;
  /** Nobody but a person can mend it: a missing permission, an object that the host calls invalid. */
  readonly needsPerson: boolean;
  /** The leader refused a change of members twice running; only scaling is held up. */
  readonly blocksScaling: boolean;
}

export interface ConditionFacts {
  readonly observation: ClusterObservation;
  readonly assessment: Assessment;
  readonly membership: MembershipDecision;
  readonly failure: StepFailure | null;
}

interface TimedFacts extends ConditionFacts {
  readonly nowMs: number;
}

type Verdicts = Readonly<Record<ConditionType, Verdict>>;

/** From so many restarts on, a pod that is not ready counts as crash-looping and not as slow. */
const CRASH_LOOP_RESTARTS = 5;

const yes = (reason: string, message: string): Verdict => ({ status: "True", reason, message });
const no = (reason: string, message: string): Verdict => ({ status: "False", reason, message });
const unknown = (reason: string, message: string): Verdict => ({
  status: "Unknown",
  reason,
  message,
});

/** All conditions, in a fixed order. `lastTransitionTime` moves only with `status`. */
export function computeConditions(facts: ConditionFacts, nowMs: number): readonly Condition[] {
  const { cluster } = facts.observation;
  const verdicts = computeVerdicts({ ...facts, nowMs });
  const types: readonly ConditionType[] = [
    "Ready",
    "Available",
    "Initialized",
    "Progressing",
    "Degraded",
    "ScaleBlocked",
    "EvenSize",
    "UpToDate",
    "Paused",
    "Reconciling",
    "Stalled",
  ];
  return types.map((type) => {
    const before = cluster.status?.conditions?.find((condition) => condition.type === type);
    const verdict = verdicts[type];
    const lastTransitionTime =
      before?.status === verdict.status ? before.lastTransitionTime : rfc3339(nowMs);
    return {
      type,
      ...verdict,
      observedGeneration: cluster.metadata.generation,
      lastTransitionTime,
    };
  });
}

/** Whole seconds, as Kubernetes writes times. */
export function rfc3339(unixMs: number): string {
  return new Date(unixMs).toISOString().replace(/\.\d{3}Z$/, "Z");
}

function computeVerdicts(facts: TimedFacts): Verdicts {
  const initialized = initializedVerdict(facts);
  const available = availableVerdict(facts);
  const scaleBlocked = scaleBlockedVerdict(facts);
  const upToDate = upToDateVerdict(facts);
  const degraded = degradedVerdict(facts);
  const stalled = stalledVerdict({ facts, scaleBlocked });
  const ready = readyVerdict({ facts, initialized, available, scaleBlocked, upToDate });
  const progressing = progressingVerdict({ facts, initialized, ready, stalled, upToDate });
  return {
    Ready: ready,
    Available: available,
    Initialized: initialized,
    Progressing: progressing,
    Degraded: degraded,
    ScaleBlocked: scaleBlocked,
    EvenSize: evenSizeVerdict(facts),
    UpToDate: upToDate,
    Paused: facts.observation.cluster.spec.paused
      ? yes("PausedBySpec", "spec.paused is true: nothing is written but this status")
      : no("NotPaused", "spec.paused is false"),
    Reconciling:
      ready.status !== "True" && stalled.status !== "True"
        ? yes(ready.reason, ready.message)
        : no(
            "Reconciled",
            ready.status === "True" ? "the spec is what runs" : "nothing is in progress",
          ),
    Stalled: stalled,
  };
}

function initializedVerdict({ observation, assessment }: ConditionFacts): Verdict {
  const status = observation.cluster.status ?? {};
  if (
    status.clusterID !== undefined &&
    (status.operation === undefined || bootstrapConfirmed(assessment))
  ) {
    return yes("BootstrapCompleted", `cluster ${status.clusterID} exists`);
  }
  const { identity } = assessment;
  const message =
    "message" in identity ? identity.message : "the first member has not formed a quorum yet";
  return no("BootstrapPending", message);
}

/** The reserved member answers with its identity and leads: the operation in status is over. */
export function bootstrapConfirmed(assessment: Assessment): boolean {
  return assessment.identity.kind === "established" && assessment.leader !== null;
}

function availableVerdict(facts: TimedFacts): Verdict {
  const { observation, assessment } = facts;
  const { leader, quorum, silentVoters } = assessment;
  if (observation.cluster.metadata.deletionTimestamp !== undefined) {
    return no("Deleting", deletionSentence(facts));
  }
  if (observation.cluster.status?.clusterID === undefined) {
    return no("NotInitialized", "no cluster exists yet");
  }
  if (leader !== null) {
    if (quorum.healthyVoters < quorum.required) {
      return leader.node.ready
        ? no("QuorumLost", quorumSentence(quorum))
        : no(
            "NodeNotReady",
            `${leader.pod.name} leads but is not ready: ${leader.node.notReadyReason}`,
          );
    }
    return yes("QuorumHealthy", quorumSentence(quorum));
  }
  const answering = observation.pods.filter(
    ({ report }) => report.kind === "answered" && report.status.state === "Assigned",
  ).length;
  const required = Math.max(1, quorum.required);
  if (answering >= required) {
    return no("NoLeader", "no member leads: an election has not ended");
  }
  if (answering + silentVoters >= required) {
    return unknown("AdminUnreachable", `started but not answering: ${silentPods(facts)}`);
  }
  const why = silentPods(facts);
  return no("QuorumLost", why === "" ? "no member runs" : `members do not run: ${why}`);
}

function quorumSentence(quorum: Assessment["quorum"]): string {
  return `${quorum.healthyVoters} of ${quorum.voters} voters are healthy, ${quorum.required} are needed`;
}

function scaleBlockedVerdict({
  observation,
  assessment,
  membership,
  failure,
}: ConditionFacts): Verdict {
  const { replicas } = observation.cluster.spec;
  if (failure?.blocksScaling === true) {
    return yes("RefusedByLeader", `${failure.step}: ${failure.message}`);
  }
  if (membership.kind === "blocked") {
    return yes(membership.reason, membership.message);
  }
  if (membership.kind === "leaderUnknown") {
    return unknown("LeaderUnknown", "nobody leads, and members change only by their leader");
  }
  return assessment.identity.kind === "established" || replicas === 1
    ? no("NotBlocked", "spec.replicas can be reached")
    : unknown("NotInitialized", "the cluster starts with one member; others are added to it");
}

function evenSizeVerdict({ observation }: ConditionFacts): Verdict {
  const { replicas } = observation.cluster.spec;
  const spare = Math.floor((replicas - 1) / 2);
  return replicas % 2 === 0
    ? yes(
        "EvenReplicas",
        `${replicas} members survive the loss of ${spare}, as ${replicas - 1} do: prefer ${replicas - 1} or ${replicas + 1}`,
      )
    : no("OddReplicas", `${replicas} members survive the loss of ${spare}`);
}

function upToDateVerdict({ observation }: ConditionFacts): Verdict {
  const { pods, workload } = observation;
  const behind = (what: "spec" | "operatorDefaults"): string =>
    pods
      .filter(({ pod }) => !pod.upToDate && (pod.outdatedBy ?? "operatorDefaults") === what)
      .map(({ pod }) => pod.name)
      .join(", ");
  const bySpec = behind("spec");
  if (bySpec !== "") {
    return no("RollingUpdate", `still on an older spec: ${bySpec}`);
  }
  const byDefaults = behind("operatorDefaults");
  if (byDefaults !== "") {
    return no(
      "OperatorDefaultsChanged",
      `this operator writes another template for the same spec; it takes effect when these pods restart for another reason: ${byDefaults}`,
    );
  }
  return workload === null
    ? unknown("NoWorkload", "no pod exists yet")
    : yes("AllPodsUpdated", "every pod runs what the spec asks for");
}

function degradedVerdict(facts: TimedFacts): Verdict {
  const { observation, assessment, failure } = facts;
  const { identity, unhealthy } = assessment;
  if (observation.cluster.metadata.deletionTimestamp !== undefined && failure === null) {
    return no("Deleting", deletionSentence(facts));
  }
  if (identity.kind === "mismatch") {
    return yes("IdentityMismatch", identity.message);
  }
  if (identity.kind === "volumeLost") {
    return yes("VolumeLost", identity.message);
  }
  if (failure !== null && !failure.blocksScaling) {
    return yes("StepFailed", `${failure.step}: ${failure.message}`);
  }
  const looping = observation.pods.filter(
    ({ pod }) => !pod.ready && pod.restarts >= CRASH_LOOP_RESTARTS,
  );
  if (looping.length > 0) {
    const which = looping
      .map(({ pod }) => `${pod.name} (${pod.problem ?? "not ready"})`)
      .join(", ");
    return yes("MemberCrashLooping", `restarted again and again: ${which}`);
  }
  return unhealthy.length > 0 && observation.cluster.status?.operation?.type !== "Bootstrap"
    ? yes(
        "MembersUnhealthy",
        `not healthy: ${unhealthy.map((name) => nameWithSilence(facts, name)).join(", ")}`,
      )
    : no("AllMembersHealthy", "no member is known to be unhealthy");
}

/** What holds up scaling until a person does something; the other reasons end with a member that comes back. */
const NEEDS_PERSON: ReadonlySet<string> = new Set<ScaleBlockReason>([
  "JoinTimeout",
  "StaleVolume",
  "PodStuckTerminating",
]);

function stalledVerdict(input: {
  readonly facts: TimedFacts;
  readonly scaleBlocked: Verdict;
}): Verdict {
  const { facts, scaleBlocked } = input;
  const { identity } = facts.assessment;
  if (facts.observation.cluster.metadata.deletionTimestamp !== undefined) {
    if (facts.failure?.needsPerson === true) {
      return yes("StepFailed", `${facts.failure.step}: ${facts.failure.message}`);
    }
    return overduePods(facts) === ""
      ? no("Deleting", "the resource is being deleted")
      : yes("PodStuckTerminating", deletionSentence(facts));
  }
  if (identity.kind === "mismatch") {
    return yes("IdentityMismatch", identity.message);
  }
  if (identity.kind === "volumeLost") {
    return yes("VolumeLost", identity.message);
  }
  if (facts.failure?.needsPerson === true) {
    return yes("StepFailed", `${facts.failure.step}: ${facts.failure.message}`);
  }
  return scaleBlocked.status === "True" && NEEDS_PERSON.has(scaleBlocked.reason)
    ? yes(scaleBlocked.reason, scaleBlocked.message)
    : no("NotStalled", "nothing waits for a person");
}

function readyVerdict(input: {
  readonly facts: TimedFacts;
  readonly initialized: Verdict;
  readonly available: Verdict;
  readonly scaleBlocked: Verdict;
  readonly upToDate: Verdict;
}): Verdict {
  const { facts, initialized, available, scaleBlocked, upToDate } = input;
  const { observation, assessment, failure } = facts;
  const { cluster } = observation;
  if (cluster.metadata.deletionTimestamp !== undefined) {
    return no("Deleting", deletionSentence(facts));
  }
  const { identity } = assessment;
  if (identity.kind === "mismatch" || identity.kind === "volumeLost") {
    const reason = identity.kind === "mismatch" ? "IdentityMismatch" : "VolumeLost";
    return no(reason, identity.message);
  }
  if (failure !== null && !failure.blocksScaling) {
    return no("StepFailed", `${failure.step}: ${failure.message}`);
  }
  if (initialized.status !== "True") {
    return no(initialized.reason, initialized.message);
  }
  if (available.status !== "True") {
    return no(available.reason, available.message);
  }
  if (scaleBlocked.status === "True") {
    return no("ScaleBlocked", scaleBlocked.message);
  }
  if (upToDate.status === "False" && upToDate.reason === "RollingUpdate") {
    return no(upToDate.reason, upToDate.message);
  }
  const change = changeVerdict(facts);
  if (change !== null) {
    return no(change.reason, change.message);
  }
  const { voters } = assessment.quorum;
  const unready = assessment.members.filter((member) => !member.ready);
  if (voters !== cluster.spec.replicas || unready.length > 0) {
    const names = unready.map(({ podName }) => podName).join(", ");
    return no(
      "MembersNotReady",
      unready.length > 0
        ? `not ready: ${names}`
        : `${voters} voters, spec.replicas is ${cluster.spec.replicas}`,
    );
  }
  return yes("MembersReady", `${voters} of ${cluster.spec.replicas} members are ready`);
}

/** The change of members that is in flight or about to be; null where there is none. */
function changeVerdict({ observation, assessment, membership }: ConditionFacts): Verdict | null {
  if (membership.kind !== "act" && membership.kind !== "wait") {
    return null;
  }
  const { message, phase } = membership;
  switch (observation.cluster.status?.operation?.type) {
    case "AddMember":
      return phase === "CatchingUp" || phase === "Promoting"
        ? yes("PromotingLearner", message)
        : yes("AddingMember", message);
    case "ReplaceMember":
      return yes("ReplacingMember", message);
    case "RemoveMember":
      return yes("RemovingMember", message);
    case "Bootstrap":
    case undefined:
      return assessment.quorum.voters > observation.cluster.spec.replicas
        ? yes("RemovingMember", message)
        : yes("AddingMember", message);
    default:
      return null;
  }
}

function progressingVerdict(input: {
  readonly facts: ConditionFacts;
  readonly initialized: Verdict;
  readonly ready: Verdict;
  readonly stalled: Verdict;
  readonly upToDate: Verdict;
}): Verdict {
  const { facts, initialized, ready, stalled, upToDate } = input;
  const { cluster } = facts.observation;
  if (cluster.spec.paused) {
    return no("Paused", "spec.paused is true");
  }
  if (cluster.metadata.deletionTimestamp !== undefined) {
    return yes("Deleting", "pods and volumes are being removed");
  }
  if (stalled.status === "True") {
    return no(stalled.reason, stalled.message);
  }
  if (initialized.status !== "True") {
    return yes("Bootstrapping", initialized.message);
  }
  if (upToDate.reason === "RollingUpdate") {
    return yes("RollingUpdate", upToDate.message);
  }
  const change = changeVerdict(facts);
  if (change !== null) {
    return change;
  }
  return ready.status === "True"
    ? no("Reconciled", "the spec is what runs")
    : yes("WaitingForMembers", ready.message);
}
