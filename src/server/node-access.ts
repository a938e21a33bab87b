import type { RaftNode } from "../node.ts";
import type { StateMachine } from "../state-machine/types.ts";

/** What services need of a RaftNode. */
export type NodePort = Pick<RaftNode, "propose" | "read" | "status" | "position">;

/** A node with an identity, its state machine beside it. */
export interface RunningNode {
  readonly node: NodePort;
  readonly stateMachine: StateMachine;
}

/** How services reach the node, which comes with Bootstrap or Join and goes with the process. */
export interface NodeAccess {
  /** @throws RpcError UNAVAILABLE while this process has no identity, starts or stops. */
  running(): RunningNode;
}
