import { AdminClient } from "../../operator/admin-client.ts";
import { OPERATOR_CRASH_POINTS } from "../../operator/act.ts";
import type { RaftCluster } from "../../operator/api-types.ts";
import type { ClusterEvent } from "../../operator/host.ts";
import { clusterFolder, runLock } from "../../operator/hosts/local/local-host.ts";
import { LocalOperator } from "../../operator/hosts/local/local-operator.ts";
import { LocalStore } from "../../operator/hosts/local/local-store.ts";
import { createLogger } from "../../utils/logger.ts";
import { EXIT_CODE, type ExitCode } from "../exit-codes.ts";
import { CliError } from "./cli-error.ts";
import { usage } from "./command-line.ts";
import { hintLine } from "./context.ts";
import type { CommandContext } from "./context.ts";
import { clientEndpoints, readCluster, rootFolder } from "./local-clusters.ts";
import { conditionStatus } from "./local-get.ts";
import { readManifest } from "./manifest-file.ts";
import { nodeEnvironment } from "./node-command.ts";
import type { Terminal } from "./terminal.ts";
import { killOwnProcess } from "../../utils/kill-own-process.ts";

const STOP_GRACE_MS = 15_000;
const READY = "ready";

/** Runs the cluster of the manifest until the signal, printing what happens. */
export async function localUp(context: CommandContext): Promise<ExitCode> {
  const { command, terminal, environment, clock, signal, nodeCommand } = context;
  const file = command.values.get("file");
  if (file === undefined) {
    throw usage("local up needs -f FILE, the manifest of a RaftCluster");
  }
  const manifest = await readManifest(file, { terminal, signal });
  const { namespace, name } = manifest.metadata;
  const key = { namespace, name };
  const root = rootFolder(command, environment);
  const folder = clusterFolder(root, key);
  const holder = await runLock(folder).holder();
  if (holder !== null) {
    throw new CliError(
      `${name} is already run by process ${holder.pid}: stop that first (Ctrl-C, or kill ${holder.pid})`,
      EXIT_CODE.unavailable,
    );
  }
  await new LocalStore({ folder }).apply(manifest, Date.now(), signal);
  terminal.note(`${name} in ${folder}; Ctrl-C stops it, everything stays on disk`);
  const operator = new LocalOperator(
    {
      root,
      key,
      nodeCommand,
      nodeEnvironment: nodeEnvironment(environment),
      stopGraceMs: STOP_GRACE_MS,
    },
    {
      admin: new AdminClient(),
      clock,
      logger: createLogger({ level: "warn", name: "raftctl" }),
      now: Date.now,
      event: (event) => printEvent(terminal, event),
      crashPoint: crashPoint(environment["RAFT_CRASH_AT"]),
    },
  );
  const hint = hintWhenReady(context, { root, key });
  try {
    const outcome = await operator.run(signal);
    terminal.note(outcome === "deleted" ? `${name} is deleted` : `${name} is stopped`);
    return EXIT_CODE.ok;
  } finally {
    hint[Symbol.dispose]();
  }
}

export function printEvent(terminal: Terminal, event: ClusterEvent): void {
  const time = new Date().toISOString().slice(11, 19);
  const mark = event.type === "Warning" ? "! " : "";
  terminal.note(`${time} ${mark}${event.reason}: ${event.message}`);
}

/** Tells once where clients connect: as soon as somebody answers them, which may be before every member is there, and once all are. */
function hintWhenReady(
  context: CommandContext,
  place: {
    readonly root: string;
    readonly key: { readonly namespace: string; readonly name: string };
  },
): Disposable {
  const { clock, terminal } = context;
  let told: string | null = null;
  const look = async (): Promise<void> => {
    const cluster = await readCluster(place.root, place.key);
    const serving = cluster === null ? null : servingSentence(cluster.resource);
    if (cluster === null || serving === null || serving === told) {
      return;
    }
    const isFirst = told === null;
    told = serving;
    if (serving === READY) {
      watch[Symbol.dispose]();
    }
    const [endpoint = "nowhere"] = clientEndpoints(cluster);
    terminal.note(`${serving}: clients of the etcd v3 API connect to ${endpoint}`);
    if (isFirst) {
      const put = hintLine(context, "kv put greeting hello");
      terminal.note(`try: ${put}; ${hintLine(context, "kv get greeting")}`);
    }
  };
  const watch = clock.every(300, () => {
    look().catch((error: unknown) => {
      watch[Symbol.dispose]();
      terminal.note(`the state file cannot be read: ${String(error)}`);
    });
  });
  return watch;
}

/** Null while nobody answers clients, and for the moment in which a cluster that has all its members is not Ready yet. */
export function servingSentence(resource: RaftCluster): string | null {
  if (conditionStatus(resource, "Ready") === "True") {
    return READY;
  }
  const voters = resource.status?.quorum?.voters ?? 0;
  const { replicas } = resource.spec;
  return conditionStatus(resource, "Available") === "True" && voters < replicas
    ? `serving with ${voters} of ${replicas} members`
    : null;
}

/** Kills this program at the named point, as the Kubernetes operator does. @throws CliError for a name that is none. */
function crashPoint(text: string | undefined): (name: string) => void {
  if (text === undefined || text === "") {
    return () => undefined;
  }
  if (!OPERATOR_CRASH_POINTS.includes(text)) {
    throw new CliError(
      `RAFT_CRASH_AT names no crash point of the operator: ${JSON.stringify(text)}; there is ${OPERATOR_CRASH_POINTS.join(", ")}`,
      EXIT_CODE.usage,
    );
  }
  return (name) => {
    if (name === text) {
      killOwnProcess();
    }
  };
}
