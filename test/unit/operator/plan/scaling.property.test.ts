import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { FakeWorld } from "./fake-world.ts";
import { KEY } from "./fake-world.ts";
import {
  everyViolation,
  Killed,
  makeReconciler,
  settle,
  SIGNAL,
  startCluster,
  voterOrdinals,
} from "./scaling-world.ts";

/** What may happen to a cluster that is being scaled, between two looks of an operator. */
type Mishap =
  | { readonly kind: "reconcile"; readonly dieAt: number }
  | { readonly kind: "interleave"; readonly sleepAt: number }
  | { readonly kind: "target"; readonly replicas: number }
  | { readonly kind: "silence" | "heal" | "stall" | "lose"; readonly ordinal: number }
  | { readonly kind: "handScale"; readonly size: number }
  | { readonly kind: "lostAnswer" | "wipe" | "later" | "lag" | "catchUp" }
  | { readonly kind: "policy"; readonly whenScaled: "Retain" | "Delete" };

const ordinal = fc.integer({ min: 0, max: 5 });
const mishaps: fc.Arbitrary<readonly Mishap[]> = fc.array(
  fc.oneof(
    {
      weight: 8,
      arbitrary: fc.record({
        kind: fc.constant("reconcile" as const),
        dieAt: fc.integer({ min: 1, max: 30 }),
      }),
    },
    {
      weight: 3,
      arbitrary: fc.record({
        kind: fc.constant("interleave" as const),
        sleepAt: fc.integer({ min: 1, max: 20 }),
      }),
    },
    {
      weight: 5,
      arbitrary: fc.record({
        kind: fc.constant("target" as const),
        replicas: fc.integer({ min: 1, max: 5 }),
      }),
    },
    {
      weight: 4,
      arbitrary: fc.record({
        kind: fc.constantFrom(
          "silence" as const,
          "heal" as const,
          "heal" as const,
          "stall" as const,
          "lose" as const,
        ),
        ordinal,
      }),
    },
    {
      weight: 1,
      arbitrary: fc.record({
        kind: fc.constant("handScale" as const),
        size: fc.integer({ min: 0, max: 6 }),
      }),
    },
    {
      weight: 3,
      arbitrary: fc.record({
        kind: fc.constantFrom(
          "lostAnswer" as const,
          "wipe" as const,
          "later" as const,
          "lag" as const,
          "catchUp" as const,
        ),
      }),
    },
    {
      weight: 1,
      arbitrary: fc.record({
        kind: fc.constant("policy" as const),
        whenScaled: fc.constantFrom("Retain" as const, "Delete" as const),
      }),
    },
  ),
  { maxLength: 24 },
);

class Chaos {
  readonly world: FakeWorld;
  nowMs = 1_000_000;

  constructor(world: FakeWorld) {
    this.world = world;
  }

  async apply(mishap: Mishap): Promise<void> {
    const { world } = this;
    switch (mishap.kind) {
      case "reconcile":
        return this.reconcile(world, mishap.dieAt);
      case "interleave":
        return this.#interleave(mishap.sleepAt);
      case "target":
        world.setReplicas(mishap.replicas);
        return;
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
      case "lose":
        this.#lose(mishap.ordinal);
        return;
      case "handScale":
        world.scaleByHand(mishap.size);
        return;
      case "lostAnswer":
        world.leaderAnswer = () => {
          world.leaderAnswer = () => undefined;
          throw world.noAnswer();
        };
        return;
      case "wipe":
        world.wipeStatus();
        return;
      case "later":
        this.nowMs += 700_000;
        return;
      case "lag":
      case "catchUp":
        for (const raft of world.rafts.values()) {
          raft.catchesUp = mishap.kind === "catchUp";
        }
        return;
      case "policy": {
        const { storage } = world.current().spec;
        const retentionPolicy = { ...storage.retentionPolicy, whenScaled: mishap.whenScaled };
        world.setStorage({ ...storage, retentionPolicy });
      }
    }
  }

  /** A person loses one disk at a time, and not the majority's: that is another test's. */
  #lose(at: number): void {
    const { world } = this;
    const raft = [...world.rafts.values()][0];
    const healthy = raft?.voters.filter((voter) => world.isUp(voter)) ?? [];
    const is = healthy.some(({ storeId }) => storeId === world.volumes.get(at)?.storeId);
    const left = healthy.length - (is ? 1 : 0);
    if (raft !== undefined && left > raft.voters.length / 2 && raft.voters.length > 1) {
      world.loseVolume(at);
    }
  }

  async reconcile(host: FakeWorld, dieAt: number): Promise<void> {
    let passed = 0;
    const crashPoint = (): void => {
      passed += 1;
      if (passed === dieAt) {
        throw new Killed();
      }
    };
    await makeReconciler(this.world, { host, crashPoint, nowMs: () => this.nowMs })
      .reconcile(KEY, SIGNAL)
      .catch((error: unknown) => this.#expected(error));
    this.world.finishTermination();
  }

  /** One operator sleeps in its nth call while another does all there is to do. */
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
    await settle(this.world, { nowMs: () => this.nowMs }).catch((error: unknown) =>
      this.#expected(error),
    );
  }

  #expected(error: unknown): void {
    const isWanted =
      error instanceof Killed ||
      (error instanceof Error && (error.name === "HostError" || error.name === "AdminError"));
    if (!isWanted) {
      throw error;
    }
  }
}

describe("scaling", () => {
  it("never makes two changes at once, uses an id twice or costs the quorum, and comes to what the spec asks for", async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 5 }), mishaps, async (size, happens) => {
        const chaos = new Chaos(await startCluster(size));
        const { world } = chaos;
        const clusterId = world.current().status?.clusterID;
        for (const mishap of happens) {
          await chaos.apply(mishap);
          expect(everyViolation(world)).toEqual([]);
        }

        world.silent.clear();
        world.starting.clear();
        world.leaderAnswer = () => undefined;
        const { storage } = world.current().spec;
        world.setStorage({
          ...storage,
          retentionPolicy: { ...storage.retentionPolicy, whenScaled: "Delete" },
        });
        for (const raft of world.rafts.values()) {
          raft.catchesUp = true;
        }
        await chaos.settle();
        chaos.nowMs += 700_000;
        await chaos.settle();

        expect(everyViolation(world)).toEqual([]);
        expect(world.condition("Ready")).toBe("True/MembersReady");
        expect(world.current().status?.clusterID).toBe(clusterId);
        expect(world.current().status?.operation).toBeUndefined();
        const { replicas } = world.current().spec;
        expect(voterOrdinals(world)).toEqual(Array.from({ length: replicas }, (_, index) => index));
        expect(world.workload?.size).toBe(replicas);
      }),
      { numRuns: 400 },
    );
  });
});
