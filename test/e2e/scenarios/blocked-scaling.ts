import { podName, selectorText } from "../../../src/operator/resources/names.ts";
import { raftCluster, scale, waitReady, type ClusterRef } from "../clients.ts";
import { conditionOf, waitFor } from "../kubernetes.ts";
import { checkConfigurations, podsOf } from "../membership-watch.ts";
import { check, type Scenario, type ScenarioContext } from "../scenario.ts";
import { Writer } from "../writer.ts";

/** Issue 5, row 7: what cannot be done is told in a sentence, harms nothing, and is done once it can be. */
export const BLOCKED_SCALING: Scenario = {
  name: "scaling that is refused, blocked, timed out or made behind the operator's back",
  smoke: false,
  run: async (context) => {
    const { kubernetes, step } = context;
    const cluster = { namespace: await context.createNamespace("blocked"), name: "blocked" };
    await step("three members", async () => {
      await kubernetes.apply(
        raftCluster(cluster, { replicas: 3, membership: { joinTimeoutSeconds: 60 } }),
      );
      await waitReady(context, cluster);
    });
    const writer = await step("a pod that writes", () => Writer.start(context, cluster));
    await step("sizes 0, 10 and x are refused, by edit and by kubectl scale", () =>
      refuseSizes(context, cluster),
    );
    await step("kubectl scale statefulset is put right", () => scaleStatefulSet(context, cluster));
    await step("3 -> 4 and back through the scale subresource, as an autoscaler does", async () => {
      await scaleBySubresource(context, cluster, 4);
      await scaleBySubresource(context, cluster, 3);
    });
    await step("a scale in that would cost the quorum: ScaleBlocked, then it goes on", () =>
      scaleInWithoutQuorum(context, cluster),
    );
    await step("a removed member that comes back: StaleVolume, until its volume may go", () =>
      comeBack(context, cluster),
    );
    await step("a pod that finds no machine: JoinTimeout, undone; then it is wanted no more", () =>
      timeOut(context, cluster),
    );
    await writer.acknowledges();
    await step("every acknowledged write read back", async () => {
      const { configurations } = await writer.stop();
      checkConfigurations(configurations);
    });
  },
};

async function refuseSizes({ kubernetes }: ScenarioContext, cluster: ClusterRef): Promise<void> {
  const where = [cluster.name, "--namespace", cluster.namespace];
  const refused = async (args: readonly string[], says: string): Promise<void> => {
    const { code, stderr } = await kubernetes.try(args);
    check(code !== 0, `kubectl ${args.join(" ")} was accepted`);
    check(
      stderr.includes(says),
      `kubectl ${args.join(" ")}: expected "${says}" in: ${stderr.trim()}`,
    );
  };
  const patch = (replicas: unknown): readonly string[] => [
    "patch",
    "raftcluster",
    ...where,
    "--type=merge",
    "--patch",
    JSON.stringify({ spec: { replicas } }),
  ];
  await refused(patch(0), "set spec.suspend");
  await refused(patch(10), "spec.replicas must be from 1 to 9");
  await refused(patch("x"), "spec.replicas");
  await refused(["scale", "raftcluster", ...where, "--replicas=0"], "set spec.suspend");
  await refused(
    ["scale", "raftcluster", ...where, "--replicas=10"],
    "spec.replicas must be from 1 to 9",
  );
  await refused(["scale", "raftcluster", ...where, "--replicas=x"], "invalid");
}

/** The members rule the StatefulSet's size, whoever changes it. */
async function scaleStatefulSet(context: ScenarioContext, cluster: ClusterRef): Promise<void> {
  const { kubernetes } = context;
  for (const size of [5, 2]) {
    await kubernetes.kubectl([
      "scale",
      "statefulset",
      cluster.name,
      "--namespace",
      cluster.namespace,
      `--replicas=${size}`,
    ]);
    await waitFor(`the StatefulSet of ${size} to have three pods again`, 45_000, async () => {
      const set = await kubernetes.get("statefulset", cluster);
      const pods = await podsOf(context, cluster);
      return set?.spec?.["replicas"] === 3 && pods.length === 3 ? true : null;
    });
    const { status } = await waitReady(context, cluster);
    check(status?.members?.length === 3, `${status?.members?.length ?? 0} members`);
  }
}

async function scaleBySubresource(
  context: ScenarioContext,
  cluster: ClusterRef,
  size: number,
): Promise<void> {
  const { kubernetes } = context;
  const path = `/apis/raft.crabmq.io/v1alpha1/namespaces/${cluster.namespace}/raftclusters/${cluster.name}/scale`;
  const now = JSON.parse(await kubernetes.kubectl(["get", "--raw", path])) as {
    readonly status: { readonly replicas: number; readonly selector: string };
    readonly spec: Readonly<Record<string, unknown>>;
  };
  check(
    now.status.selector === selectorText(cluster.name),
    `the scale subresource selects ${now.status.selector}`,
  );
  const next = { ...now, spec: { ...now.spec, replicas: size } };
  await kubernetes.kubectl(["replace", "--raw", path, "-f", "-"], JSON.stringify(next));
  const { status } = await waitReady(context, cluster, 180_000);
  check(status?.members?.length === size, `${status?.members?.length ?? 0} members`);
}

/** One of three is away and cannot come back yet: of the two that would stay only one is healthy, so the third must not go. */
async function scaleInWithoutQuorum(context: ScenarioContext, cluster: ClusterRef): Promise<void> {
  const { kubernetes } = context;
  await withoutMachines(context, async () => {
    await kubernetes.kubectl([
      "delete",
      "pod",
      podName(cluster.name, 1),
      "--namespace",
      cluster.namespace,
    ]);
    await scale(context, cluster, 2);
    const condition = await waitFor("ScaleBlocked", 60_000, async () => {
      const seen = await kubernetes.raftCluster(cluster);
      const blocked = seen === null ? null : conditionOf(seen, "ScaleBlocked");
      return blocked?.status === "True" ? blocked : null;
    });
    console.log(`             ${condition.reason}: ${condition.message}`);
    check(
      condition.reason === "WouldLoseQuorum",
      `ScaleBlocked for ${condition.reason}: ${condition.message}`,
    );
    const { status } = (await kubernetes.raftCluster(cluster)) ?? {};
    check(status?.members?.length === 3, "a member was removed");
  });
  const { status } = await waitReady(context, cluster, 180_000);
  check(status?.members?.length === 2, `${status?.members?.length ?? 0} members`);
  await scale(context, cluster, 3);
  await waitReady(context, cluster, 180_000);
}

/** A volume that was kept from a removed member brings nobody back: the ordinal waits for a person, or for another policy. */
async function comeBack(context: ScenarioContext, cluster: ClusterRef): Promise<void> {
  const { kubernetes } = context;
  const keepVolumes = (whenScaled: "Retain" | "Delete"): Promise<string> =>
    kubernetes.kubectl([
      "patch",
      "raftcluster",
      cluster.name,
      "--namespace",
      cluster.namespace,
      "--type=merge",
      "--patch",
      JSON.stringify({ spec: { storage: { retentionPolicy: { whenScaled } } } }),
    ]);
  await keepVolumes("Retain");
  await scale(context, cluster, 2);
  const { status: before } = await waitReady(context, cluster);
  await scale(context, cluster, 3);
  const message = await waitFor("ScaleBlocked for StaleVolume", 90_000, async () => {
    const seen = await kubernetes.raftCluster(cluster);
    const blocked = seen === null ? null : conditionOf(seen, "ScaleBlocked");
    return blocked?.status === "True" && blocked.reason === "StaleVolume" ? blocked.message : null;
  });
  console.log(`             StaleVolume: ${message}`);
  await keepVolumes("Delete");
  const { status } = await waitReady(context, cluster, 180_000);
  const came = status?.members?.filter(
    ({ nodeID }) => before?.members?.every((member) => member.nodeID !== nodeID) === true,
  );
  check(
    came?.length === 1 && Number(came[0]?.nodeID) >= Number(before?.nextNodeID),
    `after ${before?.nextNodeID ?? "?"} came ${JSON.stringify(came)}`,
  );
}

async function timeOut(context: ScenarioContext, cluster: ClusterRef): Promise<void> {
  const { kubernetes } = context;
  await withoutMachines(context, async () => {
    await scale(context, cluster, 4);
    const condition = await waitFor("ScaleBlocked for JoinTimeout", 150_000, async () => {
      const seen = await kubernetes.raftCluster(cluster);
      const blocked = seen === null ? null : conditionOf(seen, "ScaleBlocked");
      return blocked?.status === "True" && blocked.reason === "JoinTimeout" ? blocked : null;
    });
    console.log(`             ${condition.reason}: ${condition.message}`);
    check(condition.message.includes("Unschedulable"), "the condition does not tell why");
    await waitFor("the pod and its claim to be gone", 60_000, async () => {
      const pods = await podsOf(context, cluster);
      const claim = await kubernetes.get("pvc", {
        namespace: cluster.namespace,
        name: `data-${podName(cluster.name, 3)}`,
      });
      return pods.length === 3 && claim === null ? true : null;
    });
  });
  // The spec has changed: it is not waited for the pause after a timeout.
  await scale(context, cluster, 3);
  await waitReady(context, cluster);
}

/** While the part runs, no machine takes another pod. */
async function withoutMachines(
  { kubernetes }: ScenarioContext,
  part: () => Promise<void>,
): Promise<void> {
  const names = (await kubernetes.list("nodes", {})).map(({ metadata }) => metadata.name);
  await kubernetes.kubectl(["cordon", ...names]);
  try {
    await part();
  } finally {
    await kubernetes.kubectl(["uncordon", ...names]);
  }
}
