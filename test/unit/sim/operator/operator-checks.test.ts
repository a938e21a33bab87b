import { beforeEach, describe, expect, it } from "vitest";
import { initialClusterState } from "../../../../src/node.ts";
import { drawOptions } from "../../../sim/options.ts";
import { ApiServer } from "../../../sim/operator/api-server.ts";
import { makeSpec, type StoredPod, templateOf } from "../../../sim/operator/api-state.ts";
import { OperatorChecks } from "../../../sim/operator/operator-checks.ts";
import { Simulation } from "../../../sim/simulation.ts";
import { runOutsidePromises, World } from "../../../sim/world.ts";

const IMAGE = "raftcluster:1";

describe("what an operator must never do", () => {
  let world = new World({ seed: 1 });
  let simulation: Simulation;
  let api: ApiServer;
  let checks: OperatorChecks;

  /** Voters 1 and 2 live at places 0 and 1; the operator's resource asks for as many. */
  beforeEach(async () => {
    world = new World({ seed: 1 });
    const options = { ...drawOptions(1), operator: true, operatorAdopts: true, voters: 2 };
    simulation = new Simulation(options, { world });
    api = new ApiServer({ world });
    checks = new OperatorChecks({ simulation, api });
    const members = [0, 1].map((place) => simulation.process(place).peerAddress(place + 1));
    await runOutsidePromises(() => {
      for (const place of [0, 1]) {
        const process = simulation.process(place);
        process.start();
        const assignment = { clusterId: "cluster-1", nodeId: place + 1 };
        void process.life?.assign({ ...assignment, initial: initialClusterState(...members) });
      }
      while (world.steps < 40 && world.step()) {
        // Until both volumes have their identities.
      }
    });
    checks.exists([1, 2]);
    api.createCluster(makeSpec({ replicas: 2, image: IMAGE }));
    api.change({
      set: { uid: "set", ownerUid: "cluster-1", version: 1, size: 2, image: IMAGE, template: "" },
    });
    expect(world.violation).toBeNull();
  });

  const cluster = (): NonNullable<ApiServer["state"]["cluster"]> => api.state.cluster!;
  const found = (): string | undefined => world.violation?.check;

  function pod(ordinal: number, template = "older"): StoredPod {
    const stored: StoredPod = {
      ordinal,
      name: `demo-${ordinal}`,
      uid: `pod-${ordinal}`,
      template,
      phase: "running",
      isReady: true,
      restarts: 0,
      claimUid: null,
      terminationDueUs: null,
    };
    api.putPod(stored);
    return stored;
  }

  const claim = (ordinal: number): Parameters<OperatorChecks["deletingClaim"]>[0] => ({
    ordinal,
    name: `data-demo-${ordinal}`,
    uid: `claim-${ordinal}`,
    isTerminating: false,
  });

  it("make a second cluster", () => {
    checks.assigning({ clusterId: "cluster-2", nodeId: 9, storeId: "store-5-1" }, "bootstrap");
    expect(found()).toBe("one-bootstrap");
  });

  it("give the id of one store to another", () => {
    checks.assigning({ clusterId: "cluster-1", nodeId: 2, storeId: "store-5-1" }, "join");
    expect(found()).toBe("id-one-store");
  });

  it("scale a member's pod away, which a person may", () => {
    checks.scaling({ from: 2, to: 1, by: "user" });
    checks.scaledAway(pod(1));
    expect(found()).toBeUndefined();

    checks.scaling({ from: 2, to: 1, by: "operator-1" });
    checks.scaledAway(pod(1));
    expect(found()).toBe("scaling-spares-members");
  });

  it("delete a member's volume, though that of a place without one may go", () => {
    checks.deletingClaim(claim(5), cluster());
    expect(found()).toBeUndefined();

    checks.deletingClaim(claim(1), cluster());
    expect(found()).toBe("member-volume-kept");
  });

  it("replace a pod that is what the spec asks for", () => {
    checks.deletingPod(pod(0, templateOf(cluster(), IMAGE)), cluster(), "operator-1");
    expect(found()).toBe("restart-by-spec-only");
  });

  it("replace the second of two pods before the first is back; of two operators that is not asked", () => {
    checks.deletingPod(pod(0), cluster(), "operator-1");
    checks.deletingPod(pod(1), cluster(), "operator-2");
    expect(found()).toBeUndefined();

    api.putPod({ ...pod(0), uid: "pod-0-anew", phase: "running" });
    checks.deletingPod(pod(1), cluster(), "operator-1");
    expect(found()).toBeUndefined();
  });

  it("forget an id that was reserved, unless it is of another cluster", () => {
    checks.writingStatus(
      { clusterID: "old", nextNodeID: "7" },
      { clusterID: "c", nextNodeID: "3" },
    );
    expect(found()).toBeUndefined();

    checks.writingStatus({ clusterID: "c", nextNodeID: "7" }, { clusterID: "c", nextNodeID: "6" });
    expect(found()).toBe("reserved-ids-kept");
  });
});
