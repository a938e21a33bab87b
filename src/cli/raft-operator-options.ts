import { OPERATOR_CRASH_POINTS } from "../operator/act.ts";
import { type HostPort, OptionReader, type OptionSpec } from "../server/option-reader.ts";
import type { LogLevel } from "../utils/logger.ts";

/** What the command line and the environment say, checked. */
export interface OperatorOptions {
  /** Null: KUBECONFIG, ~/.kube/config, or the pod's ServiceAccount. */
  readonly kubeconfig: string | null;
  /** Empty: all namespaces. */
  readonly watchNamespaces: readonly string[];
  readonly defaultNodeImage: string;
  readonly leaderElect: boolean;
  /** Null: the operator's own namespace. */
  readonly leaseNamespace: string | null;
  readonly leaseName: string;
  readonly listenHttp: HostPort;
  readonly workers: number;
  readonly adminDial: "auto" | "podName" | "podAddress";
  readonly resyncMs: number;
  readonly reconcileTimeoutMs: number;
  readonly drainMs: number;
  readonly logLevel: LogLevel;
  /** Die when this point is passed for the nth time. */
  readonly crashPoint: { readonly name: string; readonly occurrence: number } | null;
}

export type OperatorCommand =
  | { readonly kind: "run"; readonly options: OperatorOptions }
  | { readonly kind: "help" }
  | { readonly kind: "version" }
  | { readonly kind: "listCrashPoints" }
  | { readonly kind: "invalid"; readonly problems: readonly string[] };

const SPECS: Readonly<Record<string, OptionSpec>> = {
  "default-node-image": {
    placeholder: "IMAGE",
    default: null,
    help: "image of clusters whose spec names none; a cluster keeps what it got at first",
  },
  "watch-namespaces": {
    placeholder: "NAME,NAME...",
    default: "",
    help: "namespaces to work in; all where not given",
  },
  "lease-name": { placeholder: "NAME", default: "raft-operator", help: "Lease of the election" },
  "lease-namespace": {
    placeholder: "NAME",
    default: "",
    help: "namespace of the Lease; the operator's own where not given",
  },
  "leader-elect": {
    placeholder: "true|false",
    default: "true",
    help: "work only while holding the Lease; false only where no other operator can run",
  },
  "listen-http": {
    placeholder: "HOST:PORT",
    default: "[::]:8080",
    help: "/healthz, /readyz, /metrics; port 0 picks a free one",
  },
  workers: { placeholder: "N", default: "4", help: "clusters reconciled at the same time" },
  "admin-dial": {
    placeholder: "auto|pod-name|pod-address",
    default: "auto",
    help: "how nodes are dialled; auto: by name in a pod, by address elsewhere",
  },
  "resync-seconds": {
    placeholder: "N",
    default: "300",
    help: "every cluster is looked at this often, whatever was seen to happen",
  },
  "reconcile-timeout-seconds": {
    placeholder: "N",
    default: "120",
    help: "one look at one cluster takes no longer",
  },
  "drain-seconds": {
    placeholder: "N",
    default: "20",
    help: "after SIGTERM running reconciles may take this long to end",
  },
  kubeconfig: {
    placeholder: "FILE",
    default: "",
    help: "how to reach the cluster from outside; KUBECONFIG, or the pod's ServiceAccount where not given",
  },
  "log-level": {
    placeholder: "LEVEL",
    default: "info",
    help: "debug, info, warn or error",
  },
};

const FLAGS: Readonly<Record<string, string>> = {
  help: "print this text",
  version: "print the version",
  "list-crash-points": "print the names that RAFT_CRASH_AT takes",
};

const LABEL = /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/;
const SUBDOMAIN = /^[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?$/;
const DIALS = { auto: "auto", "pod-name": "podName", "pod-address": "podAddress" } as const;

export function operatorOptionsHelp(): string {
  const line = (usage: string, help: string): string => `  ${usage.padEnd(44)} ${help}`;
  return [
    "raft-operator: brings RaftCluster resources to life",
    "",
    "Options (each also from the environment: --log-level is RAFT_LOG_LEVEL):",
    ...Object.entries(SPECS).map(([name, spec]) =>
      line(
        `--${name}=${spec.placeholder}`,
        spec.default === null
          ? `${spec.help} (must be given)`
          : `${spec.help}${spec.default === "" ? "" : ` (default ${spec.default})`}`,
      ),
    ),
    ...Object.entries(FLAGS).map(([name, help]) => line(`--${name}`, help)),
  ].join("\n");
}

/** Nothing throws and nothing is started: every problem is told, in one sentence each. */
export function parseOperatorOptions(input: {
  readonly args: readonly string[];
  readonly environment: Readonly<Record<string, string | undefined>>;
}): OperatorCommand {
  const reader = new OptionReader({ specs: SPECS, flags: Object.keys(FLAGS) }, input);
  if (reader.flag("help")) {
    return { kind: "help" };
  }
  if (reader.flag("version")) {
    return { kind: "version" };
  }
  if (reader.flag("list-crash-points")) {
    return { kind: "listCrashPoints" };
  }
  const options: OperatorOptions = {
    kubeconfig: reader.text("kubeconfig", { required: false }),
    watchNamespaces: readNamespaces(reader),
    defaultNodeImage: readImage(reader),
    leaderElect: reader.choice("leader-elect", ["true", "false"]) === "true",
    leaseNamespace: readName(reader, "lease-namespace", LABEL),
    leaseName: readName(reader, "lease-name", SUBDOMAIN) ?? "",
    listenHttp: reader.hostPort("listen-http", { portMin: 0 }),
    workers: reader.integer("workers", { min: 1, max: 64 }),
    adminDial: DIALS[reader.choice("admin-dial", ["auto", "pod-name", "pod-address"])],
    resyncMs: 1000 * reader.integer("resync-seconds", { min: 1, max: 86_400 }),
    reconcileTimeoutMs: 1000 * reader.integer("reconcile-timeout-seconds", { min: 5, max: 3_600 }),
    drainMs: 1000 * reader.integer("drain-seconds", { min: 0, max: 600 }),
    logLevel: reader.choice("log-level", ["debug", "info", "warn", "error"]),
    crashPoint: readCrashPoint(reader, input.environment["RAFT_CRASH_AT"]),
  };
  return reader.problems.length === 0
    ? { kind: "run", options }
    : { kind: "invalid", problems: reader.problems };
}

function readImage(reader: OptionReader): string {
  const image = reader.text("default-node-image", { required: true }) ?? "";
  if (/\s/.test(image)) {
    reader.problems.push(
      `--default-node-image must be an image reference without white space, found ${JSON.stringify(image)}`,
    );
  }
  return image;
}

function readNamespaces(reader: OptionReader): readonly string[] {
  const text = reader.text("watch-namespaces", { required: false });
  const names = text === null ? [] : text.split(",").map((name) => name.trim());
  for (const [position, name] of names.entries()) {
    if (!LABEL.test(name)) {
      reader.problems.push(
        `--watch-namespaces must be names of namespaces (lower-case letters, digits, inner dashes, at most 63) with commas between them, found ${JSON.stringify(name)}`,
      );
    } else if (names.indexOf(name) !== position) {
      reader.problems.push(`--watch-namespaces names ${JSON.stringify(name)} more than once`);
    }
  }
  return names;
}

function readName(reader: OptionReader, option: string, pattern: RegExp): string | null {
  const name = reader.text(option, { required: false });
  if (name !== null && !pattern.test(name)) {
    reader.problems.push(
      `--${option} must be a Kubernetes name (lower-case letters, digits, inner dashes), found ${JSON.stringify(name)}`,
    );
  }
  return name;
}

function readCrashPoint(
  reader: OptionReader,
  text: string | undefined,
): OperatorOptions["crashPoint"] {
  if (text === undefined || text === "") {
    return null;
  }
  const [name = "", occurrence = "1", ...rest] = text.split("@");
  if (
    rest.length > 0 ||
    !/^[1-9]\d{0,8}$/.test(occurrence) ||
    !OPERATOR_CRASH_POINTS.includes(name)
  ) {
    reader.problems.push(
      `RAFT_CRASH_AT must be POINT or POINT@N with a point that --list-crash-points prints, found ${JSON.stringify(text)}`,
    );
    return null;
  }
  return { name, occurrence: Number(occurrence) };
}
