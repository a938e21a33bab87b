import { expect } from "vitest";
import { ClusterReconciler } from "../../../../src/operator/cluster-reconciler.ts";
import { SILENT_LOGGER } from "../../../../src/utils/logger.ts";
import { FakeWorld, KEY, makeSpec } from "./fake-world.ts";
import type { RaftClusterSpec } from "../../../../src/operator/api-types.ts";

export const SIGNAL: AbortSignal = new AbortController().signal;

export class Killed extends Error {}

export interface ReconcilerOptions {
  readonly host?: FakeWorld;
  readonly crashPoint?: (name: string) => void;
  readonly nowMs?: () => number;
}

export function makeReconciler(
  world: FakeWorld,
  options: ReconcilerOptions = {},
): ClusterReconciler {
  const host = options.host ?? world;
  return new ClusterReconciler(
    { defaultImage: "raftcluster:1" },
    {
      host,
      admin: host,
      logger: SILENT_LOGGER,
      now: options.nowMs ?? ((): number => 1_000_000),
      newClusterId: () => crypto.randomUUID(),
      ...(options.crashPoint === undefined ? {} : { crashPoint: options.crashPoint }),
    },
  );
}

/** As the main loop does: again and again until it only waits for time to pass. */
export async function settle(world: FakeWorld, options: ReconcilerOptions = {}): Promise<void> {
  const reconciler = makeReconciler(world, options);
  for (let pass = 0; pass < 60; pass += 1) {
    const { changes } = world;
    await reconciler.reconcile(KEY, SIGNAL);
    world.finishTermination();
    if (changes === world.changes) {
      return;
    }
  }
  throw new Error(`did not settle: ${world.writes.slice(-20).join(" ")}`);
}

/** A few looks of one operator, whether or not they change anything. */
export async function look(world: FakeWorld, options: ReconcilerOptions = {}): Promise<void> {
  const reconciler = makeReconciler(world, options);
  for (let pass = 0; pass < 4; pass += 1) {
    await reconciler.reconcile(KEY, SIGNAL);
    world.finishTermination();
  }
}

/** A cluster of this size, Ready. */
export async function startCluster(
  replicas: number,
  spec: Partial<RaftClusterSpec> = {},
): Promise<FakeWorld> {
  const world = new FakeWorld(makeSpec({ replicas, ...spec }));
  await settle(world);
  if (world.condition("Ready") !== "True/MembersReady") {
    throw new Error(`not Ready: ${JSON.stringify(world.current().status, null, 1)}`);
  }
  return world;
}

/** Changes spec.replicas only: no pod is behind its template. */
export async function scale(
  world: FakeWorld,
  replicas: number,
  options: ReconcilerOptions = {},
): Promise<void> {
  world.setReplicas(replicas);
  await settle(world, options);
}

/** Ordinals of the voters, ascending. */
export function voterOrdinals(world: FakeWorld): number[] {
  return world
    .theRaft()
    .voters.map(({ address }) => Number(address.replace("peer-", "")))
    .sort((left, right) => left - right);
}

export function everyViolation(world: FakeWorld): string[] {
  return [...world.violations, ...[...world.rafts.values()].flatMap((raft) => raft.violations)];
}

function storageWith(whenScaled: "Retain" | "Delete"): Pick<RaftClusterSpec, "storage"> {
  const { storage } = makeSpec();
  return {
    storage: { ...storage, retentionPolicy: { ...storage.retentionPolicy, whenScaled } },
  };
}

export const RETAIN: Pick<RaftClusterSpec, "storage"> = storageWith("Retain");
export const DELETE: Pick<RaftClusterSpec, "storage"> = storageWith("Delete");

export function reasons(world: FakeWorld): string[] {
  return world.events.map(({ reason }) => reason);
}

/** Of the pods that exist, by ordinal. */
export function uids(world: FakeWorld): string[] {
  return [...world.pods.values()].map(({ uid }) => uid);
}

export function expectReady(world: FakeWorld, ordinals: readonly number[]): void {
  expect(everyViolation(world)).toEqual([]);
  expect(world.condition("Ready")).toBe("True/MembersReady");
  expect(voterOrdinals(world)).toEqual(ordinals);
}
