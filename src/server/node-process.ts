import { Registry } from "prom-client";
import { initialClusterState } from "../node.ts";
import type { IdentityAssignment, Storage, StoreIdentity } from "../storage/types.ts";
import { SessionMetrics } from "../state-machine/sessions/session-metrics.ts";
import { TransportMetrics } from "../transport/transport-metrics.ts";
import type { Clock } from "../utils/clock.ts";
import type { Logger } from "../utils/logger.ts";
import { NodeMetrics } from "../utils/metrics.ts";
import { type AdminControl, type ProcessStatus, createAdminService } from "./admin-service.ts";
import { type AdminToken, requireToken } from "./admin-token.ts";
import { AssignedNode, FORMAT_VERSIONS } from "./assigned-node.ts";
import { createClientService } from "./client-service.ts";
import { type IdentityRequest, needsIdentity } from "./identity-request.ts";
import { createKvService } from "./kv-service.ts";
import { honorLeaderRequirement } from "./leader-requirement.ts";
import { type MemoryPlan, shareRangeBytes } from "./memory-plan.ts";
import type { NodeProcessOptions } from "./options.ts";
import { createPeerService } from "./peer-service.ts";
import { type ListeningAddresses, Ports } from "./ports.ts";
import { type ProcessOutcome, failedOutcome } from "./process-outcome.ts";
import { type NodeCondition, Readiness, runningCondition } from "./readiness.ts";
import { RangeBudget } from "./range-budget.ts";
import { RPC_CODE, RpcError } from "./rpc-error.ts";
import { ServerMetrics } from "./server-metrics.ts";

/** Entries that may be committed and not applied on a node that is given clients. */
const READY_APPLY_LAG_ENTRIES_MAX = 1000;
/** Reads that wait for the memory of answers; each holds its request only. */
const RANGE_WAITERS_MAX = 1000;

export interface NodeProcessDependencies {
  /** Open; the process owns it from now on and closes it. */
  readonly storage: Storage;
  readonly adminToken: AdminToken;
  readonly memory: MemoryPlan;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly version: string;
  readonly crashPoint: (name: string) => void;
}

/**
 * One node from its open store to its end, signals and exit codes apart.
 *
 *     unassigned --Bootstrap, Join--> starting --> running --> stopping
 *     (assigned before: begins at starting; stopping is reached from everywhere)
 *
 * A fatal error cuts the gRPC ports before anything else, so that nothing is acknowledged after it.
 */
export class NodeProcess implements AdminControl {
  readonly #options: NodeProcessOptions;
  readonly #dependencies: NodeProcessDependencies;
  readonly #storage: Storage;
  readonly #ports: Ports;
  readonly #readiness: Readiness;
  readonly #nodeMetrics: NodeMetrics;
  readonly #transportMetrics: TransportMetrics;
  readonly #sessionMetrics: SessionMetrics;
  readonly #readinessTimer: Disposable;
  readonly #outcome: Promise<ProcessOutcome>;
  #settle: (outcome: ProcessOutcome) => void = () => undefined;
  #assigned: AssignedNode | null = null;
  #isStopping = false;
  /** Bootstrap, Join and the start after them happen one after another. */
  #assignments: Promise<void> = Promise.resolve();

  constructor(options: NodeProcessOptions, dependencies: NodeProcessDependencies) {
    this.#options = options;
    this.#dependencies = dependencies;
    this.#storage = dependencies.storage;
    this.#outcome = new Promise((resolve) => {
      this.#settle = resolve;
    });
    const electionTimeoutMs = options.electionTicks * options.tickMs;
    this.#readiness = new Readiness(
      {
        leaderlessMaxMs: 2 * electionTimeoutMs,
        applyLagEntriesMax: READY_APPLY_LAG_ENTRIES_MAX,
      },
      { clock: dependencies.clock, condition: () => this.#condition() },
    );
    const registry = new Registry();
    this.#nodeMetrics = new NodeMetrics({ registry });
    this.#transportMetrics = new TransportMetrics({ registry });
    this.#sessionMetrics = new SessionMetrics({ registry });
    this.#ports = this.#createPorts(registry);
    this.#readinessTimer = dependencies.clock.every(
      Math.max(50, Math.floor(electionTimeoutMs / 4)),
      () => this.#ports.publishReadiness(),
    );
  }

  /** How the process ended; never rejects. */
  get outcome(): Promise<ProcessOutcome> {
    return this.#outcome;
  }

  /**
   * Opens the ports and, where the volume has an identity, starts the node.
   *
   * @throws ListenError, ConfigurationError, or what the node's data make it throw. The process is closed then.
   */
  async start(): Promise<ListeningAddresses> {
    try {
      const addresses = await this.#ports.open();
      this.#dependencies.crashPoint("after-listen");
      const identity = this.#storage.identity();
      if (identity.kind === "assigned") {
        await this.#startNode(identity);
      }
      this.#ports.publishReadiness();
      return addresses;
    } catch (error) {
      await this.#close();
      throw error;
    }
  }

  status(): ProcessStatus {
    const identity = this.#storage.identity();
    return {
      state: this.#isStopping
        ? "stopping"
        : identity.kind === "assigned"
          ? "running"
          : "unassigned",
      identity,
      node: this.#assigned?.node.status() ?? null,
      readiness: this.#readiness.check(),
      diskBytes: this.#storage.usage().diskBytes,
    };
  }

  async bootstrap(request: IdentityRequest & { readonly peerAddress: string }): Promise<void> {
    await this.#assign(request, {
      name: "bootstrap",
      initial: initialClusterState({
        nodeId: request.nodeId,
        address: request.peerAddress,
        storeId: request.storeId,
      }),
    });
  }

  async join(request: IdentityRequest): Promise<void> {
    await this.#assign(request, { name: "join", initial: null });
  }

  /** Stops gracefully: leadership is handed over and pending requests are answered first. Idempotent; `outcome` says when it is done. */
  async stop(): Promise<void> {
    if (this.#isStopping) {
      return;
    }
    this.#isStopping = true;
    const { logger, clock } = this.#dependencies;
    logger.info("stopping", { graceMs: this.#options.shutdownGraceMs });
    this.#ports.publishReadiness();
    await this.#handOverLeadership();
    const isDrained = await new Promise<boolean>((resolve) => {
      const timer = clock.after(this.#options.shutdownGraceMs, () => resolve(false));
      this.#ports.drain().then(
        () => {
          timer[Symbol.dispose]();
          resolve(true);
        },
        (error: unknown) => this.#fail(error),
      );
    });
    try {
      this.#dependencies.crashPoint("before-close");
      await this.#close();
    } catch (error) {
      this.#fail(error);
      return;
    }
    this.#settle(
      isDrained
        ? { kind: "stopped" }
        : {
            kind: "failed",
            reason: "unanswered",
            message: `stopped with requests unanswered after the ${this.#options.shutdownGraceMs} ms of --shutdown-grace-ms`,
          },
    );
  }

  /** Clients wait for a message's round trip instead of an election. In vain no longer than an election would take. */
  async #handOverLeadership(): Promise<void> {
    const { clock, logger } = this.#dependencies;
    const { electionTicks, tickMs, shutdownGraceMs } = this.#options;
    const limitMs = Math.min(electionTicks * tickMs, shutdownGraceMs);
    const leader =
      (await this.#assigned?.node.handOverLeadership({ deadlineMs: clock.now() + limitMs })) ??
      null;
    if (leader !== null) {
      logger.info("leadership handed over", { leader });
    }
  }

  #createPorts(registry: Registry): Ports {
    const { clock, logger, version, adminToken, memory } = this.#dependencies;
    const metrics = new ServerMetrics({
      registry,
      storageUsage: () => this.#storage.usage(),
      version,
    });
    const isKv = this.#options.stateMachine.kind === "kv";
    const shares = shareRangeBytes({
      rangeBytes: memory.rangeBytes,
      requestBytesMax: this.#options.limits.requestBytesMax,
    });
    const budget = (bytesMax: number): RangeBudget =>
      new RangeBudget({ bytesMax, waitersMax: RANGE_WAITERS_MAX }, { clock, metrics });
    const rangeBudget = budget(shares.rangesBytesMax);
    const clientService = createClientService(
      {
        requestTimeoutMs: this.#options.requestTimeoutMs,
        streamProposalsMax: this.#options.limits.streamProposalsMax,
      },
      {
        access: { running: () => this.#running() },
        clock,
        queryBudget: isKv ? { budget: rangeBudget, readBytesMax: shares.rangeReadBytesMax } : null,
      },
    );
    const kvAccess = { running: () => this.#runningKv() };
    const kvService = createKvService(shares, {
      access: kvAccess,
      keyBudget: budget(shares.keysBytesMax),
      rangeBudget,
    });
    const adminService = createAdminService(
      {
        version,
        formatVersions: FORMAT_VERSIONS,
        advertisePeerAddress: this.#options.advertisePeerAddress,
      },
      { control: this, access: { running: () => this.#running() } },
    );
    const peerService = createPeerService({ transport: () => this.#transport() });
    return new Ports(this.#options, {
      clientServices: isKv
        ? [honorLeaderRequirement(kvService, { access: kvAccess }), clientService]
        : [clientService],
      adminServices: [requireToken(adminService, adminToken)],
      peerServices: [requireToken(peerService, adminToken)],
      readiness: () => this.#readiness.check(),
      version,
      registry,
      metrics,
      clock,
      logger,
    });
  }

  #condition(): NodeCondition {
    if (this.#isStopping) {
      return { kind: "stopping" };
    }
    if (this.#storage.identity().kind === "unassigned") {
      return { kind: "unassigned" };
    }
    if (this.#assigned === null) {
      return { kind: "starting" };
    }
    return runningCondition(this.#assigned.node.status());
  }

  #running(): AssignedNode {
    if (this.#assigned === null || this.#isStopping) {
      const result = this.#readiness.check();
      throw new RpcError(
        RPC_CODE.UNAVAILABLE,
        result.ready ? "this node is starting" : result.reason,
      );
    }
    return this.#assigned;
  }

  /** While the process drains as well: what its clients wait for needs the peers. */
  #transport(): AssignedNode["transport"] {
    if (this.#assigned === null) {
      const result = this.#readiness.check();
      throw new RpcError(
        RPC_CODE.UNAVAILABLE,
        result.ready ? "this node is starting" : result.reason,
      );
    }
    return this.#assigned.transport;
  }

  #runningKv(): {
    readonly node: AssignedNode["node"];
    readonly machine: NonNullable<AssignedNode["kv"]>;
  } {
    const { node, kv } = this.#running();
    if (kv === null) {
      throw new RpcError(RPC_CODE.UNIMPLEMENTED, "this node runs another state machine than kv");
    }
    return { node, machine: kv };
  }

  async #assign(
    request: IdentityRequest,
    step: { readonly name: "bootstrap" | "join"; readonly initial: IdentityAssignment["initial"] },
  ): Promise<void> {
    const turn = this.#assignments.then(async () => await this.#assignNow(request, step));
    // A refused request must not refuse the next one.
    this.#assignments = turn.catch(() => undefined);
    await turn;
  }

  async #assignNow(
    request: IdentityRequest,
    step: { readonly name: "bootstrap" | "join"; readonly initial: IdentityAssignment["initial"] },
  ): Promise<void> {
    const { crashPoint, logger } = this.#dependencies;
    if (this.#isStopping) {
      throw new RpcError(RPC_CODE.UNAVAILABLE, "this node is stopping");
    }
    if (needsIdentity(this.#storage.identity(), request)) {
      const { clusterId, nodeId } = request;
      crashPoint(`before-${step.name}`);
      try {
        await this.#storage.assign({ clusterId, nodeId, initial: step.initial });
        crashPoint(`after-${step.name}-durable`);
        await this.#startNode({ clusterId, nodeId });
      } catch (error) {
        this.#fail(error);
        throw error;
      }
      logger.info("identity assigned", { by: step.name, ...request });
    } else {
      this.#checkSameOrigin(request, step);
    }
    crashPoint(`before-${step.name}-answer`);
  }

  /** A volume that joined has no configuration before its leader sends one: bootstrapping it would make a second cluster of the same name. */
  #checkSameOrigin(request: IdentityRequest, step: { readonly name: "bootstrap" | "join" }): void {
    const { confState } = this.#storage.initialState();
    if (step.name === "bootstrap" && confState.voters.length === 0) {
      throw new RpcError(
        RPC_CODE.FAILED_PRECONDITION,
        `this volume joined cluster ${request.clusterId} as node ${request.nodeId} and waits for its leader: it cannot bootstrap it`,
      );
    }
  }

  async #startNode(
    identity: Pick<Extract<StoreIdentity, { readonly kind: "assigned" }>, "nodeId" | "clusterId">,
  ): Promise<void> {
    const { clock, logger, memory, crashPoint, adminToken } = this.#dependencies;
    const { nodeId, clusterId } = identity;
    const assigned = await AssignedNode.create(
      { ...this.#options, identity: { nodeId, clusterId } },
      {
        storage: this.#storage,
        memory,
        clock,
        logger: logger.child({ nodeId, clusterId }),
        metrics: this.#nodeMetrics,
        transportMetrics: this.#transportMetrics,
        sessionMetrics: this.#sessionMetrics,
        authorization: () => adminToken.authorization(),
        crashPoint,
        failed: (error) => this.#fail(error),
      },
    );
    assigned.run().catch((error: unknown) => this.#fail(error));
    this.#assigned = assigned;
    crashPoint("after-start");
  }

  /** The first fatal error decides; later ones are its consequences. */
  #fail(error: unknown): void {
    this.#isStopping = true;
    this.#readinessTimer[Symbol.dispose]();
    this.#ports.cut();
    const outcome = failedOutcome(error);
    this.#dependencies.logger.error("fatal error", { error });
    this.#settle(outcome);
  }

  async #close(): Promise<void> {
    this.#isStopping = true;
    this.#readinessTimer[Symbol.dispose]();
    this.#ports.cut();
    await this.#assignments;
    await this.#assigned?.close();
    await this.#storage.close();
    await this.#ports.close();
  }
}
