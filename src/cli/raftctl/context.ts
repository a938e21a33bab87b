import type { Clock } from "../../utils/clock.ts";
import type { Command } from "./command-line.ts";
import type { Terminal } from "./terminal.ts";

/** What a command works with. */
export interface CommandContext {
  readonly command: Command;
  readonly terminal: Terminal;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly clock: Clock;
  /** Aborted by Ctrl-C or SIGTERM. */
  readonly signal: AbortSignal;
  /** Program and first arguments of a node process. */
  readonly nodeCommand: readonly [string, ...string[]];
}
