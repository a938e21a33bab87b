#!/usr/bin/env node
import { ALL_CRASH_POINTS } from "../server/crash-points.ts";
import { nodeOptionsHelp, parseNodeOptions } from "../server/options.ts";
import type { FailureReason, ProcessOutcome } from "../server/process-outcome.ts";
import { runNode } from "../server/run-node.ts";
import { readVersion } from "../server/version.ts";
import { assertNever } from "../utils/assert.ts";
import { EXIT_CODE, type ExitCode } from "./exit-codes.ts";

const FAILURE_CODES: Readonly<Record<FailureReason, ExitCode>> = {
  software: EXIT_CODE.software,
  storage: EXIT_CODE.io,
  configuration: EXIT_CODE.configuration,
  unavailable: EXIT_CODE.unavailable,
  unanswered: EXIT_CODE.temporary,
};

function exitCodeOf(outcome: ProcessOutcome): ExitCode {
  return outcome.kind === "stopped" ? EXIT_CODE.ok : FAILURE_CODES[outcome.reason];
}

async function main(): Promise<ExitCode> {
  const parsed = parseNodeOptions({ args: process.argv.slice(2), environment: process.env });
  switch (parsed.kind) {
    case "help":
      console.log(nodeOptionsHelp());
      return EXIT_CODE.ok;
    case "version":
      console.log(readVersion());
      return EXIT_CODE.ok;
    case "listCrashPoints":
      console.log(ALL_CRASH_POINTS.join("\n"));
      return EXIT_CODE.ok;
    case "invalid":
      for (const problem of parsed.problems) {
        console.error(`raft-node: ${problem}`);
      }
      return EXIT_CODE.usage;
    case "run":
      return exitCodeOf(await runNode(parsed.options));
    default:
      return assertNever(parsed);
  }
}

// Sockets of clients would keep the process for as long as they like.
process.exit(await main());
