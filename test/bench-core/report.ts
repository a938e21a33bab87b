/** Wall time of one side over all rounds, in nanoseconds an operation. */
export interface Figures {
  readonly median: number;
  readonly least: number;
  readonly most: number;
}

export interface CaseRow {
  readonly title: string;
  readonly ours: Figures;
  /** Null where it was not measured. */
  readonly go: Figures | null;
  /** Median over the rounds of ours divided by Go's of the same round. */
  readonly wallRatio: number | null;
  /** The same of CPU time. */
  readonly cpuRatio: number | null;
}

export type Verdict = "constant" | "grows slowly" | "GROWS";

export interface Growth {
  /** The slope of a straight line through the logarithms: 0 where an operation costs the same at every size, 1 where n operations cost n squared. */
  readonly exponent: number;
  readonly verdict: Verdict;
}

export interface SeriesRow {
  readonly title: string;
  readonly operation: string;
  readonly sizes: readonly number[];
  readonly ours: readonly number[];
  readonly go: readonly number[] | null;
  readonly oursGrowth: Growth;
  readonly goGrowth: Growth | null;
}

/** Caches that no longer hold everything, and logarithms, cost about this much. */
const CONSTANT_BELOW = 0.2;
const SLOW_BELOW = 0.5;

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  const upper = sorted[Math.floor(middle)] ?? Number.NaN;
  return Number.isInteger(middle) ? (upper + (sorted[middle - 1] ?? Number.NaN)) / 2 : upper;
}

export function figuresOf(values: readonly number[]): Figures {
  return { median: median(values), least: Math.min(...values), most: Math.max(...values) };
}

export function growthOf(sizes: readonly number[], costs: readonly number[]): Growth {
  const x = sizes.map(Math.log);
  const y = costs.map(Math.log);
  const meanX = x.reduce((sum, value) => sum + value, 0) / x.length;
  const meanY = y.reduce((sum, value) => sum + value, 0) / y.length;
  let above = 0;
  let below = 0;
  for (const [at, value] of x.entries()) {
    above += (value - meanX) * ((y[at] ?? Number.NaN) - meanY);
    below += (value - meanX) ** 2;
  }
  const exponent = above / below;
  if (exponent < CONSTANT_BELOW) {
    return { exponent, verdict: "constant" };
  }
  return { exponent, verdict: exponent < SLOW_BELOW ? "grows slowly" : "GROWS" };
}

function nanoseconds(value: number): string {
  return value < 100 ? value.toFixed(1) : value.toFixed(0);
}

function describeFigures(figures: Figures | null): string {
  if (figures === null) {
    return "-".padStart(9) + " ".repeat(18);
  }
  const spread = `${nanoseconds(figures.least)} - ${nanoseconds(figures.most)}`;
  return `${nanoseconds(figures.median).padStart(9)}  ${spread.padStart(16)}`;
}

export function caseTable(rows: readonly CaseRow[]): string {
  const width = Math.max(...rows.map(({ title }) => title.length));
  const head = `${"".padEnd(width)} | ${"ours ns".padStart(9)}  ${"least - most".padStart(16)} | ${"Go ns".padStart(9)}  ${"least - most".padStart(16)} | ours / Go  of CPU`;
  const lines = rows.map(
    ({ title, ours, go, wallRatio, cpuRatio }) =>
      `${title.padEnd(width)} | ${describeFigures(ours)} | ${describeFigures(go)} | ${(wallRatio?.toFixed(2) ?? "-").padStart(9)} ${(cpuRatio?.toFixed(2) ?? "-").padStart(7)}`,
  );
  return [head, ...lines].join("\n");
}

export function seriesTable(rows: readonly SeriesRow[]): string {
  const side = (name: string, costs: readonly number[], growth: Growth): string =>
    `  ${name.padEnd(4)} ${costs.map((cost) => nanoseconds(cost).padStart(9)).join(" ")}   ${growth.exponent.toFixed(2).padStart(5)}  ${growth.verdict}`;
  return rows
    .map(({ title, operation, sizes, ours, go, oursGrowth, goGrowth }) =>
      [
        `${title}: ns for ${operation}`,
        `  size ${sizes.map((size) => String(size).padStart(9)).join(" ")}   growth`,
        side("ours", ours, oursGrowth),
        ...(go === null || goGrowth === null ? [] : [side("Go", go, goGrowth)]),
      ].join("\n"),
    )
    .join("\n\n");
}
