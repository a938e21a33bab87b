import { describe, expect, it } from "vitest";
import { DEFAULT_RAFT_NODE_OPTIONS } from "../../../src/node.ts";
import { DEFAULT_RAFT_CONFIG } from "../../../src/raft/index.ts";
import {
  NODE_OPTION_NAMES,
  nodeOptionsHelp,
  parseNodeOptions,
} from "../../../src/server/options.ts";

const REQUIRED = ["--data-dir=/data", "--admin-token-file=/token"];
const parse = (args: readonly string[], environment: Record<string, string> = {}) =>
  parseNodeOptions({ args, environment });

function problemsOf(
  args: readonly string[],
  environment: Record<string, string> = {},
): readonly string[] {
  const parsed = parse(args, environment);
  return parsed.kind === "invalid" ? parsed.problems : [];
}

/** Every option with a value that is wrong for it, and what the sentence must name. */
const WRONG: Readonly<Record<string, readonly [string, string][]>> = {
  "data-dir": [["", "needs a value"]],
  "admin-token-file": [["", "needs a value"]],
  "listen-client": [
    ["2379", "host:port"],
    ["h:99999", "port from 0 to 65535"],
    ["::1:5", "host:port"],
  ],
  "listen-peer": [["a b:1", "host:port"]],
  "listen-http": [[":80", "host:port"]],
  "listen-admin": [["[zz]:1", "host:port"]],
  "advertise-peer-address": [
    ["host", "host:port"],
    ["host:0", "port from 1"],
  ],
  "state-machine": [["", "needs a value"]],
  "state-machine-option": [["novalue", "KEY=VALUE"]],
  "tick-ms": [
    ["9", "from 10 to 10000"],
    ["10.5", "an integer"],
    ["1e3", "an integer"],
    ["ten", '"ten"'],
  ],
  "election-ticks": [["1", "from 2"]],
  "heartbeat-ticks": [
    ["0", "from 1"],
    ["10", "below --election-ticks"],
  ],
  "log-level": [["loud", "one of info, debug, warn, error"]],
  "memory-limit-mb": [["64", "from 192"]],
  "persist-mode": [["both", "one of thread, worker"]],
  "request-bytes-max": [["0", "from 1024"]],
  "proposals-pending-max": [
    ["0", "from 1"],
    ["-5", '"-5"'],
  ],
  "proposals-pending-bytes-max": [["2048", "at least --request-bytes-max"]],
  "reads-pending-max": [["many", "an integer"]],
  "inbox-messages-max": [["1", "from 16"]],
  "connections-max": [["0", "from 1"]],
  "connection-streams-max": [["0", "from 1"]],
  "stream-proposals-max": [["0", "from 1"]],
  "request-timeout-ms": [["1", "from 10"]],
  "shutdown-grace-ms": [["3600001", "to 3600000"]],
  "log-retain-entries": [["0", "from 1"]],
  "log-retain-bytes": [["65535", "from 65536"]],
};

describe("node options", () => {
  it("need only a data folder and a token file", () => {
    const parsed = parse(REQUIRED);

    expect(parsed).toMatchObject({
      kind: "run",
      options: {
        dataDir: "/data",
        adminTokenFile: "/token",
        listen: { client: { host: "::", port: 2379 }, admin: { host: "::", port: 2382 } },
        stateMachine: { kind: "kv" },
        tickMs: 100,
        requestTimeoutMs: 7000,
        memoryLimitBytes: null,
        advertisePeerAddress: null,
        crashPoint: null,
      },
    });
  });

  it("have the defaults of the library's node", () => {
    const parsed = parse(REQUIRED);
    const { limits, tickMs, logRetainEntries, logRetainBytes } = DEFAULT_RAFT_NODE_OPTIONS;

    expect(parsed).toMatchObject({
      options: {
        tickMs,
        electionTicks: DEFAULT_RAFT_CONFIG.electionTicks,
        heartbeatTicks: DEFAULT_RAFT_CONFIG.heartbeatTicks,
        logRetainEntries,
        logRetainBytes,
        limits: {
          requestBytesMax: limits.proposalBytesMax,
          proposalsPendingMax: limits.proposalsPendingMax,
          proposalsPendingBytesMax: limits.proposalsPendingBytesMax,
          readsPendingMax: limits.readsPendingMax,
          inboxMessagesMax: limits.inboxMessagesMax,
        },
      },
    });
  });

  it("have a wrong value for every one of them in the table below", () => {
    expect(Object.keys(WRONG).sort()).toEqual([...NODE_OPTION_NAMES].sort());
  });

  it.each(
    Object.entries(WRONG).flatMap(([name, cases]) =>
      cases.map(([value, sentence]) => ({ name, value, sentence })),
    ),
  )("refuse --$name=$value with a sentence", ({ name, value, sentence }) => {
    const base = REQUIRED.filter((option) => !option.startsWith(`--${name}=`));

    const problems = problemsOf([...base, `--${name}=${value}`]);

    expect(problems.length).toBeGreaterThan(0);
    expect(problems.join("\n")).toContain(sentence);
    expect(problems.join("\n")).toContain(name);
  });

  it.each(["data-dir", "admin-token-file"])("say that --%s is missing", (name) => {
    const problems = problemsOf(REQUIRED.filter((option) => !option.startsWith(`--${name}`)));

    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(`--${name} is missing`);
  });

  it("report every problem at once", () => {
    const problems = problemsOf(["--tick-ms=x", "--nonsense", "stray", "--log-level=loud"]);

    expect(problems.join("\n")).toMatch(/--nonsense is not an option/);
    expect(problems.join("\n")).toMatch(/"stray"/);
    expect(problems).toHaveLength(6);
  });

  it("do not take the next option for a value", () => {
    const problems = problemsOf(["--admin-token-file=/token", "--data-dir", "--tick-ms=100"]);

    expect(problems.join("\n")).toContain('--data-dir needs a value (DIR), found "--tick-ms=100"');
  });

  it("refuse an option given twice", () => {
    expect(problemsOf([...REQUIRED, "--tick-ms=100", "--tick-ms=200"])).toEqual([
      "--tick-ms is given more than once: once is allowed",
    ]);
  });

  it("refuse one port for two purposes", () => {
    const problems = problemsOf([...REQUIRED, "--listen-http=127.0.0.1:2379"]);

    expect(problems.join("\n")).toContain("found 2379 for both");
  });

  it("take free ports for all purposes", () => {
    const listen = ["client", "peer", "http", "admin"].map(
      (port) => `--listen-${port}=127.0.0.1:0`,
    );

    expect(parse([...REQUIRED, ...listen]).kind).toBe("run");
  });

  it("come from the environment too, and the command line wins", () => {
    const environment = { RAFT_DATA_DIR: "/from-env", RAFT_TICK_MS: "50", RAFT_LOG_LEVEL: "" };

    const parsed = parse(["--admin-token-file=/token", "--tick-ms=70"], environment);

    expect(parsed).toMatchObject({
      kind: "run",
      options: { dataDir: "/from-env", tickMs: 70, logLevel: "info" },
    });
  });

  it("name the environment variable that is wrong", () => {
    expect(problemsOf(REQUIRED, { RAFT_TICK_MS: "x" })).toEqual([
      'RAFT_TICK_MS must be an integer from 10 to 10000, found "x"',
    ]);
  });

  it("give a module its options", () => {
    const parsed = parse([
      ...REQUIRED,
      "--state-machine=/app/machine.js",
      "--state-machine-option=a=1",
      "--state-machine-option=b=x=y",
    ]);

    expect(parsed).toMatchObject({
      options: {
        stateMachine: { kind: "module", path: "/app/machine.js", options: { a: "1", b: "x=y" } },
      },
    });
  });

  it("refuse module options for kv", () => {
    expect(problemsOf([...REQUIRED, "--state-machine-option=a=1"]).join()).toContain(
      "is for a module",
    );
  });

  it.each(["help", "version"])("answer --%s even where others are wrong", (name) => {
    expect(parse([`--${name}`, "--tick-ms=x"]).kind).toBe(name);
  });

  it("refuse a value for a flag", () => {
    expect(parse(["--list-crash-points"]).kind).toBe("listCrashPoints");
  });

  it.each(["no-such-point", "after-listen@0", "after-listen@1@2", "after-listen@x"])(
    "refuse RAFT_CRASH_AT=%s",
    (value) => {
      expect(problemsOf(REQUIRED, { RAFT_CRASH_AT: value }).join()).toContain("RAFT_CRASH_AT");
    },
  );

  it("read RAFT_CRASH_AT with its occurrence", () => {
    expect(parse(REQUIRED, { RAFT_CRASH_AT: "after-listen@3" })).toMatchObject({
      options: { crashPoint: { name: "after-listen", occurrence: 3 } },
    });
  });

  it("are all in the help text", () => {
    for (const name of NODE_OPTION_NAMES) {
      expect(nodeOptionsHelp()).toContain(`--${name}=`);
    }
  });
});
