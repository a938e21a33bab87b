import { HostError } from "../../operator/host.ts";
import { readVersion } from "../../server/version.ts";
import { assertNever } from "../../utils/assert.ts";
import type { Clock } from "../../utils/clock.ts";
import { EXIT_CODE, type ExitCode } from "../exit-codes.ts";
import { CliError } from "./cli-error.ts";
import { parseCommandLine } from "./command-line.ts";
import type { CommandContext } from "./context.ts";
import { demo } from "./demo.ts";
import { kvDelete, kvGet, kvPut } from "./kv.ts";
import { localDelete, localGet } from "./local-get.ts";
import { localScale } from "./local-scale.ts";
import { localUp } from "./local-up.ts";
import { memberList } from "./members.ts";
import { status } from "./status.ts";
import type { Terminal } from "./terminal.ts";

export interface ProgramInput {
  /** In front of each message: raftctl, or kubectl raft. */
  readonly program: string;
  /** How this program was called, for hints and help. */
  readonly invocation: string;
  readonly args: readonly string[];
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly signal: AbortSignal;
  readonly nodeCommand: readonly [string, ...string[]];
}

/** Runs one command line. Errors that a person can act on become sentences and an exit code; everything else is a bug and is thrown. A command that the signal ends is no failure of its own, unless it says what it leaves behind. */
export async function run(
  input: ProgramInput,
  dependencies: { readonly terminal: Terminal; readonly clock: Clock },
): Promise<ExitCode> {
  const { terminal, clock } = dependencies;
  try {
    const line = parseCommandLine(input.args, input.invocation);
    if (line.kind !== "command") {
      terminal.out(line.kind === "help" ? line.text : readVersion());
      return EXIT_CODE.ok;
    }
    return await runCommand({ ...input, command: line.command, terminal, clock });
  } catch (error) {
    if (input.signal.aborted && !(error instanceof CliError)) {
      terminal.note(`${input.program}: stopped`);
      return EXIT_CODE.interrupted;
    }
    const failure = failureOf(error);
    if (failure === null) {
      throw error;
    }
    for (const text of failure.message.split("\n")) {
      terminal.note(`${input.program}: ${text}`);
    }
    return failure.exitCode;
  }
}

function runCommand(context: CommandContext): Promise<ExitCode> {
  switch (context.command.name) {
    case "local up":
      return localUp(context);
    case "local get":
      return localGet(context);
    case "local scale":
      return localScale(context);
    case "local delete":
      return localDelete(context);
    case "kv put":
      return kvPut(context);
    case "kv get":
      return kvGet(context);
    case "kv del":
      return kvDelete(context);
    case "member list":
      return memberList(context);
    case "status":
      return status(context);
    case "demo":
      return demo(context);
    default:
      return assertNever(context.command.name);
  }
}

const SYSTEM_CODES: ReadonlySet<unknown> = new Set([
  "EACCES",
  "EPERM",
  "ENOSPC",
  "EROFS",
  "ENOTDIR",
]);

/** Null for a bug. */
function failureOf(error: unknown): CliError | null {
  if (error instanceof CliError) {
    return error;
  }
  if (error instanceof HostError) {
    const isAway = error.code === "UNAVAILABLE" || error.code === "CONFLICT";
    const exitCode = isAway ? EXIT_CODE.unavailable : EXIT_CODE.configuration;
    return new CliError(error.message, exitCode, { cause: error });
  }
  if (error instanceof Error && "code" in error && SYSTEM_CODES.has(error.code)) {
    return new CliError(error.message, EXIT_CODE.configuration, { cause: error });
  }
  return null;
}
