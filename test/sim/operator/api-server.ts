import type {
  ObjectMeta,
  RaftCluster,
  RaftClusterSpec,
  RaftClusterStatus,
} from "../../../src/operator/api-types.ts";
import { HostError } from "../../../src/operator/host.ts";
import type { World } from "../world.ts";
import { type ApiState, EMPTY_STATE, KEY, type StoredClaim, type StoredPod } from "./api-state.ts";

interface Moment {
  /** When it began. */
  readonly atUs: number;
  readonly state: ApiState;
}

/** States that a stale read may still find. */
const MOMENTS_MAX = 12;

/** What exists, its versions, and its past. Each method happens at one instant; who calls over a network waits before and after. */
export class ApiServer {
  readonly #world: World;
  readonly #past: Moment[] = [];
  readonly #watchers: (() => void)[] = [];
  #state: ApiState = EMPTY_STATE;
  #versions = 0;
  #uids = 0;

  constructor(dependencies: { readonly world: World }) {
    this.#world = dependencies.world;
  }

  get state(): ApiState {
    return this.#state;
  }

  /** What a replica of the server that lags shows. */
  stateBefore(ageUs: number): ApiState {
    const atUs = this.#world.nowUs - ageUs;
    const found = this.#past.findLast((moment) => moment.atUs <= atUs) ?? this.#past[0];
    return ageUs <= 0 || found === undefined ? this.#state : found.state;
  }

  /** Called after every change. */
  watch(changed: () => void): void {
    this.#watchers.push(changed);
  }

  newUid(what: string): string {
    this.#uids += 1;
    return `${what}-${this.#uids}`;
  }

  newVersion(): number {
    this.#versions += 1;
    return this.#versions;
  }

  change(changes: Partial<ApiState>): void {
    this.#state = { ...this.#state, ...changes };
    this.#past.push({ atUs: this.#world.nowUs, state: this.#state });
    if (this.#past.length > MOMENTS_MAX) {
      this.#past.shift();
    }
    for (const changed of this.#watchers) {
      changed();
    }
  }

  putPod(pod: StoredPod): void {
    this.change({ pods: new Map(this.#state.pods).set(pod.ordinal, pod) });
  }

  removePod(ordinal: number): void {
    const pods = new Map(this.#state.pods);
    pods.delete(ordinal);
    this.change({ pods });
  }

  putClaim(claim: StoredClaim): void {
    this.change({ claims: new Map(this.#state.claims).set(claim.ordinal, claim) });
  }

  removeClaim(ordinal: number): void {
    const claims = new Map(this.#state.claims);
    claims.delete(ordinal);
    this.change({ claims });
  }

  createCluster(spec: RaftClusterSpec): void {
    this.change({
      cluster: {
        apiVersion: "raft.crabmq.io/v1alpha1",
        kind: "RaftCluster",
        metadata: {
          ...KEY,
          uid: this.newUid("cluster"),
          resourceVersion: String(this.newVersion()),
          generation: 1,
        },
        spec,
      },
    });
  }

  /** A person's: whatever version it has. False where it does not exist. */
  changeSpec(change: (spec: RaftClusterSpec) => RaftClusterSpec): boolean {
    const { cluster } = this.#state;
    if (cluster === null) {
      return false;
    }
    const { metadata } = cluster;
    this.#putCluster({
      ...cluster,
      metadata: { ...metadata, generation: metadata.generation + 1 },
      spec: change(cluster.spec),
    });
    return true;
  }

  /** As `kubectl delete` does. */
  deleteCluster(): void {
    const { cluster } = this.#state;
    if (cluster === null || cluster.metadata.deletionTimestamp !== undefined) {
      return;
    }
    if ((cluster.metadata.finalizers ?? []).length === 0) {
      this.change({ cluster: null });
      return;
    }
    const metadata: ObjectMeta = {
      ...cluster.metadata,
      deletionTimestamp: "2026-01-01T00:00:00Z",
      generation: cluster.metadata.generation + 1,
    };
    this.#putCluster({ ...cluster, metadata });
  }

  /** Of exactly the version that was seen. @throws HostError CONFLICT | NOT_FOUND */
  writeStatus(seen: RaftCluster, status: RaftClusterStatus): RaftCluster {
    return this.#putCluster({ ...this.#same(seen), status });
  }

  /** A person's: whatever version it has. */
  wipeStatus(): void {
    const { cluster } = this.#state;
    if (cluster !== null) {
      const { status: _gone, ...rest } = cluster;
      this.#putCluster(rest);
    }
  }

  /** Of exactly the version that was seen. @throws HostError CONFLICT | NOT_FOUND */
  writeFinalizers(seen: RaftCluster, finalizers: readonly string[]): void {
    const cluster = this.#same(seen);
    if (cluster.metadata.deletionTimestamp !== undefined && finalizers.length === 0) {
      this.change({ cluster: null });
      return;
    }
    this.#putCluster({ ...cluster, metadata: { ...cluster.metadata, finalizers } });
  }

  #same(seen: RaftCluster): RaftCluster {
    const { cluster } = this.#state;
    if (cluster === null) {
      throw new HostError("the resource does not exist", { code: "NOT_FOUND", what: KEY.name });
    }
    if (cluster.metadata.resourceVersion !== seen.metadata.resourceVersion) {
      throw new HostError("the resource was changed meanwhile", { code: "CONFLICT" });
    }
    return cluster;
  }

  #putCluster(cluster: RaftCluster): RaftCluster {
    const resourceVersion = String(this.newVersion());
    const stored = { ...cluster, metadata: { ...cluster.metadata, resourceVersion } };
    this.change({ cluster: stored });
    return stored;
  }
}
