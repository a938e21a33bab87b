import { deleteCluster, expectValue, put, raftCluster, waitReady } from "../clients.ts";
import { check, type Scenario } from "../scenario.ts";
import { applySample } from "./sample.ts";

const PAIR = { key: "between", value: "two operators" };

/** Issue 3, row 2: `kubectl apply -f manifests/install.yaml`, apart from Helm. It also shows that uninstalling takes no cluster along. */
export const INSTALL_BY_MANIFEST: Scenario = {
  name: "helm uninstall keeps clusters; kubectl apply -f manifests/install.yaml",
  smoke: false,
  run: async (context) => {
    const { kubernetes, operator, step } = context;
    const namespace = await context.createNamespace("manifest");
    const cluster = { namespace, name: "before" };

    await step("helm uninstall: definition and cluster stay", async () => {
      await kubernetes.apply(raftCluster(cluster));
      await waitReady(context, cluster);
      await operator.helmUninstall();
      check((await kubernetes.raftCluster(cluster)) !== null, "the cluster was deleted");
      await put(context, cluster, PAIR);
    });

    await step("kubectl apply -f manifests/install.yaml", () => operator.applyManifest());

    await applySample(context, namespace);

    await step("the cluster of before is taken over", async () => {
      await waitReady(context, cluster);
      await expectValue(context, cluster, PAIR);
      await deleteCluster(context, cluster);
    });
  },
};
