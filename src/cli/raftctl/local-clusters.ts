import { readdir } from "node:fs/promises";
import { homedir } from "node:os";
import { join, resolve } from "node:path";
import type { RaftCluster } from "../../operator/api-types.ts";
import type { ClusterKey } from "../../operator/host.ts";
import {
  clusterFolder,
  hasVolumes,
  readToken,
  runLock,
} from "../../operator/hosts/local/local-host.ts";
import { LocalStore } from "../../operator/hosts/local/local-store.ts";
import { isRunning } from "../../operator/hosts/local/process-identity.ts";
import type { LocalState } from "../../operator/hosts/local/local-store.ts";
import { EXIT_CODE } from "../exit-codes.ts";
import { CliError } from "./cli-error.ts";
import type { Command } from "./command-line.ts";
import { usage } from "./command-line.ts";
import { hintLine } from "./context.ts";
import type { CommandContext } from "./context.ts";

/** One local cluster as its files have it. */
export interface LocalCluster {
  readonly key: ClusterKey;
  readonly folder: string;
  readonly state: LocalState;
  readonly resource: RaftCluster;
  /** The pid of the program that runs it; null where none does. */
  readonly runBy: number | null;
  /** Node processes that serve although nobody runs the cluster: that program was killed. */
  readonly unsupervisedPids: readonly number[];
}

export interface AdminEndpoint {
  readonly name: string;
  readonly address: string;
  /** Under which members know it; null where that is not told. */
  readonly peerAddress: string | null;
  readonly token: string;
}

/** The folder of all local clusters. */
export function rootFolder(
  command: Command,
  environment: Readonly<Record<string, string | undefined>>,
): string {
  const fromEnvironment = environment["RAFTCTL_DIR"];
  const chosen =
    command.values.get("dir") ??
    (fromEnvironment === undefined || fromEnvironment === "" ? null : fromEnvironment);
  return resolve(chosen ?? join(homedir(), ".raftctl"));
}

export function namespaceOf(command: Command): string {
  const namespace = command.values.get("namespace") ?? "default";
  requireName("--namespace", namespace);
  return namespace;
}

/** A name becomes part of a path, so it must be one. @throws CliError */
export function requireName(what: string, name: string): void {
  if (!/^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/.test(name)) {
    throw usage(
      `${what} must hold at most 63 lower-case letters, digits and inner dashes, found ${JSON.stringify(name)}`,
    );
  }
}

/** All clusters of a namespace whose resource exists. */
export async function listClusters(
  root: string,
  namespace: string,
): Promise<readonly LocalCluster[]> {
  const names = await namesIn(join(root, namespace));
  const clusters = await Promise.all(names.map((name) => readCluster(root, { namespace, name })));
  return clusters.flatMap((cluster) => (cluster === null ? [] : [cluster]));
}

export async function readCluster(root: string, key: ClusterKey): Promise<LocalCluster | null> {
  const folder = clusterFolder(root, key);
  const state = await new LocalStore({ folder }).read();
  const { resource } = state;
  if (resource === null) {
    return null;
  }
  const holder = await runLock(folder).holder();
  const runBy = holder?.pid ?? null;
  const unsupervisedPids =
    runBy === null
      ? state.pods.flatMap(({ process }) =>
          process !== null && isRunning(process) ? [process.pid] : [],
        )
      : [];
  return { key, folder, state, resource, runBy, unsupervisedPids };
}

/** Names of clusters that are deleted and whose data was retained. */
export async function listKept(root: string, namespace: string): Promise<readonly string[]> {
  const names = await namesIn(join(root, namespace));
  const kept = await Promise.all(names.map((name) => isKept(root, { namespace, name })));
  return names.filter((_name, at) => kept[at] === true);
}

/** Whether only data is left of the cluster. */
export async function isKept(root: string, key: ClusterKey): Promise<boolean> {
  const folder = clusterFolder(root, key);
  return (await new LocalStore({ folder }).read()).resource === null && hasVolumes(folder, key);
}

/** The named cluster, or the only one. @throws CliError that says which there are. */
export async function findCluster(
  context: Pick<CommandContext, "command" | "environment" | "invocation">,
): Promise<LocalCluster> {
  const { command, environment } = context;
  const root = rootFolder(command, environment);
  const namespace = namespaceOf(command);
  const wanted = command.values.get("cluster");
  const clusters = await listClusters(root, namespace);
  const names = clusters.map(({ key }) => key.name).join(", ");
  if (wanted !== undefined) {
    const found = clusters.find(({ key }) => key.name === wanted);
    if (found !== undefined) {
      return found;
    }
    const which = names === "" ? "there is none" : `there is ${names}`;
    throw new CliError(
      `no local cluster ${JSON.stringify(wanted)} in ${join(root, namespace)}: ${which}`,
      EXIT_CODE.failure,
    );
  }
  const [only, another] = clusters;
  if (only === undefined) {
    throw new CliError(
      `no local cluster in ${join(root, namespace)}: start one with ${hintLine(context, "local up -f FILE")}, or say where one is with --endpoint or --admin-endpoint`,
      EXIT_CODE.failure,
    );
  }
  if (another !== undefined) {
    throw usage(`there are several local clusters (${names}): choose one with --cluster`);
  }
  return only;
}

/** Client ports, in the order of ordinals. */
export function clientEndpoints(cluster: LocalCluster): readonly string[] {
  return cluster.state.pods.flatMap(({ ordinal }) => {
    const ports = cluster.state.ports[ordinal];
    return ports === undefined ? [] : [`127.0.0.1:${ports.client}`];
  });
}

export async function adminEndpoints(cluster: LocalCluster): Promise<readonly AdminEndpoint[]> {
  const token = (await readToken(cluster.folder)) ?? "";
  return cluster.state.pods.flatMap(({ ordinal }) => {
    const ports = cluster.state.ports[ordinal];
    const name = `${cluster.key.name}-${ordinal}`;
    return ports === undefined
      ? []
      : [
          {
            name,
            address: `127.0.0.1:${ports.admin}`,
            peerAddress: `127.0.0.1:${ports.peer}`,
            token,
          },
        ];
  });
}

async function namesIn(folder: string): Promise<readonly string[]> {
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    return entries
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => name)
      .sort((left, right) => left.localeCompare(right));
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") {
      return [];
    }
    throw error;
  }
}
