import { describe, expect, it } from "vitest";
import {
  adminAddress,
  claimName,
  claimOrdinal,
  objectLabels,
  peerAddress,
  podName,
  podOrdinal,
  selectorLabels,
  selectorText,
} from "../../../../src/operator/resources/names.ts";

describe("names", () => {
  it.each([0, 1, 9, 10, 123])("finds the ordinal %d again in a pod's and a claim's name", (n) => {
    expect(podOrdinal("demo", podName("demo", n))).toBe(n);
    expect(claimOrdinal("demo", claimName("demo", n))).toBe(n);
  });

  it.each(["demo", "demo-", "demo-01", "demo--1", "demo-1e3", "demo-1-0", "other-0", "demo-x"])(
    "does not take the pod %s for one of the cluster demo",
    (name) => {
      expect(podOrdinal("demo", name)).toBeNull();
      expect(claimOrdinal("demo", `data-${name}`)).toBeNull();
    },
  );

  it("does not take a pod of cluster demo-1 for one of demo", () => {
    expect(podOrdinal("demo", podName("demo-1", 2))).toBeNull();
    expect(podOrdinal("demo-1", podName("demo-1", 2))).toBe(2);
  });

  it("gives addresses that hold in any cluster domain", () => {
    const cluster = { namespace: "team-a", name: "demo" };

    expect(peerAddress(cluster, 2)).toBe("demo-2.demo-peers.team-a.svc:2380");
    expect(adminAddress(cluster, 0)).toBe("demo-0.demo-peers.team-a.svc:2382");
  });

  it("selects by a label that no user can set", () => {
    expect(Object.keys(selectorLabels("demo"))).toEqual(["raft.crabmq.io/cluster"]);
    expect(selectorText("demo")).toBe("raft.crabmq.io/cluster=demo");
    expect(objectLabels("demo")).toMatchObject(selectorLabels("demo"));
  });
});
