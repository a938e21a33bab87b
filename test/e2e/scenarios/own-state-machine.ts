import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { clientServiceName } from "../../../src/operator/resources/names.ts";
import { type ClusterRef, replacePod, runInPod, waitReady } from "../clients.ts";
import { check, type Scenario, type ScenarioContext } from "../scenario.ts";

/** As samples/counter/raftcluster.yaml names it, in full. */
const IMAGE = "docker.io/library/counter:1";

/** Issue 5, item 5: samples/counter as its README says, in an image FROM ours. */
export const OWN_STATE_MACHINE: Scenario = {
  name: "a state machine of one's own: an image FROM ours, three members, count, delete the pod, read",
  smoke: false,
  unable: ({ testCluster }) =>
    testCluster === null
      ? "only the test cluster's script can build the sample's image and load it"
      : null,
  run: async (context) => {
    const { kubernetes, testCluster, images, step, root } = context;
    check(testCluster !== null, "there is no test cluster to build an image for");
    const folder = join(root, "samples/counter");
    const namespace = await context.createNamespace("counter");
    const cluster = { namespace, name: "counter" };

    await step("the sample's image built FROM ours", () =>
      testCluster.buildImageFrom({
        folder,
        name: IMAGE,
        argument: "RAFTCLUSTER_IMAGE",
        base: images.raft,
      }),
    );

    await step("kubectl apply -f samples/counter/raftcluster.yaml until Ready", async () => {
      const manifest = await readFile(join(folder, "raftcluster.yaml"), "utf8");
      await kubernetes.kubectl(["apply", "--namespace", namespace, "-f", "-"], manifest);
      const { status } = await waitReady(context, cluster, 300_000);
      check(status?.quorum?.healthyVoters === 3, "status.quorum does not count three voters");
    });

    await step("counted from pods", async () => {
      await expectCount(context, cluster, { args: ["add", "hits", "40"], count: "40" });
      await expectCount(context, cluster, { args: ["add", "hits", "2"], count: "42" });
    });

    await step("the pod of the first member deleted: a new one is ready", () =>
      replacePod(context, cluster),
    );

    await step("the count is there and goes on", async () => {
      await expectCount(context, cluster, { args: ["read", "hits"], count: "42" });
      await expectCount(context, cluster, { args: ["add", "hits", "1"], count: "43" });
      await waitReady(context, cluster, 60_000);
    });
  },
};

/** The sample's client in a pod of its own. */
async function expectCount(
  context: ScenarioContext,
  cluster: ClusterRef,
  expected: { readonly args: readonly string[]; readonly count: string },
): Promise<void> {
  const { args, count } = expected;
  const answer = await runInPod(context, {
    namespace: cluster.namespace,
    name: "counter-client",
    image: IMAGE,
    command: ["node", "/app/client.js", `${clientServiceName(cluster.name)}:2379`, ...args],
  });
  check(answer === count, `${args.join(" ")} was answered with ${answer}, not ${count}`);
}
