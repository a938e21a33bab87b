import { totalmem } from "node:os";
import { getHeapStatistics } from "node:v8";
import { RocksDbStorage } from "../storage/rocksdb-storage.ts";
import type { Storage } from "../storage/types.ts";
import { SystemClock } from "../utils/clock.ts";
import { type Logger, createLogger } from "../utils/logger.ts";
import { killOwnProcess } from "../utils/kill-own-process.ts";
import { AdminToken } from "./admin-token.ts";
import { createCrashPointHook } from "./crash-points.ts";
import { heapFlags, restartWithHeap } from "./heap-restart.ts";
import { type MemoryPlan, memoryLimit, planMemory } from "./memory-plan.ts";
import { NodeProcess } from "./node-process.ts";
import type { NodeProcessOptions } from "./options.ts";
import { ConfigurationError, type ProcessOutcome, failedOutcome } from "./process-outcome.ts";
import { readVersion } from "./version.ts";

/** Does not return where the process has to begin anew with a smaller heap. */
function readMemoryPlan(options: NodeProcessOptions, logger: Logger): MemoryPlan {
  const result = planMemory({
    limitBytes: memoryLimit({
      optionBytes: options.memoryLimitBytes,
      constrainedBytes: process.constrainedMemory(),
      totalBytes: totalmem(),
    }),
    heapLimitBytes: getHeapStatistics().heap_size_limit,
  });
  if (result.kind === "limitTooSmall") {
    throw new ConfigurationError(result.problem);
  }
  if (result.kind === "heapTooLarge") {
    restartWithHeap(result.oldSpaceMib, process);
    logger.warn("the heap may outgrow the memory limit", {
      memory: result.plan,
      advice: `start with NODE_OPTIONS="${heapFlags(result.oldSpaceMib).join(" ")}", or with Node.js 22.15 or newer`,
    });
  }
  return result.plan;
}

async function openStorage(
  options: NodeProcessOptions,
  dependencies: {
    readonly memory: MemoryPlan;
    readonly logger: Logger;
    readonly crashPoint: (name: string) => void;
  },
): Promise<Storage> {
  return await RocksDbStorage.open(
    {
      path: options.dataDir,
      persistIn: options.persistMode,
      memoryBudgetBytes: dependencies.memory.databaseBytes,
      windowBytesMax: dependencies.memory.entryWindowBytes,
    },
    { logger: dependencies.logger, crashPoint: dependencies.crashPoint },
  );
}

/**
 * Runs one node in this process until a signal or a fatal error ends it. SIGTERM and SIGINT stop it gracefully; a second one at once.
 * The caller exits the process with what this resolves to: nothing may be left to run after it.
 */
export async function runNode(options: NodeProcessOptions): Promise<ProcessOutcome> {
  const logger = createLogger({ level: options.logLevel, name: "raft-node" });
  let node: NodeProcess | null = null;
  let signals = 0;
  const ended = new Promise<ProcessOutcome>((resolve) => {
    const receiveSignal = (signal: NodeJS.Signals): void => {
      signals += 1;
      logger.info("signal received", { signal });
      if (signals > 1 || node === null) {
        resolve({
          kind: "failed",
          reason: "unanswered",
          message: `${signal} ended the node at once: ${node === null ? "it was still starting" : "it was the second signal"}`,
        });
      } else {
        node.stop().catch((error: unknown) => resolve(failedOutcome(error)));
      }
    };
    process.on("SIGTERM", receiveSignal);
    process.on("SIGINT", receiveSignal);
    // A bug: whatever state it left must not be acted on.
    process.on("uncaughtException", (error) => {
      logger.error("uncaught exception", { error });
      resolve(failedOutcome(error));
    });
    startNode(options, logger).then(
      (started) => {
        node = started;
        started.outcome.then(resolve, (error: unknown) => resolve(failedOutcome(error)));
      },
      (error: unknown) => resolve(failedOutcome(error)),
    );
  });
  const outcome = await ended;
  if (outcome.kind === "failed") {
    logger.error("node failed", { reason: outcome.reason, sentence: outcome.message });
  } else {
    logger.info("stopped");
  }
  return outcome;
}

async function startNode(options: NodeProcessOptions, logger: Logger): Promise<NodeProcess> {
  const clock = new SystemClock();
  const version = readVersion();
  const crashPoint = createCrashPointHook(options.crashPoint, killOwnProcess);
  const memory = readMemoryPlan(options, logger);
  const adminToken = new AdminToken({ path: options.adminTokenFile }, { clock, logger });
  const storage = await openStorage(options, { memory, logger, crashPoint });
  crashPoint("after-open");
  const identity = storage.identity();
  logger.info("opened", { version, dataDir: options.dataDir, identity, memory });
  const node = new NodeProcess(options, {
    storage,
    adminToken,
    memory,
    clock,
    logger,
    version,
    crashPoint,
  });
  const addresses = await node.start();
  logger.info("listening", { ...addresses });
  return node;
}
