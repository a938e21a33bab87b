import { randomInt } from "node:crypto";
import { Registry } from "prom-client";
import { type Clock, SystemClock } from "../utils/clock.ts";
import { type Logger, SILENT_LOGGER } from "../utils/logger.ts";
import { NodeMetrics } from "../utils/metrics.ts";

/** What a node needs beside storage, state machine and transport. */
export interface DefaultNodeDependencies {
  readonly clock: Clock;
  readonly random: (bound: number) => number;
  readonly logger: Logger;
  readonly metrics: NodeMetrics;
}

/** Real time and randomness, no log, and metrics of one node in a registry of their own. To be called once a node: its metrics are not shared. */
export function defaultNodeDependencies(): DefaultNodeDependencies {
  return {
    clock: new SystemClock(),
    random: (bound) => randomInt(bound),
    logger: SILENT_LOGGER,
    metrics: new NodeMetrics({ registry: new Registry() }),
  };
}
