import { randomUUID } from "node:crypto";
import { link, mkdir, readFile, readdir, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { HostError } from "../../host.ts";
import { errorCode, identify, isRunning } from "./process-identity.ts";
import type { ProcessIdentity } from "./process-identity.ts";

interface LockFile {
  /** Null once released. */
  readonly holder: ProcessIdentity | null;
}

const RETRY_MS = 20;

/**
 * An exclusive lock between processes of one machine that a killed holder cannot keep. It is a row of numbered files, of which the highest decides: whoever finds it released, or
 * its holder dead, links the next number, which only one can. The highest file is never removed and no number is used twice, so a stale look never wins.
 */
export class FileLock {
  readonly #folder: string;
  readonly #what: string;
  #held: number | null = null;

  /** `what` stands in the error text: what the holder is doing. */
  constructor(options: { readonly folder: string; readonly what: string }) {
    this.#folder = options.folder;
    this.#what = options.what;
  }

  /** The process that holds it, this one included; null where it is free. */
  async holder(): Promise<ProcessIdentity | null> {
    const highest = await this.#highest();
    return highest === 0 ? null : await this.#readHolder(highest);
  }

  /** @throws HostError UNAVAILABLE with the holder's pid when it is not free within `waitMs`. */
  async acquire(options: { readonly waitMs: number; readonly signal: AbortSignal }): Promise<void> {
    await mkdir(this.#folder, { recursive: true, mode: 0o700 });
    const endMs = performance.now() + options.waitMs;
    for (;;) {
      options.signal.throwIfAborted();
      const held = await this.#tryNext();
      if (held !== null) {
        this.#held = held;
        return;
      }
      if (performance.now() >= endMs) {
        const holder = await this.holder();
        const who = holder === null ? "another process" : `process ${holder.pid}`;
        throw new HostError(`${who} is ${this.#what}: stop it first, or wait`, {
          code: "UNAVAILABLE",
          retryAfterMs: null,
        });
      }
      await sleep(RETRY_MS, undefined, { signal: options.signal });
    }
  }

  /** Idempotent. */
  async release(): Promise<void> {
    const held = this.#held;
    if (held === null) {
      return;
    }
    this.#held = null;
    const path = this.#path(held);
    const temporary = `${path}.${randomUUID()}`;
    await writeFile(temporary, JSON.stringify({ holder: null } satisfies LockFile));
    await rename(temporary, path);
  }

  async #tryNext(): Promise<number | null> {
    const highest = await this.#highest();
    if (highest > 0 && (await this.#readHolder(highest)) !== null) {
      return null;
    }
    const mine = highest + 1;
    if (!(await this.#linkOwn(mine))) {
      return null;
    }
    const numbers = await this.#numbers();
    if (numbers.some((number) => number > mine)) {
      await rm(this.#path(mine), { force: true });
      return null;
    }
    for (const number of numbers.filter((other) => other < mine)) {
      await rm(this.#path(number), { force: true });
    }
    return mine;
  }

  /** False where another process has that number. */
  async #linkOwn(number: number): Promise<boolean> {
    const temporary = join(this.#folder, `candidate.${randomUUID()}`);
    await writeFile(
      temporary,
      JSON.stringify({ holder: identify(process.pid) } satisfies LockFile),
    );
    try {
      await link(temporary, this.#path(number));
      return true;
    } catch (error) {
      if (errorCode(error) === "EEXIST") {
        return false;
      }
      throw error;
    } finally {
      await rm(temporary, { force: true });
    }
  }

  async #readHolder(number: number): Promise<ProcessIdentity | null> {
    let text: string;
    try {
      text = await readFile(this.#path(number), "utf8");
    } catch (error) {
      if (errorCode(error) === "ENOENT") {
        return null;
      }
      throw error;
    }
    const holder = parseHolder(text);
    return holder !== null && isRunning(holder) ? holder : null;
  }

  async #highest(): Promise<number> {
    return Math.max(0, ...(await this.#numbers()));
  }

  async #numbers(): Promise<readonly number[]> {
    try {
      const names = await readdir(this.#folder);
      return names.flatMap((name) => {
        const match = /^lock\.(\d+)$/.exec(name);
        return match === null ? [] : [Number(match[1])];
      });
    } catch (error) {
      if (errorCode(error) === "ENOENT") {
        return [];
      }
      throw error;
    }
  }

  #path(number: number): string {
    return join(this.#folder, `lock.${number}`);
  }
}

/** A file is linked whole, so one that is no JSON was torn by a power cut, and its holder is gone with it. */
function parseHolder(text: string): ProcessIdentity | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) {
      return null;
    }
    throw error;
  }
  if (typeof value !== "object" || value === null || !("holder" in value)) {
    return null;
  }
  const { holder } = value;
  if (typeof holder !== "object" || holder === null) {
    return null;
  }
  return "pid" in holder &&
    "startTime" in holder &&
    typeof holder.pid === "number" &&
    typeof holder.startTime === "string"
    ? { pid: holder.pid, startTime: holder.startTime }
    : null;
}
