import type { ExitCode } from "../exit-codes.ts";

/** A command that cannot be done, with a sentence for the person who typed it and the exit code for a program that did. */
export class CliError extends Error {
  override readonly name = "CliError";
  readonly exitCode: ExitCode;

  constructor(message: string, exitCode: ExitCode, options?: ErrorOptions) {
    super(message, options);
    this.exitCode = exitCode;
  }
}
