import { spawn } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import { describe, expect, it, onTestFinished } from "vitest";
import { COMMAND_NAMES, parseCommandLine } from "../../../../src/cli/raftctl/command-line.ts";
import { prefixRange } from "../../../../src/cli/raftctl/kv-client.ts";
import { invocationOf } from "../../../../src/cli/raftctl/invocation.ts";
import { servingSentence } from "../../../../src/cli/raftctl/local-up.ts";
import { run } from "../../../../src/cli/raftctl/main.ts";
import { nodeEnvironment } from "../../../../src/cli/raftctl/node-command.ts";
import { readAll, table } from "../../../../src/cli/raftctl/terminal.ts";
import type { RaftCluster } from "../../../../src/operator/api-types.ts";
import { LocalStore } from "../../../../src/operator/hosts/local/local-store.ts";
import { LocalVolumes } from "../../../../src/operator/hosts/local/local-volumes.ts";
import { identify } from "../../../../src/operator/hosts/local/process-identity.ts";
import type { ProcessIdentity } from "../../../../src/operator/hosts/local/process-identity.ts";
import { parseManifest } from "../../../../src/operator/spec.ts";
import { SystemClock } from "../../../../src/utils/clock.ts";

const SIGNAL = new AbortController().signal;

interface Ran {
  readonly code: number;
  readonly out: string;
  readonly notes: string;
}

async function makeRoot(): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), "raftctl-unit-"));
  onTestFinished(() => rm(root, { recursive: true, force: true }));
  return root;
}

interface Given {
  readonly invocation?: string;
  readonly signal?: AbortSignal;
  readonly inputIsTerminal?: boolean;
  readonly readInput?: (signal: AbortSignal) => Promise<Uint8Array>;
}

async function raftctl(
  args: readonly string[],
  input = "",
  root?: string,
  given: Given = {},
): Promise<Ran> {
  let out = "";
  let notes = "";
  const code = await run(
    {
      program: "raftctl",
      invocation: given.invocation ?? "raftctl",
      args,
      environment: { RAFTCTL_DIR: root ?? (await makeRoot()) },
      signal: given.signal ?? SIGNAL,
      nodeCommand: ["/no/such/node"],
    },
    {
      clock: new SystemClock(),
      terminal: {
        out: (line) => {
          out += `${line}\n`;
        },
        outBytes: (bytes) => {
          out += Buffer.from(bytes).toString("latin1");
        },
        note: (line) => {
          notes += `${line}\n`;
        },
        readInput: given.readInput ?? (() => Promise.resolve(Buffer.from(input))),
        inputIsTerminal: given.inputIsTerminal ?? false,
        screen: null,
      },
    },
  );
  return { code, out, notes };
}

async function addCluster(root: string, name: string): Promise<void> {
  const folder = join(root, "default", name);
  await mkdir(folder, { recursive: true });
  const result = parseManifest({
    apiVersion: "raft.crabmq.io/v1alpha1",
    kind: "RaftCluster",
    metadata: { name },
    spec: {},
  });
  if (result.kind === "manifest") {
    await new LocalStore({ folder }).apply(result.manifest, 0, SIGNAL);
  }
}

describe("a wrong command line", () => {
  it.each([
    [["kv"], 64, /^raftctl: kv needs one of: put, get, del; see/],
    [["local"], 64, /^raftctl: local needs one of: up, get, scale, delete; see/],
    [["kv", "set"], 64, /"kv set" is no command, there is kv put, kv get, kv del/],
    [["local", "up", "demo.yaml"], 64, /did you mean -f demo.yaml\?/],
    [["frobnicate"], 64, /"frobnicate" is no command: see raftctl --help/],
    [["kv", "put"], 64, /raftctl kv put takes KEY \[VALUE\], found 0 arguments/],
    [["kv", "get", "a", "b"], 64, /takes KEY, found 2 arguments/],
    [["kv", "get", ""], 64, /KEY must not be empty/],
    [["kv", "del", ""], 64, /KEY must not be empty/],
    [
      ["kv", "get", "a", "--limit", "many"],
      64,
      /--limit must be a whole number from 1 to 100000, found "many"/,
    ],
    [["kv", "get", "a", "--limit"], 64, /see raftctl kv get --help/],
    [["kv", "get", "a", "--colour"], 64, /Unknown option '--colour': see raftctl kv get --help/],
    [["kv", "get", "a", "--json=yes"], 64, /see raftctl kv get --help/],
    [["kv", "get", "a", "--timeout", "0"], 64, /--timeout must be a whole number from 1 to 3600/],
    [["kv", "get", "a", "--endpoint", "here"], 64, /--endpoint must be HOST:PORT, found "here"/],
    [["kv", "get", "a", "--endpoint", "h:99999"], 64, /--endpoint must be HOST:PORT/],
    [["kv", "get", "a", "--namespace", "../.."], 64, /--namespace must hold at most 63/],
    [["status", "--admin-endpoint", "h:1"], 64, /--admin-endpoint needs --admin-token-file/],
    [["status", "--admin-token-file", "f"], 64, /--admin-token-file is for --admin-endpoint/],
    [
      ["status", "--admin-endpoint", "h:1", "--admin-token-file", "/no/file"],
      78,
      /--admin-token-file: no file \/no\/file$/m,
    ],
    [["local", "up"], 64, /local up needs -f FILE/],
    [["local", "up", "-f", "/no/file"], 78, /^raftctl: no file \/no\/file$/m],
    [["local", "scale", "one"], 64, /local scale needs --replicas N/],
    [["local", "scale", "one", "--replicas", "3"], 1, /no local cluster one/],
    [["local", "delete"], 64, /takes NAME, found 0 arguments/],
    [["local", "delete", "../x"], 64, /NAME must hold at most 63/],
    [["local", "delete", "nobody"], 1, /no local cluster nobody/],
    [["local", "get", "nobody"], 1, /no local cluster nobody/],
    [["kv", "get", "a"], 1, /no local cluster in .*: start one with raftctl local up -f FILE/],
    [
      ["kv", "get", "a", "--endpoint", "127.0.0.1:1", "--timeout", "1"],
      69,
      /nobody takes a connection at 127.0.0.1:1: nothing was sent/,
    ],
    [
      ["kv", "get", "a", "--endpoint", "http://127.0.0.1:1/", "--timeout", "1"],
      69,
      /nobody takes a connection at 127.0.0.1:1: nothing was sent/,
    ],
    [["kv", "get", "a", "--endpoint", "https://h:1"], 64, /must be HOST:PORT, found "https:/],
  ])("%j ends with %i and a sentence", async (args, code, message) => {
    const ran = await raftctl(args);

    expect(ran.notes).toMatch(message);
    expect(ran.notes).toMatch(/^raftctl: /);
    expect([ran.code, ran.out]).toEqual([code, ""]);
  });
});

describe("a wrong manifest", () => {
  it.each([
    ["", /standard input: holds no document/],
    ["a: b: c", /^raftctl: standard input:1:4: Nested mappings [^\n]*\n$/],
    ["a: 1\n---\nb: 2\n", /standard input: holds 2 documents/],
    ["a: *b", /standard input(:1:4)?: [^\n]*b[^\n]*\n$/],
    ["just text", /manifest must be an object of kind RaftCluster, found "just text"/],
  ])("%j is refused", async (text, message) => {
    const ran = await raftctl(["local", "up", "-f", "-"], text);

    expect(ran.notes).toMatch(message);
    expect(ran.code).toBe(78);
  });

  it("gets a line for each field that is wrong", async () => {
    const ran = await raftctl(
      ["local", "up", "-f", "-"],
      "kind: Pod\nspec: { replicas: 0, raft: 1 }",
    );

    expect(ran.notes.trimEnd().split("\n")).toEqual([
      expect.stringMatching(/: apiVersion must be/),
      expect.stringMatching(/: kind must be RaftCluster, found "Pod"/),
      expect.stringMatching(/: metadata must be an object/),
      expect.stringMatching(/: spec.raft must be an object, found 1/),
      expect.stringMatching(/: spec.replicas cannot be 0/),
    ]);
  });
});

describe("help", () => {
  it.each([[[]], [["--help"]], [["help"]], [["kv", "--help"]]])(
    "%j shows every command",
    async (args) => {
      const ran = await raftctl(args);

      expect(ran.code).toBe(0);
      for (const name of COMMAND_NAMES) {
        expect(ran.out).toContain(`raftctl ${name}`);
      }
    },
  );

  it.each(COMMAND_NAMES)("of %s shows its options", async (name) => {
    const ran = await raftctl([...name.split(" "), "--help"]);

    expect([ran.code, ran.notes]).toEqual([0, ""]);
    expect(ran.out).toMatch(new RegExp(`^raftctl ${name}.*: `));
  });

  it("calls the program by the name that the person typed", () => {
    const line = parseCommandLine([], "kubectl raft");

    expect(line).toMatchObject({
      kind: "help",
      text: expect.stringContaining("kubectl raft kv put") as string,
    });
  });

  it("prints the version", async () => {
    expect((await raftctl(["--version"])).out).toMatch(/^\d+\.\d+\.\d+\n$/);
  });
});

describe("local clusters", () => {
  it("are none, which is no failure", async () => {
    expect(await raftctl(["local", "get"])).toMatchObject({ code: 0, out: "" });
    expect(await raftctl(["local", "get", "--json"])).toMatchObject({ code: 0, out: "[]\n" });
  });

  it("must be chosen where there are several", async () => {
    const root = await makeRoot();
    await addCluster(root, "one");
    await addCluster(root, "two");

    const several = await raftctl(["kv", "get", "a"], "", root);
    expect(several).toMatchObject({ code: 64 });
    expect(several.notes).toMatch(/several local clusters \(one, two\): choose one with --cluster/);

    const missing = await raftctl(["kv", "get", "a", "--cluster", "three"], "", root);
    expect(missing.notes).toMatch(/no local cluster "three" .* there is one, two/);

    const chosen = await raftctl(["kv", "get", "a", "--cluster", "two"], "", root);
    expect(chosen).toMatchObject({ code: 69 });
    expect(chosen.notes).toMatch(/local cluster two is not running/);
  });

  it("that nobody runs are shown as stopped", async () => {
    const root = await makeRoot();
    await addCluster(root, "one");

    const shown = await raftctl(["local", "get"], "", root);
    expect(shown.out).toMatch(/^NAME +READY .*\none +False +3 +0 +- +False +Stopped +nobody\n$/);
    const json = await raftctl(["local", "get", "one", "--json"], "", root);
    expect(JSON.parse(json.out)).toMatchObject({
      metadata: { name: "one" },
      runBy: null,
      unsupervisedPids: [],
    });
  });

  it.each([
    ["0", /spec.replicas cannot be 0/],
    ["10", /spec.replicas must be [^\n]* 9, found 10/],
    ["x", /spec.replicas must be [^\n]*found "x"/],
  ])("are not scaled to %s", async (replicas, sentence) => {
    const root = await makeRoot();
    await addCluster(root, "one");

    const ran = await raftctl(["local", "scale", "one", "--replicas", replicas], "", root);

    expect([ran.code, ran.notes]).toEqual([64, expect.stringMatching(sentence)]);
  });

  it("that nobody runs are scaled by their manifest", async () => {
    const root = await makeRoot();
    await addCluster(root, "one");

    const ran = await raftctl(["local", "scale", "one", "--replicas", "5"], "", root);

    expect(ran).toMatchObject({ code: 69, out: "" });
    expect(ran.notes).toMatch(/nobody runs one: write the number into its manifest and start it/);
  });

  it("with a damaged state file are told, with what to do", async () => {
    const root = await makeRoot();
    await addCluster(root, "one");
    await writeFile(join(root, "default", "one", "state.json"), "{");

    const ran = await raftctl(["local", "get"], "", root);

    expect(ran.code).toBe(78);
    expect(ran.notes).toMatch(/state.json is no JSON: put back a copy of it/);
  });

  it("that were never run are deleted at once", async () => {
    const root = await makeRoot();
    await addCluster(root, "one");

    expect(await raftctl(["local", "delete", "one"], "", root)).toMatchObject({ code: 0 });
    expect((await raftctl(["local", "get"], "", root)).out).toBe("");
  });
});

describe("a cluster whose program was killed", () => {
  const up = "raftctl local up -f FILE";

  async function orphanedCluster(): Promise<string> {
    const root = await makeRoot();
    await addCluster(root, "one");
    const node = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"]);
    onTestFinished(() => {
      node.kill("SIGKILL");
    });
    await changePods(root, identify(node.pid ?? 0));
    return root;
  }

  it("is shown as unsupervised, with its process and the way on", async () => {
    const shown = await raftctl(["local", "get"], "", await orphanedCluster());

    expect(shown.out).toMatch(/one .* Unsupervised +nobody \(node process \d+\)\n$/);
    expect(shown.notes).toMatch(
      new RegExp(`^one: nobody supervises node process \\d+: ${up} takes it over\n$`),
    );
  });

  it("is asked all the same, and refused only when it does not answer", async () => {
    const root = await orphanedCluster();
    const put = await raftctl(["kv", "put", "a", "1"], "", root);
    expect(put.code).toBe(69);
    expect(put.notes).toMatch(
      new RegExp(`nobody takes a connection at 127.0.0.1:1: nothing was sent; .* with ${up}`),
    );
  });

  it("is told by status in words of the cluster, not of the transport", async () => {
    const root = await makeRoot();
    await addCluster(root, "one");
    await changePods(root, null);

    const status = await raftctl(["status"], "", root);

    expect(status.code).toBe(69);
    expect(status.notes).toBe(
      `one-0: nobody takes a connection at 127.0.0.1:2; the cluster is stopped: start it with ${up}\n`,
    );
  });

  async function changePods(root: string, process: ProcessIdentity | null): Promise<void> {
    const template = { args: [], inputHash: "", hash: "" };
    await new LocalStore({ folder: join(root, "default", "one") }).change(
      (state) => ({
        ...state,
        ports: { 0: { client: 1, admin: 2, peer: 3, http: 4 } },
        pods: [{ ordinal: 0, uid: "u", template, volumeUid: "v", process, restarts: 0 }],
      }),
      SIGNAL,
    );
  }
});

describe("data that is kept", () => {
  it("is told by delete, a second delete and get, with both ways on", async () => {
    const root = await makeRoot();
    await addCluster(root, "one");
    const folder = join(root, "default", "one");
    await new LocalVolumes({ folder: join(folder, "volumes") }).ensure(0);
    const kept = `kept in ${folder}: raftctl local up -f FILE adopts them, rm -r ${folder} removes them`;

    const first = await raftctl(["local", "delete", "one"], "", root);
    const second = await raftctl(["local", "delete", "one"], "", root);
    const shown = await raftctl(["local", "get"], "", root);

    expect(first).toMatchObject({ code: 0, out: expect.stringContaining(kept) as string });
    expect(second).toMatchObject({ code: 1, notes: expect.stringContaining(kept) as string });
    expect(shown).toMatchObject({ code: 0, notes: expect.stringContaining(kept) as string });
  });
});

describe("a value from standard input", () => {
  const put = ["kv", "put", "a", "--endpoint", "127.0.0.1:1", "--timeout", "1"];

  it("must not be empty by accident", async () => {
    const ran = await raftctl(put);

    expect(ran.code).toBe(64);
    expect(ran.notes).toMatch(/nothing was stored; an empty value is given as ''/);
    expect((await raftctl([...put.slice(0, 3), "", ...put.slice(3)])).code).toBe(69);
  });

  it("is asked for on a terminal, and Ctrl-C ends the wait", { timeout: 5000 }, async () => {
    const stop = new AbortController();
    const ran = await raftctl(put, "", undefined, {
      signal: stop.signal,
      inputIsTerminal: true,
      readInput: (signal) => {
        setImmediate(() => stop.abort(new Error("Ctrl-C")));
        return readAll(new PassThrough(), signal);
      },
    });

    expect(ran).toEqual({
      code: 130,
      out: "",
      notes:
        "reading the value from standard input; Ctrl-D ends it, Ctrl-C stores nothing\nraftctl: stopped: nothing was stored\n",
    });
  });

  it("is all that comes before the end", async () => {
    const stream = new PassThrough();
    stream.write("a");
    stream.end("b");

    expect(Buffer.from(await readAll(stream, SIGNAL)).toString()).toBe("ab");
  });
});

describe("a hint", () => {
  it.each([
    ["/usr/bin/raftctl", "raftctl"],
    ["/usr/bin/kubectl-raft", "kubectl raft"],
    ["/work/dist/cli/raftctl.js", "node dist/cli/raftctl.js"],
    ["/work/my dist/raftctl.js", "node 'my dist/raftctl.js'"],
    ["/work/src/cli/raftctl.ts", "node --import tsx src/cli/raftctl.ts"],
  ])("of the program %s names it as %s", (script, invocation) => {
    expect(invocationOf(script, "/work")).toBe(invocation);
  });

  it("can be typed as it stands, with the folder that was given", async () => {
    const root = await makeRoot();
    await addCluster(root, "one");

    const ran = await raftctl(["kv", "get", "a", "--dir", root], "", undefined, {
      invocation: "node dist/cli/raftctl.js",
    });

    expect(ran.notes).toBe(
      `raftctl: local cluster one is not running: start it with node dist/cli/raftctl.js local up -f FILE --dir ${root}\n`,
    );
  });

  it.each([
    ["False", "True", 1, "serving with 1 of 3 members"],
    ["True", "True", 3, "ready"],
    ["False", "True", 3, null],
    ["False", "False", 1, null],
  ] as const)(
    "where Ready is %s and Available %s with %i members is %s",
    async (ready, available, voters, sentence) => {
      const root = await makeRoot();
      await addCluster(root, "one");
      const { resource } = await new LocalStore({ folder: join(root, "default", "one") }).read();
      const conditions = Object.entries({ Ready: ready, Available: available }).map(
        ([type, status]) => ({ type, status }),
      );
      const cluster = {
        ...resource,
        spec: { ...resource?.spec, replicas: 3 },
        status: { quorum: { voters }, conditions },
      } as unknown as RaftCluster;

      expect(servingSentence(cluster)).toBe(sentence);
    },
  );
});

describe("small things", () => {
  it.each([
    ["a", "a", "b"],
    ["a\xff", "a\xff", "b"],
    ["", "\0", "\0"],
    ["\xff", "\xff", "\0"],
  ])("the prefix %j is the range from %j to %j", (prefix, key, rangeEnd) => {
    const bytes = (text: string) => Buffer.from(text, "latin1");
    const range = prefixRange(bytes(prefix));

    expect([Buffer.from(range.key), Buffer.from(range.rangeEnd)]).toEqual([
      bytes(key),
      bytes(rangeEnd),
    ]);
  });

  it("a node does not see options that were meant for another program", () => {
    expect(
      nodeEnvironment({ PATH: "/bin", RAFT_CRASH_AT: "x", RAFTCTL_DIR: "d", NONE: undefined }),
    ).toEqual({
      PATH: "/bin",
      RAFTCTL_DIR: "d",
    });
  });

  it("a table has columns as wide as they need to be", () => {
    expect(
      table([
        ["A", "B"],
        ["longer", ""],
        ["x", "y"],
      ]),
    ).toEqual(["A        B", "longer", "x        y"]);
  });
});
