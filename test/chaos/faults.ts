import { execFile } from "node:child_process";
import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { raft } from "../../src/gen/proto.js";
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

const sleep = async (ms: number, signal: AbortSignal): Promise<void> => {
  await new Promise<void>((resolve) => {
    const timer = setTimeout(done, ms);
    signal.addEventListener("abort", done, { once: true });
    function done(): void {
      clearTimeout(timer);
      signal.removeEventListener("abort", done);
      resolve();
    }
  });
};

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
  await sleep(kill.downMs, signal);
  await Promise.all(running.map((place) => cluster.startNode(place)));
}

/** Everything that is done to the cluster, one at a time. */
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
        const pauseMs = 100 + random(2000);
        cluster.pause(place);
        await sleep(pauseMs, signal);
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
        await sleep(1000 + random(2000), signal);
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

/** A cut of one of the kinds that matter: a link, one direction of it, one member from all others, a minority from the rest. */
async function cutLinks(context: FaultContext): Promise<string> {
  const { cluster, random, signal } = context;
  const leader = await cluster.findLeader();
  const victim = random(2) === 0 && leader !== null ? leader.place : random(cluster.places.length);
  const other = cluster.places.filter((place) => place !== victim)[
    random(cluster.places.length - 1)
  ]!;
  const kinds: readonly {
    readonly text: string;
    readonly cuts: (from: number, to: number) => boolean;
  }[] = [
    {
      text: `between ${victim} and ${other}`,
      cuts: (from, to) => (from === victim && to === other) || (from === other && to === victim),
    },
    { text: `from all to ${victim}`, cuts: (_, to) => to === victim },
    { text: `from ${victim} to all`, cuts: (from) => from === victim },
    { text: `around ${victim}`, cuts: (from, to) => from === victim || to === victim },
    {
      text: `around ${victim} and ${other}`,
      cuts: (from, to) => isOf(victim, other, from) !== isOf(victim, other, to),
    },
  ];
  const kind = kinds[random(kinds.length)]!;
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
  const cutMs = 300 + random(3000);
  await sleep(cutMs, signal);
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

/**
 * Fills the small file system that the place lives on, waits until the node has ended with the exit code for it, frees the space and starts it
 * again. Null where file systems cannot be mounted: it needs Linux and root.
 */
export async function createDiskFullFault(
  place: number,
  folder: string,
): Promise<{ readonly fault: Fault; unmount(): Promise<void> } | null> {
  if (process.platform !== "linux" || process.getuid?.() !== 0) {
    return null;
  }
  const run = promisify(execFile);
  await run("mount", ["-t", "tmpfs", "-o", "size=96m", "tmpfs", folder]);
  const filler = join(folder, "filler");
  return {
    fault: {
      name: "disk full",
      weight: 4,
      run: async ({ cluster, signal }) => {
        if (!cluster.isRunning(place)) {
          return null;
        }
        cluster.expectExit([STORAGE_EXIT_CODE]);
        await writeFile(filler, Buffer.alloc(96 * 1024 * 1024)).catch(
          (error: NodeJS.ErrnoException) => {
            if (error.code !== "ENOSPC") {
              throw error;
            }
          },
        );
        const fullUntilMs = performance.now() + 15_000;
        while (cluster.isRunning(place) && performance.now() < fullUntilMs && !signal.aborted) {
          await sleep(50, signal);
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
