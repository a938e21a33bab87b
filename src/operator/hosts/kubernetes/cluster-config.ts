import { KubeConfig } from "@kubernetes/client-node";

/** The operator cannot find out how to reach a cluster. */
export class ClusterConfigError extends Error {
  override readonly name = "ClusterConfigError";
}

export interface ClusterConfig {
  readonly config: KubeConfig;
  readonly inCluster: boolean;
  /** Of the pod's ServiceAccount, or of the current context; `default` where neither says one. */
  readonly namespace: string;
}

/**
 * Where and how the API server is reached: the file given; else what KUBECONFIG names; else ~/.kube/config; else the pod's ServiceAccount.
 *
 * @throws ClusterConfigError where there is none of them, or the file cannot be used.
 */
export function loadClusterConfig(kubeconfig: string | null): ClusterConfig {
  const config = new KubeConfig();
  try {
    if (kubeconfig === null) {
      config.loadFromDefault();
    } else {
      config.loadFromFile(kubeconfig);
    }
  } catch (error) {
    throw new ClusterConfigError(
      `the kubeconfig ${kubeconfig ?? "named by KUBECONFIG or in ~/.kube/config"} cannot be read: ${error instanceof Error ? error.message : String(error)}`,
      { cause: error },
    );
  }
  const cluster = config.getCurrentCluster();
  if (cluster === null) {
    throw new ClusterConfigError(
      `the kubeconfig's current context ${JSON.stringify(config.getCurrentContext())} names no cluster in it: set current-context`,
    );
  }
  // What client-node falls back to where it finds nothing at all.
  if (kubeconfig === null && cluster.server === "http://localhost:8080") {
    throw new ClusterConfigError(
      "no Kubernetes cluster to work on: run in a pod with a ServiceAccount, or give --kubeconfig or KUBECONFIG",
    );
  }
  const context = config.getContextObject(config.getCurrentContext());
  return {
    config,
    inCluster: cluster.name === "inCluster",
    namespace: context?.namespace?.trim() || "default",
  };
}
