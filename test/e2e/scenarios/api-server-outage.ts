import { expectValue, put, raftCluster, waitReady } from "../clients.ts";
import { waitFor } from "../kubernetes.ts";
import type { Scenario } from "../scenario.ts";

const PAIR = { key: "outage", value: "survived" };

/** Issue 3, row 8: the API server stopped and started. */
export const API_SERVER_OUTAGE: Scenario = {
  name: "the API server stopped and started during bootstrap",
  smoke: false,
  unable: ({ testCluster }) =>
    testCluster === null ? "only the test cluster's API server may be stopped" : null,
  run: async (context) => {
    const { kubernetes, step, testCluster } = context;
    if (testCluster === null) {
      return;
    }
    const namespace = await context.createNamespace("outage");
    const cluster = { namespace, name: "outage" };

    await step("a cluster made, the API server killed at once", async () => {
      await kubernetes.apply(raftCluster(cluster));
      await testCluster.stop("apiserver");
      const { code } = await kubernetes.try(["get", "--raw", "/readyz"]);
      if (code === 0) {
        throw new Error("the API server still answers");
      }
    });

    await step("started again", async () => {
      await testCluster.start("apiserver");
      await waitFor("the API server", 60_000, async () => {
        const { code } = await kubernetes.try(["get", "--raw", "/readyz"]);
        return code === 0 ? true : null;
      });
    });

    await step("the cluster is Ready and serves", async () => {
      await waitReady(context, cluster, 180_000);
      await put(context, cluster, PAIR);
      await expectValue(context, cluster, PAIR);
    });

    await step("a change made after it is acted on", async () => {
      await kubernetes.apply(raftCluster({ namespace, name: "after" }));
      await waitReady(context, { namespace, name: "after" });
    });
  },
};
