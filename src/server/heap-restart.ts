import { SEMI_SPACE_MIB } from "./memory-plan.ts";

/** Set in a process that was restarted already: whatever its heap's limit is now, it stays. */
const RESTARTED_VARIABLE = "RAFT_HEAP_LIMITED";

/** The parts of `process` that a restart needs; execve exists from Node.js 22.15 on. */
export interface RestartHost {
  readonly execPath: string;
  readonly execArgv: readonly string[];
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly execve?: (
    file: string,
    args: readonly string[],
    env: Readonly<Record<string, string>>,
  ) => void;
}

/** The heap's whole limit is the old space and three semi-spaces, whose default size differs between versions of Node.js. */
export function heapFlags(oldSpaceMib: number): readonly string[] {
  return [`--max-old-space-size=${oldSpaceMib}`, `--max-semi-space-size=${SEMI_SPACE_MIB}`];
}

/**
 * Replaces this process by itself (same pid, same command line) with a heap of at most `oldSpaceMib`: the only way to change a limit that V8 reads when it starts.
 * A child process would do too, but would outlive a SIGKILL of its parent with the database open.
 *
 * @returns only where it cannot be done: Node.js is too old, or it was done already.
 */
export function restartWithHeap(oldSpaceMib: number, host: RestartHost): void {
  if (host.execve === undefined || host.env[RESTARTED_VARIABLE] !== undefined) {
    return;
  }
  const env: Record<string, string> = { [RESTARTED_VARIABLE]: "1" };
  for (const [name, value] of Object.entries(host.env)) {
    if (value !== undefined) {
      env[name] = value;
    }
  }
  host.execve(
    host.execPath,
    [host.execPath, ...host.execArgv, ...heapFlags(oldSpaceMib), ...host.argv.slice(1)],
    env,
  );
}
