import { initialClusterState } from "../../../src/node.ts";
import {
  type AdminControl,
  createAdminService,
  type ProcessStatus,
} from "../../../src/server/admin-service.ts";
import { type IdentityRequest, needsIdentity } from "../../../src/server/identity-request.ts";
import type { MembershipPort } from "../../../src/server/membership-methods.ts";
import { type NodeCondition, Readiness, runningCondition } from "../../../src/server/readiness.ts";
import type { RpcContext, RpcService } from "../../../src/server/rpc.ts";
import { RPC_CODE, RpcError } from "../../../src/server/rpc-error.ts";
import type { IdentityAssignment } from "../../../src/storage/types.ts";
import type { Life } from "../node.ts";
import type { Simulation } from "../simulation.ts";
import type { OperatorChecks } from "./operator-checks.ts";

const READY_APPLY_LAG_ENTRIES_MAX = 1000;

/** What a node process wires around its node, without its ports: the admin service of one life, and how it stops. */
export class NodeControl implements AdminControl {
  readonly #life: Life;
  readonly #simulation: Simulation;
  readonly #checks: OperatorChecks;
  readonly #service: RpcService;
  readonly #readiness: Readiness;
  #isStopping = false;
  #assignments: Promise<void> = Promise.resolve();

  constructor(dependencies: {
    readonly life: Life;
    readonly simulation: Simulation;
    readonly checks: OperatorChecks;
  }) {
    const { life, simulation } = dependencies;
    this.#life = life;
    this.#simulation = simulation;
    this.#checks = dependencies.checks;
    this.#readiness = new Readiness(
      {
        leaderlessMaxMs: 2 * this.#electionMs,
        applyLagEntriesMax: READY_APPLY_LAG_ENTRIES_MAX,
      },
      { clock: life.clock, condition: () => this.#condition() },
    );
    this.#service = createAdminService(
      { version: "0.1.0", formatVersions: { min: 1, max: 1 }, advertisePeerAddress: null },
      { control: this, access: { running: () => this.#running() } },
    );
  }

  /** @throws RpcError as the admin port answers; never settles once the process is dead. */
  async call(method: string, request: Uint8Array, deadlineMs: number): Promise<Uint8Array> {
    const found = this.#service.methods.find(({ name }) => name === method);
    if (found?.kind !== "unary") {
      throw new RpcError(RPC_CODE.UNIMPLEMENTED, `there is no method ${method}`);
    }
    const ended = new AbortController();
    const context: RpcContext = {
      deadlineMs: this.#life.clock.now() + deadlineMs,
      signal: ended.signal,
      stopping: NEVER.signal,
      header: () => null,
      setTrailer: () => undefined,
      onEnd: () => undefined,
    };
    const timer = this.#life.clock.after(deadlineMs, () => {
      ended.abort(new RpcError(RPC_CODE.DEADLINE_EXCEEDED, "the deadline has passed"));
    });
    try {
      return await found.call(request, context);
    } finally {
      timer[Symbol.dispose]();
    }
  }

  get isReady(): boolean {
    return this.#readiness.check().ready;
  }

  status(): ProcessStatus {
    const identity = this.#life.storage.identity();
    const assigned = identity.kind === "assigned";
    return {
      state: this.#isStopping ? "stopping" : assigned ? "running" : "unassigned",
      identity,
      node: this.#life.parts?.node.status() ?? null,
      readiness: this.#readiness.check(),
      diskBytes: 0,
    };
  }

  async bootstrap(request: IdentityRequest & { readonly peerAddress: string }): Promise<void> {
    const { nodeId, storeId, peerAddress: address } = request;
    await this.#assign(request, initialClusterState({ nodeId, address, storeId }));
  }

  async join(request: IdentityRequest): Promise<void> {
    await this.#assign(request, null);
  }

  /** Hands leadership over, waiting no longer than for an election. */
  async stop(): Promise<void> {
    this.#isStopping = true;
    const deadlineMs = this.#life.clock.now() + this.#electionMs;
    await this.#life.parts?.node.handOverLeadership({ deadlineMs });
  }

  get #electionMs(): number {
    const { options } = this.#simulation;
    return (options.raft.electionTicks ?? 10) * options.tickMs;
  }

  #condition(): NodeCondition {
    if (this.#isStopping) {
      return { kind: "stopping" };
    }
    const { parts, storage } = this.#life;
    if (parts === null) {
      return { kind: storage.identity().kind === "unassigned" ? "unassigned" : "starting" };
    }
    return runningCondition(parts.node.status());
  }

  #running(): { readonly node: MembershipPort } {
    const { parts } = this.#life;
    if (parts === null || this.#isStopping) {
      throw new RpcError(RPC_CODE.UNAVAILABLE, "this node is starting or stopping");
    }
    return parts;
  }

  /** One after another, as in a node process. */
  async #assign(request: IdentityRequest, initial: IdentityAssignment["initial"]): Promise<void> {
    const turn = this.#assignments.then(async () => await this.#assignNow(request, initial));
    this.#assignments = turn.catch(() => undefined);
    await turn;
  }

  async #assignNow(
    request: IdentityRequest,
    initial: IdentityAssignment["initial"],
  ): Promise<void> {
    if (this.#isStopping) {
      throw new RpcError(RPC_CODE.UNAVAILABLE, "this node is stopping");
    }
    const { storage } = this.#life;
    if (needsIdentity(storage.identity(), request)) {
      const { clusterId, nodeId } = request;
      this.#checks.assigning(request, initial === null ? "join" : "bootstrap");
      await this.#life.assign({ clusterId, nodeId, initial });
    } else if (initial !== null && storage.initialState().confState.voters.length === 0) {
      throw new RpcError(
        RPC_CODE.FAILED_PRECONDITION,
        `this volume joined cluster ${request.clusterId} as node ${request.nodeId} and waits for its leader`,
      );
    }
  }
}

const NEVER = new AbortController();
