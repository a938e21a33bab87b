import { podName } from "../../../src/operator/resources/names.ts";
import { expectValue, put, raftCluster, waitReady } from "../clients.ts";
import { conditionOf, type PodObject, waitFor } from "../kubernetes.ts";
import { check, type Scenario } from "../scenario.ts";

const PAIR = { key: "upgrade", value: "untouched" };

/** Design 6: an operator with another default image rolls no pod; a changed spec does. */
export const OPERATOR_UPGRADE: Scenario = {
  name: "an upgraded operator rolls no pod",
  smoke: false,
  run: async (context) => {
    const { kubernetes, operator, images, step } = context;
    const namespace = await context.createNamespace("upgrade");
    const cluster = { namespace, name: "steady" };
    const pod = (): Promise<PodObject | null> =>
      kubernetes.get<PodObject>("pod", { namespace, name: podName(cluster.name, 0) });

    const before = await step("a cluster under the operator of now", async () => {
      await kubernetes.apply(raftCluster(cluster));
      await waitReady(context, cluster);
      await put(context, cluster, PAIR);
      return pod();
    });

    await step("helm upgrade with another default image", async () => {
      await operator.helm({ defaultNodeImage: "localhost/raftcluster:another" });
      await waitFor("the new operator to lead", 60_000, () => operator.leader());
    });

    await step("a new reconcile, the same pod", async () => {
      await kubernetes.kubectl([
        "label",
        "raftcluster",
        cluster.name,
        "--namespace",
        namespace,
        "touched=yes",
      ]);
      // The new operator shows that it works by a cluster of its own; by then it has looked at this one, too.
      const witness = { namespace, name: "witness" };
      await kubernetes.apply(raftCluster(witness, { image: images.raft }));
      await waitReady(context, witness);
      const after = await pod();
      check(after?.metadata.uid === before?.metadata.uid, "the pod was replaced");
      check(
        after?.status.containerStatuses?.[0]?.restartCount === 0,
        "the node's container was restarted",
      );
      const { status } = await waitReady(context, cluster, 30_000);
      check(status?.image === images.raft, `status.image became ${status?.image ?? "empty"}`);
      await expectValue(context, cluster, PAIR);
    });

    await step("a changed spec does replace it", async () => {
      await kubernetes.kubectl([
        "patch",
        "raftcluster",
        cluster.name,
        "--namespace",
        namespace,
        "--type=merge",
        "--patch",
        JSON.stringify({ spec: { logLevel: "debug" } }),
      ]);
      const found = await waitReady(context, cluster);
      check(
        conditionOf(found, "UpToDate")?.status === "True",
        "UpToDate is not True for the changed spec",
      );
      check((await pod())?.metadata.uid !== before?.metadata.uid, "the pod was not replaced");
      await expectValue(context, cluster, PAIR);
    });

    await step("helm upgrade back", () => operator.helm({ defaultNodeImage: "" }));
  },
};
