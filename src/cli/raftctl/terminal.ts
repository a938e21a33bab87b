import type { Readable } from "node:stream";

const HIDE_CURSOR = "\u001B[?25l";
const SHOW_CURSOR = "\u001B[?25h";
/** Of a terminal that does not tell its size. */
const COLUMNS_UNKNOWN = 80;
const ROWS_UNKNOWN = 24;

/** Where a command writes and reads; a test gives its own. */
export interface Terminal {
  /** A line of the result. */
  out(line: string): void;
  /** Bytes of the result, as they are. */
  outBytes(bytes: Uint8Array): void;
  /** A line about the result: progress, trouble. */
  note(line: string): void;
  /** All of standard input. Rejects with the signal's reason once it is aborted. */
  readInput(signal: AbortSignal): Promise<Uint8Array>;
  /** Standard input is a keyboard: somebody has to be told that it is read. */
  readonly inputIsTerminal: boolean;
  /** Where lines can be drawn again in place; null where standard output is no terminal, or one that cannot. */
  readonly screen: Screen | null;
}

/** A terminal that understands ANSI sequences. */
export interface Screen {
  /** As they are at the moment. */
  readonly columns: number;
  readonly rows: number;
  readonly colour: boolean;
  write(text: string): void;
  /** Until disposed, or the end of the process however it comes. */
  hideCursor(): Disposable;
}

export function processTerminal(
  environment: Readonly<Record<string, string | undefined>>,
): Terminal {
  return {
    out: (line) => {
      process.stdout.write(`${line}\n`);
    },
    outBytes: (bytes) => {
      process.stdout.write(bytes);
    },
    note: (line) => {
      process.stderr.write(`${line}\n`);
    },
    readInput: (signal) => readAll(process.stdin, signal),
    inputIsTerminal: process.stdin.isTTY,
    screen:
      process.stdout.isTTY && environment["TERM"] !== "dumb" ? processScreen(environment) : null,
  };
}

function processScreen(environment: Readonly<Record<string, string | undefined>>): Screen {
  const { stdout } = process;
  const noColour = environment["NO_COLOR"];
  return {
    get columns() {
      return stdout.columns > 0 ? stdout.columns : COLUMNS_UNKNOWN;
    },
    get rows() {
      return stdout.rows > 0 ? stdout.rows : ROWS_UNKNOWN;
    },
    colour: noColour === undefined || noColour === "",
    write: (text) => {
      stdout.write(text);
    },
    hideCursor: () => {
      const show = (): void => {
        stdout.write(SHOW_CURSOR);
      };
      stdout.write(HIDE_CURSOR);
      process.once("exit", show);
      return {
        [Symbol.dispose]: () => {
          process.off("exit", show);
          show();
        },
      };
    },
  };
}

/** Everything until the stream's end. Rejects with the signal's reason once it is aborted, and closes the stream then. */
export async function readAll(stream: Readable, signal: AbortSignal): Promise<Uint8Array> {
  signal.throwIfAborted();
  const chunks: Uint8Array[] = [];
  const stop = (): void => {
    stream.destroy();
  };
  signal.addEventListener("abort", stop, { once: true });
  try {
    for await (const chunk of stream) {
      chunks.push(typeof chunk === "string" ? Buffer.from(chunk) : toBytes(chunk));
    }
  } catch (error) {
    // A stream that is closed early fails with its own words; the reason is the signal's.
    signal.throwIfAborted();
    throw error;
  } finally {
    signal.removeEventListener("abort", stop);
  }
  signal.throwIfAborted();
  return Buffer.concat(chunks);
}

function toBytes(chunk: unknown): Uint8Array {
  if (chunk instanceof Uint8Array) {
    return chunk;
  }
  throw new TypeError("standard input gave something else than bytes");
}

/** Rows under a heading, in columns as wide as their widest cell. */
export function table(rows: readonly (readonly string[])[]): readonly string[] {
  const widths: number[] = [];
  for (const row of rows) {
    row.forEach((cell, at) => {
      widths[at] = Math.max(widths[at] ?? 0, cell.length);
    });
  }
  return rows.map((row) =>
    row
      .map((cell, at) => cell.padEnd((widths[at] ?? 0) + 3))
      .join("")
      .trimEnd(),
  );
}
