import type { Clock } from "../../utils/clock.ts";
import type { Command } from "./command-line.ts";
import { quoteWord } from "./invocation.ts";
import type { Terminal } from "./terminal.ts";

/** What a command works with. */
export interface CommandContext {
  readonly command: Command;
  /** How this program was called, for a hint that can be typed as it stands. */
  readonly invocation: string;
  readonly terminal: Terminal;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly clock: Clock;
  /** Aborted by Ctrl-C or SIGTERM. */
  readonly signal: AbortSignal;
  /** Program and first arguments of a node process. */
  readonly nodeCommand: readonly [string, ...string[]];
}

/** A command line for a person to type, which looks in the same folder as this one. */
export function hintLine(
  { invocation, command }: Pick<CommandContext, "invocation" | "command">,
  words: string,
): string {
  const dir = command.values.get("dir");
  return `${invocation} ${words}${dir === undefined ? "" : ` --dir ${quoteWord(dir)}`}`;
}
