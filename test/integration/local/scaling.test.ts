import { describe, expect, it } from "vitest";
import { LocalCluster } from "./local-cluster.ts";
import { SteadyWriter } from "./steady-writer.ts";

const OUT_STEPS = [
  "reserve-addition",
  "ensure",
  "amend-operation",
  "join",
  "add-learner-node",
  "add-node",
  "end-operation",
];
const IN_STEPS = [
  "reserve-removal",
  "ensure",
  "transfer-leadership",
  "remove-node",
  "delete-volume",
  "end-operation",
];

const REPLACEMENT_STEPS = [
  "reserve-replacement",
  "ensure",
  "join",
  "add-learner-node",
  "add-node",
  "end-operation",
];

const isEveryPointAsked = process.env["RAFT_EVERY_CRASH_POINT"] === "1";

/** With real nodes the points after a step; all of them with RAFT_EVERY_CRASH_POINT=1, as in test/unit/operator/plan/crash-matrix.test.ts. */
function crashPoints(steps: readonly string[]): readonly string[] {
  return steps.flatMap((step) => [
    ...(isEveryPointAsked ? [`operator-before-${step}`] : []),
    ...(isEveryPointAsked || step !== "ensure" ? [`operator-after-${step}`] : []),
  ]);
}

/** Real processes beside other tests on two cores. */
const TIMEOUT_MS = isEveryPointAsked ? 900_000 : 180_000;

describe("a local cluster of real nodes", () => {
  it(
    "is scaled 1 -> 3 -> 1 -> 2 under writes: nothing acknowledged is lost, no node restarted",
    async () => {
      const cluster = await LocalCluster.create();
      await cluster.setReplicas(1);
      await cluster.operate();
      await using writer = new SteadyWriter({ cluster });
      const first = (await cluster.pids())[0];

      for (const replicas of [3, 1, 2]) {
        if (replicas === 1) {
          await cluster.transferLeadership(2);
        }
        await cluster.setReplicas(replicas);
        await cluster.operate();
        expect((await cluster.status()).quorum).toMatchObject({
          voters: replicas,
          healthyVoters: replicas,
        });
      }

      expect((await cluster.pids())[0]).toBe(first);
      expect(cluster.events.join("\n")).toContain("TransferringLeadership: handing leadership");
      expect(writer.acknowledged).toBeGreaterThan(50);
      expect(await writer.findLost()).toEqual([]);
      const { members = [], nextNodeID } = await cluster.status();
      expect(members.map(({ nodeID }) => nodeID)).toEqual(["1", "4"]);
      expect(nextNodeID).toBe("5");
    },
    TIMEOUT_MS,
  );

  it(
    "rolls three members under writes, the leader last and after it handed over",
    async () => {
      const cluster = await LocalCluster.create();
      await cluster.setReplicas(3);
      await cluster.operate();
      await using writer = new SteadyWriter({ cluster });
      const before = Object.values(await cluster.pids());
      const { leader } = await cluster.status();

      await cluster.apply({ replicas: 3, logLevel: "error" });
      await cluster.operate();

      const after = Object.values(await cluster.pids());
      expect(after.filter((pid) => before.includes(pid))).toEqual([]);
      const rolled = cluster.events.filter((event) => /^(Rolling|Transferring)/.test(event));
      expect(rolled.at(-2)).toContain(`handing leadership from ${leader?.podName ?? ""}`);
      expect(rolled.at(-1)).toContain(`replacing ${leader?.podName ?? ""}`);
      expect(await writer.findLost()).toEqual([]);
    },
    TIMEOUT_MS,
  );

  it(
    "replaces a member whose volume is gone, at the same place under a new id, though the operator dies",
    async () => {
      const cluster = await LocalCluster.create();
      await cluster.setReplicas(3);
      await cluster.operate();
      await using writer = new SteadyWriter({ cluster });

      const points = isEveryPointAsked
        ? crashPoints(REPLACEMENT_STEPS)
        : ["operator-after-add-learner-node"];
      for (const [cycle, point] of points.entries()) {
        await cluster.loseVolume(1);
        // The status still says Ready: only a look finds out.
        await cluster.setReplicas(3);
        expect(await cluster.operate(point), point).toBe(true);
        await cluster.operate();

        const { members = [] } = await cluster.status();
        expect(members.map(({ nodeID, ordinal }) => [nodeID, ordinal])).toEqual([
          ["1", 0],
          ["3", 2],
          [String(4 + cycle), 1],
        ]);
      }
      expect(await writer.findLost()).toEqual([]);
    },
    TIMEOUT_MS,
  );

  it(
    "keeps its data and its identity when status is wiped, and when it is deleted and made anew in another size",
    async () => {
      const cluster = await LocalCluster.create();
      await cluster.setReplicas(3);
      await cluster.operate();
      const { clusterID } = await cluster.status();
      await using writer = new SteadyWriter({ cluster });

      await cluster.setReplicas(2);
      expect(await cluster.operate("operator-after-remove-node")).toBe(true);
      await cluster.wipeStatus();
      await cluster.operate();
      expect(await cluster.status()).toMatchObject({ clusterID, quorum: { voters: 2 } });

      await cluster.requestDeletion();
      await cluster.operate();
      expect(await cluster.clientAddresses()).toEqual([]);
      await cluster.setReplicas(3);
      await cluster.operate();

      expect(await cluster.status()).toMatchObject({ clusterID, quorum: { voters: 3 } });
      expect(await writer.findLost()).toEqual([]);
    },
    TIMEOUT_MS,
  );

  it(
    "is scaled out and in though the operator dies at every step",
    async () => {
      const cluster = await LocalCluster.create();
      await cluster.setReplicas(1);
      await cluster.operate();
      await using writer = new SteadyWriter({ cluster });

      const outPoints = crashPoints(OUT_STEPS);
      const inPoints = crashPoints(IN_STEPS);
      const cycles = Math.max(outPoints.length, inPoints.length);
      for (let cycle = 0; cycle < cycles; cycle += 1) {
        await cluster.setReplicas(2);
        const outPoint = outPoints[cycle] ?? null;
        expect(await cluster.operate(outPoint), `${outPoint}`).toBe(outPoint !== null);
        await cluster.operate();
        expect((await cluster.status()).quorum?.voters).toBe(2);

        await cluster.transferLeadership(1);
        await cluster.setReplicas(1);
        const inPoint = inPoints[cycle] ?? null;
        expect(await cluster.operate(inPoint), `${inPoint}`).toBe(inPoint !== null);
        await cluster.operate();
        expect((await cluster.status()).quorum?.voters).toBe(1);
      }

      expect(await writer.findLost()).toEqual([]);
      const { members = [], nextNodeID } = await cluster.status();
      expect(members).toHaveLength(1);
      // One id for each addition: none was reserved twice for the same.
      expect(nextNodeID).toBe(String(2 + cycles));
    },
    TIMEOUT_MS,
  );
});
