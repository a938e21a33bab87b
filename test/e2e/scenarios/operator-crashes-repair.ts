import { claimName, podName } from "../../../src/operator/resources/names.ts";
import { raftCluster, scale, waitReady, type ClusterRef } from "../clients.ts";
import { conditionOf, waitFor } from "../kubernetes.ts";
import { checkConfigurations, podsOf } from "../membership-watch.ts";
import { check, type Scenario, type ScenarioContext } from "../scenario.ts";
import { Writer } from "../writer.ts";

const REPLACEMENT_STEPS = [
  "reserve-replacement",
  "ensure",
  "join",
  "add-learner-node",
  "add-node",
  "end-operation",
];
/** Of an addition whose learner went silent: told, taken out of the configuration, then the pod, then the volume. */
const UNDOING_STEPS = [
  "amend-operation",
  "remove-node",
  "ensure",
  "delete-volume",
  "end-operation",
];
const JOIN_TIMEOUT_SECONDS = 60;
const QUOTA = "no-new-pods";

const around = (steps: readonly string[]): readonly string[] =>
  steps.flatMap((name) => [`operator-before-${name}`, `operator-after-${name}`]);

/** Issue 5, row 2, the rest of the crash matrix: under writes, operators die at every step of a replacement and of an addition that is undone. */
export const OPERATOR_CRASHES_REPAIR: Scenario = {
  name: "the operator killed at every step of a replacement and of an undone addition",
  smoke: false,
  run: async (context) => {
    const { kubernetes, operator, step } = context;
    const cluster = { namespace: await context.createNamespace("repair"), name: "repair" };
    await step("three members", async () => {
      await kubernetes.apply(
        raftCluster(cluster, {
          replicas: 3,
          membership: { joinTimeoutSeconds: JOIN_TIMEOUT_SECONDS },
        }),
      );
      await waitReady(context, cluster);
    });
    const writer = await step("a pod that writes", () => Writer.start(context, cluster));
    try {
      await replaceThroughCrashes(context, cluster);
      await undoThroughCrashes(context, cluster);
      await writer.acknowledges();
      await step("every acknowledged write read back", async () => {
        const { configurations } = await writer.stop();
        checkConfigurations(configurations);
      });
      await step("what was given up is wanted again, and comes", async () => {
        await kubernetes.kubectl(["delete", "quota", QUOTA, "--namespace", cluster.namespace]);
        // Another spec: the pause after a timeout is over.
        await scale(context, cluster, 3);
        await waitReady(context, cluster);
        await scale(context, cluster, 4);
        const { status } = await waitReady(context, cluster, 180_000);
        const ids = status?.members?.map(({ nodeID }) => nodeID).join(" ");
        check(ids === "1 3 4 6", `the members are ${ids ?? "none"}, not 1 3 4 6`);
      });
    } finally {
      await operator.setEnvironment("RAFT_CRASH_AT-");
      await operator.scale(2);
    }
  },
};

async function replaceThroughCrashes(context: ScenarioContext, cluster: ClusterRef): Promise<void> {
  const { kubernetes, operator, step } = context;
  const { namespace, name } = cluster;
  await operator.scale(0);
  await step("no operator, and a volume lost", async () => {
    const before = await kubernetes.get("pvc", { namespace, name: claimName(name, 1) });
    await kubernetes.kubectl([
      "delete",
      `pvc/${claimName(name, 1)}`,
      `pod/${podName(name, 1)}`,
      "--namespace",
      namespace,
      "--wait=false",
    ]);
    await waitFor("another volume", 90_000, async () => {
      const now = await kubernetes.get("pvc", { namespace, name: claimName(name, 1) });
      return now !== null && now.metadata.uid !== before?.metadata.uid ? true : null;
    });
  });
  await operator.dieAt(around(REPLACEMENT_STEPS), (what, part) =>
    step(`replacement: ${what}`, part),
  );
  await step("replacement: the last operator finishes it", async () => {
    await operator.restartWith(null);
    const status = await waitFor("node 4 in the place of node 2", 120_000, async () => {
      const seen = await waitReady(context, cluster);
      return seen.status?.members?.some(({ nodeID }) => nodeID === "4") ? seen.status : null;
    });
    const ids = status.members?.map(({ nodeID }) => nodeID).join(" ");
    check(ids === "1 3 4", `the members are ${ids ?? "none"}, not 1 3 4`);
    check(status.nextNodeID === "5", `nextNodeID is ${status.nextNodeID ?? "empty"}, not 5`);
  });
}

async function undoThroughCrashes(context: ScenarioContext, cluster: ClusterRef): Promise<void> {
  const { kubernetes, operator, step } = context;
  const { namespace, name } = cluster;
  await operator.scale(0);
  await scale(context, cluster, 4);
  await operator.dieAt(["operator-after-add-learner-node"], (what, part) =>
    step(`addition: ${what}`, part),
  );
  await operator.scale(0);
  await step(
    "the learner's pod goes and can never come again; the join timeout passes",
    async () => {
      const pods = await kubernetes.list("pods", { namespace });
      await kubernetes.apply({
        apiVersion: "v1",
        kind: "ResourceQuota",
        metadata: { namespace, name: QUOTA },
        spec: { hard: { pods: String(pods.length - 1) } },
      });
      await kubernetes.kubectl(["delete", "pod", podName(name, 3), "--namespace", namespace]);
      await new Promise((resolve) => setTimeout(resolve, (JOIN_TIMEOUT_SECONDS + 1) * 1000));
    },
  );
  await operator.dieAt(around(UNDOING_STEPS), (what, part) => step(`undone: ${what}`, part));
  await step("undone: the last operator finishes it", async () => {
    await operator.restartWith(null);
    const seen = await waitFor("ScaleBlocked for JoinTimeout", 60_000, async () => {
      const found = await kubernetes.raftCluster(cluster);
      const blocked = found === null ? null : conditionOf(found, "ScaleBlocked");
      return blocked?.reason === "JoinTimeout" ? found : null;
    });
    console.log(`             ${conditionOf(seen, "ScaleBlocked")?.message ?? ""}`);
    const { members, operation, joinTimeout, nextNodeID } = seen.status ?? {};
    const ids = members?.map(({ nodeID, role }) => `${nodeID} ${role}`).join(", ");
    check(ids === "1 Voter, 3 Voter, 4 Voter", `the members are ${ids ?? "none"}`);
    check(operation === undefined, "an operation is still in flight");
    check(joinTimeout?.attempts === 1, `${joinTimeout?.attempts ?? 0} attempts, not 1`);
    check(nextNodeID === "6", `nextNodeID is ${nextNodeID ?? "empty"}, not 6`);
    check((await podsOf(context, cluster)).length === 3, "there are not three pods");
    const claim = await kubernetes.get("pvc", { namespace, name: claimName(name, 3) });
    check(claim === null, "the volume of the member that never came is still there");
  });
}
