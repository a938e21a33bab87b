import type { RaftCluster } from "../../src/operator/api-types.ts";
import {
  claimName,
  clientServiceName,
  podName,
  podOrdinal,
  selectorText,
} from "../../src/operator/resources/names.ts";
import { conditionOf, isReady, type PodObject, waitFor } from "./kubernetes.ts";
import { check, type ScenarioContext } from "./scenario.ts";

/** A pod whose claim is bound is scheduled within a second or two. */
const SCHEDULER_PATIENCE_MS = 20_000;

export interface ClusterRef {
  readonly namespace: string;
  readonly name: string;
}

/** A resource as a user writes it. */
export function raftCluster(
  cluster: ClusterRef,
  spec: Readonly<Record<string, unknown>> = {},
): unknown {
  return {
    apiVersion: "raft.crabmq.io/v1alpha1",
    kind: "RaftCluster",
    metadata: { name: cluster.name, namespace: cluster.namespace },
    spec: { replicas: 1, storage: { size: "1Gi" }, ...spec },
  };
}

/** What a user does: `kubectl wait --for=condition=Ready`, then looks. */
export async function waitReady(
  context: ScenarioContext,
  cluster: ClusterRef,
  timeoutMs = 120_000,
): Promise<RaftCluster> {
  let seen: RaftCluster | null = null;
  let wakeAtMs = performance.now() + SCHEDULER_PATIENCE_MS;
  try {
    return await waitFor(`${cluster.name} to be Ready`, timeoutMs, async () => {
      seen = await context.kubernetes.raftCluster(cluster);
      if (seen !== null && isReady(seen)) {
        return seen;
      }
      if (performance.now() > wakeAtMs && (await wakeScheduler(context, cluster))) {
        wakeAtMs = performance.now() + SCHEDULER_PATIENCE_MS;
      }
      return null;
    });
  } catch (error) {
    const ready = seen === null ? null : conditionOf(seen, "Ready");
    throw new Error(
      `${cluster.namespace}/${cluster.name} is not Ready: ${ready?.reason ?? "no condition"}: ${ready?.message ?? ""}`,
      { cause: error },
    );
  }
}

/**
 * kube-scheduler can miss that a claim was bound while it was judging the claim's pod, and then lets the pod lie for five minutes (seen once in about
 * thirty pods). A touched claim makes it look again. False while no pod of the cluster is in that state.
 */
async function wakeScheduler(
  { kubernetes }: ScenarioContext,
  cluster: ClusterRef,
): Promise<boolean> {
  const { namespace } = cluster;
  const pods = await kubernetes.list<PodObject>("pods", {
    namespace,
    selector: selectorText(cluster.name),
  });
  let woken = false;
  for (const { metadata, status } of pods) {
    const scheduled = status.conditions?.find(({ type }) => type === "PodScheduled");
    if (scheduled?.status !== "False") {
      continue;
    }
    const name = claimName(cluster.name, podOrdinal(cluster.name, metadata.name) ?? 0);
    const claim = await kubernetes.get("pvc", { namespace, name });
    if (claim?.status?.["phase"] !== "Bound") {
      continue;
    }
    console.log(
      `             note: ${metadata.name} is unscheduled though its claim is bound: touching the claim`,
    );
    await kubernetes.kubectl([
      "annotate",
      "pvc",
      name,
      "--namespace",
      namespace,
      `raft-e2e/touched=${Date.now()}`,
      "--overwrite",
    ]);
    woken = true;
  }
  return woken;
}

/** What a user does to change the size. */
export async function scale(
  { kubernetes }: ScenarioContext,
  cluster: ClusterRef,
  replicas: number,
): Promise<void> {
  await kubernetes.kubectl([
    "scale",
    "raftcluster",
    cluster.name,
    "--namespace",
    cluster.namespace,
    `--replicas=${replicas}`,
  ]);
}

/** Deletes member 0's pod and waits until another one of its name is ready. */
export async function replacePod(context: ScenarioContext, cluster: ClusterRef): Promise<void> {
  const where = { namespace: cluster.namespace, name: podName(cluster.name, 0) };
  const before = await context.kubernetes.get<PodObject>("pod", where);
  check(before !== null, `no pod ${where.name} to delete`);
  await context.kubernetes.kubectl(["delete", "pod", where.name, "--namespace", where.namespace]);
  await waitFor(`a new ${where.name} to be ready`, 120_000, async () => {
    const pod = await context.kubernetes.get<PodObject>("pod", where);
    const ready = pod?.status.conditions?.some(
      ({ type, status }) => type === "Ready" && status === "True",
    );
    return pod?.metadata.uid !== before.metadata.uid && ready === true ? pod : null;
  });
}

/** Runs etcdctl in a pod of its own against the client Service, and gives its output. */
export function etcdctl(
  context: ScenarioContext,
  cluster: ClusterRef,
  args: readonly string[],
): Promise<string> {
  return runInPod(context, {
    namespace: cluster.namespace,
    name: "etcdctl",
    image: context.images.etcdctl,
    command: [
      "etcdctl",
      `--endpoints=http://${clientServiceName(cluster.name)}:2379`,
      "--command-timeout=10s",
      ...args,
    ],
  });
}

/** A program as a user of the cluster runs it: in a restricted pod, once. Its output where it succeeds. */
export async function runInPod(
  { kubernetes }: ScenarioContext,
  program: {
    readonly namespace: string;
    readonly name: string;
    readonly image: string;
    readonly command: readonly string[];
  },
): Promise<string> {
  const { namespace, name, image, command } = program;
  const pod = `${name}-${crypto.randomUUID().slice(0, 8)}`;
  const where = { namespace, name: pod };
  await kubernetes.apply({
    apiVersion: "v1",
    kind: "Pod",
    metadata: where,
    spec: {
      restartPolicy: "Never",
      automountServiceAccountToken: false,
      securityContext: {
        runAsNonRoot: true,
        runAsUser: 65532,
        seccompProfile: { type: "RuntimeDefault" },
      },
      containers: [
        {
          name,
          image,
          imagePullPolicy: "IfNotPresent",
          command,
          securityContext: {
            allowPrivilegeEscalation: false,
            readOnlyRootFilesystem: true,
            capabilities: { drop: ["ALL"] },
          },
        },
      ],
    },
  });
  try {
    const done = await waitFor(command.join(" "), 60_000, async () => {
      const found = await kubernetes.get<PodObject>("pod", where);
      const { phase } = found?.status ?? {};
      return phase === "Succeeded" || phase === "Failed" ? phase : null;
    });
    const output = await kubernetes.kubectl(["logs", pod, "--namespace", namespace]);
    check(done === "Succeeded", `${command.join(" ")} failed: ${output.trim()}`);
    return output.trim();
  } finally {
    await kubernetes.try([
      "delete",
      "pod",
      pod,
      "--namespace",
      namespace,
      "--wait=false",
      "--grace-period=0",
    ]);
  }
}

export async function put(
  context: ScenarioContext,
  cluster: ClusterRef,
  pair: { readonly key: string; readonly value: string },
): Promise<void> {
  const answer = await etcdctl(context, cluster, ["put", pair.key, pair.value]);
  check(answer === "OK", `etcdctl put answered ${JSON.stringify(answer)}, not OK`);
}

export async function expectValue(
  context: ScenarioContext,
  cluster: ClusterRef,
  pair: { readonly key: string; readonly value: string },
): Promise<void> {
  const answer = await etcdctl(context, cluster, ["get", "--print-value-only", pair.key]);
  check(
    answer === pair.value,
    `etcdctl get ${pair.key} gave ${JSON.stringify(answer)}, not ${JSON.stringify(pair.value)}`,
  );
}

/** Deletes the resource and waits until it is gone. */
export async function deleteCluster(
  { kubernetes }: ScenarioContext,
  cluster: ClusterRef,
): Promise<void> {
  await kubernetes.kubectl([
    "delete",
    "raftcluster",
    cluster.name,
    "--namespace",
    cluster.namespace,
    "--timeout=120s",
  ]);
}
