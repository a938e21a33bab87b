import { type CatchUp, SnapshotSoak } from "./snapshot-soak.ts";

const KIB = 1024;
const MIB = KIB * KIB;

/** Prints what it does and finds; false where something was wrong. */
export async function runSnapshots(options: {
  readonly snapshotMib: number;
  readonly valueKib: number;
  readonly memoryLimitMib: number;
}): Promise<boolean> {
  const { snapshotMib, valueKib, memoryLimitMib } = options;
  const started = Date.now();
  console.log(
    `soak: ${snapshotMib} MiB by snapshot under writes, in values of ${valueKib} KiB that do not compress; nodes of ${memoryLimitMib} MiB`,
  );
  try {
    const result = await SnapshotSoak.run(
      { stateBytes: snapshotMib * MIB, valueBytes: valueKib * KIB, memoryLimitMib },
      {
        report: (line) => console.log(`  ${line}`),
        caughtUp: (catchUp) => console.log(formatCatchUp(catchUp)),
      },
    );
    const { load, hash } = result;
    console.log(
      [
        `  while it was written: ${formatPeaks(load.peakMib, () => "")}`,
        `  all members hold the same at index ${hash.index}: ${hash.hash.slice(0, 16)}; hashed in ${hash.seconds.toFixed(1)} s, reads beside it took at most ${hash.longestReadMs.toFixed(0)} ms`,
        `  ${result.readBack} acknowledged writes read back from the newest member: none lost (${((Date.now() - started) / 1000).toFixed(0)} s)`,
        ...([...load.peakMib.values()].includes(null)
          ? ["  SKIPPED memory: needs Linux, where a process's highest resident set is told"]
          : []),
      ].join("\n"),
    );
    return true;
  } catch (error) {
    console.error("soak failed:", error);
    return false;
  }
}

function formatCatchUp(catchUp: CatchUp): string {
  const { who, seconds, snapshots, snapshotBytes, leader, receiver, peakMib, writes } = catchUp;
  const roles = (nodeId: number): string =>
    nodeId === leader ? " (leader)" : nodeId === receiver ? " (receiver)" : "";
  return [
    `  ${who}: caught up in ${seconds.toFixed(1)} s, ${(snapshotBytes / MIB).toFixed(0)} MiB in ${snapshots === 1 ? "one snapshot" : `${snapshots} snapshots`}, ${(snapshotBytes / MIB / seconds).toFixed(0)} MiB/s;`,
    `    ${writes.acknowledged} writes acknowledged meanwhile, longest gap ${(writes.longestGapMs / 1000).toFixed(1)} s;`,
    `    ${formatPeaks(peakMib, roles)}`,
  ].join("\n");
}

function formatPeaks(
  peakMib: ReadonlyMap<number, number | null>,
  role: (nodeId: number) => string,
): string {
  const peaks = [...peakMib]
    .filter(([, peak]) => peak !== null)
    .map(([nodeId, peak]) => `node ${nodeId}${role(nodeId)} ${(peak ?? 0).toFixed(0)}`);
  return `highest resident set (VmHWM) in MiB: ${peaks.join(", ")}`;
}
