import { setTimeout as sleep } from "node:timers/promises";
import type { Clock } from "../../utils/clock.ts";
import { CliError } from "./cli-error.ts";
import { KvConnection } from "./kv-client.ts";
import type { KeyValueRow } from "./kv-client.ts";
import { WriteMeter } from "./write-meter.ts";

export interface DemoWritersOptions {
  /** Each has one write in flight. */
  readonly writers: number;
  /** Between two writes of one writer. */
  readonly pauseMs: number;
}

export interface DemoWritersDependencies {
  readonly clock: Clock;
  /** Client ports of the members that there are at the moment. */
  readonly endpoints: () => readonly string[];
}

export interface RangeReader {
  get(request: {
    readonly key: Uint8Array;
    readonly prefix: boolean;
    readonly limit: number;
    readonly serializable: boolean;
  }): Promise<readonly KeyValueRow[]>;
}

const PUT_TIMEOUT_MS = 1500;
const RETRY_MS = 25;
/** Keys end with so many digits; those before them choose a page. */
const PAGE_DIGITS = 3;
const PAGE_ROWS = 10 ** PAGE_DIGITS;

/**
 * Writes without end, each writer one key after another, to whichever member answers. A write whose outcome is unknown is repeated with the same key and value, which does no harm;
 * so a writer's acknowledged keys are 1 to n, and the whole ledger is one number a writer.
 */
export class DemoWriters {
  readonly #options: DemoWritersOptions;
  readonly #dependencies: DemoWritersDependencies;
  readonly #stop = new AbortController();
  readonly #counts: number[];
  readonly meter: WriteMeter = new WriteMeter();
  #repeated = 0;
  #running: Promise<unknown> = Promise.resolve();

  constructor(options: DemoWritersOptions, dependencies: DemoWritersDependencies) {
    this.#options = options;
    this.#dependencies = dependencies;
    this.#counts = Array.from({ length: options.writers }, () => 0);
  }

  /** Attempts that were not acknowledged and were made again. */
  get repeated(): number {
    return this.#repeated;
  }

  /** Acknowledged keys of each writer. */
  get counts(): readonly number[] {
    return this.#counts;
  }

  /** What comes to pass from now on is no gap. */
  get stopped(): boolean {
    return this.#stop.signal.aborted;
  }

  start(): void {
    this.#running = Promise.all(this.#counts.map((_count, writer) => this.#write(writer)));
  }

  /** Resolves when none is in flight any more. @throws what is a bug. */
  async stop(): Promise<void> {
    this.#stop.abort();
    await this.#running;
  }

  async #write(writer: number): Promise<void> {
    const { signal } = this.#stop;
    const { clock, endpoints } = this.#dependencies;
    let turn = writer;
    let endpoint = "";
    let connection: KvConnection | null = null;
    while (!signal.aborted) {
      const known = endpoints();
      const wanted = known[turn % Math.max(1, known.length)] ?? "";
      if (connection === null || wanted !== endpoint) {
        connection?.[Symbol.dispose]();
        endpoint = wanted;
        connection = new KvConnection({ endpoint });
      }
      const number = (this.#counts[writer] ?? 0) + 1;
      try {
        await connection.put(demoRow(writer, number), { timeoutMs: PUT_TIMEOUT_MS, signal });
        this.#counts[writer] = number;
        this.meter.count(clock.now());
        await sleep(this.#options.pauseMs);
      } catch (error) {
        if (!(error instanceof CliError)) {
          throw error;
        }
        if (!signal.aborted) {
          this.#repeated += 1;
          turn += 1;
          await sleep(RETRY_MS);
        }
      }
    }
    connection?.[Symbol.dispose]();
  }
}

/** How many acknowledged writes are not there, or hold another value. Reads a page at a time, and calls back after each. */
export async function countLost(
  reader: RangeReader,
  counts: readonly number[],
  progress: (readRows: number) => void,
): Promise<number> {
  let lost = 0;
  let readRows = 0;
  for (const [writer, count] of counts.entries()) {
    for (let first = 0; first <= count; first += PAGE_ROWS) {
      const key = Buffer.from(keyOf(writer, first).slice(0, -PAGE_DIGITS));
      const rows = await reader.get({ key, prefix: true, limit: PAGE_ROWS, serializable: false });
      const found = new Map(
        rows.map((row) => [Buffer.from(row.key).toString(), Buffer.from(row.value).toString()]),
      );
      const last = Math.min(count, first + PAGE_ROWS - 1);
      for (let number = Math.max(1, first); number <= last; number += 1) {
        lost += found.get(keyOf(writer, number)) === valueOf(writer, number) ? 0 : 1;
        readRows += 1;
      }
      progress(readRows);
    }
  }
  return lost;
}

export function demoRow(
  writer: number,
  number: number,
): { readonly key: Uint8Array; readonly value: Uint8Array } {
  return {
    key: Buffer.from(keyOf(writer, number)),
    value: Buffer.from(valueOf(writer, number)),
  };
}

function keyOf(writer: number, number: number): string {
  return `demo/${writer}/${String(number).padStart(9, "0")}`;
}

function valueOf(writer: number, number: number): string {
  return `value ${number} of writer ${writer}`;
}
