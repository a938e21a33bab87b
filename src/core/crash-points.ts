/** Where a test may kill the process between two steps of the node, in the order in which a Ready passes them. */
export const NODE_CRASH_POINTS = [
  "node-after-ready",
  "node-before-send-immediate",
  "node-before-install",
  "node-before-persist",
  "node-after-persist",
  "node-before-send-persisted",
  "node-before-apply",
  "node-after-apply",
  "node-before-answer",
  "node-before-compact",
  "node-after-compact",
  // Beside the Readies: while a peer's snapshot arrives.
  "node-before-stage",
  "node-after-stage",
] as const;

export type NodeCrashPoint = (typeof NODE_CRASH_POINTS)[number];
