import { resolve } from "node:path";
import { DEFAULT_RAFT_NODE_OPTIONS } from "../node.ts";
import { DEFAULT_RAFT_CONFIG } from "../raft/index.ts";
import { PERSIST_IN_DEFAULT, type PersistIn } from "../storage/rocksdb-storage.ts";
import type { LogLevel } from "../utils/logger.ts";
import { type CrashPoint, parseCrashPoint } from "./crash-points.ts";
import { MEMORY_LIMIT_MIB_MIN } from "./memory-plan.ts";
import { type HostPort, OptionReader, type OptionSpec, environmentName } from "./option-reader.ts";

const MIB = 1024 * 1024;
/** The library and the process start with the same values. */
const NODE = DEFAULT_RAFT_NODE_OPTIONS;
const RAFT = { ...DEFAULT_RAFT_CONFIG, ...NODE.raft };

/** Everything that a node process is started with, checked. */
export interface NodeProcessOptions {
  readonly dataDir: string;
  readonly listen: {
    readonly client: HostPort;
    readonly peer: HostPort;
    readonly http: HostPort;
    readonly admin: HostPort;
  };
  /** Null where not given: then Bootstrap must say it. */
  readonly advertisePeerAddress: string | null;
  readonly adminTokenFile: string;
  readonly stateMachine: StateMachineChoice;
  readonly tickMs: number;
  readonly electionTicks: number;
  readonly heartbeatTicks: number;
  readonly logLevel: LogLevel;
  /** Null: the control group's limit, else the machine's memory. */
  readonly memoryLimitBytes: number | null;
  readonly persistMode: PersistIn;
  readonly limits: NodeProcessLimits;
  readonly requestTimeoutMs: number;
  readonly shutdownGraceMs: number;
  readonly logRetainEntries: number;
  readonly logRetainBytes: number;
  readonly crashPoint: CrashPoint | null;
}

export type StateMachineChoice =
  | { readonly kind: "kv" }
  | {
      readonly kind: "module";
      /** Absolute path. */
      readonly path: string;
      readonly options: Readonly<Record<string, string>>;
    };

export interface NodeProcessLimits {
  readonly requestBytesMax: number;
  readonly proposalsPendingMax: number;
  readonly proposalsPendingBytesMax: number;
  readonly readsPendingMax: number;
  readonly inboxMessagesMax: number;
  readonly connectionsMax: number;
  /** Calls open at a time on one connection. */
  readonly connectionStreamsMax: number;
  /** Proposals without an answer at a time on one ProposeStream. */
  readonly streamProposalsMax: number;
}

const SPECS = {
  "data-dir": {
    placeholder: "DIR",
    default: null,
    help: "where this node keeps everything; made if it does not exist",
  },
  "admin-token-file": {
    placeholder: "FILE",
    default: null,
    help: "file with the token that the admin port demands; read again when it changes",
  },
  "listen-client": {
    placeholder: "HOST:PORT",
    default: "[::]:2379",
    help: "etcd v3 API, raft.v1.Client, health, reflection; port 0 picks a free one",
  },
  "listen-peer": {
    placeholder: "HOST:PORT",
    default: "[::]:2380",
    help: "other members, who need the token of the admin port",
  },
  "listen-http": {
    placeholder: "HOST:PORT",
    default: "[::]:2381",
    help: "/metrics, /livez, /readyz, /version",
  },
  "listen-admin": { placeholder: "HOST:PORT", default: "[::]:2382", help: "raft.v1.Admin" },
  "advertise-peer-address": {
    placeholder: "HOST:PORT",
    default: "",
    help: "how other members reach the peer port; used where Bootstrap does not say it",
  },
  "state-machine": {
    placeholder: "kv|MODULE",
    default: "kv",
    help: "the replicated application: kv, or a module that exports createStateMachine",
  },
  "state-machine-option": {
    placeholder: "KEY=VALUE",
    default: "",
    repeatable: true,
    help: "passed to the module's createStateMachine; repeatable",
  },
  "tick-ms": { placeholder: "MS", default: String(NODE.tickMs), help: "length of a Raft tick" },
  "election-ticks": {
    placeholder: "TICKS",
    default: String(RAFT.electionTicks),
    help: "ticks without a leader before an election",
  },
  "heartbeat-ticks": {
    placeholder: "TICKS",
    default: String(RAFT.heartbeatTicks),
    help: "ticks between heartbeats; below election-ticks",
  },
  "log-level": { placeholder: "LEVEL", default: "info", help: "debug, info, warn or error" },
  "memory-limit-mb": {
    placeholder: "MIB",
    default: "",
    help: "memory to plan with; the control group's limit, else all of the machine's",
  },
  "persist-mode": {
    placeholder: "thread|worker",
    default: PERSIST_IN_DEFAULT,
    help: "where a batch is written and synced",
  },
  "request-bytes-max": {
    placeholder: "BYTES",
    default: String(NODE.limits.proposalBytesMax),
    help: "largest request of a client",
  },
  "proposals-pending-max": {
    placeholder: "N",
    default: String(NODE.limits.proposalsPendingMax),
    help: "proposals without an answer at a time",
  },
  "proposals-pending-bytes-max": {
    placeholder: "BYTES",
    default: String(NODE.limits.proposalsPendingBytesMax),
    help: "their size together; at least request-bytes-max",
  },
  "reads-pending-max": {
    placeholder: "N",
    default: String(NODE.limits.readsPendingMax),
    help: "linearizable reads without an answer at a time",
  },
  "inbox-messages-max": {
    placeholder: "N",
    default: String(NODE.limits.inboxMessagesMax),
    help: "messages of peers that wait for the run loop",
  },
  "connections-max": { placeholder: "N", default: "2000", help: "connections a port" },
  "connection-streams-max": {
    placeholder: "N",
    default: "1000",
    help: "calls open at a time on one connection",
  },
  "stream-proposals-max": {
    placeholder: "N",
    default: "1024",
    help: "proposals without an answer at a time on one ProposeStream",
  },
  "request-timeout-ms": {
    placeholder: "MS",
    default: "",
    help: "longest time for a request, also where its own deadline is later; 5000 and two election timeouts",
  },
  "shutdown-grace-ms": {
    placeholder: "MS",
    default: "10000",
    help: "time for pending answers after SIGTERM",
  },
  "log-retain-entries": {
    placeholder: "N",
    default: String(NODE.logRetainEntries),
    help: "applied entries kept in the log for members that lag",
  },
  "log-retain-bytes": {
    placeholder: "BYTES",
    default: String(NODE.logRetainBytes),
    help: "bytes kept in the log at most, four times as many for a member that is being sent them",
  },
} as const satisfies Readonly<Record<string, OptionSpec>>;

/** The names of all options that take a value, for tests and documentation. */
export const NODE_OPTION_NAMES: readonly string[] = Object.keys(SPECS);

const FLAGS = ["help", "version", "list-crash-points"] as const;

export type ParsedNodeOptions =
  | { readonly kind: "run"; readonly options: NodeProcessOptions }
  | { readonly kind: "help" | "version" | "listCrashPoints" }
  /** Sentences, one a wrong option, all that were found. */
  | { readonly kind: "invalid"; readonly problems: readonly string[] };

/** Checks a command line and an environment whole. Reads no file and starts nothing. */
export function parseNodeOptions(input: {
  readonly args: readonly string[];
  readonly environment: Readonly<Record<string, string | undefined>>;
}): ParsedNodeOptions {
  const reader = new OptionReader({ specs: SPECS, flags: FLAGS }, input);
  if (reader.flag("help")) {
    return { kind: "help" };
  }
  if (reader.flag("version")) {
    return { kind: "version" };
  }
  if (reader.flag("list-crash-points")) {
    return { kind: "listCrashPoints" };
  }
  const options = readOptions(reader, input.environment);
  return reader.problems.length > 0
    ? { kind: "invalid", problems: reader.problems }
    : { kind: "run", options };
}

function readOptions(
  reader: OptionReader,
  environment: Readonly<Record<string, string | undefined>>,
): NodeProcessOptions {
  const tickMs = reader.integer("tick-ms", { min: 10, max: 10_000 });
  const electionTicks = reader.integer("election-ticks", { min: 2, max: 1000 });
  const heartbeatTicks = reader.integer("heartbeat-ticks", { min: 1, max: 999 });
  if (heartbeatTicks >= electionTicks) {
    reader.problems.push(
      `--heartbeat-ticks must be below --election-ticks, found ${heartbeatTicks} and ${electionTicks}`,
    );
  }
  const advertised = reader.text("advertise-peer-address", { required: false });
  if (advertised !== null) {
    reader.hostPort("advertise-peer-address", { portMin: 1 });
  }
  const dataDir = reader.text("data-dir", { required: true });
  const adminTokenFile = reader.text("admin-token-file", { required: true });
  return {
    dataDir: resolve(dataDir ?? "."),
    listen: readListen(reader),
    advertisePeerAddress: advertised,
    adminTokenFile: resolve(adminTokenFile ?? "."),
    stateMachine: readStateMachine(reader),
    tickMs,
    electionTicks,
    heartbeatTicks,
    logLevel: reader.choice("log-level", ["info", "debug", "warn", "error"]),
    memoryLimitBytes:
      reader.text("memory-limit-mb", { required: false }) === null
        ? null
        : reader.integer("memory-limit-mb", {
            min: MEMORY_LIMIT_MIB_MIN,
            max: 4 * 1024 * 1024,
          }) * MIB,
    persistMode: reader.choice("persist-mode", ["thread", "worker"]),
    limits: readLimits(reader),
    requestTimeoutMs:
      reader.text("request-timeout-ms", { required: false }) === null
        ? 5000 + 2 * electionTicks * tickMs
        : reader.integer("request-timeout-ms", { min: 10, max: 600_000 }),
    shutdownGraceMs: reader.integer("shutdown-grace-ms", { min: 0, max: 3_600_000 }),
    logRetainEntries: reader.integer("log-retain-entries", { min: 1, max: 10_000_000 }),
    logRetainBytes: reader.integer("log-retain-bytes", { min: 64 * 1024, max: 64 * 1024 * MIB }),
    crashPoint: readCrashPoint(reader, environment["RAFT_CRASH_AT"]),
  };
}

function readListen(reader: OptionReader): NodeProcessOptions["listen"] {
  const listen = {
    client: reader.hostPort("listen-client", { portMin: 0 }),
    peer: reader.hostPort("listen-peer", { portMin: 0 }),
    http: reader.hostPort("listen-http", { portMin: 0 }),
    admin: reader.hostPort("listen-admin", { portMin: 0 }),
  };
  const seen = new Map<number, string>();
  for (const [name, { port }] of Object.entries(listen)) {
    const other = seen.get(port);
    if (other !== undefined && port !== 0) {
      reader.problems.push(
        `--listen-${other} and --listen-${name} must have ports of their own, found ${port} for both`,
      );
    }
    seen.set(port, name);
  }
  return listen;
}

function readStateMachine(reader: OptionReader): StateMachineChoice {
  const choice = reader.text("state-machine", { required: true }) ?? "kv";
  const options: Record<string, string> = {};
  for (const { text, source } of reader.all("state-machine-option")) {
    const [key = "", ...rest] = text.split("=");
    if (key === "" || rest.length === 0) {
      reader.problems.push(`${source} must be KEY=VALUE, found ${JSON.stringify(text)}`);
    } else {
      options[key] = rest.join("=");
    }
  }
  if (choice !== "kv") {
    return { kind: "module", path: resolve(choice), options };
  }
  if (Object.keys(options).length > 0) {
    reader.problems.push("--state-machine-option is for a module: --state-machine=kv takes none");
  }
  return { kind: "kv" };
}

function readLimits(reader: OptionReader): NodeProcessLimits {
  const limits: NodeProcessLimits = {
    requestBytesMax: reader.integer("request-bytes-max", { min: 1024, max: 64 * MIB }),
    proposalsPendingMax: reader.integer("proposals-pending-max", { min: 1, max: 1_000_000 }),
    proposalsPendingBytesMax: reader.integer("proposals-pending-bytes-max", {
      min: 1024,
      max: 4096 * MIB,
    }),
    readsPendingMax: reader.integer("reads-pending-max", { min: 1, max: 1_000_000 }),
    inboxMessagesMax: reader.integer("inbox-messages-max", { min: 16, max: 1_000_000 }),
    connectionsMax: reader.integer("connections-max", { min: 1, max: 100_000 }),
    connectionStreamsMax: reader.integer("connection-streams-max", { min: 1, max: 100_000 }),
    streamProposalsMax: reader.integer("stream-proposals-max", { min: 1, max: 100_000 }),
  };
  if (limits.proposalsPendingBytesMax < limits.requestBytesMax) {
    reader.problems.push(
      `--proposals-pending-bytes-max must be at least --request-bytes-max, found ${limits.proposalsPendingBytesMax} and ${limits.requestBytesMax}`,
    );
  }
  return limits;
}

function readCrashPoint(reader: OptionReader, text: string | undefined): CrashPoint | null {
  if (text === undefined || text === "") {
    return null;
  }
  const parsed = parseCrashPoint(text);
  if (parsed.kind === "invalid") {
    reader.problems.push(parsed.problem);
    return null;
  }
  return parsed.point;
}

/** What `raft-node --help` prints. */
export function nodeOptionsHelp(): string {
  const rows = Object.entries<OptionSpec>(SPECS).map(([name, spec]) => {
    const note =
      spec.default === null ? " (required)" : spec.default === "" ? "" : ` (${spec.default})`;
    return `  ${`--${name}=${spec.placeholder}`.padEnd(44)}${spec.help}${note}`;
  });
  return [
    "raft-node: one node of a Raft cluster, on RocksDB",
    "",
    "usage: raft-node --data-dir=DIR --admin-token-file=FILE [options]",
    "",
    ...rows,
    `  ${"--help, --version, --list-crash-points".padEnd(44)}print and exit`,
    "",
    `Every option is also an environment variable: --data-dir is ${environmentName("data-dir")}. The command line wins.`,
    "RAFT_CRASH_AT=POINT or POINT@N kills the process at a named point, for tests.",
    "",
    "exit codes: 0 stopped, 64 wrong option, 69 an address to listen on is not to be had, 70 bug, 74 storage failed, 75 stopped before all was answered, 78 platform or configuration",
  ].join("\n");
}
