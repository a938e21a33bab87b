// npm run bench:core -- [--rounds N] [--json]: the algorithm alone, without disk or network, beside go.etcd.io/raft doing the same.
import { cpus } from "node:os";
import { parseArgs } from "node:util";
import { CASES, type Case, SERIES } from "./cases.ts";
import {
  type CaseRow,
  caseTable,
  figuresOf,
  growthOf,
  median,
  type SeriesRow,
  seriesTable,
} from "./report.ts";
import type { Measured, Work } from "./work.ts";
import { startGo, startOurs, type WorkerProcess } from "./worker-process.ts";

interface Side {
  readonly worker: WorkerProcess;
  /** One a round. */
  readonly results: Map<Work, Measured[]>;
}

interface Step {
  readonly work: Work;
  readonly isInGo: boolean;
}

const { values } = parseArgs({
  options: {
    rounds: { type: "string", default: "5" },
    json: { type: "boolean", default: false },
  },
});
const rounds = Number(values.rounds);
if (!Number.isSafeInteger(rounds) || rounds < 1) {
  process.stderr.write(`bench:core: --rounds must be an integer from 1, found ${values.rounds}\n`);
  process.exit(64);
}

/** In turns, so that a noisy minute of the machine hits both. The first round only warms up. */
async function runRounds(steps: readonly Step[], sides: readonly Side[]): Promise<void> {
  for (let round = 0; round <= rounds; round += 1) {
    process.stderr.write(round === 0 ? "bench:core: warming up" : `, round ${round} of ${rounds}`);
    for (const { work, isInGo } of steps) {
      for (const side of round % 2 === 0 ? sides : sides.toReversed()) {
        if (side.worker.name === "go" && !isInGo) {
          continue;
        }
        const measured = await side.worker.measure(work);
        if (round > 0) {
          side.results.set(work, [...(side.results.get(work) ?? []), measured]);
        }
      }
    }
  }
  process.stderr.write("\n");
}

function caseRow({ title, work }: Case, ours: Side, go: Side | null): CaseRow {
  const mine = ours.results.get(work) ?? [];
  const theirs = go?.results.get(work) ?? [];
  const ratioOf = (kind: keyof Measured): number | null =>
    theirs.length === 0
      ? null
      : median(mine.map((value, round) => value[kind] / (theirs[round]?.[kind] ?? Number.NaN)));
  return {
    title,
    ours: figuresOf(mine.map(({ wall }) => wall)),
    go: theirs.length === 0 ? null : figuresOf(theirs.map(({ wall }) => wall)),
    wallRatio: ratioOf("wall"),
    cpuRatio: ratioOf("cpu"),
  };
}

const ours: Side = { worker: startOurs(), results: new Map() };
const started = await startGo();
if (started.kind === "absent") {
  process.stderr.write(`bench:core: ${started.reason}: ours is measured alone\n`);
}
const go: Side | null =
  started.kind === "absent" ? null : { worker: started.worker, results: new Map() };

const series = SERIES.map((one) => ({ ...one, works: one.sizes.map(one.work) }));
const steps: Step[] = [
  ...CASES,
  ...series.flatMap(({ works, isInGo }) => works.map((work) => ({ work, isInGo }))),
];
await runRounds(steps, go === null ? [ours] : [ours, go]);
ours.worker.stop();
go?.worker.stop();

const caseRows = CASES.map((one) => caseRow(one, ours, go));
const seriesRows = series.map(({ title, operation, sizes, works, share, isInGo }): SeriesRow => {
  const costsOf = (side: Side): number[] =>
    works.map(
      (work, at) =>
        median((side.results.get(work) ?? []).map(({ cpu }) => cpu)) / share(sizes[at] ?? 1),
    );
  const mine = costsOf(ours);
  const theirs = go === null || !isInGo ? null : costsOf(go);
  return {
    title,
    operation,
    sizes,
    ours: mine,
    go: theirs,
    oursGrowth: growthOf(sizes, mine),
    goGrowth: theirs === null ? null : growthOf(sizes, theirs),
  };
});

const machine = `${cpus().length} x ${cpus()[0]?.model ?? "unknown processor"}, Node.js ${process.version}`;
const library = started.kind === "absent" ? null : started.version;
if (values.json) {
  process.stdout.write(
    `${JSON.stringify({ rounds, machine, go: library, cases: caseRows, series: seriesRows })}\n`,
  );
} else {
  process.stdout.write(
    [
      `\nRaft core alone, in memory, wall time an operation, medians of ${rounds} rounds; ${machine}; ${library ?? "no Go"}`,
      "",
      caseTable(caseRows),
      "\nWhat one operation costs, in CPU time, as a thing grows; growth is the exponent: 0 constant, 1 quadratic in all.\n",
      seriesTable(seriesRows),
      "",
    ].join("\n"),
  );
}
