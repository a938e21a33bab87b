import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { DEFAULT_STEPS, type RunDescription } from "./run.ts";

/** What the command line asks for. */
export interface SimArguments {
  readonly seeds: { readonly first: number; readonly last: number };
  readonly steps: number;
  /** Of a single seed, as a shrunk failure needs it. */
  readonly skippedFaults: readonly number[];
  readonly skippedClients: readonly number[];
  /** Processes that share the seeds. */
  readonly jobs: number;
  /** Remembers what is done, so that many sessions can share a long range. */
  readonly resume: string | null;
  /** Where what failed is described. */
  readonly failures: string;
  readonly failuresMax: number;
  readonly shrink: boolean;
  readonly trace: string | null;
  readonly html: string | null;
  readonly traceTla: string | null;
  /** Members come and go by the operator, or by an administrator; null: as each seed draws it. */
  readonly operator: boolean | null;
  readonly isVerbose: boolean;
}

export const USAGE = `npm run sim -- --seeds A..B [--steps N] [--jobs N] [--resume FILE] [--failures FOLDER] [--failures-max N] [--no-shrink] [--operator yes|no] [--verbose]
npm run sim -- --seeds A [--steps N] [--skip-faults 1,2,5..9] [--skip-clients 2] [--trace FILE] [--html FILE] [--trace-tla FILE]`;

/** @throws RangeError with a sentence that says which argument is wrong. */
export function parseArguments(args: readonly string[]): SimArguments {
  const { values } = parseArgs({
    args: [...args],
    strict: true,
    options: {
      seeds: { type: "string", default: "1..300" },
      steps: { type: "string", default: String(DEFAULT_STEPS) },
      "skip-faults": { type: "string", default: "" },
      "skip-clients": { type: "string", default: "" },
      jobs: { type: "string", default: "1" },
      resume: { type: "string" },
      failures: { type: "string", default: join(tmpdir(), "raft-sim") },
      "failures-max": { type: "string", default: "10" },
      "no-shrink": { type: "boolean", default: false },
      operator: { type: "string" },
      trace: { type: "string" },
      html: { type: "string" },
      "trace-tla": { type: "string" },
      verbose: { type: "boolean", default: false },
    },
  });
  const seeds = parseRange("--seeds", values.seeds);
  const parsed: SimArguments = {
    seeds: { first: seeds[0] ?? 1, last: seeds.at(-1) ?? 1 },
    steps: parseInteger("--steps", values.steps),
    skippedFaults: parseList("--skip-faults", values["skip-faults"]),
    skippedClients: parseList("--skip-clients", values["skip-clients"]),
    jobs: Math.max(1, parseInteger("--jobs", values.jobs)),
    resume: values.resume ?? null,
    failures: values.failures,
    failuresMax: parseInteger("--failures-max", values["failures-max"]),
    shrink: !values["no-shrink"],
    trace: values.trace ?? null,
    html: values.html ?? null,
    traceTla: values["trace-tla"] ?? null,
    operator: values.operator === undefined ? null : values.operator === "yes",
    isVerbose: values.verbose,
  };
  const isForOne = parsed.trace ?? parsed.html ?? parsed.traceTla;
  if (isForOne !== null && parsed.seeds.first !== parsed.seeds.last) {
    throw new RangeError("--trace, --html and --trace-tla describe one run: give one seed");
  }
  return parsed;
}

export function describeSeed(args: SimArguments, seed: number): RunDescription {
  return {
    seed,
    steps: args.steps,
    ...(args.operator === null ? {} : { overrides: { operator: args.operator } }),
    ...(args.skippedFaults.length === 0 ? {} : { skippedFaults: args.skippedFaults }),
    ...(args.skippedClients.length === 0 ? {} : { skippedClients: args.skippedClients }),
  };
}

/** The one command that repeats a run. */
export function commandOf(description: RunDescription): string {
  const { seed, steps, overrides, skippedFaults = [], skippedClients = [] } = description;
  const parts = [`npm run sim -- --seeds ${seed} --steps ${steps}`];
  if (overrides?.operator !== undefined) {
    parts.push(`--operator ${overrides.operator ? "yes" : "no"}`);
  }
  if (skippedFaults.length > 0) {
    parts.push(`--skip-faults ${formatList(skippedFaults)}`);
  }
  if (skippedClients.length > 0) {
    parts.push(`--skip-clients ${formatList(skippedClients)}`);
  }
  return parts.join(" ");
}

/** Runs of numbers as `5..9`. */
export function formatList(numbers: readonly number[]): string {
  const sorted = [...new Set(numbers)].sort((left, right) => left - right);
  const runs: { first: number; last: number }[] = [];
  for (const number of sorted) {
    const run = runs.at(-1);
    if (run !== undefined && run.last === number - 1) {
      run.last = number;
    } else {
      runs.push({ first: number, last: number });
    }
  }
  return runs
    .map(({ first, last }) => (first === last ? String(first) : `${first}..${last}`))
    .join(",");
}

function parseList(name: string, text: string): readonly number[] {
  return text === "" ? [] : text.split(",").flatMap((part) => parseRange(name, part));
}

function parseRange(name: string, text: string): readonly number[] {
  const [first = "", last = first] = text.split("..");
  const from = parseInteger(name, first);
  const to = parseInteger(name, last);
  if (to < from) {
    throw new RangeError(`${name} must be a number or a range such as 1..300, found ${text}`);
  }
  return from === to ? [from] : Array.from({ length: to - from + 1 }, (_, at) => from + at);
}

function parseInteger(name: string, text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 0 || text === "") {
    throw new RangeError(`${name} must be an integer from 0, found ${text}`);
  }
  return value;
}
