import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { runChild } from "./child.ts";
import type { PrivateCopy } from "./private-copy.ts";
import type { JudgeReport, SeedBudget, Verdict } from "./verdict.ts";

const COMPILE_TIMEOUT_MS = 120_000;
/** Of a suite: one that hangs has noticed nothing that it could name. */
const SUITE_TIMEOUT_MS = 240_000;
/** Whole nodes on RocksDB behind real sockets: what the simulator replaces by its own. */
const REAL_SMOKE = {
  file: "test/integration/transport/raft-over-grpc.test.ts",
  test: "grow from one voter to three",
};

/** Compiles a program and gives it to those who must notice that it is broken. */
export class Examiner {
  readonly #options: { readonly compile: boolean; readonly seedsTimeoutMs: number };
  readonly #signal: AbortSignal;

  constructor(
    options: { readonly compile: boolean; readonly seedsTimeoutMs: number },
    dependencies: { readonly signal: AbortSignal },
  ) {
    this.#options = options;
    this.#signal = dependencies.signal;
  }

  /** The verdict on what the copy holds, by the simulator where no suites are named. The copy's program may be the unbroken one: then it should survive. */
  async examine(
    copy: PrivateCopy,
    suites: readonly string[],
    budget: SeedBudget,
  ): Promise<Verdict> {
    const startMs = Date.now();
    const seconds = (): number => (Date.now() - startMs) / 1000;
    const reason = this.#options.compile ? await compile(copy, this.#signal) : null;
    if (reason !== null) {
      return { kind: "invalid", reason, seconds: seconds() };
    }
    const verdict =
      suites.length === 0
        ? await this.#simulate(copy, budget)
        : await runSuites(copy, suites, this.#signal);
    return { ...verdict, seconds: seconds() };
  }

  async #simulate(copy: PrivateCopy, budget: SeedBudget): Promise<Verdict> {
    const args = [
      join("test", "sim", "mutants", "judge.ts"),
      `--seeds=${budget.first}..${budget.last}`,
      `--steps=${budget.steps}`,
      `--membership=${budget.membership}`,
      ...budget.hints.map((seed) => `--hint=${seed}`),
    ];
    const { stdout, stderr, isLate } = await runChild(
      { file: join(copy.path, "node_modules", ".bin", "tsx"), args, folder: copy.path },
      { timeoutMs: this.#options.seedsTimeoutMs, signal: this.#signal },
    );
    const report = parseReport(stdout);
    if (report === null) {
      return {
        kind: "invalid",
        reason: isLate
          ? `the simulation did not end within ${this.#options.seedsTimeoutMs / 1000} s`
          : `the simulation ended without a report: ${lastLine(stderr)}`,
        seconds: 0,
      };
    }
    switch (report.kind) {
      case "smokeFailed":
        return { kind: "invalid", reason: `smoke run: ${report.reason}`, seconds: 0 };
      case "violated":
        return { kind: "killed", by: report.check, seed: report.seed, seconds: 0 };
      default:
        return { kind: "survived", budget: `${report.seeds} seeds`, seconds: 0 };
    }
  }
}

/** Null where it compiles, else the first complaint. An import that the breakage has made idle is none. */
async function compile(copy: PrivateCopy, signal: AbortSignal): Promise<string | null> {
  const { code, stdout } = await runChild(
    {
      file: join(copy.path, "node_modules", ".bin", "tsc"),
      args: [
        "-p",
        "tsconfig.build.json",
        "--noEmit",
        "--noUnusedLocals",
        "false",
        "--noUnusedParameters",
        "false",
      ],
      folder: copy.path,
    },
    { timeoutMs: COMPILE_TIMEOUT_MS, signal },
  );
  return code === 0 ? null : `does not compile: ${stdout.split("\n")[0] ?? ""}`;
}

/** A mutant of what the simulator replaces must work without faults, too, on the real thing. */
async function runSuites(
  copy: PrivateCopy,
  suites: readonly string[],
  signal: AbortSignal,
): Promise<Verdict> {
  const smoke = await runVitest(copy, [REAL_SMOKE.file, "-t", REAL_SMOKE.test], signal);
  if (smoke.kind !== "passed") {
    return { kind: "invalid", reason: `smoke run: ${smoke.first}`, seconds: 0 };
  }
  const outcome = await runVitest(copy, suites, signal);
  switch (outcome.kind) {
    case "failed":
      return { kind: "killed", by: outcome.first, seed: null, seconds: 0 };
    case "broken":
      return { kind: "invalid", reason: outcome.first, seconds: 0 };
    default:
      return { kind: "survived", budget: suites.join(" "), seconds: 0 };
  }
}

type SuiteOutcome =
  | { readonly kind: "passed"; readonly first: "" }
  /** `first`: the test that noticed. */
  | { readonly kind: "failed"; readonly first: string }
  /** A file that could not even be loaded, or a run without an end. */
  | { readonly kind: "broken"; readonly first: string };

async function runVitest(
  copy: PrivateCopy,
  args: readonly string[],
  signal: AbortSignal,
): Promise<SuiteOutcome> {
  const output = join(copy.path, "vitest.json");
  rmSync(output, { force: true });
  const { isLate, stderr } = await runChild(
    {
      file: join(copy.path, "node_modules", ".bin", "vitest"),
      args: ["run", ...args, "--reporter=json", `--outputFile=${output}`, "--bail=1"],
      folder: copy.path,
    },
    { timeoutMs: SUITE_TIMEOUT_MS, signal },
  );
  if (isLate) {
    return { kind: "broken", first: `${args[0]} did not end within ${SUITE_TIMEOUT_MS / 1000} s` };
  }
  if (!existsSync(output)) {
    return { kind: "broken", first: `${args[0]} gave no result: ${lastLine(stderr)}` };
  }
  return readVitestResult(readFileSync(output, "utf8"));
}

interface VitestReport {
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly message?: string;
    readonly assertionResults: readonly { readonly status: string; readonly fullName: string }[];
  }[];
}

/** Exported for its test. */
export function readVitestResult(json: string): SuiteOutcome {
  const { testResults } = JSON.parse(json) as VitestReport;
  for (const { assertionResults } of testResults) {
    const failed = assertionResults.find(({ status }) => status === "failed");
    if (failed !== undefined) {
      return { kind: "failed", first: failed.fullName.trim() };
    }
  }
  const broken = testResults.find(({ status }) => status === "failed");
  if (broken !== undefined) {
    return { kind: "broken", first: `${broken.name}: ${broken.message?.split("\n")[0] ?? ""}` };
  }
  const hasRun = testResults.some(({ assertionResults }) =>
    assertionResults.some(({ status }) => status === "passed"),
  );
  return hasRun ? { kind: "passed", first: "" } : { kind: "broken", first: "no test was run" };
}

function parseReport(stdout: string): JudgeReport | null {
  const line = lastLine(stdout);
  return line.startsWith("{") ? (JSON.parse(line) as JudgeReport) : null;
}

function lastLine(text: string): string {
  return text.trimEnd().split("\n").at(-1) ?? "";
}
