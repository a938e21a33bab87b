import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { setTimeout as sleep } from "node:timers/promises";
import { onTestFinished } from "vitest";
import { AdminClient } from "../../../src/operator/admin-client.ts";
import { ClusterReconciler } from "../../../src/operator/cluster-reconciler.ts";
import {
  clusterFolder,
  LocalHost,
  readToken,
} from "../../../src/operator/hosts/local/local-host.ts";
import { LocalStore } from "../../../src/operator/hosts/local/local-store.ts";
import type { RaftClusterStatus } from "../../../src/operator/api-types.ts";
import { parseManifest } from "../../../src/operator/spec.ts";
import { SystemClock } from "../../../src/utils/clock.ts";
import { SILENT_LOGGER } from "../../../src/utils/logger.ts";

const KEY = { namespace: "default", name: "it" };
const PACKAGE = new URL("../../../", import.meta.url);
/** `npm test` has just built; else the sources, whose start takes some seconds longer. */
const NODE_COMMAND: readonly [string, ...string[]] =
  process.env["npm_lifecycle_event"] === "test"
    ? [process.execPath, fileURLToPath(new URL("dist/cli/raft-node.js", PACKAGE))]
    : [
        process.execPath,
        "--import",
        "tsx",
        fileURLToPath(new URL("src/cli/raft-node.ts", PACKAGE)),
      ];
const SIGNAL = new AbortController().signal;
const READY_MAX_MS = 90_000;
const LOOK_EVERY_MS = 50;

/** The operator died on purpose. */
export class Killed extends Error {}

/** A cluster of real node processes, and operators of it that may die at a named point: the next one adopts the processes. */
export class LocalCluster {
  readonly #root: string;
  readonly #store: LocalStore;
  readonly events: string[] = [];

  private constructor(root: string) {
    this.#root = root;
    this.#store = new LocalStore({ folder: clusterFolder(root, KEY) });
  }

  static async create(): Promise<LocalCluster> {
    const root = await mkdtemp(join(tmpdir(), "raft-scale-it-"));
    const cluster = new LocalCluster(root);
    onTestFinished(async () => {
      const host = cluster.#makeHost();
      await host.open(SIGNAL);
      await host.close({ processes: "stop", graceMs: 0 });
      await rm(root, { recursive: true, force: true });
    });
    return cluster;
  }

  setReplicas(replicas: number): Promise<void> {
    return this.apply({ replicas });
  }

  async apply(spec: Readonly<Record<string, unknown>>): Promise<void> {
    const result = parseManifest({
      apiVersion: "raft.crabmq.io/v1alpha1",
      kind: "RaftCluster",
      metadata: KEY,
      spec: { resources: { limits: { memory: "256Mi" } }, ...spec },
    });
    if (result.kind === "invalid") {
      throw new Error(result.problems[0]?.message);
    }
    await this.#store.apply(result.manifest, Date.now(), SIGNAL);
  }

  /** Until the next `operate` the resource is only marked; volumes are retained. */
  async requestDeletion(): Promise<void> {
    await this.#store.requestDeletion(Date.now(), SIGNAL);
  }

  async wipeStatus(): Promise<void> {
    await this.#store.change((state) => {
      const { resource } = state;
      return resource === null ? state : { ...state, resource: { ...resource, status: {} } };
    }, SIGNAL);
  }

  async status(): Promise<RaftClusterStatus> {
    return (await this.#store.read()).resource?.status ?? {};
  }

  /** Client addresses of the pods that exist. */
  async clientAddresses(): Promise<readonly string[]> {
    const { pods, ports } = await this.#store.read();
    return pods.flatMap(({ ordinal }) => {
      const port = ports[ordinal]?.client;
      return port === undefined ? [] : [`127.0.0.1:${port}`];
    });
  }

  /** Pids of the node processes by ordinal. */
  async pids(): Promise<Readonly<Record<number, number | undefined>>> {
    const { pods } = await this.#store.read();
    return Object.fromEntries(pods.map(({ ordinal, process }) => [ordinal, process?.pid]));
  }

  /** Hands leadership to the node at this ordinal, as a person may by the admin port. */
  async transferLeadership(ordinal: number): Promise<void> {
    const { resource, ports } = await this.#store.read();
    const { members = [], leader } = resource?.status ?? {};
    const place = members.find(({ podName }) => podName === leader?.podName)?.ordinal ?? 0;
    const nodeId = Number(members.find((member) => member.ordinal === ordinal)?.nodeID);
    const token = await readToken(clusterFolder(this.#root, KEY));
    const target = { address: `127.0.0.1:${ports[place]?.admin ?? 0}`, token: token ?? "" };
    const admin = new AdminClient();
    const options = { deadlineMs: 5000, signal: SIGNAL };
    const status = await admin.status(target, options);
    const configurationIndex = status.state === "Assigned" ? (status.configurationIndex ?? 0) : 0;
    await admin.transferLeadership(target, { configurationIndex, nodeId }, options);
  }

  /** A machine's disk is gone: the process dies with its volume. */
  async loseVolume(ordinal: number): Promise<void> {
    const pid = (await this.pids())[ordinal];
    if (pid !== undefined) {
      process.kill(pid, "SIGKILL");
    }
    const volumes = join(clusterFolder(this.#root, KEY), "volumes");
    await rm(join(volumes, String(ordinal)), { recursive: true });
  }

  /** One life of an operator: until the cluster is Ready with its present spec, or gone, or it dies at the point. True: it died. */
  async operate(dieAt: string | null = null): Promise<boolean> {
    const host = this.#makeHost();
    await host.open(SIGNAL);
    const reconciler = new ClusterReconciler(
      { defaultImage: "local", progressRequeueMs: LOOK_EVERY_MS },
      {
        host,
        admin: new AdminClient(),
        logger: SILENT_LOGGER,
        now: Date.now,
        newClusterId: () => crypto.randomUUID(),
        crashPoint: (name) => {
          if (name === dieAt) {
            throw new Killed(name);
          }
        },
      },
    );
    try {
      const endMs = performance.now() + READY_MAX_MS;
      for (;;) {
        await reconciler.reconcile(KEY, SIGNAL);
        const status = await this.#unready();
        if (status === null) {
          return false;
        }
        if (performance.now() > endMs) {
          throw new Error(`not Ready: ${JSON.stringify(status, null, 1)}`);
        }
        await sleep(LOOK_EVERY_MS);
      }
    } catch (error) {
      if (error instanceof Killed) {
        return true;
      }
      throw error;
    } finally {
      await host.close({ processes: "leave", graceMs: 0 });
    }
  }

  /** The status where it is not Ready for the present spec; null where it is, or where the resource is gone. */
  async #unready(): Promise<RaftClusterStatus | null> {
    const { resource } = await this.#store.read();
    if (resource === null) {
      return null;
    }
    const { status = {} } = resource;
    const ready = status.conditions?.find(({ type }) => type === "Ready");
    const isCurrent = status.observedGeneration === resource.metadata.generation;
    return ready?.status === "True" && isCurrent ? null : status;
  }

  #makeHost(): LocalHost {
    return new LocalHost(
      { root: this.#root, key: KEY, nodeCommand: NODE_COMMAND, nodeEnvironment: {} },
      {
        clock: new SystemClock(),
        logger: SILENT_LOGGER,
        changed: () => undefined,
        event: ({ reason, message }) => {
          this.events.push(`${reason}: ${message}`);
        },
      },
    );
  }
}
