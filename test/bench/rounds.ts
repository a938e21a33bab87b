import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { cpuSeconds } from "./process-usage.ts";
import { median } from "./statistics.ts";
import type { Subject } from "./subject.ts";

const LOAD = fileURLToPath(new URL("load.ts", import.meta.url));
const WARMUP_SECONDS = 1;

export type Operation = "put" | "get";
/** Where clients go. */
export type Target = "leader" | "all";

interface LoadResult {
  readonly perSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly failures: number;
  readonly sent: number;
  readonly clientCpuSeconds: number;
}

/** One run of the load against one subject. */
export interface Measurement extends LoadResult {
  /** CPU time of each of the subject's processes for a request, the leader's first. */
  readonly memberCpuUs: readonly number[];
  readonly clientCpuUs: number;
  /** Of the load generator, 1 for a whole core: near 1 it, and not the subject, may be what was measured. */
  readonly clientCpuShare: number;
}

export interface RoundsOptions {
  readonly rounds: number;
  readonly seconds: number;
  readonly clientCounts: readonly number[];
  readonly operations: readonly Operation[];
  readonly target: Target;
}

/** One kind of load, over all rounds. */
export interface Row {
  readonly operation: Operation;
  readonly clients: number;
  /** In the subjects' order, one measurement a round. */
  readonly measurements: readonly (readonly Measurement[])[];
}

function connectionsFor(clients: number): number {
  return Math.max(1, Math.floor(clients / 8));
}

async function spawnLoad(args: readonly (string | number)[]): Promise<LoadResult> {
  const child = spawn(process.execPath, ["--import", "tsx", LOAD, ...args.map(String)], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  let output = "";
  child.stdout.on("data", (chunk: Buffer) => {
    output += chunk.toString();
  });
  const code = await new Promise<number | null>((resolve) => {
    child.once("close", resolve);
  });
  if (code !== 0) {
    throw new Error(`the load generator ended with ${code}`);
  }
  return JSON.parse(output) as LoadResult;
}

/** Writes what the gets will read. */
export async function fill(subject: Subject): Promise<void> {
  const leader = await subject.leader();
  const { failures } = await spawnLoad(["fill", leader.endpoint, 1, 1, 1, 0]);
  if (failures > 0) {
    throw new Error(`${failures} puts to ${subject.name} failed before the measurement`);
  }
}

async function measure(
  subject: Subject,
  run: {
    readonly operation: Operation;
    readonly clients: number;
    readonly seconds: number;
    readonly target: Target;
  },
): Promise<Measurement> {
  const leader = await subject.leader();
  const members = [leader, ...subject.members().filter(({ pid }) => pid !== leader.pid)];
  const endpoints = run.target === "leader" ? [leader] : members;
  const before = members.map(({ pid }) => cpuSeconds(pid) ?? Number.NaN);
  const load = await spawnLoad([
    run.operation,
    endpoints.map(({ endpoint }) => endpoint).join(","),
    run.clients,
    connectionsFor(run.clients),
    run.seconds,
    WARMUP_SECONDS,
  ]);
  const memberCpuUs = members.map(
    ({ pid }, at) =>
      (((cpuSeconds(pid) ?? Number.NaN) - (before[at] ?? Number.NaN)) / load.sent) * 1e6,
  );
  return {
    ...load,
    memberCpuUs,
    clientCpuUs: (load.clientCpuSeconds / load.sent) * 1e6,
    clientCpuShare: load.clientCpuSeconds / (run.seconds + WARMUP_SECONDS),
  };
}

/** Every load on every subject, in turns: a noisy minute of the machine hits all of them. */
export async function runRounds(
  options: RoundsOptions,
  dependencies: {
    readonly subjects: readonly Subject[];
    readonly progress: (line: string) => void;
  },
): Promise<readonly Row[]> {
  const { rounds, seconds, clientCounts, operations, target } = options;
  const { subjects, progress } = dependencies;
  const rows = operations.flatMap((operation) =>
    clientCounts.map((clients) => ({
      operation,
      clients,
      measurements: subjects.map((): Measurement[] => []),
    })),
  );
  for (let round = 0; round < rounds; round += 1) {
    for (const { operation, clients, measurements } of rows) {
      const order = subjects.map((subject, at) => ({ subject, at }));
      for (const { subject, at } of round % 2 === 0 ? order : order.reverse()) {
        const found = await measure(subject, { operation, clients, seconds, target });
        measurements[at]?.push(found);
        progress(
          `  round ${round + 1}/${rounds}, ${String(clients).padStart(4)} clients, ${subject.name.padEnd(14)} ${found.perSecond.toFixed(0).padStart(6)} ${operation}s/s`,
        );
      }
    }
  }
  return rows;
}

/** How much more the first subject did than the second one, round by round; the median. NaN where there is no second one. */
export function medianRatio(row: Row): number {
  const [ours, theirs] = row.measurements;
  return median(
    (ours ?? []).flatMap(({ perSecond }, round) => {
      const other = theirs?.[round]?.perSecond;
      return other === undefined ? [] : [perSecond / other];
    }),
  );
}
