import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { Registry } from "prom-client";
import { GrpcFront } from "../../src/server/grpc-front.ts";
import type { RpcMethod } from "../../src/server/rpc.ts";
import { ServerMetrics } from "../../src/server/server-metrics.ts";
import { SystemClock } from "../../src/utils/clock.ts";
import { SILENT_LOGGER } from "../../src/utils/logger.ts";

const MODULE = resolve(import.meta.dirname, "go");
const H2SPEC = "github.com/summerwind/h2spec/cmd/h2spec";
const ECHO: readonly RpcMethod[] = [
  { kind: "unary", name: "Echo", call: async (request) => request },
  { kind: "stream", name: "Stream", call: (requests) => requests },
];

/** Null where the Go module can be built, else why not. */
function whyNoGo(): string | null {
  try {
    execFileSync("go", ["mod", "download"], { cwd: MODULE, stdio: ["ignore", "ignore", "pipe"] });
    return null;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "ENOENT"
      ? "there is no Go on this machine"
      : `the Go modules cannot be downloaded: ${String(error)}`;
  }
}

async function startFront(): Promise<GrpcFront & { readonly boundPort: number }> {
  const front = new GrpcFront(
    {
      port: "client",
      address: { host: "127.0.0.1", port: 0 },
      requestBytesMax: 3 * 1024 * 1024,
      requestTimeoutMs: 60_000,
      connectionsMax: 1000,
      connectionStreamsMax: 1000,
    },
    {
      services: [{ name: "test.Service", methods: ECHO }],
      extensions: [],
      clock: new SystemClock(),
      stopping: new AbortController().signal,
      metrics: new ServerMetrics({
        registry: new Registry(),
        storageUsage: () => null,
        version: "test",
      }),
      logger: SILENT_LOGGER,
    },
  );
  const { port } = await front.start();
  return Object.assign(front, { boundPort: port });
}

/** The program's exit code; what it says is shown. */
async function run(program: string, args: readonly string[]): Promise<number> {
  const child = spawn(program, args, { stdio: "inherit" });
  const [code] = await once(child, "exit");
  return typeof code === "number" ? code : 1;
}

/**
 * The front that a node serves with, before h2spec (RFC 9113 and 7541, test by test) and before grpc-go's client. Exit code 1 when either finds a fault; 0 with
 * a warning where there is no Go.
 */
async function main(): Promise<number> {
  const missing = whyNoGo();
  if (missing !== null) {
    process.stderr.write(`SKIPPED: HTTP/2 was not tried, as ${missing}\n`);
    return 0;
  }
  const folder = mkdtempSync(join(tmpdir(), "raft-http2-"));
  const front = await startFront();
  try {
    const build = (name: string, what: string): string => {
      const program = join(folder, name);
      execFileSync("go", ["build", "-o", program, what], { cwd: MODULE, stdio: "inherit" });
      return program;
    };
    const spec = build("h2spec", H2SPEC);
    const client = build("client", ".");
    const specCode = await run(spec, [
      "--port",
      String(front.boundPort),
      "--strict",
      "--timeout",
      "5",
    ]);
    const clientCode = await run(client, [`127.0.0.1:${front.boundPort}`]);
    return specCode === 0 && clientCode === 0 ? 0 : 1;
  } finally {
    front.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

process.exitCode = await main();
