import { type ChildProcessByStdio, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { createInterface, type Interface } from "node:readline";
import type { Readable, Writable } from "node:stream";
import type { Kind } from "../conformance/runner.ts";

export interface Command {
  readonly directive: string;
  readonly input: string;
}

export interface Answer {
  /** One for each command, up to the one that failed. */
  readonly outputs: readonly string[];
  /** Why the script ended early, such as a panic of etcd; empty when it did not. */
  readonly failure: string;
}

/** Plays a script from its start. */
export interface Player {
  play(kind: Kind, commands: readonly Command[]): Promise<Answer>;
}

const MODULE = resolve(import.meta.dirname, "go");

/** Null where the Go module can be built, else why not: there is no Go, or its packages cannot be had. */
export function whyNoReference(): string | null {
  try {
    execFileSync("go", ["mod", "download"], { cwd: MODULE, stdio: ["ignore", "ignore", "pipe"] });
    return null;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") {
      return "there is no Go on this machine";
    }
    return `the Go modules cannot be downloaded: ${error instanceof Error ? error.message : String(error)}`;
  }
}

/** etcd's own Raft as a child process: a script in, its outputs out, one at a time. */
export class Reference implements Player {
  readonly #folder: string;
  readonly #child: ChildProcessByStdio<Writable, Readable, null>;
  readonly #lines: Interface;
  readonly #iterator: AsyncIterator<string>;

  /** Builds the Go module; the first time that needs the Go module proxy. */
  constructor() {
    this.#folder = mkdtempSync(join(tmpdir(), "raft-reference-"));
    const program = join(this.#folder, "reference");
    execFileSync("go", ["build", "-o", program, "."], { cwd: MODULE, stdio: "inherit" });
    this.#child = spawn(program, [], { stdio: ["pipe", "pipe", "inherit"] });
    this.#lines = createInterface({ input: this.#child.stdout });
    this.#iterator = this.#lines[Symbol.asyncIterator]();
  }

  async play(kind: Kind, commands: readonly Command[]): Promise<Answer> {
    this.#child.stdin.write(`${JSON.stringify({ kind, cases: commands })}\n`);
    const line = await this.#iterator.next();
    if (line.done === true) {
      throw new Error("the reference ended before it had answered");
    }
    const answer: { outputs: string[] | null; failure: string } = JSON.parse(line.value);
    return { outputs: answer.outputs ?? [], failure: answer.failure };
  }

  async close(): Promise<void> {
    const closed = once(this.#child, "close");
    this.#child.stdin.end();
    await closed;
    this.#lines.close();
    rmSync(this.#folder, { recursive: true });
  }
}
