import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { adminAddress, podName } from "../../../src/operator/resources/names.ts";
import { raftCluster, scale, waitReady, type ClusterRef } from "../clients.ts";
import { checkConfigurations, podsOf } from "../membership-watch.ts";
import { waitFor } from "../kubernetes.ts";
import { check, type Scenario, type ScenarioContext } from "../scenario.ts";
import { Writer } from "../writer.ts";

const SCALE_OUT_STEPS = [
  "reserve-addition",
  "ensure",
  "amend-operation",
  "join",
  "add-learner-node",
  "add-node",
  "end-operation",
];
const SCALE_IN_STEPS = [
  "reserve-removal",
  "transfer-leadership",
  "remove-node",
  "ensure",
  "delete-volume",
  "end-operation",
];

/** Issue 5, row 2: under writes, one operator after another is killed before and after every step of 3 -> 4 and of 4 -> 3; each goes on where the one before died. */
export const OPERATOR_CRASHES_SCALING: Scenario = {
  name: "the operator killed at every step of a scale out and of a scale in",
  smoke: false,
  run: async (context) => {
    const { kubernetes, operator, step } = context;
    const cluster = { namespace: await context.createNamespace("crashes"), name: "crashes" };
    await step("three members", async () => {
      await kubernetes.apply(raftCluster(cluster, { replicas: 3 }));
      await waitReady(context, cluster);
    });
    const writer = await step("a pod that writes", () => Writer.start(context, cluster));
    try {
      await operator.scale(0);
      await scaleThroughCrashes(context, cluster, { size: 4, steps: SCALE_OUT_STEPS });
      await step("the member that will leave is made the leader", () =>
        makeLeader(context, cluster, 3),
      );
      await scaleThroughCrashes(context, cluster, { size: 3, steps: SCALE_IN_STEPS });
      await writer.acknowledges();
      await step("every acknowledged write read back", async () => {
        const { configurations } = await writer.stop();
        checkConfigurations(configurations);
      });
      const { status } = await waitReady(context, cluster);
      check(status?.nextNodeID === "5", `nextNodeID is ${status?.nextNodeID ?? "empty"}, not 5`);
    } finally {
      await operator.setEnvironment("RAFT_CRASH_AT-");
      await operator.scale(2);
    }
  },
};

/** Each operator dies before or after the next step; the last one finishes. */
async function scaleThroughCrashes(
  context: ScenarioContext,
  cluster: ClusterRef,
  change: { readonly size: number; readonly steps: readonly string[] },
): Promise<void> {
  const { operator, step } = context;
  const { size, steps } = change;
  await operator.scale(0);
  await scale(context, cluster, size);
  const points = steps.flatMap((name) => [`operator-before-${name}`, `operator-after-${name}`]);
  await operator.dieAt(points, (what, part) => step(`to ${size}: ${what}`, part));
  await step(`to ${size}: the last operator finishes it`, async () => {
    await operator.restartWith(null);
    const { status } = await waitReady(context, cluster);
    check(
      status?.members?.length === size,
      `status has ${status?.members?.length ?? 0} members, not ${size}`,
    );
    await waitFor(`exactly ${size} pods`, 60_000, async () =>
      (await podsOf(context, cluster)).length === size ? true : null,
    );
  });
}

/** Hands leadership to the member at the ordinal, past the operator. */
async function makeLeader(
  { kubernetes, root }: ScenarioContext,
  cluster: ClusterRef,
  ordinal: number,
): Promise<void> {
  const found = await kubernetes.raftCluster(cluster);
  const members = found?.status?.members ?? [];
  const member = members.find((each) => each.ordinal === ordinal);
  check(member !== undefined, `no member at ordinal ${ordinal}`);
  const program = await readFile(
    join(root, "test/e2e/pod-programs/transfer-leadership.ts"),
    "utf8",
  );
  await kubernetes.kubectl(
    [
      "exec",
      "-i",
      podName(cluster.name, ordinal),
      "--namespace",
      cluster.namespace,
      "--",
      "env",
      `NODE_ID=${member.nodeID}`,
      `ADDRESSES=${members.map((each) => adminAddress(cluster, each.ordinal)).join(",")}`,
      "node",
      "--input-type=module-typescript",
      "-",
    ],
    program,
  );
}
