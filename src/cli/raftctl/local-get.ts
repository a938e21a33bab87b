import { setTimeout as sleep } from "node:timers/promises";
import { AdminClient } from "../../operator/admin-client.ts";
import type { ConditionType, RaftCluster } from "../../operator/api-types.ts";
import type { ClusterKey } from "../../operator/host.ts";
import { clusterFolder, hasVolumes, runLock } from "../../operator/hosts/local/local-host.ts";
import { LocalOperator } from "../../operator/hosts/local/local-operator.ts";
import { LocalStore } from "../../operator/hosts/local/local-store.ts";
import { SILENT_LOGGER } from "../../utils/logger.ts";
import { EXIT_CODE, type ExitCode } from "../exit-codes.ts";
import { CliError } from "./cli-error.ts";
import { integerOption } from "./command-line.ts";
import { hintLine } from "./context.ts";
import type { CommandContext } from "./context.ts";
import { quoteWord } from "./invocation.ts";
import {
  isKept,
  listClusters,
  listKept,
  namespaceOf,
  readCluster,
  requireName,
  rootFolder,
} from "./local-clusters.ts";
import type { LocalCluster } from "./local-clusters.ts";
import { nodeEnvironment } from "./node-command.ts";
import { table } from "./terminal.ts";

const POLL_MS = 100;

export async function localGet(context: CommandContext): Promise<ExitCode> {
  const { command, terminal, environment } = context;
  const root = rootFolder(command, environment);
  const namespace = namespaceOf(command);
  const [name] = command.arguments;
  const clusters =
    name === undefined
      ? await listClusters(root, namespace)
      : [await requireCluster(context, { root, key: { namespace, name } })];
  if (command.flags.has("json")) {
    const found = clusters.map(({ resource, runBy, unsupervisedPids }) => ({
      ...resource,
      runBy,
      unsupervisedPids,
    }));
    terminal.out(JSON.stringify(name === undefined ? found : found[0]));
    return EXIT_CODE.ok;
  }
  if (clusters.length === 0) {
    terminal.note(`no local cluster in namespace ${namespace} of ${root}`);
  } else {
    const head = ["NAME", "READY", "DESIRED", "VOTERS", "LEADER", "AVAILABLE", "PHASE", "RUN BY"];
    for (const line of table([head, ...clusters.map(row)])) {
      terminal.out(line);
    }
  }
  for (const { key, unsupervisedPids } of clusters.filter(isUnsupervised)) {
    const up = hintLine(context, "local up -f FILE");
    terminal.note(
      `${key.name}: nobody supervises node process ${unsupervisedPids.join(", ")}: ${up} takes it over`,
    );
  }
  for (const kept of name === undefined ? await listKept(root, namespace) : []) {
    terminal.note(
      `${kept} is deleted; ${keptSentence(context, clusterFolder(root, { namespace, name: kept }))}`,
    );
  }
  return EXIT_CODE.ok;
}

/** What a stopped cluster's status says is old, so it is not repeated. */
function row(cluster: LocalCluster): readonly string[] {
  const { key, resource, runBy, unsupervisedPids } = cluster;
  const { spec, status } = resource;
  const desired = String(spec.replicas);
  if (isUnsupervised(cluster)) {
    const pids = unsupervisedPids.join(", ");
    const runs = `nobody (node process ${pids})`;
    return [key.name, "Unknown", desired, "-", "-", "Unknown", "Unsupervised", runs];
  }
  if (runBy === null) {
    return [key.name, "False", desired, "0", "-", "False", "Stopped", "nobody"];
  }
  return [
    key.name,
    conditionStatus(resource, "Ready"),
    desired,
    String(status?.quorum?.voters ?? 0),
    status?.leader?.podName ?? "-",
    conditionStatus(resource, "Available"),
    status?.phase ?? "Pending",
    `process ${runBy}`,
  ];
}

function isUnsupervised({ unsupervisedPids }: LocalCluster): boolean {
  return unsupervisedPids.length > 0;
}

/** Where retained data is, and the two ways on from there. */
function keptSentence(context: CommandContext, folder: string): string {
  const up = hintLine(context, "local up -f FILE");
  return `its volumes are kept in ${folder}: ${up} adopts them, rm -r ${quoteWord(folder)} removes them`;
}

export function conditionStatus(resource: RaftCluster, type: ConditionType): string {
  return resource.status?.conditions?.find((one) => one.type === type)?.status ?? "Unknown";
}

export async function localDelete(context: CommandContext): Promise<ExitCode> {
  const { command, terminal, environment, signal } = context;
  const root = rootFolder(command, environment);
  const [name = ""] = command.arguments;
  const key = { namespace: namespaceOf(command), name };
  const { resource } = await requireCluster(context, { root, key });
  const timeout = integerOption(command, "timeout", { min: 1, max: 3600, otherwise: 120 });
  const store = new LocalStore({ folder: clusterFolder(root, key) });
  await store.requestDeletion(Date.now(), signal);
  if (!command.flags.has("no-wait")) {
    await finishDeletion(context, { root, key, timeoutMs: timeout * 1000 });
  }
  const retains = resource.spec.storage.retentionPolicy.whenDeleted === "Retain";
  // One that never ran has no data to keep.
  const keeps = retains && (await hasVolumes(clusterFolder(root, key), key));
  const verb = command.flags.has("no-wait") ? "is being deleted" : "deleted";
  terminal.out(
    keeps
      ? `${name} ${verb}; ${keptSentence(context, clusterFolder(root, key))}`
      : `${name} ${verb}${retains ? "" : ", with its volumes"}`,
  );
  return EXIT_CODE.ok;
}

/** Waits for the program that runs the cluster, or does its work where there is none. */
async function finishDeletion(
  context: CommandContext,
  request: { readonly root: string; readonly key: ClusterKey; readonly timeoutMs: number },
): Promise<void> {
  const { root, key, timeoutMs } = request;
  const deadline = AbortSignal.timeout(timeoutMs);
  const signal = AbortSignal.any([context.signal, deadline]);
  while (!signal.aborted && (await readCluster(root, key)) !== null) {
    if ((await runLock(clusterFolder(root, key)).holder()) === null) {
      await deletingOperator(context, { root, key }).run(signal);
    } else {
      await sleep(POLL_MS);
    }
  }
  if ((await readCluster(root, key)) !== null) {
    context.signal.throwIfAborted();
    throw new CliError(
      `${key.name} is not gone after ${timeoutMs / 1000} seconds: its deletion goes on while somebody runs it`,
      EXIT_CODE.unavailable,
    );
  }
}

function deletingOperator(
  context: CommandContext,
  place: { readonly root: string; readonly key: ClusterKey },
): LocalOperator {
  const { nodeCommand, clock, environment } = context;
  return new LocalOperator(
    { ...place, nodeCommand, nodeEnvironment: nodeEnvironment(environment), stopGraceMs: 10_000 },
    {
      admin: new AdminClient(),
      clock,
      logger: SILENT_LOGGER,
      now: Date.now,
      event: () => undefined,
    },
  );
}

async function requireCluster(
  context: CommandContext,
  { root, key }: { readonly root: string; readonly key: ClusterKey },
): Promise<LocalCluster> {
  requireName("NAME", key.name);
  const cluster = await readCluster(root, key);
  if (cluster === null) {
    const rest = (await isKept(root, key))
      ? `: it is deleted; ${keptSentence(context, clusterFolder(root, key))}`
      : "";
    throw new CliError(
      `no local cluster ${key.name} in namespace ${key.namespace} of ${root}${rest}`,
      EXIT_CODE.failure,
    );
  }
  return cluster;
}
