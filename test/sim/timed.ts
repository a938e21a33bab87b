import type { RunDescription } from "./run.ts";
import { simulate } from "./run.ts";
import type { TimedResult } from "./workers.ts";

/** Simulates, and measures the processor's time for it. */
export async function simulateTimed(description: RunDescription): Promise<TimedResult> {
  const before = process.cpuUsage();
  const result = await simulate(description);
  const { user, system } = process.cpuUsage(before);
  return { result, seconds: (user + system) / 1e6 };
}
