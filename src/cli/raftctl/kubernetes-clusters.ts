import { Registry } from "prom-client";
import type { RaftCluster } from "../../operator/api-types.ts";
import {
  ClusterConfigError,
  loadClusterConfig,
} from "../../operator/hosts/kubernetes/cluster-config.ts";
import { toRaftCluster } from "../../operator/hosts/kubernetes/raft-cluster.ts";
import { KUBE_CLIENT_DEFAULTS, KubeClient } from "../../operator/runtime/kube-client.ts";
import { RAFT_CLUSTERS } from "../../operator/runtime/kube-kinds.ts";
import { ClientNodeTransport } from "../../operator/runtime/kube-transport.ts";
import { RuntimeMetrics } from "../../operator/runtime/runtime-metrics.ts";
import type { Clock } from "../../utils/clock.ts";
import { EXIT_CODE } from "../exit-codes.ts";
import { CliError } from "./cli-error.ts";
import { usage } from "./command-line.ts";

export interface KubernetesPlace {
  /** Null: the namespace's only one. */
  readonly name: string | null;
  /** Null: the context's. */
  readonly namespace: string | null;
}

/** Reads one RaftCluster of the Kubernetes cluster that kubectl would talk to, as often as asked. */
export class KubernetesClusters {
  readonly #client: KubeClient;
  readonly #namespace: string;

  /** @throws CliError where no Kubernetes cluster is configured. */
  constructor(
    options: Pick<KubernetesPlace, "namespace">,
    dependencies: { readonly clock: Clock },
  ) {
    try {
      const { config, namespace } = loadClusterConfig(null);
      this.#namespace = options.namespace ?? namespace;
      this.#client = new KubeClient(KUBE_CLIENT_DEFAULTS, {
        transport: new ClientNodeTransport({ config, clock: dependencies.clock }),
        clock: dependencies.clock,
        metrics: new RuntimeMetrics({ registry: new Registry() }),
      });
    } catch (error) {
      if (error instanceof ClusterConfigError) {
        throw new CliError(error.message, EXIT_CODE.configuration, { cause: error });
      }
      throw error;
    }
  }

  /** @throws CliError where there is none of that name; HostError where the API server does not give it. */
  async read(name: string | null, signal: AbortSignal): Promise<RaftCluster> {
    const namespace = this.#namespace;
    if (name !== null) {
      const found = await this.#client.get({ kind: RAFT_CLUSTERS, namespace, name }, signal);
      if (found === null) {
        throw new CliError(
          `no RaftCluster ${name} in namespace ${namespace}; another namespace is given with -n`,
          EXIT_CODE.failure,
        );
      }
      return toRaftCluster(found);
    }
    const { items } = await this.#client.list(RAFT_CLUSTERS, { namespace }, signal);
    const [only, another] = items;
    if (only === undefined) {
      throw new CliError(`no RaftCluster in namespace ${namespace}`, EXIT_CODE.failure);
    }
    if (another !== undefined) {
      const names = items.map(({ metadata }) => metadata.name).join(", ");
      throw usage(`namespace ${namespace} has several RaftClusters (${names}): name one`);
    }
    return toRaftCluster(only);
  }
}
