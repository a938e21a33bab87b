import type { RaftCluster } from "../api-types.ts";
import { ownedMeta, type Manifest } from "./manifest.ts";
import {
  ADMIN_PORT,
  CLIENT_PORT,
  clientServiceName,
  HTTP_PORT,
  PEER_PORT,
  peerServiceName,
  selectorLabels,
} from "./names.ts";

export interface ServicePort {
  readonly name: string;
  readonly port: number;
  readonly targetPort: string;
  readonly protocol: "TCP";
  readonly appProtocol?: string;
}

export interface ServiceManifest extends Manifest {
  readonly spec: {
    readonly ports: readonly ServicePort[];
    readonly selector: Readonly<Record<string, string>>;
    readonly [field: string]: unknown;
  };
}

/**
 * Gives every pod a name, for peers and for the operator's calls. It also publishes pods that are not ready: a member becomes ready only once it has
 * found its peers, and an unassigned node only once the operator has reached it.
 */
export function buildPeerService(cluster: RaftCluster): ServiceManifest {
  return {
    apiVersion: "v1",
    kind: "Service",
    metadata: ownedMeta(cluster, peerServiceName(cluster.metadata.name)),
    spec: {
      type: "ClusterIP",
      clusterIP: "None",
      publishNotReadyAddresses: true,
      selector: selectorLabels(cluster.metadata.name),
      ports: [
        { name: "peer", port: PEER_PORT, targetPort: "peer", protocol: "TCP" },
        { name: "admin", port: ADMIN_PORT, targetPort: "admin", protocol: "TCP" },
        { name: "http", port: HTTP_PORT, targetPort: "http", protocol: "TCP" },
      ],
    },
  };
}

/** The address for programs: only pods that pass readiness, so never an unassigned node, a removed one or one that has just come. */
export function buildClientService(cluster: RaftCluster): ServiceManifest {
  return {
    apiVersion: "v1",
    kind: "Service",
    metadata: ownedMeta(cluster, clientServiceName(cluster.metadata.name)),
    spec: {
      type: "ClusterIP",
      selector: selectorLabels(cluster.metadata.name),
      ports: [
        {
          name: "client",
          port: CLIENT_PORT,
          targetPort: "client",
          protocol: "TCP",
          appProtocol: "kubernetes.io/h2c",
        },
      ],
    },
  };
}
