import type { MembershipRequest } from "../core/membership.ts";
import type { PendingProposal } from "../core/proposals.ts";
import type { LogIndex, Message, MessageOf } from "../raft/index.ts";
import type { PeerAddress } from "../transport/types.ts";

/** Everything that reaches a node from outside, one kind for each meaning (the seed, section 3.3). */
export type ApplicationInput =
  /** From a peer whose identity the transport has checked. */
  | { readonly kind: "raftProtocol"; readonly message: Message }
  /** A command for the log; `proposal` is answered through Proposals. */
  | { readonly kind: "clientProposal"; readonly proposal: PendingProposal }
  /** A membership change, decided when it is its turn, on the configuration that is then in force. */
  | {
      readonly kind: "configChange";
      readonly proposal: PendingProposal;
      readonly request: MembershipRequest;
      readonly configurationIndex: LogIndex;
    }
  /** What this node forwarded to its leader and the transport could not give to a connection. */
  | { readonly kind: "proposalUnsent"; readonly message: MessageOf<"propose"> }
  | { readonly kind: "peerDiscovery"; readonly peer: PeerAddress }
  /** Reads wait in Reads; all that wait share one round. */
  | { readonly kind: "readRequest" }
  | { readonly kind: "leadershipTransfer" }
  /** A peer's state is staged; it waits in IncomingSnapshots. */
  | { readonly kind: "snapshotArrived" }
  /** Work that waits in BetweenTurns. */
  | { readonly kind: "betweenTurns" };
