import { claimName, podName } from "../../../src/operator/resources/names.ts";
import { raftCluster, scale, waitReady } from "../clients.ts";
import { conditionOf, waitFor } from "../kubernetes.ts";
import { checkConfigurations, podsOf } from "../membership-watch.ts";
import { check, type Scenario } from "../scenario.ts";
import { Writer } from "../writer.ts";

/** The last machine: neither the control plane's nor the writer's. */
const DEAD = 2;

/** Design 6, "pod gone, not only terminating": a member is scaled in whose machine is dead. Its volume stays until a person has vouched for the machine. */
export const DEAD_MACHINE: Scenario = {
  name: "a member scaled in whose machine is dead: told what to do, and done after it",
  smoke: false,
  unable: ({ testCluster }) =>
    testCluster === null ? "no machine is cut: this is not the test cluster" : null,
  run: async (context) => {
    const { kubernetes, testCluster, step } = context;
    check(testCluster !== null, "there is no test cluster to cut a machine of");
    const cluster = { namespace: await context.createNamespace("dead"), name: "dead" };
    const { namespace } = cluster;
    const machines = (await kubernetes.list("nodes", {})).map(({ metadata }) => metadata.name);
    const [first, last] = [machines[0] ?? "", machines[DEAD] ?? ""];
    const claim = (): Promise<unknown> =>
      kubernetes.get("pvc", { namespace, name: claimName(cluster.name, 2) });

    const writer = await step("three members, the third on the last machine", async () => {
      await kubernetes.kubectl(["cordon", last]);
      try {
        await kubernetes.apply(
          raftCluster(cluster, { replicas: 2, terminationGracePeriodSeconds: 10 }),
        );
        await waitReady(context, cluster);
      } finally {
        await kubernetes.kubectl(["uncordon", last]);
      }
      await scale(context, cluster, 3);
      await waitReady(context, cluster);
      const third = (await podsOf(context, cluster)).find(
        ({ name }) => name === podName(cluster.name, 2),
      );
      check(third?.machine === last, `the third member runs on ${third?.machine ?? "no machine"}`);
      return Writer.start(context, cluster, { machine: first });
    });

    await testCluster.cut(DEAD);
    try {
      const sentence = await step("the machine cut, 3 -> 2: the removal is held", async () => {
        await scale(context, cluster, 2);
        return waitFor("ScaleBlocked for PodStuckTerminating", 180_000, async () => {
          const seen = await kubernetes.raftCluster(cluster);
          const blocked = seen === null ? null : conditionOf(seen, "ScaleBlocked");
          return blocked?.reason === "PodStuckTerminating" ? blocked.message : null;
        });
      });
      console.log(`             ${sentence}`);
      check((await claim()) !== null, "the volume is gone though its pod is not");
      await writer.acknowledges();
      await step("what the condition says is done: Ready with two", async () => {
        const [, command = ""] = /kubectl (delete pod .* --force)$/.exec(sentence) ?? [];
        await kubernetes.kubectl(command.split(" "));
        const { status } = await waitReady(context, cluster);
        check(status?.members?.length === 2, `${status?.members?.length ?? 0} members`);
        await waitFor("the volume to go", 60_000, async () =>
          (await claim()) === null ? true : null,
        );
      });
    } finally {
      await testCluster.mend(DEAD);
    }
    await step("every acknowledged write read back", async () => {
      const { configurations } = await writer.stop();
      checkConfigurations(configurations);
    });
  },
};
