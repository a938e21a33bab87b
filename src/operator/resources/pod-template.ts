import type { RaftCluster, RaftClusterSpec } from "../api-types.ts";
import {
  ADMIN_PORT,
  CLIENT_PORT,
  CONTAINER_NAME,
  DATA_VOLUME_NAME,
  HTTP_PORT,
  objectLabels,
  PEER_PORT,
  peerServiceName,
  selectorLabels,
  serviceAccountName,
  TEMPLATE_HASH_ANNOTATION,
  TEMPLATE_INPUT_HASH_ANNOTATION,
  TOKEN_KEY,
  tokenSecretName,
} from "./names.ts";
import { hashOf } from "./template-hash.ts";

/** The uid and gid of the image's user; the group also owns the volume's files, so that another image's uid could still read them. */
const USER_ID = 65532;
const DATA_PATH = "/data";
const TOKEN_PATH = "/etc/raft/admin-token";

export interface PodTemplate {
  readonly metadata: {
    readonly labels: Readonly<Record<string, string>>;
    readonly annotations: Readonly<Record<string, string>>;
  };
  readonly spec: PodSpec;
}

export interface PodSpec {
  readonly containers: readonly Container[];
  readonly [field: string]: unknown;
}

export interface Container {
  readonly name: string;
  readonly image: string;
  readonly args: readonly string[];
  readonly [field: string]: unknown;
}

/**
 * The template of every pod of the cluster. It depends on the spec's pod fields and the image alone: not on `replicas`, the members, the pod's
 * ordinal or the operator's version, so that neither scaling nor an upgrade of the operator restarts a member.
 */
export function buildPodTemplate(cluster: RaftCluster, image: string): PodTemplate {
  const { name } = cluster.metadata;
  const { spec } = cluster;
  const given = spec.podTemplate?.metadata;
  const template = {
    metadata: {
      labels: { ...objectLabels(name), ...given?.labels, ...selectorLabels(name) },
      annotations: { ...given?.annotations },
    },
    spec: podSpec(cluster, image),
  };
  return {
    ...template,
    metadata: {
      ...template.metadata,
      annotations: {
        ...template.metadata.annotations,
        [TEMPLATE_HASH_ANNOTATION]: hashOf(template),
        [TEMPLATE_INPUT_HASH_ANNOTATION]: hashOf(templateInput(spec, image)),
      },
    },
  };
}

/**
 * What of the spec the template is built from. A field that a later version adds must stay out while it has its default: else an upgrade
 * of the operator would look like a change that the user made, and roll the pods.
 */
function templateInput(spec: RaftClusterSpec, image: string): Readonly<Record<string, unknown>> {
  return {
    image,
    imagePullPolicy: spec.imagePullPolicy,
    imagePullSecrets: spec.imagePullSecrets,
    resources: spec.resources,
    podTemplate: spec.podTemplate,
    raft: spec.raft,
    terminationGracePeriodSeconds: spec.terminationGracePeriodSeconds,
    logLevel: spec.logLevel,
  };
}

function podSpec(cluster: RaftCluster, image: string): PodSpec {
  const { name } = cluster.metadata;
  const { spec } = cluster;
  const scheduling = spec.podTemplate?.spec;
  return {
    serviceAccountName: serviceAccountName(name),
    automountServiceAccountToken: false,
    // A Service named `raft-...` would otherwise put RAFT_* variables into the node's environment.
    enableServiceLinks: false,
    // Else the node is the first process of its namespace, and the kernel drops SIGTERM until Node.js has a listener: a pod that is deleted in its
    // first second would stay for its whole grace period.
    shareProcessNamespace: true,
    terminationGracePeriodSeconds: spec.terminationGracePeriodSeconds,
    securityContext: {
      runAsNonRoot: true,
      runAsUser: USER_ID,
      runAsGroup: USER_ID,
      fsGroup: USER_ID,
      // Walking a large volume at every start would take longer than the start itself.
      fsGroupChangePolicy: "OnRootMismatch",
      seccompProfile: { type: "RuntimeDefault" },
    },
    ...(spec.imagePullSecrets === undefined ? {} : { imagePullSecrets: spec.imagePullSecrets }),
    ...(scheduling?.nodeSelector === undefined ? {} : { nodeSelector: scheduling.nodeSelector }),
    ...(scheduling?.tolerations === undefined ? {} : { tolerations: scheduling.tolerations }),
    ...(scheduling?.priorityClassName === undefined
      ? {}
      : { priorityClassName: scheduling.priorityClassName }),
    affinity: scheduling?.affinity ?? spreadOverMachines(name),
    topologySpreadConstraints: scheduling?.topologySpreadConstraints ?? [spreadOverZones(name)],
    containers: [nodeContainer(cluster, image)],
    volumes: [
      {
        name: "admin-token",
        // fsGroup adds the group's read bit to the mode, so the node can read the file and nothing else can.
        secret: { secretName: tokenSecretName(name), defaultMode: 0o400 },
      },
    ],
  };
}

function nodeContainer(cluster: RaftCluster, image: string): Container {
  const { spec } = cluster;
  return {
    name: CONTAINER_NAME,
    image,
    imagePullPolicy: spec.imagePullPolicy,
    // Arguments only: the image's entrypoint is `raft-node`, or what an image FROM ours adds to it (`--state-machine`).
    args: nodeArguments(cluster),
    env: [
      { name: "POD_NAME", valueFrom: { fieldRef: { fieldPath: "metadata.name" } } },
      { name: "POD_NAMESPACE", valueFrom: { fieldRef: { fieldPath: "metadata.namespace" } } },
    ],
    ports: [
      { name: "client", containerPort: CLIENT_PORT, protocol: "TCP" },
      { name: "peer", containerPort: PEER_PORT, protocol: "TCP" },
      { name: "http", containerPort: HTTP_PORT, protocol: "TCP" },
      { name: "admin", containerPort: ADMIN_PORT, protocol: "TCP" },
    ],
    ...(spec.resources === undefined ? {} : { resources: spec.resources }),
    securityContext: {
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ["ALL"] },
    },
    ...probes(),
    volumeMounts: [
      { name: DATA_VOLUME_NAME, mountPath: DATA_PATH },
      // The folder, not one file by subPath: only then does a changed Secret reach a running pod.
      { name: "admin-token", mountPath: TOKEN_PATH, readOnly: true },
    ],
  };
}

function nodeArguments(cluster: RaftCluster): readonly string[] {
  const { raft, logLevel } = cluster.spec;
  // The kubelet puts the two variables in: the template is the same for every ordinal.
  const host = `$(POD_NAME).${peerServiceName(cluster.metadata.name)}.$(POD_NAMESPACE).svc`;
  return [
    `--data-dir=${DATA_PATH}`,
    `--listen-client=[::]:${CLIENT_PORT}`,
    `--listen-peer=[::]:${PEER_PORT}`,
    `--listen-http=[::]:${HTTP_PORT}`,
    `--listen-admin=[::]:${ADMIN_PORT}`,
    `--advertise-peer-address=${host}:${PEER_PORT}`,
    `--admin-token-file=${TOKEN_PATH}/${TOKEN_KEY}`,
    `--tick-ms=${raft.tickMs}`,
    `--election-ticks=${raft.electionTicks}`,
    `--heartbeat-ticks=${raft.heartbeatTicks}`,
    `--log-level=${logLevel}`,
  ];
}

/**
 * The startup probe gives recovery of a large database ten minutes. Liveness asks for the event loop only, and patiently: a member restarted for want of
 * a leader or of disk takes others with it. Readiness decides who gets clients, nothing else: the StatefulSet is Parallel.
 */
function probes(): Readonly<Record<string, unknown>> {
  const livez = { httpGet: { path: "/livez", port: "http" } };
  const readyz = { httpGet: { path: "/readyz", port: "http" } };
  return {
    startupProbe: { ...livez, periodSeconds: 2, timeoutSeconds: 5, failureThreshold: 300 },
    readinessProbe: { ...readyz, periodSeconds: 3, timeoutSeconds: 3, failureThreshold: 3 },
    livenessProbe: { ...livez, periodSeconds: 10, timeoutSeconds: 5, failureThreshold: 6 },
  };
}

function spreadOverMachines(clusterName: string): Readonly<Record<string, unknown>> {
  return {
    podAntiAffinity: {
      preferredDuringSchedulingIgnoredDuringExecution: [
        {
          weight: 100,
          podAffinityTerm: {
            topologyKey: "kubernetes.io/hostname",
            labelSelector: { matchLabels: selectorLabels(clusterName) },
          },
        },
      ],
    },
  };
}

function spreadOverZones(clusterName: string): Readonly<Record<string, unknown>> {
  return {
    maxSkew: 1,
    topologyKey: "topology.kubernetes.io/zone",
    whenUnsatisfiable: "ScheduleAnyway",
    labelSelector: { matchLabels: selectorLabels(clusterName) },
  };
}
