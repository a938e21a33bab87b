import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { raft } from "../../src/gen/proto.js";
import { checkLinearizable } from "../support/linearizability.ts";
import { REGISTER_MODEL } from "../support/register-model.ts";
import { createDiskFullFault, createFaults, type Fault, type FaultCounts } from "./faults.ts";
import { ChaosCluster } from "./members.ts";
import { MembershipKeeper, type MembershipKeeperResult } from "./membership.ts";
import { ChaosViolation } from "./violation.ts";
import { Workload, type WorkloadResult } from "./workload.ts";

export interface ChaosOptions {
  readonly seconds: number;
  readonly members: number;
  readonly tickMs: number;
  readonly clients: number;
  /** Another build of `raft-node`; null: the last one of `dist/`. */
  readonly program: string | null;
}

export interface ChaosDependencies {
  readonly random: (bound: number) => number;
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
const BETWEEN_FAULTS_MS_MAX = 1500;
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
  const diskFull = await createDiskFullFault(smallDisk, smallDiskFolder);
  const cluster = await ChaosCluster.start({
    folder,
    places: options.members,
    tickMs: options.tickMs,
    program: options.program,
    args: ["--log-retain-entries=500"],
  });
  try {
    const run = new ChaosRun(options, {
      ...dependencies,
      cluster,
      diskFull: diskFull?.fault ?? null,
    });
    const result = await run.run();
    await cluster.close();
    await diskFull?.unmount();
    await rm(folder, { recursive: true, force: true });
    return result;
  } catch (error) {
    report(`the volumes and logs are kept in ${folder}`);
    await cluster.close();
    throw error;
  }
}

class ChaosRun {
  readonly #options: ChaosOptions;
  readonly #cluster: ChaosCluster;
  readonly #random: (bound: number) => number;
  readonly #report: (line: string) => void;
  readonly #keeper: MembershipKeeper;
  readonly #counts: FaultCounts = { kills: 0, leaderKills: 0 };
  readonly #done = new Map<string, number>();
  readonly #faults: readonly Fault[];
  readonly #startedMs = performance.now();

  constructor(
    options: ChaosOptions,
    dependencies: ChaosDependencies & {
      readonly cluster: ChaosCluster;
      readonly diskFull: Fault | null;
    },
  ) {
    const { cluster, random, report, diskFull } = dependencies;
    this.#options = options;
    this.#cluster = cluster;
    this.#random = random;
    this.#report = report;
    this.#keeper = new MembershipKeeper({ cluster });
    this.#faults = [...createFaults(this.#counts), ...(diskFull === null ? [] : [diskFull])];
  }

  async run(): Promise<ChaosResult> {
    await this.#untilWhole();
    this.#say(`${this.#options.members} voters are up`);
    const workload = new Workload(
      {
        clients: this.#options.clients,
        keys: 8,
        requestsPerKey: 250,
        requestTimeoutMs: 3000,
      },
      {
        places: this.#cluster.places,
        clientAddress: (place) => this.#cluster.clientAddress(place),
        random: this.#random,
      },
    );
    const faultsOver = new AbortController();
    const loadOver = new AbortController();
    const load = workload.run(loadOver.signal);
    const keeping = this.#keep(faultsOver.signal);
    try {
      await this.#runFaults(workload);
    } finally {
      faultsOver.abort();
    }
    await keeping;
    await this.#untilWhole();
    this.#say("all faults are over, all members are back");
    loadOver.abort();
    await load;
    await workload.readAll();
    this.#checkNodes();
    const state = await this.#compareStates();
    const { checkedRequests, checkMs } = this.#checkHistory(workload);
    return {
      counts: this.#counts,
      faults: this.#done,
      notPossibleHere: this.#faults.some(({ name }) => name === "disk full")
        ? []
        : ["disk full: needs Linux and root, to mount a small file system"],
      membership: this.#keeper.result,
      workload: workload.result,
      checkedRequests,
      checkMs,
      state,
    };
  }

  async #runFaults(workload: Workload): Promise<void> {
    const signal = AbortSignal.timeout(this.#options.seconds * 1000);
    while (!signal.aborted) {
      const fault = this.#drawFault();
      const what = await fault.run({ cluster: this.#cluster, random: this.#random, signal });
      this.#checkNodes();
      if (what !== null) {
        this.#done.set(fault.name, (this.#done.get(fault.name) ?? 0) + 1);
        this.#say(`${what} (${workload.result.acknowledgedWrites} writes acknowledged)`);
      }
      await sleep(this.#random(BETWEEN_FAULTS_MS_MAX));
    }
    this.#cluster.network.heal();
    for (const place of this.#cluster.places) {
      this.#cluster.resume(place);
      await this.#cluster.startNode(place);
    }
  }

  #drawFault(): Fault {
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
