import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { etcdserverpb, raft } from "../../src/gen/proto.js";
import { GrpcChannel } from "../support/grpc-channel.ts";
import type { ChaosCluster } from "./members.ts";

/** With which `raft-node` ends when its disk is full. */
const STORAGE_EXIT_CODE = 74;

export interface FaultContext {
  readonly cluster: ChaosCluster;
  readonly random: (bound: number) => number;
  readonly signal: AbortSignal;
}

export interface Fault {
  readonly name: string;
  /** How often it is drawn, beside the others. */
  readonly weight: number;
  /** Does it and takes it back; resolves with what was done, for the log, or null where it could not be done now. */
  run(context: FaultContext): Promise<string | null>;
}

export interface FaultCounts {
  kills: number;
  leaderKills: number;
}

/** Returns early, and without an error, when the signal is aborted. */
export async function pause(ms: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted) {
    return;
  }
  await new Promise<void>((resolve) => {
    const timer = setTimeout(done, ms);
    signal.addEventListener("abort", done, { once: true });
    function done(): void {
      clearTimeout(timer);
      signal.removeEventListener("abort", done);
      resolve();
    }
  });
}

function drawOne({ random }: FaultContext, places: readonly number[]): number | null {
  return places[random(places.length)] ?? null;
}

async function killFor(
  context: FaultContext,
  kill: {
    readonly places: readonly number[];
    readonly downMs: number;
    readonly counts: FaultCounts;
  },
): Promise<void> {
  const { cluster, signal } = context;
  const leader = await cluster.findLeader();
  const running = kill.places.filter((place) => cluster.isRunning(place));
  await Promise.all(running.map((place) => cluster.kill(place)));
  kill.counts.kills += running.length;
  kill.counts.leaderKills += running.includes(leader?.place ?? -1) ? 1 : 0;
  await pause(kill.downMs, signal);
  await Promise.all(running.map((place) => cluster.startNode(place)));
}

/** Everything that is done to the cluster, one at a time; first those that no run should be without. */
export function createFaults(counts: FaultCounts): readonly Fault[] {
  return [
    {
      name: "kill leader",
      weight: 26,
      run: async (context) => {
        const leader = await context.cluster.findLeader();
        if (leader === null) {
          return null;
        }
        const downMs = context.random(1500);
        await killFor(context, { places: [leader.place], downMs, counts });
        return `SIGKILL of the leader at place ${leader.place}, down for ${downMs} ms`;
      },
    },
    {
      name: "split leader",
      weight: 14,
      run: splitLeader,
    },
    {
      name: "kill one",
      weight: 18,
      run: async (context) => {
        const place = drawOne(context, context.cluster.places) ?? 0;
        const downMs = context.random(3000);
        await killFor(context, { places: [place], downMs, counts });
        return `SIGKILL at place ${place}, down for ${downMs} ms`;
      },
    },
    {
      name: "kill all",
      weight: 4,
      run: async (context) => {
        await killFor(context, { places: context.cluster.places, downMs: 200, counts });
        return "SIGKILL of all at once";
      },
    },
    {
      name: "pause",
      weight: 14,
      run: async ({ cluster, random, signal }) => {
        const leader = random(2) === 0 ? await cluster.findLeader() : null;
        const place = leader?.place ?? random(cluster.places.length);
        // Long enough for others to elect a leader while this one still thinks that it is.
        const pauseMs = 100 + random(4000);
        cluster.pause(place);
        await pause(pauseMs, signal);
        cluster.resume(place);
        return `SIGSTOP of ${leader === null ? "" : "the leader at "}place ${place} for ${pauseMs} ms`;
      },
    },
    {
      name: "cut",
      weight: 16,
      run: cutLinks,
    },
    {
      name: "slow",
      weight: 8,
      run: async ({ cluster, random, signal }) => {
        const delayMs = 5 + random(60);
        for (const [from, to] of allLinks(cluster)) {
          if (random(3) === 0) {
            cluster.network.link(from, to).delay(delayMs);
          }
        }
        await pause(1000 + random(2000), signal);
        cluster.network.heal();
        return `a third of the links slower by ${delayMs} ms`;
      },
    },
    {
      name: "cut log",
      weight: 6,
      run: async ({ cluster }) => {
        const leader = await cluster.findLeader();
        if (leader === null) {
          return null;
        }
        const request = raft.v1.SnapshotRequest.encode({
          configurationIndex: leader.status.configurationIndex,
        }).finish();
        const answer = await cluster.call(leader.place, "Snapshot", request);
        return answer.kind === "answered" ? "the leader's log cut at its applied index" : null;
      },
    },
    {
      name: "transfer",
      weight: 4,
      run: async ({ cluster }) => {
        const leader = await cluster.findLeader();
        if (leader === null) {
          return null;
        }
        const request = raft.v1.TransferLeadershipRequest.encode({
          configurationIndex: leader.status.configurationIndex,
        }).finish();
        const answer = await cluster.call(leader.place, "TransferLeadership", request);
        return `leadership handed over: ${answer.kind}`;
      },
    },
    {
      name: "replace",
      weight: 6,
      run: async ({ cluster, random }) => {
        const statuses = await cluster.statuses();
        const leader = await cluster.findLeader();
        // Whoever takes a volume from a cluster that has another member away loses data by his own hand.
        const isWhole =
          statuses.size === cluster.places.length &&
          leader?.status.members.every((member) => member.voter) === true;
        if (!isWhole) {
          return null;
        }
        const place = random(cluster.places.length);
        await cluster.changeVolume(place);
        counts.kills += 1;
        counts.leaderKills += leader?.place === place ? 1 : 0;
        await cluster.startNode(place);
        return `SIGKILL at place ${place} and its volume lost`;
      },
    },
  ];
}

interface CutKind {
  readonly text: string;
  readonly cuts: (from: number, to: number) => boolean;
}

/** A cut of one of the kinds that matter: a link, one direction of it, one member from all others, a minority from the rest. */
async function cutLinks(context: FaultContext): Promise<string> {
  const { cluster, random } = context;
  const leader = await cluster.findLeader();
  const victim = random(3) !== 0 && leader !== null ? leader.place : random(cluster.places.length);
  const other = cluster.places.filter((place) => place !== victim)[
    random(cluster.places.length - 1)
  ]!;
  const kinds: readonly CutKind[] = [
    {
      text: `between ${victim} and ${other}`,
      cuts: (from, to) => (from === victim && to === other) || (from === other && to === victim),
    },
    { text: `from all to ${victim}`, cuts: (_, to) => to === victim },
    { text: `from ${victim} to all`, cuts: (from) => from === victim },
    { text: `around ${victim}`, cuts: (from, to) => from === victim || to === victim },
    minorityCut(victim, other),
  ];
  const kind = kinds[random(kinds.length)]!;
  return await cutFor(context, { kind, cutMs: 300 + random(3000) });
}

/** The leader keeps one follower and its clients, and the others choose another: what finds a wrong majority, and reads from a leader of the past. */
async function splitLeader(context: FaultContext): Promise<string | null> {
  const { cluster, random } = context;
  const leader = await cluster.findLeader();
  if (leader === null) {
    return null;
  }
  const follower = drawOne(
    context,
    cluster.places.filter((place) => place !== leader.place),
  );
  const kind = minorityCut(leader.place, follower ?? leader.place);
  return await cutFor(context, { kind, cutMs: 2000 + random(2000) });
}

function minorityCut(left: number, right: number): CutKind {
  return {
    text: `around ${left} and ${right}`,
    cuts: (from, to) => isOf(left, right, from) !== isOf(left, right, to),
  };
}

async function cutFor(
  { cluster, random, signal }: FaultContext,
  { kind, cutMs }: { readonly kind: CutKind; readonly cutMs: number },
): Promise<string> {
  const isBlackHole = random(2) === 0;
  for (const [from, to] of allLinks(cluster)) {
    if (kind.cuts(from, to)) {
      const link = cluster.network.link(from, to);
      if (isBlackHole) {
        link.blackHole();
      } else {
        link.cut();
      }
    }
  }
  await pause(cutMs, signal);
  cluster.network.heal();
  return `links ${isBlackHole ? "made black holes" : "cut"} ${kind.text} for ${cutMs} ms`;
}

function isOf(left: number, right: number, place: number): boolean {
  return place === left || place === right;
}

function allLinks(cluster: ChaosCluster): readonly (readonly [number, number])[] {
  return cluster.places.flatMap((from) =>
    cluster.places.filter((to) => to !== from).map((to) => [from, to] as const),
  );
}

export type DiskFullFault =
  | { readonly kind: "possible"; readonly fault: Fault; unmount(): Promise<void> }
  | { readonly kind: "notPossible"; readonly reason: string };

const SMALL_DISK_MIB = 256;
const FULL_MS_MAX = 15_000;
/** RocksDB reserves a piece of disk for its write-ahead log ahead of time: only what goes beyond it meets the full disk. */
const BALLAST_BYTES = 64 * 1024;
const BALLAST_PUTS_MAX = 64;

/**
 * Fills the small file system that the place lives on, waits until the node has ended with the exit code for it, frees the space and starts it
 * again. Not possible where file systems cannot be mounted: it needs Linux and root.
 */
export async function createDiskFullFault(place: number, folder: string): Promise<DiskFullFault> {
  if (process.platform !== "linux" || process.getuid?.() !== 0) {
    return { kind: "notPossible", reason: "needs Linux and root, to mount a small file system" };
  }
  const run = promisify(execFile);
  try {
    await run("mount", ["-t", "tmpfs", "-o", `size=${SMALL_DISK_MIB}m`, "tmpfs", folder]);
  } catch (error) {
    const reason = error instanceof Error ? error.message.trim() : String(error);
    return { kind: "notPossible", reason: `a small file system cannot be mounted: ${reason}` };
  }
  return {
    kind: "possible",
    fault: {
      name: "disk full",
      weight: 4,
      run: async ({ cluster, signal }) => {
        if (!cluster.isRunning(place)) {
          return null;
        }
        cluster.expectExit([STORAGE_EXIT_CODE]);
        const filler = join(folder, "filler");
        await fillDisk(filler);
        const fullUntilMs = performance.now() + FULL_MS_MAX;
        for (let puts = 0; cluster.isRunning(place); puts++) {
          if (performance.now() > fullUntilMs || signal.aborted) {
            break;
          }
          if (puts < BALLAST_PUTS_MAX) {
            await putBallast(cluster);
          }
          await pause(50, signal);
        }
        const ended = !cluster.isRunning(place);
        await rm(filler, { force: true });
        await cluster.startNode(place);
        return `the disk of place ${place} full${ended ? ", its node ended with 74" : ""}`;
      },
    },
    unmount: async () => {
      await run("umount", ["-l", folder]);
    },
  };
}

/** A large value for all members to write, to a key that no client reads. */
async function putBallast(cluster: ChaosCluster): Promise<void> {
  const leader = await cluster.findLeader();
  const address = leader === null ? null : cluster.clientAddress(leader.place);
  if (address === null) {
    return;
  }
  const channel = GrpcChannel.open(address);
  const request = etcdserverpb.PutRequest.encode({
    key: Buffer.from("ballast"),
    value: randomBytes(BALLAST_BYTES),
  }).finish();
  await channel.unary("/etcdserverpb.KV/Put", request, { timeoutMs: 1000 });
  channel.close();
}

async function fillDisk(filler: string): Promise<void> {
  try {
    await writeFile(filler, Buffer.alloc(SMALL_DISK_MIB * 1024 * 1024));
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "ENOSPC")) {
      throw error;
    }
  }
}
