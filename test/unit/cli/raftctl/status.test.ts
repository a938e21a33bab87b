import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { Metadata, Server, ServerCredentials, status as grpcStatus } from "@grpc/grpc-js";
import type { ServiceDefinition, sendUnaryData } from "@grpc/grpc-js";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { run } from "../../../../src/cli/raftctl/main.ts";
import type { Screen } from "../../../../src/cli/raftctl/terminal.ts";
import { raft } from "../../../../src/gen/proto.js";
import { SystemClock } from "../../../../src/utils/clock.ts";
import { FakeApiServer } from "../../../support/fake-api-server.ts";
import { raftCluster } from "../../operator/runtime/api-harness.ts";
import { FakeScreen } from "./fake-screen.ts";

const { StatusResponse, StatusRequest } = raft.v1;

type Answer = (done: sendUnaryData<unknown>) => void;

const SERVICE: ServiceDefinition = {
  Status: {
    path: "/raft.v1.Admin/Status",
    requestStream: false,
    responseStream: false,
    requestSerialize: (value: object) => Buffer.from(StatusRequest.encode(value).finish()),
    requestDeserialize: (bytes: Buffer) => StatusRequest.decode(bytes),
    responseSerialize: (value: object) => Buffer.from(StatusResponse.encode(value).finish()),
    responseDeserialize: (bytes: Buffer) => StatusResponse.decode(bytes),
  },
};

async function serve(answer: Answer): Promise<string> {
  const server = new Server();
  server.addService(SERVICE, {
    Status: (_call: unknown, done: sendUnaryData<unknown>) => answer(done),
  });
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, bound) =>
      error === null ? resolve(bound) : reject(error),
    );
  });
  onTestFinished(() => server.forceShutdown());
  return `127.0.0.1:${port}`;
}

function node(nodeId: number, term = 3): raft.v1.IStatusResponse {
  return {
    state: raft.v1.NodeState.RUNNING,
    storeId: "s",
    clusterId: "c",
    nodeId,
    role: nodeId === 1 ? raft.v1.Role.LEADER : raft.v1.Role.FOLLOWER,
    leaderId: 1,
    term,
    commitIndex: 20,
    appliedIndex: 20,
    members: [1, 2].map((id) => ({
      nodeId: id,
      address: `p${id}`,
      storeId: "s",
      voter: true,
      matchIndex: 20,
    })),
    highestNodeId: 2,
    ready: true,
  };
}

function unavailable(details: string, metadata = new Metadata()): Answer {
  return (done) => done({ code: grpcStatus.UNAVAILABLE, details, metadata });
}

interface Ran {
  readonly code: number;
  readonly out: readonly string[];
  readonly notes: string;
}

async function statusOf(
  args: readonly string[],
  given: {
    readonly signal?: AbortSignal;
    readonly screen?: Screen;
    readonly invocation?: string;
    readonly onLine?: (line: string) => void;
  } = {},
): Promise<Ran> {
  const out: string[] = [];
  let notes = "";
  const code = await run(
    {
      program: "raftctl",
      invocation: given.invocation ?? "raftctl",
      args: ["status", ...args],
      environment: {},
      signal: given.signal ?? new AbortController().signal,
      nodeCommand: ["/no/such/node"],
    },
    {
      clock: new SystemClock(),
      terminal: {
        out: (line) => {
          out.push(line);
          given.onLine?.(line);
        },
        outBytes: () => undefined,
        note: (line) => {
          notes += `${line}\n`;
        },
        readInput: () => Promise.resolve(new Uint8Array()),
        inputIsTerminal: false,
        screen: given.screen ?? null,
      },
    },
  );
  return { code, out, notes };
}

async function folder(): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), "raftctl-status-"));
  onTestFinished(() => rm(path, { recursive: true, force: true }));
  return path;
}

async function endpoints(...addresses: readonly string[]): Promise<readonly string[]> {
  const token = join(await folder(), "token");
  await writeFile(token, "t");
  return ["--admin-endpoint", addresses.join(","), "--admin-token-file", token];
}

describe("status", () => {
  it("is a table of what the nodes say", async () => {
    const one = await serve((done) => done(null, node(1)));
    const two = await serve((done) => done(null, node(2)));

    const ran = await statusOf(await endpoints(one, two));

    expect(ran.code).toBe(0);
    expect(ran.out[0]).toBe(`cluster: 2 of 2 voters ready, ${one} leads in term 3`);
    expect(ran.out[2]).toMatch(/^ {3}1 {2}127\S+ +Leader +3 +20 +20 +0 {2}ready$/);
    expect(ran.out[3]).toMatch(/^ {3}2 {2}127\S+ +Voter +3 +20 +20 +0 {2}ready$/);
  });

  it("is cut to the terminal, and in colour there", async () => {
    const screen = new FakeScreen();
    screen.colour = true;
    const one = await serve((done) => done(null, node(1)));

    const { out } = await statusOf(await endpoints(one), { screen });

    const plain = out.map((line) => stripVTControlCharacters(line));
    expect(out[2]).toContain("\u001B[1;32m");
    expect(Math.max(...plain.map((line) => line.length))).toBeLessThan(80);
  });

  it("tells a node that answers UNAVAILABLE from one that takes no connection", async () => {
    const says = new Metadata();
    says.set("raft-not-done", "true");
    const stopping = await serve(unavailable("this node is stopping", says));
    const broken = await serve(unavailable("read ECONNRESET"));

    const ran = await statusOf(await endpoints(stopping, broken, "127.0.0.1:1"));

    expect(ran.code).toBe(69);
    expect(ran.notes).toBe(
      [
        `${stopping}: ${stopping} answers: this node is stopping`,
        `${broken}: the connection to ${broken} broke: read ECONNRESET`,
        "127.0.0.1:1: nobody takes a connection at 127.0.0.1:1\n",
      ].join("; "),
    );
  });

  it.each([
    [["demo", "--cluster", "demo"], /NAME stands for --cluster/],
    [["--watch", "--interval", "0"], /--interval must be a whole number from 1/],
  ])("with %j is refused", async (args, sentence) => {
    const given = await endpoints("127.0.0.1:1");
    const ran = await statusOf(args.includes("--watch") ? [...args, ...given] : args);

    expect([ran.code, ran.notes]).toEqual([64, expect.stringMatching(sentence)]);
  });
});

describe("status --watch", () => {
  /** Stops the watch when `lines` were written. */
  function stopAfter(lines: number): {
    readonly signal: AbortSignal;
    readonly onLine: () => void;
  } {
    const stop = new AbortController();
    let seen = 0;
    const onLine = (): void => {
      seen += 1;
      if (seen >= lines) {
        stop.abort(new Error("Ctrl-C"));
      }
    };
    return { signal: stop.signal, onLine };
  }

  it("with --json is an object a look, and ends with 0 by Ctrl-C", async () => {
    const one = await serve((done) => done(null, node(1)));

    const ran = await statusOf(["--watch", "--json", ...(await endpoints(one))], stopAfter(2));

    expect(ran.code).toBe(0);
    expect(ran.out.map((line): unknown => JSON.parse(line))).toMatchObject([
      { cluster: "cluster", leader: one, members: [{ nodeID: "1", commitIndex: 20 }, {}] },
      { cluster: "cluster", leader: one },
    ]);
  });

  it("into a file is the table once, and then a line a change", async () => {
    let looks = 0;
    const one = await serve((done) => {
      looks += 1;
      done(null, node(1, looks > 1 ? 4 : 3));
    });

    // Headline, heading and two rows first.
    const ran = await statusOf(["--watch", ...(await endpoints(one))], stopAfter(6));

    expect(ran.out[4]).toMatch(new RegExp(`^[\\d:]{8} ${one} leads in term 4$`));
    expect(ran.out[5]).toMatch(/^[\d:]{8} cluster: 1 of 2 voters ready, .* in term 4$/);
  });

  it("on a terminal is drawn in place, and gives the cursor back", async () => {
    const stop = new AbortController();
    const screen = new FakeScreen();
    const one = await serve((done) => {
      done(null, node(1));
      if (screen.written.length > 0) {
        stop.abort(new Error("Ctrl-C"));
      }
    });

    const ran = await statusOf(["--watch", ...(await endpoints(one))], {
      signal: stop.signal,
      screen,
    });

    expect(ran).toMatchObject({ code: 0, out: [] });
    expect(screen.written[0]).toContain("NODE  POD");
    expect(screen.cursorHidden).toBe(false);
  });
});

describe("status of a cluster in Kubernetes", () => {
  async function cluster(): Promise<FakeApiServer> {
    const server = new FakeApiServer();
    await server.start();
    onTestFinished(async () => {
      vi.unstubAllEnvs();
      await server.stop();
    });
    const file = join(await folder(), "kubeconfig");
    await writeFile(file, server.kubeConfig().exportConfig());
    vi.stubEnv("KUBECONFIG", file);
    server.create("raftclusters", raftCluster("demo"));
    server.change(
      "raftclusters",
      "demo",
      {
        status: {
          leader: { nodeID: "1", podName: "demo-0", term: "5" },
          members: [{ nodeID: "1", podName: "demo-0", address: "a", role: "Voter", ready: true }],
          conditions: [{ type: "Ready", status: "True", reason: "r", message: "m" }],
        },
      },
      "status",
    );
    return server;
  }

  it.each([
    ["raftctl", ["demo", "--kubernetes"]],
    ["kubectl raft", ["demo"]],
    ["kubectl raft", []],
  ])("as %s %j is what the operator wrote", async (invocation, args) => {
    await cluster();

    const ran = await statusOf(args, { invocation });

    expect(ran.notes).toBe("");
    expect(ran.out).toEqual([
      "demo: 1 of 1 voter ready, demo-0 leads in term 5",
      "NODE  POD     ROLE     TERM   COMMIT  APPLIED    LAG  NOW",
      "   1  demo-0  Leader      5        -        -      -  ready",
    ]);
    expect(ran.code).toBe(0);
  });

  it("that is not there is told", async () => {
    await cluster();

    const ran = await statusOf(["other", "--kubernetes"]);

    expect([ran.code, ran.notes]).toEqual([
      1,
      "raftctl: no RaftCluster other in namespace default; another namespace is given with -n\n",
    ]);
  });
});
