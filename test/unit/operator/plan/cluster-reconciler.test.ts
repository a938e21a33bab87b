import { describe, expect, it } from "vitest";
import { OPERATOR_CRASH_POINTS } from "../../../../src/operator/act.ts";
import { ClusterReconciler } from "../../../../src/operator/cluster-reconciler.ts";
import { HostError } from "../../../../src/operator/host.ts";
import { SILENT_LOGGER } from "../../../../src/utils/logger.ts";
import { FakeWorld, KEY, makeSpec } from "./fake-world.ts";

const SIGNAL = new AbortController().signal;

class Killed extends Error {}

function makeReconciler(
  world: FakeWorld,
  options: {
    readonly crashPoint?: (name: string) => void;
    readonly prefix?: string;
    readonly image?: string;
    readonly nowMs?: () => number;
  } = {},
): ClusterReconciler {
  let ids = 0;
  return new ClusterReconciler(
    { defaultImage: options.image ?? "raftcluster:1" },
    {
      host: world,
      admin: world,
      logger: SILENT_LOGGER,
      now: options.nowMs ?? (() => 1_000),
      newClusterId: () => {
        ids += 1;
        return `${options.prefix ?? "cluster"}-${ids}`;
      },
      ...(options.crashPoint === undefined ? {} : { crashPoint: options.crashPoint }),
    },
  );
}

/** As the main loop does: again and again until it only waits for time to pass. */
async function settle(world: FakeWorld, reconciler = makeReconciler(world)): Promise<void> {
  for (let pass = 0; pass < 10; pass += 1) {
    const changes = world.changes;
    await reconciler.reconcile(KEY, SIGNAL);
    world.finishTermination();
    if (changes === world.changes) {
      return;
    }
  }
  throw new Error(`did not settle: ${world.writes.join(" ")}`);
}

describe("a new cluster", () => {
  it("is made of one member and becomes Ready", async () => {
    const world = new FakeWorld();

    await settle(world);

    const status = world.current().status;
    expect(world.condition("Ready")).toBe("True/MembersReady");
    expect(world.condition("Initialized")).toBe("True/BootstrapCompleted");
    expect(world.condition("Reconciling")).toBe("False/Reconciled");
    expect(world.condition("Stalled")).toBe("False/NotStalled");
    expect(status?.operation).toBeUndefined();
    expect(status?.nextNodeID).toBe("2");
    expect(status?.members).toMatchObject([{ nodeID: "1", podName: "demo-0", ready: true }]);
    expect(status?.quorum).toEqual({ voters: 1, healthyVoters: 1, required: 1, faultTolerance: 0 });
    expect(world.bootstraps).toHaveLength(1);
  });

  it("has its identity in status before the node is told", async () => {
    const world = new FakeWorld();
    const seen: unknown[] = [];
    world.bootstrapAnswer = () => seen.push(world.current().status?.operation);

    await settle(world);

    expect(seen).toMatchObject([{ type: "Bootstrap", nodeID: "1", ordinal: 0 }]);
  });

  it("writes nothing more once it is Ready", async () => {
    const world = new FakeWorld();
    await settle(world);
    const writes = world.writes.length;

    const result = await makeReconciler(world).reconcile(KEY, SIGNAL);
    await makeReconciler(world).reconcile(KEY, SIGNAL);

    expect(world.writes.slice(writes)).toEqual(["ensure", "ensure"]);
    expect(result.requeueAfterMs).toBe(30_000);
  });

  it("does not write what it ensured a moment ago", async () => {
    const world = new FakeWorld();
    let nowMs = 0;
    const reconciler = makeReconciler(world, { nowMs: () => nowMs });
    await settle(world, reconciler);
    const writes = world.writes.length;

    await reconciler.reconcile(KEY, SIGNAL);
    expect(world.writes.slice(writes)).toEqual([]);

    nowMs = 120_000;
    await reconciler.reconcile(KEY, SIGNAL);
    expect(world.writes.slice(writes)).toEqual(["ensure"]);
  });

  it("puts back at once what somebody scaled down by hand", async () => {
    const world = new FakeWorld();
    const reconciler = makeReconciler(world);
    await settle(world, reconciler);
    if (world.workload !== null) {
      world.workload.size = 0;
    }

    await reconciler.reconcile(KEY, SIGNAL);

    expect(world.workload?.size).toBe(1);
  });

  it("waits while its pod has not started", async () => {
    const world = new FakeWorld();
    world.starting.add(0);

    await settle(world);

    expect(world.bootstraps).toEqual([]);
    expect(world.current().status?.clusterID).toBeUndefined();
    expect(world.condition("Progressing")).toBe("True/Bootstrapping");
    expect(world.condition("Reconciling")).toBe("True/BootstrapPending");
  });

  it("reads back a bootstrap whose answer was lost", async () => {
    const world = new FakeWorld();
    world.bootstrapAnswer = () => {
      world.bootstrapAnswer = () => undefined;
      world.silent.add(0);
    };
    await settle(world);
    expect(world.condition("Ready")).toBe("False/BootstrapPending");

    world.silent.clear();
    await settle(world);

    expect(world.condition("Ready")).toBe("True/MembersReady");
    expect(world.clusterIds()).toHaveLength(1);
  });
});

describe("an operator killed between two steps", () => {
  it.each(OPERATOR_CRASH_POINTS)(
    "at %s leaves what the next one finishes: one cluster",
    async (point) => {
      const world = new FakeWorld();
      let killed = 0;
      const crashPoint = (name: string): void => {
        if (name === point) {
          killed += 1;
          throw new Killed(name);
        }
      };
      for (let life = 0; life < 2; life += 1) {
        await settle(world, makeReconciler(world, { crashPoint, prefix: `life${life}` })).catch(
          (error: unknown) => expect(error).toBeInstanceOf(Killed),
        );
      }

      await settle(world, makeReconciler(world, { prefix: "last" }));

      const onTheWay =
        /finalizer|ensure|bootstrap|write-status/.test(point) && !/remove/.test(point);
      expect(killed > 0).toBe(onTheWay);
      expect(world.condition("Ready")).toBe("True/MembersReady");
      expect(world.clusterIds()).toEqual([world.current().status?.clusterID]);
    },
  );

  it.each(OPERATOR_CRASH_POINTS)("at %s while deleting leaves nothing behind", async (point) => {
    const spec = makeSpec();
    const whenDeleted = "Delete" as const;
    const world = new FakeWorld({
      ...spec,
      storage: { ...spec.storage, retentionPolicy: { whenDeleted, whenScaled: "Delete" } },
    });
    await settle(world);
    world.delete();
    const crashPoint = (name: string): void => {
      if (name === point) {
        throw new Killed(name);
      }
    };
    await settle(world, makeReconciler(world, { crashPoint })).catch((error: unknown) =>
      expect(error).toBeInstanceOf(Killed),
    );

    await settle(world);

    expect([world.cluster, world.volumes.size, world.pods.size]).toEqual([null, 0, 0]);
  });
});

/** The same world, but the first call of `method` sleeps while `meanwhile` runs, as an operator does that lost its Lease and does not know. */
function asleepIn(
  world: FakeWorld,
  options: { readonly method: keyof FakeWorld; readonly call: number },
  meanwhile: () => Promise<void>,
): { readonly world: FakeWorld; readonly slept: () => boolean } {
  let calls = 0;
  const sleepy = new Proxy(world, {
    get(target, property) {
      const value: unknown = Reflect.get(target, property, target);
      if (typeof value !== "function") {
        return value;
      }
      return async (...args: unknown[]) => {
        if (property === options.method) {
          calls += 1;
          if (calls === options.call) {
            await meanwhile();
          }
        }
        return Reflect.apply(value, target, args) as unknown;
      };
    },
  });
  return { world: sleepy, slept: () => calls >= options.call };
}

const SLEEPS = (
  ["addFinalizer", "ensure", "writeStatus", "bootstrap", "observe", "status"] as const
)
  .flatMap((method) => [1, 2, 3, 4].map((call) => ({ method, call })))
  .filter(
    ({ method, call }) => call === 1 || (method !== "addFinalizer" && method !== "bootstrap"),
  );

describe("two operators", () => {
  it.each(SLEEPS)("make one cluster where one sleeps in $method, call $call", async (at) => {
    const world = new FakeWorld();
    const stale = asleepIn(world, at, () =>
      settle(world, makeReconciler(world, { prefix: "quick" })),
    );

    await settle(world, makeReconciler(stale.world, { prefix: "sleepy" }));
    await settle(world, makeReconciler(world, { prefix: "third" }));

    expect(world.condition("Ready")).toBe("True/MembersReady");
    expect(world.clusterIds()).toEqual([world.current().status?.clusterID]);
    expect(new Set(world.bootstraps.map(({ clusterId }) => clusterId)).size).toBe(1);
  });

  it("do no harm where one sleeps in its bootstrap while status is wiped and another makes the cluster", async () => {
    const world = new FakeWorld();
    const stale = asleepIn(world, { method: "bootstrap", call: 1 }, async () => {
      world.wipeStatus();
      await settle(world, makeReconciler(world, { prefix: "quick" }));
    });

    await settle(world, makeReconciler(stale.world, { prefix: "sleepy" })).catch(() => undefined);
    await settle(world, makeReconciler(world, { prefix: "third" }));

    expect(stale.slept()).toBe(true);
    expect(world.clusterIds()).toEqual([world.current().status?.clusterID]);
    expect(world.clusterIds()[0]).toMatch(/^quick/);
  });

  it("do not take a replaced pod for the old one", async () => {
    const world = new FakeWorld();
    await settle(world);
    world.changeSpec({ logLevel: "debug" });
    const stale = asleepIn(world, { method: "deletePod", call: 1 }, () => settle(world));

    await settle(world, makeReconciler(stale.world));
    const uid = world.pods.get(0)?.uid;
    await settle(world);

    expect(stale.slept()).toBe(true);
    expect(world.pods.get(0)?.uid).toBe(uid);
    expect(world.condition("Ready")).toBe("True/MembersReady");
  });
});

describe("a status that was wiped by hand", () => {
  it("is rebuilt from the cluster that lives on the volume", async () => {
    const world = new FakeWorld();
    await settle(world);
    const before = world.current().status;
    world.wipeStatus();

    await settle(world, makeReconciler(world, { prefix: "never" }));

    expect(world.current().status).toEqual(before);
    expect(world.bootstraps).toHaveLength(1);
    expect(world.events.map(({ reason }) => reason)).toContain("Adopted");
  });

  it("never leads to a bootstrap while the pod is silent", async () => {
    const world = new FakeWorld();
    await settle(world);
    world.wipeStatus();
    world.silent.add(0);

    await settle(world);

    expect(world.bootstraps).toHaveLength(1);
    expect(world.current().status?.clusterID).toBeUndefined();
  });

  it("right after the reservation leads to one cluster, by another reservation", async () => {
    const world = new FakeWorld();
    const crashPoint = (name: string): void => {
      if (name === "operator-after-reserve-bootstrap") {
        throw new Killed(name);
      }
    };
    await settle(world, makeReconciler(world, { crashPoint })).catch(() => undefined);
    world.wipeStatus();

    await settle(world, makeReconciler(world, { prefix: "second" }));

    expect(world.condition("Ready")).toBe("True/MembersReady");
    expect(world.clusterIds()).toHaveLength(1);
  });
});

describe("retained volumes", () => {
  it("are all asked: the workload is as large as the highest of them", async () => {
    const world = new FakeWorld();
    world.addVolume(2, { clusterId: "old", nodeId: 7 });

    await settle(world);

    expect(world.workload?.size).toBe(3);
    expect(world.current().status).toMatchObject({ clusterID: "old", nextNodeID: "8" });
    expect(world.bootstraps).toEqual([]);
  });

  it("are adopted by a resource of the same name, made anew", async () => {
    const world = new FakeWorld();
    await settle(world);
    const { clusterID } = world.current().status ?? {};
    world.delete();
    await settle(world);
    expect(world.cluster).toBeNull();

    world.cluster = world.newCluster(makeSpec());
    await settle(world);

    expect(world.current().status?.clusterID).toBe(clusterID);
    expect(world.condition("Ready")).toBe("True/MembersReady");
    expect(world.bootstraps).toHaveLength(1);
  });

  it("of two clusters are Degraded, and no node is told anything", async () => {
    const world = new FakeWorld();
    world.addVolume(0, { clusterId: "one", nodeId: 1 });
    world.addVolume(1, { clusterId: "two", nodeId: 1 });

    await settle(world);

    expect(world.condition("Degraded")).toBe("True/IdentityMismatch");
    expect(world.condition("Stalled")).toBe("True/IdentityMismatch");
    expect(world.current().status?.clusterID).toBeUndefined();
    expect(world.bootstraps).toEqual([]);
  });

  it("are not adopted before a leader tells the configuration", async () => {
    const world = new FakeWorld();
    world.addVolume(0, { clusterId: "old", nodeId: 1 }).leads = false;

    await settle(world);

    expect(world.current().status?.clusterID).toBeUndefined();
  });

  it("that are empty but silent hold the bootstrap back", async () => {
    const world = new FakeWorld();
    world.addVolume(1);
    world.silent.add(1);

    await settle(world);
    expect(world.bootstraps).toEqual([]);

    world.silent.clear();
    await settle(world);
    expect(world.condition("Ready")).toBe("True/MembersReady");
  });
});

describe("a lost volume", () => {
  it("is never bootstrapped again", async () => {
    const world = new FakeWorld();
    await settle(world);
    world.addVolume(0);

    await settle(world);

    expect(world.bootstraps).toHaveLength(1);
    expect(world.condition("Degraded")).toBe("True/VolumeLost");
    expect(world.condition("Ready")).toBe("False/VolumeLost");
    expect(world.condition("Available")).toBe("False/QuorumLost");
  });

  it("between reservation and bootstrap is not replaced either", async () => {
    const world = new FakeWorld();
    const crashPoint = (name: string): void => {
      if (name === "operator-before-bootstrap") {
        throw new Killed(name);
      }
    };
    await settle(world, makeReconciler(world, { crashPoint })).catch(() => undefined);
    world.addVolume(0);

    await settle(world);

    expect(world.bootstraps).toEqual([]);
    expect(world.condition("Degraded")).toBe("True/VolumeLost");
  });

  it("replaced by another cluster's volume is an identity mismatch", async () => {
    const world = new FakeWorld();
    await settle(world);
    world.addVolume(0, { clusterId: "foreign", nodeId: 1 });

    await settle(world);

    expect(world.condition("Degraded")).toBe("True/IdentityMismatch");
    expect(world.condition("Ready")).toBe("False/IdentityMismatch");
  });
});

describe("a pod that fails", () => {
  it("makes the cluster not Ready, and Available Unknown while nobody knows", async () => {
    const world = new FakeWorld();
    await settle(world);
    world.silent.add(0);

    await settle(world);

    expect(world.condition("Ready")).toBe("False/AdminUnreachable");
    expect(world.condition("Available")).toBe("Unknown/AdminUnreachable");
    expect(world.condition("Initialized")).toBe("True/BootstrapCompleted");
  });

  it("is QuorumLost when it does not run", async () => {
    const world = new FakeWorld();
    await settle(world);
    world.starting.add(0);

    await settle(world);

    expect(world.condition("Available")).toBe("False/QuorumLost");
    expect(world.condition("Degraded")).toBe("True/MembersUnhealthy");
  });

  it("is Ready again with the same events as it became so", async () => {
    const world = new FakeWorld();
    await settle(world);
    world.starting.add(0);
    await settle(world);
    world.starting.clear();
    world.events.length = 0;

    await settle(world);

    expect(world.condition("Ready")).toBe("True/MembersReady");
    expect(world.events.map(({ reason }) => reason)).toContain("MembersReady");
  });
});

describe("a changed spec", () => {
  it("replaces the pod, once", async () => {
    const world = new FakeWorld();
    await settle(world);
    const before = world.pods.get(0)?.uid;
    world.changeSpec({ logLevel: "debug" });

    await settle(world);

    expect(world.pods.get(0)?.uid).not.toBe(before);
    expect(world.writes.filter((write) => write === "deletePod")).toHaveLength(1);
    expect(world.condition("UpToDate")).toBe("True/AllPodsUpdated");
    expect(world.condition("Ready")).toBe("True/MembersReady");
    expect(world.current().status?.observedGeneration).toBe(2);
  });

  it("is not Ready while the old pod goes", async () => {
    const world = new FakeWorld();
    await settle(world);
    world.terminatesAtOnce = false;
    world.changeSpec({ logLevel: "debug" });

    await makeReconciler(world).reconcile(KEY, SIGNAL);

    expect(world.condition("UpToDate")).toBe("False/RollingUpdate");
    expect(world.condition("Ready")).toMatch(/^False/);
  });

  it("is not what a newer operator's defaults are: no pod is touched", async () => {
    const world = new FakeWorld();
    await settle(world);
    world.outdatedBy = "operatorDefaults";
    for (const pod of world.pods.values()) {
      pod.upToDate = false;
    }

    await settle(world, makeReconciler(world, { image: "raftcluster:2" }));

    expect(world.writes).not.toContain("deletePod");
    expect(world.workload?.image).toBe("raftcluster:1");
    expect(world.condition("UpToDate")).toBe("False/OperatorDefaultsChanged");
    expect(world.condition("Ready")).toBe("True/MembersReady");
  });

  it("keeps the image that runs even where status was wiped and the operator's default is newer", async () => {
    const world = new FakeWorld();
    await settle(world);
    world.wipeStatus();

    await settle(world, makeReconciler(world, { image: "raftcluster:2" }));

    expect(world.current().status?.image).toBe("raftcluster:1");
  });
});

describe("paused", () => {
  it("writes nothing but the status", async () => {
    const world = new FakeWorld(makeSpec({ paused: true }));

    await settle(world);

    expect(new Set(world.writes)).toEqual(new Set(["writeStatus"]));
    expect(world.condition("Paused")).toBe("True/PausedBySpec");
  });
});

describe("deletion", () => {
  it("waits until the pods are gone before volumes and finalizer", async () => {
    const world = new FakeWorld();
    await settle(world);
    world.terminatesAtOnce = false;
    world.delete();

    await makeReconciler(world).reconcile(KEY, SIGNAL);
    expect(world.current().status?.phase).toBe("Deleting");
    expect(world.condition("Ready")).toBe("False/Deleting");

    await settle(world);
    expect(world.cluster).toBeNull();
  });

  it("keeps volumes unless whenDeleted is Delete", async () => {
    const world = new FakeWorld();
    await settle(world);
    world.delete();

    await settle(world);

    expect(world.volumes.size).toBe(1);
    expect(world.writes).not.toContain("deleteVolume");
  });

  it("needs no living cluster", async () => {
    const world = new FakeWorld();
    await settle(world);
    world.silent.add(0);
    world.delete();

    await settle(world);

    expect(world.cluster).toBeNull();
  });
});

describe("a host that refuses a step", () => {
  it("is told in the conditions once, and thrown for the queue's backoff", async () => {
    const world = new FakeWorld();
    const detail = { code: "FORBIDDEN", what: "statefulsets" } as const;
    world.failEnsure = new HostError("may not patch statefulsets", detail);
    const reconciler = makeReconciler(world);

    await expect(reconciler.reconcile(KEY, SIGNAL)).rejects.toBe(world.failEnsure);
    const writes = world.writes.length;
    await expect(reconciler.reconcile(KEY, SIGNAL)).rejects.toBe(world.failEnsure);

    expect(world.condition("Stalled")).toBe("True/StepFailed");
    expect(world.condition("Ready")).toBe("False/StepFailed");
    expect(world.writes).toHaveLength(writes);
  });

  it("for a moment is only looked at again", async () => {
    const world = new FakeWorld();
    const detail = { code: "UNAVAILABLE", retryAfterMs: 700 } as const;
    world.failEnsure = new HostError("too many requests", detail);

    await expect(makeReconciler(world).reconcile(KEY, SIGNAL)).resolves.toEqual({
      requeueAfterMs: 700,
    });
  });
});
