import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ClusterReconciler } from "../../../../src/operator/cluster-reconciler.ts";
import { SILENT_LOGGER } from "../../../../src/utils/logger.ts";
import { FakeWorld, KEY, makeSpec } from "./fake-world.ts";

const SIGNAL = new AbortController().signal;

class Killed extends Error {}

/** What may happen to a cluster between two looks of an operator. */
type Mishap =
  | { readonly kind: "reconcile"; readonly dieAt: number }
  | { readonly kind: "interleave"; readonly sleepAt: number }
  | { readonly kind: "silence" | "heal" | "stall"; readonly ordinal: number }
  | { readonly kind: "scale"; readonly size: number }
  | { readonly kind: "wipe" | "recreate" | "changeSpec" };

const ordinal = fc.integer({ min: 0, max: 2 });
const mishaps: fc.Arbitrary<readonly Mishap[]> = fc.array(
  fc.oneof(
    {
      weight: 6,
      arbitrary: fc.record({
        kind: fc.constant("reconcile" as const),
        dieAt: fc.integer({ min: 1, max: 14 }),
      }),
    },
    {
      weight: 3,
      arbitrary: fc.record({
        kind: fc.constant("interleave" as const),
        sleepAt: fc.integer({ min: 1, max: 8 }),
      }),
    },
    {
      weight: 3,
      arbitrary: fc.record({
        kind: fc.constantFrom("silence" as const, "heal" as const, "stall" as const),
        ordinal,
      }),
    },
    {
      weight: 1,
      arbitrary: fc.record({
        kind: fc.constant("scale" as const),
        size: fc.integer({ min: 0, max: 3 }),
      }),
    },
    {
      weight: 2,
      arbitrary: fc.record({
        kind: fc.constantFrom("wipe" as const, "recreate" as const, "changeSpec" as const),
      }),
    },
  ),
  { maxLength: 14 },
);

/** Where a cluster lives before the operator comes: on no volume, or on the one of this ordinal. */
const start = fc.record({
  home: fc.option(ordinal, { nil: null }),
  emptyVolumes: fc.uniqueArray(ordinal, { maxLength: 2 }),
});

class Chaos {
  readonly world = new FakeWorld();
  #lives = 0;

  constructor(initial: { readonly home: number | null; readonly emptyVolumes: readonly number[] }) {
    for (const at of initial.emptyVolumes) {
      this.world.addVolume(at);
    }
    if (initial.home !== null) {
      this.world.addVolume(initial.home, { clusterId: "old", nodeId: 4 });
    }
    // The one thing that must never happen: a cluster made beside one that exists on any volume, answering or not.
    this.world.bootstrapAnswer = () => {
      expect(this.world.clusterIds()).toHaveLength(1);
    };
  }

  async apply(mishap: Mishap): Promise<void> {
    const { world } = this;
    switch (mishap.kind) {
      case "reconcile":
        return this.reconcile(world, mishap.dieAt);
      case "interleave":
        return this.#interleave(mishap.sleepAt);
      case "silence":
        world.silent.add(mishap.ordinal);
        return;
      case "stall":
        world.starting.add(mishap.ordinal);
        return;
      case "heal":
        world.silent.delete(mishap.ordinal);
        world.starting.delete(mishap.ordinal);
        return;
      case "scale":
        if (world.workload !== null) {
          world.workload.size = mishap.size;
        }
        return;
      case "wipe":
        world.wipeStatus();
        return;
      case "changeSpec":
        world.changeSpec({ logLevel: "debug" });
        return;
      case "recreate":
        world.delete();
        await this.settle();
        world.cluster = world.newCluster(makeSpec());
    }
  }

  async reconcile(host: FakeWorld, dieAt: number): Promise<void> {
    let passed = 0;
    await this.#operator(host, () => {
      passed += 1;
      if (passed === dieAt) {
        throw new Killed();
      }
    })
      .reconcile(KEY, SIGNAL)
      .catch((error: unknown) => this.#expected(error));
    this.world.finishTermination();
  }

  /** One operator sleeps in its nth call to the host or a node while another does all there is to do. */
  async #interleave(sleepAt: number): Promise<void> {
    let calls = 0;
    const sleepy = new Proxy(this.world, {
      get: (target, property) => {
        const value: unknown = Reflect.get(target, property, target);
        if (typeof value !== "function" || property === "recordEvent") {
          return value;
        }
        return async (...args: unknown[]) => {
          calls += 1;
          if (calls === sleepAt) {
            await this.settle();
          }
          return Reflect.apply(value, target, args) as unknown;
        };
      },
    });
    await this.reconcile(sleepy, Infinity);
  }

  async settle(): Promise<void> {
    const operator = this.#operator(this.world, () => undefined);
    for (let pass = 0; pass < 12; pass += 1) {
      const { changes } = this.world;
      await operator.reconcile(KEY, SIGNAL).catch((error: unknown) => this.#expected(error));
      this.world.finishTermination();
      if (changes === this.world.changes) {
        return;
      }
    }
    throw new Error(`did not settle: ${this.world.writes.slice(-12).join(" ")}`);
  }

  #operator(host: FakeWorld, crashPoint: () => void): ClusterReconciler {
    this.#lives += 1;
    const life = this.#lives;
    let ids = 0;
    return new ClusterReconciler(
      { defaultImage: "raftcluster:1" },
      {
        host,
        admin: host,
        logger: SILENT_LOGGER,
        now: () => 0,
        newClusterId: () => {
          ids += 1;
          return `life${life}-${ids}`;
        },
        crashPoint,
      },
    );
  }

  /** A death that the test wanted, or what the main loop tries again. */
  #expected(error: unknown): void {
    const isWanted =
      error instanceof Killed ||
      (error instanceof Error && (error.name === "HostError" || error.name === "AdminError"));
    if (!isWanted) {
      throw error;
    }
  }
}

describe("bootstrap", () => {
  it("never makes a cluster beside another, and comes to one that serves, whatever happens on the way", async () => {
    await fc.assert(
      fc.asyncProperty(start, mishaps, async (initial, happens) => {
        const chaos = new Chaos(initial);
        for (const mishap of happens) {
          await chaos.apply(mishap);
        }
        const before = chaos.world.clusterIds();
        chaos.world.silent.clear();
        chaos.world.starting.clear();
        await chaos.settle();

        const { world } = chaos;
        expect(world.clusterIds()).toHaveLength(1);
        if (before.length > 0) {
          expect(world.clusterIds()).toEqual(before);
        }
        const isMismatch = world.condition("Degraded") === "True/IdentityMismatch";
        expect(isMismatch || world.condition("Ready") === "True/MembersReady").toBe(true);
      }),
      { numRuns: 400 },
    );
  });
});
