import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { Examiner } from "./examine.ts";
import { Hints } from "./hints.ts";
import { type Mutant, MutantError, readMutants } from "./mutant.ts";
import { PrivateCopy } from "./private-copy.ts";
import { describeAsMarkdown, describeExamined, describeTotals, type Examined } from "./table.ts";
import type { Membership, SeedBudget, Verdict } from "./verdict.ts";

const USAGE = `npm run mutants -- [--quick] [--only NAME]... [--group NAME]... [--seeds N] [--steps N] [--membership drawn|operator|administrator] [--jobs N] [--no-compile] [--no-baseline] [--json] [--markdown FILE] [--write-hints]`;
/** Most mutants die at one of the first; those that need rare events are what the others are for. */
const SEEDS_DEFAULT = 1000;
/** The quick ones have hints, and every build simulates seeds of its own. */
const SEEDS_QUICK = 30;
const STEPS_DEFAULT = 3000;
/** A seed takes well below a second; a mutant may make it livelier. */
const SEED_TIMEOUT_MS = 3000;
const SEEDS_TIMEOUT_LEAST_MS = 120_000;

interface MutantsOptions {
  readonly mutants: readonly Mutant[];
  readonly seeds: number;
  readonly steps: number;
  readonly membership: Membership;
  readonly jobs: number;
  readonly compile: boolean;
  readonly json: boolean;
  readonly markdown: string | null;
  readonly writeHints: boolean;
  /** Whether the unbroken program is given the same budget here. */
  readonly baseline: boolean;
}

/** @throws MutantError | TypeError for what cannot be done. */
function readOptions(args: readonly string[]): MutantsOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      quick: { type: "boolean", default: false },
      only: { type: "string", multiple: true, default: [] },
      group: { type: "string", multiple: true, default: [] },
      seeds: { type: "string" },
      steps: { type: "string", default: String(STEPS_DEFAULT) },
      membership: { type: "string", default: "drawn" },
      jobs: { type: "string", default: "2" },
      "no-compile": { type: "boolean", default: false },
      "no-baseline": { type: "boolean", default: false },
      json: { type: "boolean", default: false },
      markdown: { type: "string" },
      "write-hints": { type: "boolean", default: false },
    },
  });
  const all = readMutants();
  const { only, group } = values;
  const unknown = only.find((name) => !all.some((mutant) => mutant.name === name));
  if (unknown !== undefined) {
    throw new MutantError(`no mutant is named ${unknown}; see test/sim/mutants/mutants.yaml`);
  }
  const isNamed = only.length > 0 || group.length > 0;
  return {
    mutants: all.filter(({ name, group: of, quick }) =>
      isNamed ? only.includes(name) || group.includes(of) : quick || !values.quick,
    ),
    seeds: checkCount("seeds", values.seeds ?? String(values.quick ? SEEDS_QUICK : SEEDS_DEFAULT)),
    steps: checkCount("steps", values.steps),
    membership: checkMembership(values.membership),
    jobs: checkCount("jobs", values.jobs),
    compile: !values["no-compile"],
    json: values.json,
    markdown: values.markdown ?? null,
    writeHints: values["write-hints"],
    baseline: !values["no-baseline"],
  };
}

function checkMembership(text: string): Membership {
  if (text === "drawn" || text === "operator" || text === "administrator") {
    return text;
  }
  throw new MutantError(`--membership must be drawn, operator or administrator, found ${text}`);
}

function checkCount(field: string, text: string): number {
  const count = Number(text);
  if (!Number.isSafeInteger(count) || count < 1) {
    throw new MutantError(`--${field} must be an integer from 1, found ${text}`);
  }
  return count;
}

interface RunDependencies {
  readonly hints: Hints;
  readonly tell: (line: string) => void;
  /** Aborted: what runs is killed and the copies are removed. */
  readonly signal: AbortSignal;
}

/** Each job has a copy of its own and takes the next mutant when it is done with one. */
async function examineAll(
  options: MutantsOptions,
  dependencies: RunDependencies,
): Promise<readonly Examined[]> {
  const { hints, tell, signal } = dependencies;
  const examiner = createExaminer(options, dependencies);
  const waiting = [...options.mutants];
  const examined: Examined[] = [];
  const work = async (): Promise<void> => {
    const copy = new PrivateCopy({ root: process.cwd() });
    try {
      for (let mutant = waiting.shift(); mutant !== undefined; mutant = waiting.shift()) {
        signal.throwIfAborted();
        copy.become(mutant);
        const budget = budgetOf(options, hints.seedsFor([mutant]));
        const verdict = await examiner.examine(copy, mutant.suites, budget);
        signal.throwIfAborted();
        if (verdict.kind === "killed" && verdict.seed !== null) {
          hints.remember(mutant.name, verdict.seed);
          if (options.writeHints) {
            hints.write();
          }
        }
        examined.push({ mutant, verdict });
        tell(describeExamined({ mutant, verdict }));
      }
    } finally {
      copy.remove();
    }
  };
  await Promise.all(Array.from({ length: options.jobs }, work));
  const order = new Map(options.mutants.map(({ name }, at) => [name, at]));
  return examined.toSorted(
    (left, right) => (order.get(left.mutant.name) ?? 0) - (order.get(right.mutant.name) ?? 0),
  );
}

/** The program as it is must pass what the mutants are measured by: their seeds, and their suites. */
async function examineBaseline(
  options: MutantsOptions,
  dependencies: RunDependencies,
): Promise<readonly Verdict[]> {
  const { hints, tell, signal } = dependencies;
  const { mutants } = options;
  const suites = [...new Set(mutants.flatMap((mutant) => mutant.suites))].sort();
  const isSimulated = mutants.some(({ killedBy }) => killedBy === "sim");
  const examiner = createExaminer(options, dependencies);
  const copy = new PrivateCopy({ root: process.cwd() });
  const verdicts: Verdict[] = [];
  try {
    for (const measure of [...(isSimulated ? [[]] : []), ...(suites.length > 0 ? [suites] : [])]) {
      const budget = budgetOf(options, hints.seedsFor(mutants));
      const verdict = await examiner.examine(copy, measure, budget);
      signal.throwIfAborted();
      verdicts.push(verdict);
      tell(
        verdict.kind === "survived"
          ? `the unbroken program passes ${verdict.budget} (${verdict.seconds.toFixed(1)} s)`
          : `the unbroken program does not pass: ${JSON.stringify(verdict)}`,
      );
    }
  } finally {
    copy.remove();
  }
  return verdicts;
}

function createExaminer(
  { compile, seeds }: MutantsOptions,
  dependencies: { readonly signal: AbortSignal },
): Examiner {
  const seedsTimeoutMs = Math.max(SEEDS_TIMEOUT_LEAST_MS, seeds * SEED_TIMEOUT_MS);
  return new Examiner({ compile, seedsTimeoutMs }, dependencies);
}

function budgetOf(options: MutantsOptions, hints: readonly number[]): SeedBudget {
  const { seeds, steps, membership } = options;
  return { first: 1, last: seeds, steps, membership, hints };
}

async function main(args: readonly string[]): Promise<number> {
  let options: MutantsOptions;
  try {
    options = readOptions(args);
  } catch (error) {
    if (error instanceof MutantError || error instanceof TypeError) {
      console.error(`${error.message}\n${USAGE}`);
      return 2;
    }
    throw error;
  }
  const hints = new Hints();
  const tell = options.json ? (line: string) => console.error(line) : console.log;
  const ending = new AbortController();
  for (const name of ["SIGINT", "SIGTERM"] as const) {
    process.once(name, () => ending.abort(new Error(`ended by ${name}`)));
  }
  const { signal } = ending;
  const baseline = options.baseline ? await examineBaseline(options, { hints, tell, signal }) : [];
  const examined = await examineAll(options, { hints, tell, signal });
  if (options.json) {
    console.log(
      JSON.stringify({
        baseline,
        mutants: examined.map(({ mutant: { name, group }, verdict }) => ({
          name,
          group,
          ...verdict,
        })),
      }),
    );
  }
  if (options.markdown !== null) {
    writeFileSync(join(process.cwd(), options.markdown), `${describeAsMarkdown(examined)}\n`);
  }
  tell(describeTotals(examined));
  const isClean = examined.every(({ verdict }) => verdict.kind === "killed");
  return isClean && baseline.every(({ kind }) => kind === "survived") ? 0 : 1;
}

process.exitCode = await main(process.argv.slice(2));
