import { claimName, podName, selectorText } from "../../../src/operator/resources/names.ts";
import { raftCluster, waitReady, type ClusterRef } from "../clients.ts";
import { waitFor } from "../kubernetes.ts";
import { checkConfigurations, podsOf } from "../membership-watch.ts";
import { check, type Scenario, type ScenarioContext } from "../scenario.ts";
import { longestGapMs, type WriterResult, Writer } from "../writer.ts";

/** Issue 5, row 2: what can be taken from a cluster of three without a write being lost. */
export const LOSSES: Scenario = {
  name: "under writes: all pods deleted at once, a volume lost, a machine cut",
  smoke: false,
  run: async (context) => {
    const { kubernetes, step } = context;
    const cluster = { namespace: await context.createNamespace("losses"), name: "losses" };
    await step("three members", async () => {
      await kubernetes.apply(raftCluster(cluster, { replicas: 3 }));
      await waitReady(context, cluster);
    });
    const [machine = ""] = await machines(context);
    const writer = await step("a pod that writes", () =>
      Writer.start(context, cluster, { machine }),
    );
    const windows: { readonly what: string; readonly fromMs: number; readonly toMs: number }[] = [];
    const lose = async (what: string, part: () => Promise<void>): Promise<void> => {
      const fromMs = Date.now();
      await step(what, part);
      windows.push({ what, fromMs, toMs: Date.now() });
    };

    await lose("all pods deleted at once: Ready again", () => deleteAllPods(context, cluster));
    await writer.acknowledges();
    await lose("a volume lost (claim and pod deleted): replaced under a new id", () =>
      loseVolume(context, cluster),
    );
    await writer.acknowledges();
    const { testCluster } = context;
    if (testCluster === null) {
      console.log("             note: no machine is cut: this is not the test cluster");
    } else {
      await lose("a machine cut, writes go on, mended: Ready again", () =>
        cutMachine(context, cluster, { writer, testCluster }),
      );
    }
    await writer.acknowledges();
    await step("every acknowledged write read back", async () => {
      const result = await writer.stop();
      tellWindows(result, windows);
      checkConfigurations(result.configurations);
    });
  },
};

function tellWindows(
  result: WriterResult,
  windows: readonly { readonly what: string; readonly fromMs: number; readonly toMs: number }[],
): void {
  for (const window of windows) {
    const gap = longestGapMs(result, window);
    console.log(
      `             longest gap, ${window.what}: ${gap === 0 ? "below 0.3" : (gap / 1000).toFixed(1)} s`,
    );
  }
}

async function machines({ kubernetes }: ScenarioContext): Promise<readonly string[]> {
  const { stdout } = await kubernetes.try([
    "get",
    "nodes",
    "-o",
    "jsonpath={.items[*].metadata.name}",
  ]);
  return stdout.trim().split(" ");
}

async function deleteAllPods(context: ScenarioContext, cluster: ClusterRef): Promise<void> {
  const { kubernetes } = context;
  const before = await podsOf(context, cluster);
  await kubernetes.kubectl([
    "delete",
    "pods",
    "--namespace",
    cluster.namespace,
    "--selector",
    selectorText(cluster.name),
    "--wait=false",
  ]);
  await waitFor("three new pods", 120_000, async () => {
    const now = await podsOf(context, cluster);
    const isNew = now.every(({ uid }) => before.every((pod) => pod.uid !== uid));
    return isNew && now.length === before.length ? true : null;
  });
  await waitReady(context, cluster);
}

async function loseVolume(context: ScenarioContext, cluster: ClusterRef): Promise<void> {
  const { kubernetes } = context;
  const { namespace, name } = cluster;
  const before = await waitReady(context, cluster);
  const lost = before.status?.members?.find(({ ordinal }) => ordinal === 1);
  check(lost !== undefined, "no member at ordinal 1");
  const claim = await kubernetes.get("pvc", { namespace, name: claimName(name, 1) });
  await kubernetes.kubectl([
    "delete",
    `pvc/${claimName(name, 1)}`,
    `pod/${podName(name, 1)}`,
    "--namespace",
    namespace,
    "--wait=false",
  ]);
  await waitFor("another volume", 90_000, async () => {
    const now = await kubernetes.get("pvc", {
      namespace,
      name: claimName(name, 1),
    });
    return now !== null && now.metadata.uid !== claim?.metadata.uid ? true : null;
  });
  const after = await waitFor("the lost member to be replaced", 180_000, async () => {
    const seen = await waitReady(context, cluster, 180_000);
    const member = seen.status?.members?.find(({ ordinal }) => ordinal === 1);
    return member !== undefined && member.nodeID !== lost.nodeID ? member : null;
  });
  check(Number(after.nodeID) > 3, `the new member has the id ${after.nodeID}`);
  check(after.storeID !== lost.storeID, "the new member has the old store");
  console.log(`             node ${lost.nodeID} was replaced by node ${after.nodeID}`);
}

/** A machine that runs a member, and neither the control plane nor the writer. */
async function cutMachine(
  context: ScenarioContext,
  cluster: ClusterRef,
  facts: {
    readonly writer: Writer;
    readonly testCluster: NonNullable<ScenarioContext["testCluster"]>;
  },
): Promise<void> {
  const { writer, testCluster } = facts;
  const names = await machines(context);
  const pods = await podsOf(context, cluster);
  const { status } = await waitReady(context, cluster);
  const candidates = pods.filter(({ machine }) => names.indexOf(machine) > 0);
  const pod = candidates.find(({ name }) => name === status?.leader?.podName) ?? candidates[0];
  check(pod !== undefined, "no member runs on a machine that may be cut");
  const others = pods.filter(({ machine }) => machine === pod.machine).length;
  check(
    others === 1,
    `${others} members share the machine ${pod.machine}: cutting it would take the quorum`,
  );
  const isLeader = pod.name === status?.leader?.podName;
  console.log(
    `             cutting ${pod.machine} with ${pod.name}${isLeader ? ", the leader" : ""}`,
  );
  await testCluster.cut(names.indexOf(pod.machine));
  try {
    await writer.acknowledges(100, 60_000);
    await waitFor("the operator to tell that a member is missing", 90_000, async () => {
      const seen = await context.kubernetes.raftCluster(cluster);
      return seen?.status?.quorum?.healthyVoters === 2 ? true : null;
    });
  } finally {
    await testCluster.mend(names.indexOf(pod.machine));
  }
  await waitFor("the machine to come back, and Ready", 120_000, async () => {
    const seen = await waitReady(context, cluster, 120_000);
    return seen.status?.quorum?.healthyVoters === 3 ? true : null;
  });
}
