import type { Readable } from "node:stream";

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
  /** A person is watching. */
  readonly interactive: boolean;
}

export function processTerminal(): Terminal {
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
    interactive: process.stdout.isTTY,
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
