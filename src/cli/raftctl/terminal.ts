/** Where a command writes and reads; a test gives its own. */
export interface Terminal {
  /** A line of the result. */
  out(line: string): void;
  /** Bytes of the result, as they are. */
  outBytes(bytes: Uint8Array): void;
  /** A line about the result: progress, trouble. */
  note(line: string): void;
  /** All of standard input. */
  readInput(): Promise<Uint8Array>;
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
    readInput: async () => {
      const chunks: Uint8Array[] = [];
      for await (const chunk of process.stdin) {
        chunks.push(typeof chunk === "string" ? Buffer.from(chunk) : toBytes(chunk));
      }
      return Buffer.concat(chunks);
    },
    interactive: process.stdout.isTTY,
  };
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
