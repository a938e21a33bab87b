import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const PROGRAM = fileURLToPath(new URL("../../../src/cli/raft-node.ts", import.meta.url));
export const TOKEN = "integration-test-token-0123456789";

interface LogLine {
  readonly msg: string;
  readonly [field: string]: unknown;
}

/** A folder of its own for one node, its token file in it. */
export class NodeFolder {
  readonly path: string = mkdtempSync(join(tmpdir(), "raft-node-"));
  readonly dataDir: string = join(this.path, "data");
  readonly tokenFile: string = join(this.path, "token");

  constructor() {
    writeFileSync(this.tokenFile, `${TOKEN}\n`, { mode: 0o600 });
  }

  remove(): void {
    rmSync(this.path, { recursive: true, force: true });
  }
}

export interface NodeExit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** A real `raft-node` process, its log read line by line. */
export class NodeChild {
  readonly child: ChildProcess;
  readonly exited: Promise<NodeExit>;
  readonly log: LogLine[] = [];
  readonly stderr: string[] = [];
  #waiters: (() => void)[] = [];
  #isOver = false;

  private constructor(args: readonly string[], environment: Readonly<Record<string, string>>) {
    this.child = spawn(process.execPath, ["--import", "tsx", PROGRAM, ...args], {
      env: { ...process.env, ...environment },
      stdio: ["ignore", "pipe", "pipe"],
    });
    this.exited = once(this.child, "close").then(() => {
      this.#isOver = true;
      this.#wake();
      return { code: this.child.exitCode, signal: this.child.signalCode };
    });
    createInterface({ input: this.child.stderr! }).on("line", (line) => {
      this.stderr.push(line);
      if (line.startsWith("{")) {
        this.log.push(JSON.parse(line));
      }
      this.#wake();
    });
  }

  static spawn(
    args: readonly string[],
    environment: Readonly<Record<string, string>> = {},
  ): NodeChild {
    return new NodeChild(args, environment);
  }

  static async start(
    folder: NodeFolder,
    options: {
      readonly args?: readonly string[];
      readonly environment?: Readonly<Record<string, string>>;
    } = {},
  ): Promise<NodeChild> {
    const node = new NodeChild(
      [
        `--data-dir=${folder.dataDir}`,
        `--admin-token-file=${folder.tokenFile}`,
        "--tick-ms=20",
        ...["client", "peer", "http", "admin"].map((port) => `--listen-${port}=127.0.0.1:0`),
        ...(options.args ?? []),
      ],
      options.environment ?? {},
    );
    await node.line("listening");
    return node;
  }

  /** The first line with this message; rejects with the log where the process ends without it. */
  async line(message: string): Promise<LogLine> {
    for (;;) {
      const found = this.log.find((line) => line.msg === message);
      if (found !== undefined) {
        return found;
      }
      if (this.#isOver) {
        throw new Error(
          `the node ended without ${JSON.stringify(message)}:\n${this.stderr.join("\n")}`,
        );
      }
      await new Promise<void>((resolve) => this.#waiters.push(resolve));
    }
  }

  address(port: "client" | "http" | "admin"): string {
    const listening = this.log.find((line) => line.msg === "listening");
    return String(listening?.[port]);
  }

  port(name: "client" | "http" | "admin"): number {
    return Number(this.address(name).split(":").at(-1));
  }

  async kill(signal: NodeJS.Signals): Promise<NodeExit> {
    this.child.kill(signal);
    return await this.exited;
  }

  #wake(): void {
    const waiters = this.#waiters;
    this.#waiters = [];
    for (const waiter of waiters) {
      waiter();
    }
  }
}
