import { raft } from "../../../src/gen/proto.js";
import {
  type AddLearnerNodeCall,
  type AddNodeCall,
  type AdminApi,
  type AdminCallOptions,
  AdminError,
  adminErrorFrom,
  type AdminTarget,
  type BootstrapCall,
  type JoinCall,
  type NodeStatus,
  type RemoveNodeCall,
  statusFrom,
  type TransferLeadershipCall,
} from "../../../src/operator/admin-client.ts";
import { RPC_CODE, RpcError } from "../../../src/server/rpc-error.ts";
import type { Simulation } from "../simulation.ts";
import { CallLost, type OperatorWire } from "./operator-wire.ts";
import type { Pods } from "./pods.ts";

const { v1 } = raft;

export interface SimAdminOptions {
  readonly name: string;
  /** Simulated microseconds in one millisecond of the operator's time. */
  readonly usPerMs: number;
}

/** The admin port of the pods as one operator process reaches it: real requests and answers, to the real service of whatever process runs there when they arrive. */
export class SimAdmin implements AdminApi {
  readonly #options: SimAdminOptions;
  readonly #wire: OperatorWire;
  readonly #pods: Pods;
  readonly #simulation: Simulation;

  constructor(
    options: SimAdminOptions,
    dependencies: {
      readonly wire: OperatorWire;
      readonly pods: Pods;
      readonly simulation: Simulation;
    },
  ) {
    this.#options = options;
    this.#wire = dependencies.wire;
    this.#pods = dependencies.pods;
    this.#simulation = dependencies.simulation;
  }

  async status(target: AdminTarget, options: AdminCallOptions): Promise<NodeStatus> {
    const request = v1.StatusRequest.encode({}).finish();
    const answer = await this.#call("Status", request, { target, options });
    return statusFrom(v1.StatusResponse.decode(answer), target.address);
  }

  async bootstrap(
    target: AdminTarget,
    call: BootstrapCall,
    options: AdminCallOptions,
  ): Promise<void> {
    const request = v1.BootstrapRequest.encode(call).finish();
    await this.#change("Bootstrap", request, { target, options, text: JSON.stringify(call) });
  }

  async join(target: AdminTarget, call: JoinCall, options: AdminCallOptions): Promise<void> {
    const request = v1.JoinRequest.encode(call).finish();
    await this.#change("Join", request, { target, options, text: JSON.stringify(call) });
  }

  async addLearnerNode(
    target: AdminTarget,
    call: AddLearnerNodeCall,
    options: AdminCallOptions,
  ): Promise<void> {
    const request = v1.AddLearnerNodeRequest.encode(call).finish();
    await this.#change("AddLearnerNode", request, { target, options, text: JSON.stringify(call) });
  }

  async addNode(target: AdminTarget, call: AddNodeCall, options: AdminCallOptions): Promise<void> {
    const { replacesNodeId, ...fields } = call;
    const request = v1.AddNodeRequest.encode({
      ...fields,
      replacesNodeId: replacesNodeId ?? 0,
    }).finish();
    await this.#change("AddNode", request, { target, options, text: JSON.stringify(call) });
  }

  async removeNode(
    target: AdminTarget,
    call: RemoveNodeCall,
    options: AdminCallOptions,
  ): Promise<void> {
    const request = v1.RemoveNodeRequest.encode(call).finish();
    await this.#change("RemoveNode", request, { target, options, text: JSON.stringify(call) });
  }

  async transferLeadership(
    target: AdminTarget,
    call: TransferLeadershipCall,
    options: AdminCallOptions,
  ): Promise<void> {
    const request = v1.TransferLeadershipRequest.encode(call).finish();
    await this.#change("TransferLeadership", request, {
      target,
      options,
      text: JSON.stringify(call),
    });
  }

  async #change(
    method: string,
    request: Uint8Array,
    call: {
      readonly target: AdminTarget;
      readonly options: AdminCallOptions;
      readonly text: string;
    },
  ): Promise<void> {
    const { trace } = this.#simulation.world;
    const who = `${this.#options.name} ${method} ${call.text} at ${call.target.address}`;
    trace.emit({ kind: "operator", text: who });
    try {
      await this.#call(method, request, call);
      trace.emit({ kind: "operator", text: `${who}: done` });
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      trace.emit({ kind: "operator", text: `${who}: ${message}` });
      throw error;
    }
  }

  async #call(
    method: string,
    request: Uint8Array,
    { target, options }: { readonly target: AdminTarget; readonly options: AdminCallOptions },
  ): Promise<Uint8Array> {
    const { address } = target;
    const timeoutUs = options.deadlineMs * this.#options.usPerMs;
    try {
      return await this.#wire.call<Uint8Array>(
        ({ resolve, reject }) => {
          const found = this.#pods.controlAt(Number(address));
          if (found === null) {
            reject(new RpcError(RPC_CODE.UNAVAILABLE, "connection refused"));
            return;
          }
          found.life.schedule(0, () => {
            found.control.call(method, request, timeoutUs / 1000).then(resolve, reject);
          });
        },
        { signal: options.signal, timeoutUs },
      );
    } catch (error) {
      if (error instanceof CallLost) {
        throw new AdminError(
          `${method} of the node at ${address} failed: deadline`,
          { code: "UNREACHABLE", address },
          { cause: error },
        );
      }
      if (error instanceof RpcError) {
        const wired = Object.assign(new Error(error.message), {
          code: error.code,
          details: error.message,
        });
        throw adminErrorFrom(wired, method, address);
      }
      throw error;
    }
  }
}
