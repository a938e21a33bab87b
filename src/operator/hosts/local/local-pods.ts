import { randomUUID } from "node:crypto";
import { join } from "node:path";
import type { Clock } from "../../../utils/clock.ts";
import type { Logger } from "../../../utils/logger.ts";
import type { ClusterEvent } from "../../host.ts";
import type { LocalState, LocalStore, PodRecord } from "./local-store.ts";
import { dataFolderArgument, nodeArguments } from "./local-template.ts";
import type { LocalVolumes } from "./local-volumes.ts";
import { PodProcess, endProcess } from "./pod-process.ts";
import { findByArgument, isRunning } from "./process-identity.ts";

export interface LocalPodsOptions {
  readonly clusterName: string;
  readonly logFolder: string;
  readonly tokenFile: string;
  readonly nodeCommand: readonly [string, ...string[]];
  readonly nodeEnvironment: Readonly<Record<string, string>>;
}

export interface LocalPodsDependencies {
  readonly store: LocalStore;
  readonly volumes: LocalVolumes;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly event: (event: ClusterEvent) => void;
  readonly changed: () => void;
}

/** A process that nobody recorded belongs to no pod any more: it gets little time. */
const ORPHAN_GRACE_MS = 5000;

/** The processes of one local cluster: a pod of each ordinal below the workload's size, each recorded in the state file before anybody relies on it. */
export class LocalPods {
  readonly #options: LocalPodsOptions;
  readonly #dependencies: LocalPodsDependencies;
  readonly #store: LocalStore;
  readonly #volumes: LocalVolumes;
  /** By pod uid. */
  readonly #processes = new Map<string, PodProcess>();
  readonly #closing = new AbortController();
  /** What runs beside the caller; at most one stop and one record a pod. */
  readonly #background = new Set<Promise<void>>();

  constructor(options: LocalPodsOptions, dependencies: LocalPodsDependencies) {
    this.#options = options;
    this.#dependencies = dependencies;
    this.#store = dependencies.store;
    this.#volumes = dependencies.volumes;
  }

  /** Goes on with processes that an earlier instance left, ends those that belong to no pod, and starts the others. */
  async takeOver(signal: AbortSignal): Promise<void> {
    const state = await this.#store.read();
    const kept = await this.#adoptProcesses(state);
    await this.#endOrphans(state, kept);
    const { resource } = await this.#store.change((before) => {
      const size = before.workload?.size ?? 0;
      const pods = before.pods.filter(({ ordinal }) => ordinal < size);
      return pods.length === before.pods.length ? before : { ...before, pods };
    }, signal);
    // What is to be deleted is not started for it.
    if (resource !== null && resource.metadata.deletionTimestamp === undefined) {
      await this.start(signal);
    }
  }

  /** Null where this instance has no process of that pod. */
  processOf(uid: string): PodProcess | null {
    return this.#processes.get(uid) ?? null;
  }

  /** Processes of pods that still are as recorded; the uids of those pods. */
  async #adoptProcesses(state: LocalState): Promise<ReadonlySet<string>> {
    const kept = new Set<string>();
    for (const record of state.pods) {
      const volumeUid = await this.#volumes.uid(record.ordinal);
      const wanted = state.workload !== null && record.ordinal < state.workload.size;
      if (
        wanted &&
        record.process !== null &&
        isRunning(record.process) &&
        volumeUid === record.volumeUid
      ) {
        this.#makeProcess(state, record)?.adopt(record.process);
        kept.add(record.uid);
      }
    }
    return kept;
  }

  /** Whatever else has a volume of this cluster open: its program was killed before it could record the pid, or the pod is not wanted any more. */
  async #endOrphans(state: LocalState, kept: ReadonlySet<string>): Promise<void> {
    const adopted = new Set(
      state.pods.flatMap((pod) => (kept.has(pod.uid) ? [pod.process?.pid] : [])),
    );
    const ordinals = new Set([
      ...state.pods.map(({ ordinal }) => ordinal),
      ...(await this.#volumes.list(this.#options.clusterName)).map(({ ordinal }) => ordinal),
    ]);
    const orphans = [...ordinals]
      .flatMap((ordinal) => findByArgument(dataFolderArgument(this.#volumes.dataFolder(ordinal))))
      .filter(({ pid }) => !adopted.has(pid));
    for (const orphan of orphans) {
      this.#dependencies.logger.warn("process without a pod ended", { pid: orphan.pid });
    }
    await Promise.all(orphans.map((orphan) => endProcess(orphan, ORPHAN_GRACE_MS)));
  }

  /** Starts the process of every pod that has none, making pods that do not exist. */
  async start(signal: AbortSignal): Promise<void> {
    if (this.#closing.signal.aborted) {
      return;
    }
    const { workload } = await this.#store.read();
    const uids: string[] = [];
    for (let ordinal = 0; ordinal < (workload?.size ?? 0); ordinal += 1) {
      uids.push(await this.#volumes.ensure(ordinal));
    }
    const state = await this.#store.change((before) => addPods(before, uids), signal);
    for (const record of state.pods) {
      if (!this.#processes.has(record.uid) && record.ordinal < (state.workload?.size ?? 0)) {
        this.#makeProcess(state, record)?.start();
      }
    }
  }

  #makeProcess(state: LocalState, record: PodRecord): PodProcess | null {
    const ports = state.ports[record.ordinal];
    if (ports === undefined) {
      return null;
    }
    const podName = `${this.#options.clusterName}-${record.ordinal}`;
    const process = new PodProcess(
      {
        podName,
        command: [
          ...this.#options.nodeCommand,
          ...nodeArguments({
            template: record.template,
            ports,
            dataFolder: this.#volumes.dataFolder(record.ordinal),
            tokenFile: this.#options.tokenFile,
          }),
        ],
        environment: this.#options.nodeEnvironment,
        logFile: join(this.#options.logFolder, `${podName}.log`),
        restarts: record.restarts,
      },
      {
        clock: this.#dependencies.clock,
        event: this.#dependencies.event,
        changed: this.#dependencies.changed,
        started: (started, restarts) =>
          this.#recordInBackground({ ...record, process: started, restarts }),
      },
    );
    this.#processes.set(record.uid, process);
    return process;
  }

  /** Not recorded, a process is still found by its data folder: the failure is told and nothing waits for it. */
  #recordInBackground(record: PodRecord): void {
    const recording = this.#store
      .change(
        (state) => ({
          ...state,
          pods: state.pods.map((pod) => (pod.uid === record.uid ? record : pod)),
        }),
        new AbortController().signal,
      )
      .then(() => undefined)
      .catch((error: unknown) => {
        const reason = error instanceof Error ? error.message : String(error);
        this.#dependencies.logger.error("process could not be recorded", { reason });
      })
      .finally(() => this.#background.delete(recording));
    this.#background.add(recording);
  }

  /** Stops the pods from this ordinal on; returns at once. */
  async stopFrom(ordinal: number, graceMs: number): Promise<void> {
    const { pods } = await this.#store.read();
    for (const pod of pods.filter((record) => record.ordinal >= ordinal)) {
      this.stop(pod.uid, graceMs);
    }
  }

  /** Returns at once; when the process is gone, so is the pod, and one that the workload still wants is made anew. */
  stop(uid: string, graceMs: number): void {
    const process = this.#processes.get(uid);
    const signal = this.#closing.signal;
    const forget = async (): Promise<void> => {
      await (process?.stop(graceMs) ?? Promise.resolve());
      await this.#store.change(
        (state) => ({ ...state, pods: state.pods.filter((pod) => pod.uid !== uid) }),
        signal,
      );
      this.#processes.delete(uid);
      await this.start(signal);
      this.#dependencies.changed();
    };
    if (process?.terminating === true) {
      return;
    }
    const recording = forget()
      .catch((error: unknown) => {
        if (!signal.aborted) {
          const reason = error instanceof Error ? error.message : String(error);
          this.#dependencies.logger.error("pod could not be removed", { reason });
        }
      })
      .finally(() => this.#background.delete(recording));
    this.#background.add(recording);
  }

  /** No process is started after it. Idempotent. */
  async close(options: {
    readonly processes: "stop" | "leave";
    readonly graceMs: number;
  }): Promise<void> {
    this.#closing.abort();
    const processes = [...this.#processes.values()];
    if (options.processes === "stop") {
      await Promise.all(processes.map((process) => process.stop(options.graceMs)));
    } else {
      for (const process of processes) {
        process.abandon();
      }
    }
    await Promise.all(this.#background);
  }
}

function addPods(state: LocalState, volumeUids: readonly string[]): LocalState {
  const { workload } = state;
  if (workload === null) {
    return state;
  }
  const added = volumeUids.flatMap((volumeUid, ordinal): readonly PodRecord[] =>
    ordinal >= workload.size || state.pods.some((pod) => pod.ordinal === ordinal)
      ? []
      : [
          {
            ordinal,
            uid: randomUUID(),
            template: workload.template,
            volumeUid,
            process: null,
            restarts: 0,
          },
        ],
  );
  return added.length === 0 ? state : { ...state, pods: [...state.pods, ...added] };
}
