import { memoryMib } from "./process-usage.ts";
import { type Measurement, medianRatio, type Row } from "./rounds.ts";
import { median } from "./statistics.ts";
import type { Subject } from "./subject.ts";

export interface MemoryFigure {
  readonly name: string;
  readonly now: number;
  readonly peak: number;
}

/** The leader first. Empty where the machine does not tell. */
export async function readMemory(subject: Subject): Promise<readonly MemoryFigure[]> {
  const leader = await subject.leader();
  return subject.members().flatMap(({ pid }) => {
    const found = memoryMib(pid);
    return found === null
      ? []
      : [{ name: `${subject.name}${pid === leader.pid ? ", leader" : ""}`, ...found }];
  });
}

interface SideFigures {
  readonly perSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly failures: number;
  readonly memberCpuUs: readonly number[];
  readonly clientCpuUs: number;
  readonly clientCpuShare: number;
}

/** Medians over the rounds. */
export function summarize(measurements: readonly Measurement[]): SideFigures {
  const of = (pick: (found: Measurement) => number): number => median(measurements.map(pick));
  return {
    perSecond: of(({ perSecond }) => perSecond),
    p50Ms: of(({ p50Ms }) => p50Ms),
    p99Ms: of(({ p99Ms }) => p99Ms),
    failures: measurements.reduce((sum, { failures }) => sum + failures, 0),
    memberCpuUs: (measurements[0]?.memberCpuUs ?? []).map((_, member) =>
      of(({ memberCpuUs }) => memberCpuUs[member] ?? Number.NaN),
    ),
    clientCpuUs: of(({ clientCpuUs }) => clientCpuUs),
    clientCpuShare: of(({ clientCpuShare }) => clientCpuShare),
  };
}

function cell(value: number, width: number, digits: number): string {
  return value.toFixed(digits).padStart(width);
}

function formatSide(figures: SideFigures | null): string {
  if (figures === null) {
    return `${"-".padStart(8)} ${"-".padStart(8)} ${"-".padStart(8)} ${"-".padStart(16)} ${"-".padStart(6)}`;
  }
  const { perSecond, p50Ms, p99Ms, memberCpuUs, clientCpuShare } = figures;
  const cpu = memberCpuUs.map((us) => us.toFixed(0)).join("+");
  return `${cell(perSecond, 8, 0)} ${cell(p50Ms, 8, 2)} ${cell(p99Ms, 8, 2)} ${cpu.padStart(16)} ${cell(clientCpuShare * 100, 5, 0)}%`;
}

/** A table of one operation. */
export function formatRows(rows: readonly Row[], names: readonly string[]): string {
  const heads = names.map(
    (name) =>
      `${name.padStart(8)} ${"p50 ms".padStart(8)} ${"p99 ms".padStart(8)} ${"CPU us a call".padStart(16)} ${"load".padStart(6)}`,
  );
  const lines = rows.map((row) => {
    const ratio = medianRatio(row);
    const sides = row.measurements.map((found) => formatSide(summarize(found)));
    return `${String(row.clients).padStart(7)} | ${sides.join(" | ")} | ${Number.isNaN(ratio) ? "-" : ratio.toFixed(2)}`;
  });
  return [`clients | ${heads.join(" | ")} | ratio`, ...lines].join("\n");
}
