import {
  deleteCluster,
  expectValue,
  put,
  raftCluster,
  scale,
  waitReady,
  type ClusterRef,
} from "../clients.ts";
import { waitFor } from "../kubernetes.ts";
import { checkConfigurations, podsOf } from "../membership-watch.ts";
import { check, type Scenario, type ScenarioContext } from "../scenario.ts";
import { Writer } from "../writer.ts";

const PAIR = { key: "identity", value: "one cluster" };

/** Issue 5, row 3: whatever becomes of the resource, the data stays and it is one cluster. */
export const IDENTITY: Scenario = {
  name: "three members: applied again at another size, status wiped in mid-change, two operators",
  smoke: false,
  run: async (context) => {
    const cluster = { namespace: await context.createNamespace("identity"), name: "identity" };
    await appliedAgain(context, cluster);
    await statusWiped(context, cluster);
    await twoOperators(context, cluster);
  },
};

async function appliedAgain(context: ScenarioContext, cluster: ClusterRef): Promise<void> {
  const { kubernetes, step } = context;
  const before = await step("three members with a value, deleted with Retain", async () => {
    await kubernetes.apply(raftCluster(cluster, { replicas: 3 }));
    const { status } = await waitReady(context, cluster);
    await put(context, cluster, PAIR);
    await deleteCluster(context, cluster);
    return status;
  });
  await step("applied again as five: the same cluster, grown, the value is there", async () => {
    await kubernetes.apply(raftCluster(cluster, { replicas: 5 }));
    const { status } = await waitReady(context, cluster, 180_000);
    checkSameCluster(before?.clusterID, status?.clusterID);
    const ids = status?.members?.map(({ nodeID }) => nodeID) ?? [];
    check(
      (before?.members ?? []).every(({ nodeID }) => ids.includes(nodeID)) && ids.length === 5,
      `members are ${ids.join(" ")}`,
    );
    await expectValue(context, cluster, PAIR);
  });
  await step("deleted, applied again as one: shrunk, the value is there", async () => {
    await deleteCluster(context, cluster);
    await kubernetes.apply(raftCluster(cluster, { replicas: 1 }));
    const { status } = await waitReady(context, cluster, 180_000);
    checkSameCluster(before?.clusterID, status?.clusterID);
    check(status?.members?.length === 1, `${status?.members?.length ?? 0} members`);
    await expectValue(context, cluster, PAIR);
  });
}

/** Status is the operator's memory: without it the volumes and the members tell what is. */
async function statusWiped(context: ScenarioContext, cluster: ClusterRef): Promise<void> {
  const { kubernetes, step } = context;
  const before = await kubernetes.raftCluster(cluster);
  const writer = await step("a pod that writes", () => Writer.start(context, cluster));
  for (const size of [3, 1, 3]) {
    await step(`to ${size}, status wiped while it changes`, async () => {
      await scale(context, cluster, size);
      await waitFor("the change to begin", 30_000, async () => {
        const { operation } = (await kubernetes.raftCluster(cluster))?.status ?? {};
        return operation === undefined ? null : operation;
      });
      await kubernetes.kubectl([
        "patch",
        "raftcluster",
        cluster.name,
        "--namespace",
        cluster.namespace,
        "--subresource=status",
        "--type=json",
        "--patch",
        JSON.stringify([{ op: "remove", path: "/status" }]),
      ]);
      const { status } = await waitReady(context, cluster, 180_000);
      checkSameCluster(before?.status?.clusterID, status?.clusterID);
      check(status?.members?.length === size, `${status?.members?.length ?? 0} members`);
    });
  }
  await step("every acknowledged write read back", async () => {
    const { configurations } = await writer.stop();
    checkConfigurations(configurations);
  });
}

/** A second operator that thinks it leads: its Lease is taken from the first by hand, again and again, while a change is made. */
async function twoOperators(context: ScenarioContext, cluster: ClusterRef): Promise<void> {
  const { operator, step } = context;
  const writer = await step("a pod that writes", () => Writer.start(context, cluster));
  for (const size of [4, 3]) {
    await step(`to ${size}, while the Lease is taken away every two seconds`, async () => {
      await scale(context, cluster, size);
      for (let turn = 0; turn < 8; turn += 1) {
        await operator.deleteLease();
        await new Promise((resolve) => setTimeout(resolve, 2000));
      }
      const { status } = await waitReady(context, cluster, 180_000);
      check(status?.members?.length === size, `${status?.members?.length ?? 0} members`);
      await waitFor(`exactly ${size} pods`, 60_000, async () =>
        (await podsOf(context, cluster)).length === size ? true : null,
      );
    });
  }
  await step("every acknowledged write read back", async () => {
    const { configurations } = await writer.stop();
    checkConfigurations(configurations);
  });
}

function checkSameCluster(before: string | undefined, after: string | undefined): void {
  check(
    before !== undefined && before === after,
    `clusterID was ${before ?? "?"} and is ${after ?? "?"}`,
  );
}
