import { raftCluster, scale, waitReady, type ClusterRef } from "../clients.ts";
import { waitFor } from "../kubernetes.ts";
import {
  checkConfigurations,
  checkUntouched,
  MembershipWatch,
  podsOf,
  type PodIdentity,
} from "../membership-watch.ts";
import { check, type Scenario, type ScenarioContext } from "../scenario.ts";
import { longestGapMs, Writer } from "../writer.ts";

/** The short run's: one scale out, one scale in and the loss of the leader, all under writes. */
export const SCALE_AND_BACK: Scenario = {
  name: "3 -> 5 -> 3 under writes, and the leader's pod deleted",
  smoke: true,
  run: async (context) => {
    const cluster = { namespace: await context.createNamespace("back"), name: "back" };
    await underWrites(context, cluster, {
      sizes: [5, 3],
      budgets: [2, 3, 4, 3, 4, 3, 2],
      afterwards: () => deleteLeader(context, cluster),
    });
  },
};

/** Issue 5, row 1. */
export const SCALE_ALL_THE_WAY: Scenario = {
  name: "3 -> 5 -> 3 -> 1 -> 3 under writes",
  smoke: false,
  run: async (context) => {
    const cluster = { namespace: await context.createNamespace("scaling"), name: "scaling" };
    await underWrites(context, cluster, { sizes: [5, 3, 1, 3], budgets: null });
  },
};

/** Scales through the sizes while a pod in the cluster writes, and holds what was seen to the promises of scaling. */
async function underWrites(
  context: ScenarioContext,
  cluster: ClusterRef,
  plan: {
    readonly sizes: readonly number[];
    /** The values of the PodDisruptionBudget that are to be seen, where they are fixed. */
    readonly budgets: readonly number[] | null;
    readonly afterwards?: () => Promise<void>;
  },
): Promise<void> {
  const { kubernetes, step } = context;
  await step("three members", async () => {
    await kubernetes.apply(raftCluster(cluster, { replicas: 3 }));
    await waitReady(context, cluster);
  });
  const watch = new MembershipWatch(context, cluster);
  try {
    const writer = await step("a pod that writes", () => Writer.start(context, cluster));
    const windows: { readonly what: string; readonly fromMs: number; readonly toMs: number }[] = [];
    let size = 3;
    let pods = await podsOf(context, cluster);
    for (const next of plan.sizes) {
      const what = `${size} -> ${next}`;
      const fromMs = Date.now();
      pods = await step(what, () => scaleTo(context, cluster, { size: next, pods }));
      windows.push({ what, fromMs, toMs: Date.now() });
      size = next;
    }
    if (plan.afterwards !== undefined) {
      const fromMs = Date.now();
      await step("the leader's pod deleted: Ready again", plan.afterwards);
      windows.push({ what: "leader lost", fromMs, toMs: Date.now() });
    }
    await writer.acknowledges();
    await step("every acknowledged write read back", async () => {
      const result = await writer.stop();
      for (const window of windows) {
        const gap = longestGapMs(result, window);
        console.log(
          `             longest gap of ${window.what}: ${gap === 0 ? "below 0.3" : (gap / 1000).toFixed(1)} s`,
        );
      }
      checkConfigurations(result.configurations);
      console.log(
        `             configurations: ${result.configurations.map(({ voters, learners, joint }) => `${voters.join(" ")}${learners.length === 0 ? "" : ` + ${learners.join(" ")}`}${joint ? " (joint)" : ""}`).join(", ")}`,
      );
    });
    watch.checkOneAtATime();
    console.log(`             operations: ${watch.changes.join(", ")}`);
    console.log(`             minAvailable: ${watch.budgets.join(" ")}`);
    const { budgets } = plan;
    check(
      budgets === null || budgets.join(" ") === watch.budgets.join(" "),
      `minAvailable went ${watch.budgets.join(" ")}, expected ${budgets?.join(" ") ?? ""}`,
    );
  } finally {
    watch.stop();
  }
}

/** Scales, waits until all is done (the pods that leave are gone), and gives the pods of then. */
async function scaleTo(
  context: ScenarioContext,
  cluster: ClusterRef,
  change: { readonly size: number; readonly pods: readonly PodIdentity[] },
): Promise<readonly PodIdentity[]> {
  const { size } = change;
  await scale(context, cluster, size);
  const { status } = await waitReady(context, cluster, 180_000);
  check(
    status?.members?.length === size,
    `status has ${status?.members?.length ?? 0} members, not ${size}`,
  );
  const after = await waitFor(`exactly ${size} pods`, 60_000, async () => {
    const found = await podsOf(context, cluster);
    return found.length === size ? found : null;
  });
  checkUntouched(change.pods, after);
  return after;
}

async function deleteLeader(context: ScenarioContext, cluster: ClusterRef): Promise<void> {
  const { kubernetes } = context;
  const before = await waitReady(context, cluster);
  const leader = before.status?.leader;
  check(leader !== undefined, "status names no leader");
  const uid = (await podsOf(context, cluster)).find(({ name }) => name === leader.podName)?.uid;
  await kubernetes.kubectl(["delete", "pod", leader.podName, "--namespace", cluster.namespace]);
  await waitFor(`a new ${leader.podName}`, 60_000, async () => {
    const pods = await podsOf(context, cluster);
    return pods.some((pod) => pod.name === leader.podName && pod.uid !== uid) ? true : null;
  });
  await waitFor("another leader in status, and Ready", 90_000, async () => {
    const { status } = await waitReady(context, cluster);
    const [ready] = status?.conditions?.filter(({ type }) => type === "Ready") ?? [];
    return status?.leader?.nodeID !== leader.nodeID && ready?.status === "True" ? true : null;
  });
}
