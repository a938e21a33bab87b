import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { raft } from "../../src/gen/proto.js";
import { checkLinearizable } from "../support/linearizability.ts";
import { Random } from "../support/random.ts";
import { REGISTER_MODEL } from "../support/register-model.ts";
import {
  createDiskFullFault,
  createFaults,
  type DiskFullFault,
  type Fault,
  type FaultCounts,
  pause,
} from "./faults.ts";
import { ChaosCluster } from "./members.ts";
import { MembershipKeeper, type MembershipKeeperResult } from "./membership.ts";
import { ChaosViolation } from "./violation.ts";
import { Workload, type WorkloadResult } from "./workload.ts";

export interface ChaosOptions {
  readonly seconds: number;
  readonly members: number;
  readonly tickMs: number;
  readonly clients: number;
  /** Draws the faults, and the requests; processes keep their own time. */
  readonly seed: number;
  /** The last place lives on a small file system of its own, which is filled up now and then. Left out where it cannot be mounted. */
  readonly diskFull: boolean;
}

export interface ChaosDependencies {
  /** What just happened, a line each. */
  readonly report: (line: string) => void;
}

export interface ChaosResult {
  readonly counts: FaultCounts;
  /** How often each fault was done. */
  readonly faults: ReadonlyMap<string, number>;
  readonly notPossibleHere: readonly string[];
  readonly membership: MembershipKeeperResult;
  readonly workload: WorkloadResult;
  readonly checkedRequests: number;
  readonly checkMs: number;
  readonly state: { readonly index: number; readonly hash: string };
}

const WHOLE_WITHIN_MS = 60_000;
/** Of a node. Small, so that memtables are flushed and write-ahead logs change all the time, and a full disk is soon felt: RocksDB reserves the next log ahead. */
const MEMORY_LIMIT_MIB = 400;
const HEAP_MIB = 160;
/** The leader killed, the leader split off. */
const FIRST_FAULTS = 2;
const BETWEEN_FAULTS_MS_MAX = 1000;
const POLL_MS = 100;

/**
 * Members that are killed, stopped, cut off, slowed, filled up and replaced under clients, for as long as the options say; then everything heals.
 *
 * @throws ChaosViolation when the history is not linearizable or cannot be decided, when a node ends by itself, when the members do not come together again in time, or
 * when their states differ. The volumes are kept then.
 */
export async function runChaos(
  options: ChaosOptions,
  dependencies: ChaosDependencies,
): Promise<ChaosResult> {
  const { report } = dependencies;
  const folder = await mkdtemp(join(tmpdir(), "raft-chaos-"));
  const smallDisk = options.members - 1;
  const smallDiskFolder = join(folder, `place-${smallDisk}`);
  await mkdir(smallDiskFolder);
  const diskFull = options.diskFull
    ? await createDiskFullFault(smallDisk, smallDiskFolder)
    : ({ kind: "notPossible", reason: "left out by request" } as const);
  const cluster = new ChaosCluster({
    folder,
    places: options.members,
    tickMs: options.tickMs,
    args: ["--log-retain-entries=500", `--memory-limit-mb=${MEMORY_LIMIT_MIB}`],
    environment: { NODE_OPTIONS: `--max-old-space-size=${HEAP_MIB}` },
  });
  const run = new ChaosRun(options, { cluster, diskFull, report });
  try {
    await cluster.start();
    const result = await run.run();
    await cluster.close();
    if (diskFull.kind === "possible") {
      await diskFull.unmount();
    }
    await rm(folder, { recursive: true, force: true });
    return result;
  } catch (error) {
    await cluster.close();
    await cluster.writeLogs();
    await run.writeHistory(join(folder, "history.jsonl"));
    report(`the volumes, the nodes' logs and the history are kept in ${folder}`);
    throw error;
  }
}

class ChaosRun {
  readonly #options: ChaosOptions;
  readonly #cluster: ChaosCluster;
  readonly #random: (bound: number) => number;
  readonly #report: (line: string) => void;
  readonly #keeper: MembershipKeeper;
  readonly #workload: Workload;
  readonly #counts: FaultCounts = { kills: 0, leaderKills: 0 };
  readonly #done = new Map<string, number>();
  readonly #faults: readonly Fault[];
  readonly #notPossibleHere: readonly string[];
  /**
   * Each kind once, last one first, before any is drawn by its weight: so that a short run has them all. The first of the list come before the others, which
   * are in a random order: however slow the machine, no run is without them.
   */
  readonly #firstRound: Fault[];
  readonly #startedMs = performance.now();

  constructor(
    options: ChaosOptions,
    dependencies: ChaosDependencies & {
      readonly cluster: ChaosCluster;
      readonly diskFull: DiskFullFault;
    },
  ) {
    const { cluster, report, diskFull } = dependencies;
    const seeded = new Random(options.seed);
    const faults = seeded.fork("faults");
    const requests = seeded.fork("requests");
    this.#options = options;
    this.#cluster = cluster;
    this.#random = (bound) => faults.below(bound);
    this.#report = report;
    this.#keeper = new MembershipKeeper({ cluster });
    this.#workload = new Workload(
      {
        clients: options.clients,
        keys: Math.ceil((options.clients * 2) / 3),
        requestsPerKey: 250,
        requestTimeoutMs: 3000,
      },
      {
        places: cluster.places,
        clientAddress: (place) => cluster.clientAddress(place),
        random: (bound) => requests.below(bound),
      },
    );
    this.#faults = [
      ...createFaults(this.#counts),
      ...(diskFull.kind === "possible" ? [diskFull.fault] : []),
    ];
    this.#notPossibleHere = diskFull.kind === "possible" ? [] : [`disk full: ${diskFull.reason}`];
    const others = this.#faults.slice(FIRST_FAULTS);
    this.#firstRound = [
      ...faults.take(others, others.length),
      ...this.#faults.slice(0, FIRST_FAULTS).reverse(),
    ];
  }

  async run(): Promise<ChaosResult> {
    await this.#untilWhole();
    this.#say(`${this.#options.members} voters are up`);
    const workload = this.#workload;
    const faultsOver = new AbortController();
    const loadOver = new AbortController();
    const load = workload.run(loadOver.signal);
    const keeping = this.#keep(faultsOver.signal);
    // Whichever of the two fails, the faults have no more point; the failure itself is thrown below.
    for (const task of [load, keeping]) {
      task.catch(() => faultsOver.abort());
    }
    const timer = setTimeout(() => faultsOver.abort(), this.#options.seconds * 1000);
    try {
      await this.#runFaults(faultsOver.signal);
      await keeping;
      await this.#untilWhole();
      this.#say("all faults are over, all members are back");
      loadOver.abort();
      await load;
    } finally {
      clearTimeout(timer);
      faultsOver.abort();
      loadOver.abort();
      await Promise.allSettled([load, keeping]);
    }
    await workload.readAll();
    this.#checkNodes();
    const state = await this.#compareStates();
    const { checkedRequests, checkMs } = this.#checkHistory(workload);
    return {
      counts: this.#counts,
      faults: this.#done,
      notPossibleHere: this.#notPossibleHere,
      membership: this.#keeper.result,
      workload: workload.result,
      checkedRequests,
      checkMs,
      state,
    };
  }

  /** What clients asked and were told so far, a line a request. */
  async writeHistory(path: string): Promise<void> {
    await writeFile(
      path,
      this.#workload.history.map((operation) => `${JSON.stringify(operation)}\n`),
    );
  }

  async #runFaults(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const fault = this.#drawFault();
      const what = await fault.run({ cluster: this.#cluster, random: this.#random, signal });
      this.#checkNodes();
      if (what === null) {
        this.#firstRound.unshift(...(this.#done.has(fault.name) ? [] : [fault]));
      } else {
        this.#done.set(fault.name, (this.#done.get(fault.name) ?? 0) + 1);
        const { acknowledgedWrites } = this.#workload.result;
        this.#say(`${what} (${acknowledgedWrites} writes acknowledged)`);
      }
      await pause(this.#random(BETWEEN_FAULTS_MS_MAX), signal);
    }
    this.#cluster.network.heal();
    for (const place of this.#cluster.places) {
      this.#cluster.resume(place);
      await this.#cluster.startNode(place);
    }
  }

  #drawFault(): Fault {
    const first = this.#firstRound.pop();
    if (first !== undefined) {
      return first;
    }
    const total = this.#faults.reduce((sum, { weight }) => sum + weight, 0);
    let at = this.#random(total);
    for (const fault of this.#faults) {
      at -= fault.weight;
      if (at < 0) {
        return fault;
      }
    }
    throw new RangeError("the weights of the faults do not add up");
  }

  async #keep(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      await this.#keeper.step();
      await sleep(POLL_MS);
    }
  }

  /** Every place a voter, nobody else a member, all caught up. */
  async #untilWhole(): Promise<void> {
    const untilMs = performance.now() + WHOLE_WITHIN_MS;
    while (performance.now() < untilMs) {
      this.#checkNodes();
      if (await this.#keeper.step()) {
        const statuses = [...(await this.#cluster.statuses()).values()];
        const commit = Math.max(...statuses.map(({ commitIndex }) => commitIndex));
        const isWhole =
          statuses.length === this.#cluster.places.length &&
          statuses.every((status) => status.ready && commit - status.appliedIndex < 1000);
        if (isWhole) {
          return;
        }
      }
      await sleep(POLL_MS);
    }
    const statuses = [...(await this.#cluster.statuses())].map(
      ([place, status]) => `place ${place}: ${JSON.stringify(status)}`,
    );
    throw new ChaosViolation(
      `the members did not come together within ${WHOLE_WITHIN_MS / 1000} s:\n${statuses.join("\n")}`,
    );
  }

  #checkNodes(): void {
    const [first] = this.#cluster.unexpectedEnds;
    if (first !== undefined) {
      throw new ChaosViolation(first);
    }
  }

  /** Nobody writes any more: all members come to the same index, and must then hold the same. */
  async #compareStates(): Promise<{ readonly index: number; readonly hash: string }> {
    const untilMs = performance.now() + WHOLE_WITHIN_MS;
    let seen: readonly { readonly place: number; readonly index: number; readonly hash: string }[] =
      [];
    while (performance.now() < untilMs) {
      seen = await this.#hashes();
      const [first] = seen;
      const isComplete =
        first !== undefined &&
        seen.length === this.#cluster.places.length &&
        seen.every(({ index }) => index === first.index);
      if (isComplete) {
        if (seen.some(({ hash }) => hash !== first.hash)) {
          throw new ChaosViolation(`the states differ at one index: ${JSON.stringify(seen)}`);
        }
        return first;
      }
      await sleep(POLL_MS);
    }
    throw new ChaosViolation(`the members do not come to one index: ${JSON.stringify(seen)}`);
  }

  async #hashes(): Promise<
    readonly { readonly place: number; readonly index: number; readonly hash: string }[]
  > {
    const answers = await Promise.all(
      this.#cluster.places.map(async (place) => ({
        place,
        answer: await this.#cluster.call(place, "HashState", new Uint8Array(0), {
          timeoutMs: 10_000,
        }),
      })),
    );
    return answers.flatMap(({ place, answer }) => {
      if (answer.kind !== "answered") {
        return [];
      }
      const { index, hash } = raft.v1.HashStateResponse.decode(answer.message);
      return [{ place, index, hash: Buffer.from(hash).toString("hex") }];
    });
  }

  #checkHistory(workload: Workload): {
    readonly checkedRequests: number;
    readonly checkMs: number;
  } {
    const startedMs = performance.now();
    const verdict = checkLinearizable(workload.history, REGISTER_MODEL);
    const checkMs = performance.now() - startedMs;
    if (verdict.kind !== "linearizable") {
      throw new ChaosViolation(
        verdict.kind === "undecided"
          ? `the history of ${verdict.partition} could not be decided in ${verdict.steps} steps`
          : `the history of ${verdict.partition} is not linearizable: after ${verdict.explained.length} requests none of these can be next: ${JSON.stringify(verdict.stuck)}; the last explained: ${JSON.stringify(verdict.explained.slice(-10))}`,
      );
    }
    return { checkedRequests: workload.history.length, checkMs };
  }

  #say(line: string): void {
    const seconds = (performance.now() - this.#startedMs) / 1000;
    this.#report(`${seconds.toFixed(1).padStart(6)} s  ${line}`);
  }
}
