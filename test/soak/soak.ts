import type { etcdserverpb } from "../../src/gen/proto.js";
import { SERVER_CRASH_POINTS } from "../../src/server/crash-points.ts";
import type { H2Connection } from "../support/h2-client.ts";
import { RaftNodeProcess, createNodeFolder, putKey, range } from "../support/raft-node-process.ts";
import { Ledger, SoakViolation } from "./ledger.ts";

export interface SoakOptions {
  /** Ends after so many kills, or after so much time: whichever comes first. */
  readonly killsMax: number;
  readonly secondsMax: number;
  /** Crash points that a member with a volume can pass; a node dies at one of them instead of at a random moment. */
  readonly crashPoints: readonly string[];
  readonly lane: number;
  readonly seed: number;
}

export interface SoakResult {
  readonly kills: number;
  readonly randomKills: number;
  /** How often the node died at each crash point. */
  readonly pointKills: ReadonlyMap<string, number>;
  readonly acknowledged: number;
}

const WRITERS = 8;
const READERS = 64;
const KILL_AFTER_MS_MAX = 200;
/** A point that lies in no one's way is given up after this, and the node is killed like any other. */
const POINT_WAIT_MS_MAX = 3000;
const FULL_CHECK_EVERY_KILLS = 50;
const READ_DEADLINE_MS = 30_000;

const ONCE_A_RUN: ReadonlySet<string> = new Set<string>(SERVER_CRASH_POINTS);

/** mulberry32: small, seeded, good enough to draw moments. */
export function createRandom(seed: number): (bound: number) => number {
  let state = seed >>> 0;
  return (bound) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * bound);
  };
}

function elapse(ms: number): Promise<"elapsed"> {
  return new Promise((resolve) => {
    setTimeout(() => resolve("elapsed"), ms).unref();
  });
}

function turn(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}

/** One node that is killed and started again under writes, for as long as the options say. */
export class SoakLane {
  readonly #options: SoakOptions;
  readonly #random: (bound: number) => number;
  readonly #ledger = new Ledger();
  readonly #pointKills = new Map<string, number>();
  #kills = 0;
  #randomKills = 0;
  #keys = 0;
  #folder = "";

  constructor(options: SoakOptions) {
    this.#options = options;
    this.#random = createRandom(options.seed);
  }

  /** @throws SoakViolation when an acknowledged write is lost, an entry was applied twice, or a node does not come up again. */
  async run(report: (kills: number) => void): Promise<SoakResult> {
    this.#folder = await createNodeFolder();
    const endsAt = Date.now() + this.#options.secondsMax * 1000;
    const first = await this.#start(null);
    if (!(await first.bootstrap())) {
      throw new SoakViolation(`bootstrap failed:\n${first.logLines.join("\n")}`);
    }
    let node = first;
    while (this.#kills < this.#options.killsMax && Date.now() < endsAt) {
      const point = this.#nextPoint();
      await this.#killUnderWrites(node, null);
      if (point !== null && this.#kills < this.#options.killsMax) {
        const doomed = await this.#start(point);
        await this.#killUnderWrites(doomed, point);
      }
      node = await this.#start(null);
      await this.#check(node, this.#kills % FULL_CHECK_EVERY_KILLS < 2 ? "all" : "recent");
      report(this.#kills);
    }
    await this.#check(node, "all");
    node.kill("SIGTERM");
    const exit = await node.exited;
    if (exit.code !== 0) {
      throw new SoakViolation(
        `SIGTERM ended with ${exit.code ?? exit.signal}, not 0:\n${node.logLines.join("\n")}`,
      );
    }
    await node.removeFolder();
    return {
      kills: this.#kills,
      randomKills: this.#randomKills,
      pointKills: this.#pointKills,
      acknowledged: this.#ledger.acknowledgedCount,
    };
  }

  #nextPoint(): string | null {
    const { crashPoints } = this.#options;
    return crashPoints[this.#random(crashPoints.length)] ?? null;
  }

  /** A point on the way of every write may be passed some times before it kills. */
  #occurrence(point: string): number {
    return ONCE_A_RUN.has(point) ? 1 : 1 + this.#random(8);
  }

  async #start(point: string | null): Promise<RaftNodeProcess> {
    const node = await RaftNodeProcess.spawn({
      folder: this.#folder,
      args: ["--log-retain-entries=64"],
      environment: point === null ? {} : { RAFT_CRASH_AT: `${point}@${this.#occurrence(point)}` },
    });
    if (!(await node.listening()) && point === null) {
      throw new SoakViolation(`the node did not start again:\n${node.logLines.join("\n")}`);
    }
    return node;
  }

  /** Writes until the node is dead: by its crash point, or by a SIGKILL at a random moment. */
  async #killUnderWrites(node: RaftNodeProcess, point: string | null): Promise<void> {
    const writers = (await node.listening()) ? this.#writeUntilDead(node) : Promise.resolve();
    if (point === null) {
      await elapse(this.#random(KILL_AFTER_MS_MAX));
      node.kill();
    } else if (point === "before-close") {
      node.kill("SIGTERM");
    }
    const died = await Promise.race([node.exited, elapse(POINT_WAIT_MS_MAX)]);
    if (died === "elapsed") {
      node.kill();
    } else if (died.signal !== "SIGKILL") {
      throw new SoakViolation(
        `the node ended by itself (${died.code ?? died.signal}):\n${node.logLines.join("\n")}`,
      );
    }
    await node.exited;
    await writers;
    this.#kills += 1;
    if (point === null || died === "elapsed") {
      this.#randomKills += 1;
    } else {
      this.#pointKills.set(point, (this.#pointKills.get(point) ?? 0) + 1);
    }
  }

  async #writeUntilDead(node: RaftNodeProcess): Promise<void> {
    const connection = await node.connectClient().catch(() => null);
    if (connection === null) {
      return;
    }
    const life = new AbortController();
    const end = (): void => life.abort();
    node.exited.then(end, end);
    const write = async (): Promise<void> => {
      while (!life.signal.aborted) {
        const key = `lane-${this.#options.lane}-${this.#keys++}`;
        const value = `${key}=${this.#random(2 ** 31)}${"x".repeat(this.#random(512))}`;
        this.#ledger.begin(key, value);
        const answer = await putKey(connection, { key, value }).catch(() => null);
        if (answer === null) {
          // A dead connection answers at once: the news of the exit must come in between.
          await turn();
        } else {
          this.#ledger.acknowledge(key);
        }
      }
    };
    await Promise.all(Array.from({ length: WRITERS }, write));
    connection.close();
  }

  async #check(node: RaftNodeProcess, extent: "all" | "recent"): Promise<void> {
    try {
      await this.#checkStore(node, extent);
    } catch (error) {
      if (error instanceof SoakViolation) {
        throw error;
      }
      throw new SoakViolation(
        `the node did not answer after a restart (${this.#folder}):\n${node.logLines.slice(-20).join("\n")}`,
        { cause: error },
      );
    }
  }

  async #checkStore(node: RaftNodeProcess, extent: "all" | "recent"): Promise<void> {
    const status = await node.status();
    if (status.appliedIndex > status.commitIndex) {
      throw new SoakViolation(
        `applied ${status.appliedIndex} is above commit ${status.commitIndex} after a restart`,
      );
    }
    const connection = await node.connectClient();
    const keys = extent === "all" ? this.#ledger.allKeys : this.#ledger.recentKeys;
    const rows = new Map<string, etcdserverpb.IRangeResponse>();
    const barrier = await this.#readOnceLed(connection, `lane-${this.#options.lane}-`);
    const rest = keys[Symbol.iterator]();
    const read = async (): Promise<void> => {
      for (const key of rest) {
        rows.set(key, await this.#readOnceLed(connection, key));
      }
    };
    await Promise.all(Array.from({ length: READERS }, read));
    connection.close();
    this.#ledger.settle({ rows, revision: barrier.header?.revision ?? 0 });
  }

  /** Linearizable: what it does not show was not applied. Asks again while the node elects itself. */
  async #readOnceLed(connection: H2Connection, key: string): Promise<etcdserverpb.RangeResponse> {
    const deadline = Date.now() + READ_DEADLINE_MS;
    for (;;) {
      const answer = await range(connection, { key: Buffer.from(key) });
      if (answer !== null) {
        return answer;
      }
      if (Date.now() > deadline) {
        throw new SoakViolation(
          `no linearizable read within ${READ_DEADLINE_MS} ms after a restart`,
        );
      }
      await elapse(10);
    }
  }
}
