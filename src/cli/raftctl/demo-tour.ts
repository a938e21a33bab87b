import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { clusterFolder } from "../../operator/hosts/local/local-host.ts";
import { LocalStore } from "../../operator/hosts/local/local-store.ts";
import { signalProcess } from "../../operator/hosts/local/process-identity.ts";
import type { ProcessIdentity } from "../../operator/hosts/local/process-identity.ts";
import { parseManifest } from "../../operator/spec.ts";
import type { Clock } from "../../utils/clock.ts";
import { EXIT_CODE } from "../exit-codes.ts";
import { CliError } from "./cli-error.ts";
import { viewOfAnswers } from "./cluster-view.ts";
import type { ClusterView, MemberView } from "./cluster-view.ts";
import type { DemoDisplay, DemoStep } from "./demo-display.ts";
import { DemoWriters, countLost } from "./demo-writers.ts";
import { KvClient } from "./kv-client.ts";
import { adminEndpoints, clientEndpoints, readCluster } from "./local-clusters.ts";
import type { LocalCluster } from "./local-clusters.ts";
import { conditionStatus } from "./local-get.ts";
import { MemberChanges } from "./member-changes.ts";
import { askNodes } from "./node-answers.ts";

export const DEMO_KEY = { namespace: "default", name: "demo" } as const;

export interface DemoResult {
  readonly seconds: number;
  readonly acknowledged: number;
  /** Null before they were read back. */
  readonly lost: number | null;
  readonly longestGapMs: number;
  /** Attempts that were not acknowledged and were made again. */
  readonly repeated: number;
  readonly steps: readonly DemoStep[];
}

export interface DemoTourOptions {
  readonly root: string;
  readonly signal: AbortSignal;
  /** Between two steps, for a person to read. */
  readonly pauseMs: number;
}

const STEPS = {
  make: "three nodes, one after the other",
  write: "writes without end, each on disk in a majority",
  grow: "scale to five, as kubectl scale would",
  kill: "kill -9 the leader",
  shrink: "scale back to three",
  read: "read every acknowledged write back",
  delete: "delete it, volumes too",
} as const;

type StepName = keyof typeof STEPS;

const WRITERS = 4;
const WRITE_PAUSE_MS = 10;
/** Enough to see that writes flow at a new place. */
const WRITES_SEEN = 100;
const STEP_MAX_MS = 60_000;
/** A process that ends this often at its start will not do better. */
const RESTARTS_MAX = 4;
/** Between two looks at all nodes. */
const LOOK_EVERY_MS = 300;
const ASK_MAX_MS = 1000;
const READ_MAX_MS = 20_000;

/** The steps of the demo, on a cluster that somebody else runs. What is seen on the way goes to the display. */
export class DemoTour {
  readonly #root: string;
  readonly #signal: AbortSignal;
  readonly #pauseMs: number;
  readonly #clock: Clock;
  readonly #display: DemoDisplay;
  readonly #store: LocalStore;
  readonly #startMs: number;
  readonly #changes = new MemberChanges();
  readonly #writers: DemoWriters;
  readonly #steps = new Map<StepName, DemoStep>();
  #cluster: LocalCluster | null = null;
  #view: ClusterView | null = null;
  #lost: number | null = null;

  constructor(
    options: DemoTourOptions,
    dependencies: { readonly clock: Clock; readonly display: DemoDisplay },
  ) {
    this.#root = options.root;
    this.#signal = options.signal;
    this.#pauseMs = options.pauseMs;
    this.#clock = dependencies.clock;
    this.#display = dependencies.display;
    this.#store = new LocalStore({ folder: clusterFolder(options.root, DEMO_KEY) });
    this.#startMs = dependencies.clock.now();
    this.#writers = new DemoWriters(
      { writers: WRITERS, pauseMs: WRITE_PAUSE_MS },
      {
        clock: dependencies.clock,
        endpoints: () => (this.#cluster === null ? [] : clientEndpoints(this.#cluster)),
      },
    );
    for (const [name, title] of stepEntries()) {
      this.#steps.set(name, { title, state: "waiting", seconds: null, outcome: "" });
    }
  }

  /** Node processes of the last look. */
  get processes(): readonly ProcessIdentity[] {
    return (this.#cluster?.state.pods ?? []).flatMap(({ process }) =>
      process === null ? [] : [process],
    );
  }

  /** Makes the resource; somebody has to run it from then on. */
  async begin(): Promise<void> {
    await this.#setReplicas(3);
  }

  /** Up to the deletion, which whoever runs the cluster does. @throws CliError where a step does not come about in time or an acknowledged write is lost. */
  async walk(): Promise<void> {
    await this.#step("make", async () => {
      await this.#until("three members are ready", () => this.#isReady(3));
      return `${this.#leader()?.pod ?? "nobody"} leads`;
    });
    await this.#step("write", async () => {
      this.#writers.start();
      await this.#untilWritten(WRITES_SEEN);
      return `${WRITERS} writers`;
    });
    await this.#step("grow", () => this.#grow());
    await this.#step("kill", () => this.#killLeader());
    await this.#step("shrink", async () => {
      await this.#setReplicas(3);
      await this.#until("three members are left", () => this.#isReady(3));
      await this.#untilWritten(WRITES_SEEN);
      return "";
    });
    await this.#step("read", () => this.#readBack());
    await this.#beginStep("delete");
    await this.#store.requestDeletion(Date.now(), this.#signal);
  }

  /** When nobody runs it any more. @throws CliError where the deletion left anything. */
  async end(): Promise<void> {
    const left = await readdir(join(this.#root, DEMO_KEY.namespace));
    if (left.length > 0) {
      throw failed(`the deletion left ${left.join(", ")}`);
    }
    this.#view = null;
    this.#endStep("delete", { state: "done", outcome: "" });
  }

  /** The step that runs is shown as failed. */
  fail(): void {
    for (const [name, { state }] of this.#steps) {
      if (state === "running") {
        this.#endStep(name, { state: "failed", outcome: "" });
      }
    }
  }

  async stopWriters(): Promise<void> {
    await this.#writers.stop();
  }

  result(): DemoResult {
    const { meter, counts, repeated } = this.#writers;
    return {
      seconds: rounded(this.#seconds()),
      acknowledged: counts.reduce((sum, count) => sum + count, 0),
      lost: this.#lost,
      longestGapMs: Math.round(meter.longestGapMs(meter.lastMs ?? 0)),
      repeated,
      steps: this.#shownSteps().map((step) => ({
        ...step,
        seconds: step.seconds === null ? null : rounded(step.seconds),
      })),
    };
  }

  async #grow(): Promise<string> {
    const before = this.#pids();
    await this.#setReplicas(5);
    await this.#until("five members are ready", () => this.#isReady(5));
    await this.#untilWritten(WRITES_SEEN);
    const after = this.#pids();
    if ([0, 1, 2].some((ordinal) => before.get(ordinal) !== after.get(ordinal))) {
      throw failed("scaling out restarted a node");
    }
    return "no node restarted";
  }

  async #killLeader(): Promise<string> {
    const leader = this.#leader();
    const pod = this.#cluster?.state.pods.find(
      ({ ordinal }) => `${DEMO_KEY.name}-${ordinal}` === leader?.pod,
    );
    const process = pod?.process ?? null;
    const term = leader?.term ?? null;
    if (leader === null || term === null || pod === undefined || process === null) {
      throw failed("no leader to kill");
    }
    this.#display.event(`kill -9 ${process.pid}: ${leader.pod}, the leader in term ${term}`);
    const startMs = this.#clock.now();
    signalProcess(process, "SIGKILL");
    await this.#until("another one leads", () => (this.#leader()?.term ?? 0) > term);
    const ledMs = this.#clock.now() - startMs;
    const next = this.#leader()?.pod ?? "nobody";
    await this.#untilWritten(WRITES_SEEN);
    await this.#until(
      "the killed node is back",
      () => this.#pids().get(pod.ordinal) !== process.pid && this.#isReady(5),
    );
    return `${leader.pod} killed, ${next} leads after ${(ledMs / 1000).toFixed(1)} s`;
  }

  async #readBack(): Promise<string> {
    await this.#writers.stop();
    const { counts } = this.#writers;
    const total = counts.reduce((sum, count) => sum + count, 0);
    const client = new KvClient({
      endpoints: this.#cluster === null ? [] : clientEndpoints(this.#cluster),
      timeoutMs: READ_MAX_MS,
      signal: this.#signal,
    });
    const lost = await countLost(client, counts, () => this.#show());
    this.#lost = lost;
    if (lost > 0) {
      throw failed(`${lost} of ${total} acknowledged writes are lost`);
    }
    return `${total} of ${total}`;
  }

  async #setReplicas(replicas: number): Promise<void> {
    const parsed = parseManifest({
      apiVersion: "raft.crabmq.io/v1alpha1",
      kind: "RaftCluster",
      metadata: DEMO_KEY,
      spec: {
        replicas,
        storage: { retentionPolicy: { whenDeleted: "Delete", whenScaled: "Delete" } },
      },
    });
    if (parsed.kind === "invalid") {
      throw failed(parsed.problems.map(({ message }) => message).join("; "));
    }
    await this.#store.apply(parsed.manifest, Date.now(), this.#signal);
  }

  async #step(name: StepName, run: () => Promise<string>): Promise<void> {
    await this.#beginStep(name);
    const outcome = await run();
    this.#endStep(name, { state: "done", outcome });
    const endMs = this.#clock.now() + this.#pauseMs;
    await this.#until("the pause is over", () => this.#clock.now() >= endMs);
  }

  async #beginStep(name: StepName): Promise<void> {
    this.#changeStep(name, { state: "running", seconds: this.#seconds() });
    await this.#look();
  }

  #endStep(name: StepName, end: Pick<DemoStep, "state" | "outcome">): void {
    const begun = this.#steps.get(name)?.seconds ?? this.#seconds();
    this.#changeStep(name, { ...end, seconds: this.#seconds() - begun });
    this.#show();
  }

  /** `seconds` is when it began while it runs, and how long it took afterwards. */
  #changeStep(name: StepName, change: Partial<DemoStep>): void {
    const before = this.#steps.get(name);
    if (before !== undefined) {
      const step = { ...before, ...change };
      this.#steps.set(name, step);
      this.#display.step(step.state === "running" ? { ...step, seconds: null } : step);
    }
  }

  #untilWritten(more: number): Promise<void> {
    const { meter } = this.#writers;
    const goal = meter.acknowledged + more;
    return this.#until("writes are acknowledged", () => meter.acknowledged >= goal);
  }

  /** Looks until it is so. @throws CliError after the time that a step may take. */
  async #until(what: string, condition: () => boolean): Promise<void> {
    const startMs = this.#clock.now();
    for (;;) {
      await this.#look();
      if (condition()) {
        return;
      }
      const looping = this.#cluster?.state.pods.find(({ restarts }) => restarts >= RESTARTS_MAX);
      if (looping !== undefined) {
        throw failed(
          `${DEMO_KEY.name}-${looping.ordinal} ended ${looping.restarts} times: its log says why`,
        );
      }
      if (this.#clock.now() - startMs > STEP_MAX_MS) {
        const doing = this.#view?.doing ?? "";
        throw failed(
          `after ${STEP_MAX_MS / 1000} seconds it is not so that ${what}${doing === "" ? "" : `: ${doing}`}`,
        );
      }
      await sleep(LOOK_EVERY_MS, undefined, { signal: this.#signal });
    }
  }

  async #look(): Promise<void> {
    this.#signal.throwIfAborted();
    this.#cluster = await readCluster(this.#root, DEMO_KEY);
    if (this.#cluster !== null) {
      const options = { deadlineMs: ASK_MAX_MS, signal: this.#signal };
      const answers = await askNodes(await adminEndpoints(this.#cluster), options);
      const seen = viewOfAnswers(DEMO_KEY.name, answers, this.#cluster.resource);
      const { view, changes } = this.#changes.observe(seen, this.#clock.now());
      this.#view = view;
      // What happens to the membership the operator tells.
      for (const { kind, pod, text } of changes) {
        if (kind === "contact" || kind === "leadership") {
          this.#display.event(`${pod} ${text}`);
        }
      }
    }
    this.#show();
  }

  #show(): void {
    const nowMs = this.#clock.now();
    const { meter } = this.#writers;
    this.#display.show({
      seconds: this.#seconds(),
      steps: this.#shownSteps(),
      view: this.#view,
      notes: this.#changes.notes(nowMs),
      figures: {
        acknowledged: meter.acknowledged,
        perSecond: meter.perSecond(nowMs),
        longestGapMs: meter.longestGapMs(this.#writers.stopped ? (meter.lastMs ?? 0) : nowMs),
      },
    });
  }

  /** A step that runs has taken as long as it runs. */
  #shownSteps(): readonly DemoStep[] {
    return [...this.#steps.values()].map((step) =>
      step.state === "running" && step.seconds !== null
        ? { ...step, seconds: this.#seconds() - step.seconds }
        : step,
    );
  }

  /** What the operator says is from its last look, so that the nodes are asked as well. */
  #isReady(size: number): boolean {
    const resource = this.#cluster?.resource;
    const members = this.#view?.members ?? [];
    return (
      resource !== undefined &&
      conditionStatus(resource, "Ready") === "True" &&
      resource.status?.observedGeneration === resource.metadata.generation &&
      this.#leader() !== null &&
      members.length === size &&
      members.every(({ ready, role }) => ready && (role === "Leader" || role === "Voter"))
    );
  }

  #leader(): MemberView | null {
    return this.#view?.members.find(({ role }) => role === "Leader") ?? null;
  }

  #pids(): ReadonlyMap<number, number | undefined> {
    const pods = this.#cluster?.state.pods ?? [];
    return new Map(pods.map(({ ordinal, process }) => [ordinal, process?.pid]));
  }

  #seconds(): number {
    return (this.#clock.now() - this.#startMs) / 1000;
  }
}

function stepEntries(): readonly (readonly [StepName, string])[] {
  const { make, write, grow, kill, shrink, read } = STEPS;
  return [
    ["make", make],
    ["write", write],
    ["grow", grow],
    ["kill", kill],
    ["shrink", shrink],
    ["read", read],
    ["delete", STEPS.delete],
  ];
}

function rounded(seconds: number): number {
  return Math.round(seconds * 10) / 10;
}

function failed(message: string): CliError {
  return new CliError(message, EXIT_CODE.failure);
}
