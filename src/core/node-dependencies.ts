import type { StateMachine } from "../state-machine/types.ts";
import type { Storage } from "../storage/types.ts";
import type { Transport } from "../transport/types.ts";
import type { Clock } from "../utils/clock.ts";
import type { CrashPointHook } from "../utils/crash-point.ts";
import type { Logger } from "../utils/logger.ts";
import type { NodeMetrics } from "../utils/metrics.ts";
import type { NodeCrashPoint } from "./crash-points.ts";

export interface RaftNodeDependencies {
  readonly storage: Storage;
  readonly stateMachine: StateMachine;
  readonly transport: Transport;
  readonly clock: Clock;
  /** A uniform integer in [0, bound). */
  readonly random: (bound: number) => number;
  readonly logger: Logger;
  readonly metrics: NodeMetrics;
  readonly crashPoint?: CrashPointHook<NodeCrashPoint>;
  /** What the run loop awaits between two turns; a simulation decides here who is next. */
  readonly yieldToIo?: () => Promise<void>;
}
