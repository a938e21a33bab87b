import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { commandOf, describeSeed, parseArguments, type SimArguments, USAGE } from "./arguments.ts";
import { findAccepted } from "./invalid-histories.ts";
import { Progress } from "./progress.ts";
import { ReportWriter } from "./report/report-writer.ts";
import { shrink } from "./report/shrink.ts";
import { type RunDescription, type RunResult, simulate } from "./run.ts";
import { createWorkers, type SeedWorker, type TimedResult } from "./workers.ts";

const SAVE_EVERY_MS = 5000;
/** Every so many seeds one is run twice, and must be the same to the last event. */
const REPEATED_SEED_EVERY = 50;
/** From so many on, what was covered must be what was asked for. */
const COVERED_SEEDS_MIN = 1000;
const SHRINK_TRIES_MAX = 150;

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** A range of seeds, shared by workers. */
class SeedRange {
  readonly #args: SimArguments;
  readonly #progress: Progress;
  #next: number;
  #savedMs = performance.now();

  constructor(args: SimArguments) {
    this.#args = args;
    this.#next = args.seeds.first;
    this.#progress = new Progress({
      path: args.resume,
      first: args.seeds.first,
      steps: args.steps,
    });
  }

  /** True where nothing failed and enough was covered. */
  async run(): Promise<boolean> {
    const { seeds, jobs } = this.#args;
    const startMs = performance.now();
    const workers = createWorkers(jobs);
    try {
      await Promise.all(workers.map((worker) => this.#work(worker)));
    } finally {
      for (const worker of workers) {
        worker.close();
      }
      this.#progress.save();
    }
    const { coverage, doneCount, failures, seconds, simulatedSteps } = this.#progress;
    say(
      `seeds ${seeds.first}..${seeds.last}: ${doneCount} done, ${failures.length} failed; ${simulatedSteps} steps in ${seconds.toFixed(1)} s of processor time (${Math.round(simulatedSteps / seconds)} a second), ${((performance.now() - startMs) / 1000).toFixed(1)} s by the clock`,
    );
    for (const line of coverage.describe()) {
      say(line);
    }
    const missing = doneCount >= COVERED_SEEDS_MIN ? coverage.findMissing(doneCount) : [];
    for (const line of missing) {
      say(`not covered enough: ${line}`);
    }
    return failures.length === 0 && missing.length === 0;
  }

  async #work(worker: SeedWorker): Promise<void> {
    for (let seed = this.#take(); seed !== null; seed = this.#take()) {
      const description = describeSeed(this.#args, seed);
      const timed = await worker.run(description);
      const failed = await this.#look(timed, worker);
      const { result, seconds } = timed;
      this.#progress.done({
        seed,
        steps: result.steps,
        seconds,
        coverage: result.coverage,
        failure: failed === null ? null : { seed, ...failed },
      });
      if (performance.now() - this.#savedMs > SAVE_EVERY_MS) {
        this.#savedMs = performance.now();
        this.#progress.save();
      }
    }
  }

  #take(): number | null {
    if (this.#progress.failures.length >= this.#args.failuresMax) {
      return null;
    }
    while (this.#progress.isDone(this.#next)) {
      this.#next += 1;
    }
    const seed = this.#next;
    this.#next += 1;
    return seed > this.#args.seeds.last ? null : seed;
  }

  async #look(
    { result, seconds }: TimedResult,
    worker: SeedWorker,
  ): Promise<{ readonly check: string; readonly sentence: string } | null> {
    const { description, violation } = result;
    if (this.#args.isVerbose) {
      say(
        `seed ${description.seed}: ${result.steps} steps, ${(result.simulatedUs / 1e6).toFixed(1)} simulated s, ${seconds.toFixed(2)} s, ${result.operations} requests, hash ${result.traceHash.toString(16)}`,
      );
    }
    if (violation !== null) {
      await reportFailure(result, this.#args);
      return { check: violation.check, sentence: violation.sentence };
    }
    if (description.seed % REPEATED_SEED_EVERY === 0) {
      const again = await worker.run(description);
      if (again.result.traceHash !== result.traceHash) {
        const sentence = `seed ${description.seed} took another way the second time: hashes ${result.traceHash} and ${again.result.traceHash}`;
        say(`deterministic: ${sentence}`);
        return { check: "deterministic", sentence };
      }
    }
    return null;
  }
}

/** What failed, the command that repeats it, and where it is described. */
async function reportFailure(result: RunResult, args: SimArguments): Promise<void> {
  const { description, violation } = result;
  say(`seed ${description.seed}: ${violation?.check}: ${violation?.sentence}`);
  say(`  again: ${commandOf(description)}`);
  const smaller = args.shrink ? await shrinkFailure(result) : description;
  if (smaller !== description) {
    say(`  smaller: ${commandOf(smaller)}`);
  }
  mkdirSync(args.failures, { recursive: true });
  const path = join(args.failures, `seed-${description.seed}`);
  await describeRun(smaller, { trace: `${path}.txt`, html: `${path}.html`, traceTla: null });
  say(`  described in ${path}.txt and ${path}.html`);
}

async function shrinkFailure(result: RunResult): Promise<RunDescription> {
  const { description } = await shrink(
    {
      description: result.description,
      outcome: result,
      clients: result.options.clients.count,
      triesMax: SHRINK_TRIES_MAX,
    },
    { simulate: async (smaller) => await simulate(smaller) },
  );
  return description;
}

async function describeRun(
  description: RunDescription,
  files: {
    readonly trace: string | null;
    readonly html: string | null;
    readonly traceTla: string | null;
  },
): Promise<RunResult> {
  const writer = new ReportWriter(files);
  const result = await simulate(description, { listener: writer.listener });
  writer.finish({
    title: `seed ${description.seed}, ${description.steps} steps`,
    command: commandOf(description),
    violation: result.violation,
  });
  return result;
}

async function main(): Promise<number> {
  const accepted = findAccepted();
  if (accepted.length > 0) {
    say(`the checker of histories lets pass: ${accepted.join(", ")}`);
    return 1;
  }
  const args = parseArguments(process.argv.slice(2));
  const { trace, html, traceTla, seeds } = args;
  if ((trace ?? html ?? traceTla) !== null) {
    const result = await describeRun(describeSeed(args, seeds.first), { trace, html, traceTla });
    const { violation } = result;
    say(
      violation === null
        ? `seed ${seeds.first}: no violation in ${result.steps} steps`
        : `seed ${seeds.first}: ${violation.check}: ${violation.sentence}`,
    );
    return violation === null ? 0 : 1;
  }
  return (await new SeedRange(args).run()) ? 0 : 1;
}

main().then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    process.stderr.write(
      error instanceof RangeError || error instanceof TypeError
        ? `${error.message}\n${USAGE}\n`
        : `${error instanceof Error ? error.stack : String(error)}\n`,
    );
    process.exitCode = 2;
  },
);
