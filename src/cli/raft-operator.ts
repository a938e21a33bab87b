#!/usr/bin/env node
import { OPERATOR_CRASH_POINTS } from "../operator/act.ts";
import {
  type ClusterConfig,
  ClusterConfigError,
  loadClusterConfig,
} from "../operator/hosts/kubernetes/cluster-config.ts";
import { OperatorProcess } from "../operator/hosts/kubernetes/operator-process.ts";
import { ListenError } from "../operator/runtime/http.ts";
import { ClientNodeTransport } from "../operator/runtime/kube-transport.ts";
import { LeaseLostError } from "../operator/runtime/lease-election.ts";
import { readVersion } from "../server/version.ts";
import { assertNever } from "../utils/assert.ts";
import { SystemClock } from "../utils/clock.ts";
import { createLogger, type Logger } from "../utils/logger.ts";
import { killOwnProcess } from "../utils/kill-own-process.ts";
import { EXIT_CODE, type ExitCode } from "./exit-codes.ts";
import {
  type OperatorOptions,
  operatorOptionsHelp,
  parseOperatorOptions,
} from "./raft-operator-options.ts";

function exitCodeOf(error: unknown): ExitCode {
  if (error instanceof ClusterConfigError) {
    return EXIT_CODE.configuration;
  }
  if (error instanceof ListenError) {
    return EXIT_CODE.unavailable;
  }
  return error instanceof LeaseLostError ? EXIT_CODE.temporary : EXIT_CODE.software;
}

function createProcess(
  options: OperatorOptions,
  dependencies: { readonly cluster: ClusterConfig; readonly logger: Logger },
): OperatorProcess {
  const { cluster, logger } = dependencies;
  const clock = new SystemClock();
  const auto = cluster.inCluster ? "podName" : "podAddress";
  return new OperatorProcess(
    {
      namespaces: options.watchNamespaces,
      defaultNodeImage: options.defaultNodeImage,
      lease: options.leaderElect
        ? { namespace: options.leaseNamespace ?? cluster.namespace, name: options.leaseName }
        : null,
      listenHttp: options.listenHttp,
      workers: options.workers,
      adminDial: options.adminDial === "auto" ? auto : options.adminDial,
      resyncMs: options.resyncMs,
      reconcileTimeoutMs: options.reconcileTimeoutMs,
      drainMs: options.drainMs,
    },
    {
      transport: new ClientNodeTransport({ config: cluster.config, clock }),
      clock,
      logger,
      crashPoint: createCrashHook(options.crashPoint),
    },
  );
}

/** Written here, because the node's own brings the storage engine with it, which an operator has no use for. */
function createCrashHook(point: OperatorOptions["crashPoint"]): (name: string) => void {
  let left = point?.occurrence ?? 0;
  return (name) => {
    if (name === point?.name) {
      left -= 1;
      if (left === 0) {
        killOwnProcess();
      }
    }
  };
}

/** Runs until SIGTERM or SIGINT; a second one ends the process at once. */
async function runOperator(options: OperatorOptions): Promise<ExitCode> {
  const logger = createLogger({ level: options.logLevel, name: "raft-operator" });
  const stop = new AbortController();
  const failed = new Promise<never>((_resolve, reject) => {
    const receiveSignal = (signal: NodeJS.Signals): void => {
      logger.info("signal received", { signal });
      if (stop.signal.aborted) {
        process.exit(EXIT_CODE.temporary);
      }
      stop.abort();
    };
    process.on("SIGTERM", receiveSignal);
    process.on("SIGINT", receiveSignal);
    // A bug: whatever state it left must not be acted on.
    process.on("uncaughtException", reject);
  });
  try {
    const cluster = loadClusterConfig(options.kubeconfig);
    const operator = createProcess(options, { cluster, logger });
    await Promise.race([operator.run(stop.signal), failed]);
    return EXIT_CODE.ok;
  } catch (error) {
    const exitCode = exitCodeOf(error);
    logger.error("operator failed", {
      sentence: error instanceof Error ? error.message : String(error),
      // Where it comes from helps with a bug only.
      ...(exitCode === EXIT_CODE.software && error instanceof Error ? { stack: error.stack } : {}),
    });
    return exitCode;
  }
}

async function main(): Promise<ExitCode> {
  const command = parseOperatorOptions({ args: process.argv.slice(2), environment: process.env });
  switch (command.kind) {
    case "help":
      console.log(operatorOptionsHelp());
      return EXIT_CODE.ok;
    case "version":
      console.log(readVersion());
      return EXIT_CODE.ok;
    case "listCrashPoints":
      console.log(OPERATOR_CRASH_POINTS.join("\n"));
      return EXIT_CODE.ok;
    case "invalid":
      for (const problem of command.problems) {
        console.error(`raft-operator: ${problem}`);
      }
      return EXIT_CODE.usage;
    case "run":
      return await runOperator(command.options);
    default:
      return assertNever(command);
  }
}

// Sockets of watches would keep the process.
process.exit(await main());
