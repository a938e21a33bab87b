import { claimName } from "../../../src/operator/resources/names.ts";
import { deleteCluster, expectValue, put, raftCluster, waitReady } from "../clients.ts";
import { waitFor } from "../kubernetes.ts";
import { check, type Scenario, type ScenarioContext } from "../scenario.ts";

const PAIR = { key: "kept", value: "over deletion" };

/** What becomes of volumes: retained ones are adopted by a cluster of the same name, deleted ones are gone. */
export const RETENTION: Scenario = {
  name: "volumes: retained and adopted, or deleted",
  smoke: false,
  run: async (context) => {
    const namespace = await context.createNamespace("volumes");
    await retainAndAdopt(context, namespace);
    await deleteVolume(context, namespace);
    await deleteNamespace(context);
  },
};

async function retainAndAdopt(context: ScenarioContext, namespace: string): Promise<void> {
  const { kubernetes, step } = context;
  const cluster = { namespace, name: "kept" };

  const clusterID = await step("a cluster with a value, deleted with Retain", async () => {
    await kubernetes.apply(raftCluster(cluster));
    const { status } = await waitReady(context, cluster);
    await put(context, cluster, PAIR);
    await deleteCluster(context, cluster);
    return status?.clusterID;
  });

  await step("its claim stays, its other objects go", async () => {
    const claim = await kubernetes.get("pvc", { namespace, name: claimName(cluster.name, 0) });
    check(claim !== null && claim.metadata.deletionTimestamp === undefined, "the claim is gone");
    await waitFor("StatefulSet, Services and Secret to go", 60_000, async () => {
      const left = await kubernetes.kubectl([
        "get",
        "statefulset,service,secret,poddisruptionbudget",
        "--namespace",
        namespace,
        "--selector",
        `raft.crabmq.io/cluster=${cluster.name}`,
        "-o",
        "name",
      ]);
      return left.trim() === "" ? true : null;
    });
  });

  await step("applied again: the same cluster, the value is there", async () => {
    await kubernetes.apply(raftCluster(cluster));
    const { status } = await waitReady(context, cluster);
    check(
      status?.clusterID === clusterID,
      `clusterID was ${clusterID ?? "?"} and is ${status?.clusterID ?? "?"}: not adopted`,
    );
    await expectValue(context, cluster, PAIR);
  });
}

async function deleteVolume(context: ScenarioContext, namespace: string): Promise<void> {
  const { kubernetes, step } = context;
  const cluster = { namespace, name: "gone" };
  const spec = { storage: { size: "1Gi", retentionPolicy: { whenDeleted: "Delete" } } };

  await step("deleted with whenDeleted: Delete: the claim goes", async () => {
    await kubernetes.apply(raftCluster(cluster, spec));
    await waitReady(context, cluster);
    await deleteCluster(context, cluster);
    await waitFor("the claim to go", 60_000, async () =>
      (await kubernetes.get("pvc", { namespace, name: claimName(cluster.name, 0) })) === null
        ? true
        : null,
    );
  });
}

async function deleteNamespace(context: ScenarioContext): Promise<void> {
  const { kubernetes, step } = context;
  const namespace = await context.createNamespace("whole");

  await step("a namespace deleted with a cluster in it goes", async () => {
    const cluster = { namespace, name: "inside" };
    await kubernetes.apply(raftCluster(cluster));
    await waitReady(context, cluster);
    await kubernetes.kubectl(["delete", "namespace", namespace, "--timeout=120s"]);
  });
}
