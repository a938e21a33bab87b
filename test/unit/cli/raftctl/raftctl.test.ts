import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { COMMAND_NAMES, parseCommandLine } from "../../../../src/cli/raftctl/command-line.ts";
import { prefixRange } from "../../../../src/cli/raftctl/kv-client.ts";
import { run } from "../../../../src/cli/raftctl/main.ts";
import { nodeEnvironment } from "../../../../src/cli/raftctl/node-command.ts";
import { table } from "../../../../src/cli/raftctl/terminal.ts";
import { LocalStore } from "../../../../src/operator/hosts/local/local-store.ts";
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

async function raftctl(args: readonly string[], input = "", root?: string): Promise<Ran> {
  let out = "";
  let notes = "";
  const code = await run(
    {
      program: "raftctl",
      args,
      environment: { RAFTCTL_DIR: root ?? (await makeRoot()) },
      signal: SIGNAL,
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
        readInput: () => Promise.resolve(Buffer.from(input)),
        interactive: false,
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
    [["kv"], 64, /"kv" is no command, there is kv put, kv get, kv del/],
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
      /--admin-token-file cannot be read: ENOENT/,
    ],
    [["local", "up"], 64, /local up needs -f FILE/],
    [["local", "up", "-f", "/no/file"], 78, /the manifest cannot be read: ENOENT/],
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
    ["a: b: c", /standard input: is no YAML/],
    ["a: 1\n---\nb: 2\n", /standard input: holds 2 documents/],
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
    expect(shown.out).toMatch(/^NAME +READY .*\none +False +1 +0 +- +False +Stopped +nobody\n$/);
    const json = await raftctl(["local", "get", "one", "--json"], "", root);
    expect(JSON.parse(json.out)).toMatchObject({ metadata: { name: "one" }, runBy: null });
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
