import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import type { Measured, Work } from "./work.ts";

/** A child that measures one work at a time, and stays, so that what is compiled while it runs stays compiled. */
export class WorkerProcess {
  readonly name: string;
  readonly #child: ChildProcess;
  readonly #lines: AsyncIterator<string>;

  constructor(name: string, command: readonly string[]) {
    const [program = "", ...args] = command;
    this.name = name;
    this.#child = spawn(program, args, { stdio: ["pipe", "pipe", "inherit"] });
    const { stdout } = this.#child;
    if (stdout === null) {
      throw new Error(`${name} was started without a pipe to read from`);
    }
    this.#lines = createInterface({ input: stdout })[Symbol.asyncIterator]();
  }

  /** @throws Error when the child ended in the place of an answer; what it had to say is on stderr. */
  async measure(work: Work): Promise<Measured> {
    this.#child.stdin?.write(`${JSON.stringify(work)}\n`);
    const line = await this.#lines.next();
    if (line.done === true) {
      throw new Error(`${this.name} ended while it measured ${JSON.stringify(work)}`);
    }
    return JSON.parse(line.value) as Measured;
  }

  stop(): void {
    this.#child.stdin?.end();
  }
}

export function startOurs(): WorkerProcess {
  const script = fileURLToPath(new URL("worker.ts", import.meta.url));
  return new WorkerProcess("ours", [process.execPath, "--import", "tsx", script]);
}

export type StartedGo =
  | { readonly kind: "started"; readonly worker: WorkerProcess; readonly version: string }
  | { readonly kind: "absent"; readonly reason: string };

/** Builds the Go module beside this file into a temporary folder, which is gone when this returns. */
export async function startGo(): Promise<StartedGo> {
  const folder = fileURLToPath(new URL("go", import.meta.url));
  const target = mkdtempSync(join(tmpdir(), "bench-core-"));
  try {
    const go = (
      args: readonly string[],
    ): { readonly text: string; readonly failure: string | null } => {
      const done = spawnSync("go", args, { cwd: folder, encoding: "utf8" });
      // Its last line says what is wrong; those before say what it was downloading.
      const said = (done.stderr ?? "").trim().split("\n").at(-1) ?? "";
      const failure = done.error?.message ?? (done.status === 0 ? null : said);
      return { text: (done.stdout ?? "").trim(), failure };
    };
    const version = go(["version"]);
    if (version.failure !== null) {
      return { kind: "absent", reason: `go cannot be run (${version.failure})` };
    }
    const program = join(target, "bench-core-go");
    const built = go(["build", "-o", program, "."]);
    if (built.failure !== null) {
      return { kind: "absent", reason: `the Go module cannot be built (${built.failure})` };
    }
    const library = go(["list", "-m", "go.etcd.io/raft/v3"]).text;
    const worker = new WorkerProcess("go", [program]);
    // One answer proves that it runs; after that it needs its file no more.
    await worker.measure({ kind: "quorum", operations: 1, voters: 1, isJoint: false });
    return { kind: "started", worker, version: `${library}, ${version.text}` };
  } finally {
    rmSync(target, { recursive: true });
  }
}
