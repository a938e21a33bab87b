import { randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { API_GROUP, API_VERSION, KIND } from "../../api-types.ts";
import type { RaftCluster } from "../../api-types.ts";
import { HostError } from "../../host.ts";
import { checkSpecChange } from "../../spec.ts";
import type { RaftClusterManifest } from "../../spec.ts";
import { writeDurably } from "./durable-file.ts";
import { FileLock } from "./file-lock.ts";
import type { PortSet } from "./ports.ts";
import { errorCode } from "./process-identity.ts";
import type { ProcessIdentity } from "./process-identity.ts";

/** What a child process is started with that does not depend on where its files are. */
export interface LocalTemplate {
  readonly args: readonly string[];
  /** Of the fields of the spec that the arguments come from. */
  readonly inputHash: string;
  readonly hash: string;
}

export interface PodRecord {
  readonly ordinal: number;
  readonly uid: string;
  readonly template: LocalTemplate;
  /** Of the volume that its process has open. */
  readonly volumeUid: string;
  /** Null while none was started. */
  readonly process: ProcessIdentity | null;
  readonly restarts: number;
}

/** Everything that must outlive the program, in one file. */
export interface LocalState {
  readonly formatVersion: 1;
  /** Null once deleted; ports stay, because retained volumes know their members by them. */
  readonly resource: RaftCluster | null;
  readonly workload: {
    readonly size: number;
    readonly image: string;
    readonly template: LocalTemplate;
  } | null;
  /** By ordinal. */
  readonly ports: Readonly<Record<string, PortSet>>;
  readonly pods: readonly PodRecord[];
}

const EMPTY: LocalState = {
  formatVersion: 1,
  resource: null,
  workload: null,
  ports: {},
  pods: [],
};

/** How long another process may hold the file: a read and a write of some kilobytes. */
const LOCK_WAIT_MS = 5000;

/**
 * The state file of one local cluster. Every change reads it, changes it and replaces it under an exclusive lock, so a program that deletes the cluster and the one that runs it do not
 * undo each other.
 */
export class LocalStore {
  readonly #path: string;
  readonly #lock: FileLock;
  /** Changes of this process, one after the other. */
  #last: Promise<unknown> = Promise.resolve();

  constructor(options: { readonly folder: string }) {
    this.#path = join(options.folder, "state.json");
    this.#lock = new FileLock({
      folder: join(options.folder, "state.lock"),
      what: `changing ${this.#path}`,
    });
  }

  /** @throws HostError INVALID where the file is damaged or written by a newer version. */
  async read(): Promise<LocalState> {
    try {
      return parseState(await readFile(this.#path, "utf8"), this.#path);
    } catch (error) {
      if (errorCode(error) === "ENOENT") {
        return EMPTY;
      }
      throw error;
    }
  }

  /** Durable when it returns; `change` may throw to write nothing. */
  change(
    change: (state: LocalState) => LocalState | Promise<LocalState>,
    signal: AbortSignal,
  ): Promise<LocalState> {
    const run = async (): Promise<LocalState> => {
      await this.#lock.acquire({ waitMs: LOCK_WAIT_MS, signal });
      try {
        const before = await this.read();
        const after = await change(before);
        if (after !== before) {
          await writeDurably(this.#path, `${JSON.stringify(after, null, 2)}\n`, 0o600);
        }
        return after;
      } finally {
        await this.#lock.release();
      }
    };
    const result = this.#last.then(run, run);
    this.#last = result.catch(() => undefined);
    return result;
  }

  /**
   * Creates the resource or gives it this spec, as `kubectl apply` does.
   *
   * @throws HostError INVALID for a change that the definition forbids or while it is being deleted.
   */
  async apply(
    manifest: RaftClusterManifest,
    nowMs: number,
    signal: AbortSignal,
  ): Promise<RaftCluster> {
    const { resource } = await this.change(
      (state) => ({ ...state, resource: applied(state.resource, manifest, nowMs) }),
      signal,
    );
    if (resource === null) {
      throw new HostError("the resource was not stored", { code: "NOT_FOUND", what: "resource" });
    }
    return resource;
  }

  /** Marks the resource as to be deleted; whoever runs it does the rest. False where there is none. */
  async requestDeletion(nowMs: number, signal: AbortSignal): Promise<boolean> {
    const { resource } = await this.change((state) => {
      const { resource: before } = state;
      if (before === null || before.metadata.deletionTimestamp !== undefined) {
        return state;
      }
      const deletionTimestamp = new Date(nowMs).toISOString();
      const isFree = (before.metadata.finalizers ?? []).length === 0;
      return {
        ...state,
        resource: isFree ? null : nextVersion(before, { deletionTimestamp }),
      };
    }, signal);
    return resource !== null;
  }
}

/** The resource with other metadata and the next resourceVersion. */
export function nextVersion(
  resource: RaftCluster,
  metadata: Partial<RaftCluster["metadata"]> = {},
): RaftCluster {
  const resourceVersion = String(Number(resource.metadata.resourceVersion) + 1);
  return { ...resource, metadata: { ...resource.metadata, ...metadata, resourceVersion } };
}

function applied(
  before: RaftCluster | null,
  manifest: RaftClusterManifest,
  nowMs: number,
): RaftCluster {
  const { spec } = manifest;
  if (before === null) {
    return {
      apiVersion: `${API_GROUP}/${API_VERSION}`,
      kind: KIND,
      metadata: {
        ...manifest.metadata,
        uid: randomUUID(),
        resourceVersion: "1",
        generation: 1,
        creationTimestamp: new Date(nowMs).toISOString(),
      },
      spec,
    };
  }
  if (before.metadata.deletionTimestamp !== undefined) {
    throw new HostError(
      `${before.metadata.name} is being deleted: wait until it is gone, then create it again`,
      { code: "INVALID", what: "metadata.deletionTimestamp" },
    );
  }
  const [problem] = checkSpecChange(before.spec, spec);
  if (problem !== undefined) {
    throw new HostError(problem.message, { code: "INVALID", what: problem.path });
  }
  const { labels, annotations } = manifest.metadata;
  const isSame = isDeepStrictEqual(before.spec, spec);
  const generation = before.metadata.generation + (isSame ? 0 : 1);
  return { ...nextVersion(before, { labels, annotations, generation }), spec };
}

function parseState(text: string, path: string): LocalState {
  const damaged = (why: string, cause?: unknown): HostError =>
    new HostError(
      `${path} ${why}: put back a copy of it, or remove it and the volumes beside it to start over`,
      { code: "INVALID", what: path },
      { cause },
    );
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw damaged("is no JSON", error);
  }
  if (typeof value !== "object" || value === null || !("formatVersion" in value)) {
    throw damaged("has no formatVersion");
  }
  if (value.formatVersion !== 1) {
    throw damaged(
      `has format version ${String(value.formatVersion)}, this program understands 1 only`,
    );
  }
  // The one gate from the file to the type: nobody but this class writes it, whole or not at all.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  return value as unknown as LocalState;
}
