import { ALL_CRASH_POINTS } from "../../src/server/crash-points.ts";

/** Passed only while a volume gets its identity: test/integration kills there, on fresh volumes. */
export const IDENTITY_CRASH_POINTS: readonly string[] = ALL_CRASH_POINTS.filter((point) =>
  /bootstrap|join|assign/.test(point),
);

/** A lone voter sends nothing to anybody, and nobody sends it a snapshot to stage and install. */
const PEER_CRASH_POINTS: readonly string[] = ALL_CRASH_POINTS.filter((point) =>
  /install|send|stage/.test(point),
);

/** What a lone voter with an identity passes. */
export const ONE_VOTER_CRASH_POINTS: readonly string[] = ALL_CRASH_POINTS.filter(
  (point) => !IDENTITY_CRASH_POINTS.includes(point) && !PEER_CRASH_POINTS.includes(point),
);
