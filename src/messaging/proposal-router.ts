import { type ProposalDropReason, RaftError } from "../core/errors.ts";
import type { TransferRequest } from "../core/leadership-transfers.ts";
import { planMembershipChange } from "../core/membership.ts";
import type { PendingProposal, Proposals } from "../core/proposals.ts";
import type { RaftCore } from "../core/raft-core.ts";
import { planTransfer } from "../core/transfer-plan.ts";
import type { DropReason, Entry, NodeId } from "../raft/index.ts";
import type { Storage } from "../storage/types.ts";
import { assertNever } from "../utils/assert.ts";
import type { ApplicationInput } from "./application-input.ts";

export type ConfigChangeInput = Extract<ApplicationInput, { readonly kind: "configChange" }>;

export interface ProposalRouterOptions {
  readonly nodeId: NodeId;
  readonly batchEntriesMax: number;
  readonly batchBytesMax: number;
  readonly learnerLagEntriesMax: number;
}

export interface ProposalRouterDependencies {
  readonly core: RaftCore;
  readonly proposals: Proposals;
  readonly storage: Storage;
}

/**
 * Brings what clients and administrators want into the log. Commands that cannot enter yet (no leader, leadership on its way elsewhere, the log full of
 * uncommitted entries) stay queued until their deadline, so that an election of a second is a slow write and not an error.
 */
export class ProposalRouter {
  readonly #options: ProposalRouterOptions;
  readonly #dependencies: ProposalRouterDependencies;
  #isHeld = false;
  /** The leader cannot be reached at the moment; a try in each turn would only spin. */
  #isUntilTick = false;

  constructor(options: ProposalRouterOptions, dependencies: ProposalRouterDependencies) {
    this.#options = options;
    this.#dependencies = dependencies;
  }

  /** True when a turn would bring proposals forward. */
  get hasWork(): boolean {
    return !this.#isHeld && !this.#isUntilTick && this.#dependencies.proposals.queuedCount > 0;
  }

  /** Something has changed: what was held is tried again. */
  release(): void {
    this.#isHeld = false;
  }

  /** Proposals that were forwarded did not leave this node: they wait for the next tick, where another leader may be known. */
  receiveUnsent(entries: readonly Entry[]): void {
    this.#dependencies.proposals.unsent(entries);
    this.#dependencies.proposals.hold("noLeader");
    this.#isUntilTick = true;
  }

  tick(): void {
    this.#isUntilTick = false;
  }

  /** One batch into the log, which becomes one append message to each peer and one sync. While it is held nothing is tried: each refused try is a line in the log. */
  routeProposals(): void {
    const { core, proposals } = this.#dependencies;
    if (this.#isHeld || this.#isUntilTick) {
      return;
    }
    const batch = proposals.nextBatch({
      entriesMax: this.#options.batchEntriesMax,
      bytesMax: this.#options.batchBytesMax,
    });
    if (batch.length === 0) {
      return;
    }
    const result = core.propose(batch);
    switch (result.kind) {
      case "appended":
        proposals.appended(batch, result.entry);
        this.#hold(null);
        break;
      case "forwarded":
        proposals.forwarded(batch, core.status().term);
        this.#hold(null);
        break;
      case "dropped":
        this.#routeDropped(batch, result.reason);
        break;
      default:
        assertNever(result);
    }
  }

  /** Decided here, on the configuration and the progress of this very moment, and proposed in the same step. */
  routeConfigChange({ proposal, request, configurationIndex }: ConfigChangeInput): void {
    const { core, proposals, storage } = this.#dependencies;
    if (!proposals.isPending(proposal)) {
      return;
    }
    const status = core.status();
    const memberBook = storage.memberBook();
    try {
      const plan = planMembershipChange(request, {
        status,
        memberBook,
        configurationIndex,
        learnerLagEntriesMax: this.#options.learnerLagEntriesMax,
      });
      if (plan.kind === "done") {
        const { configurationIndex: index } = memberBook;
        proposals.answer(proposal, { index, term: status.term, result: null });
        return;
      }
      const result = core.proposeConfChange({ context: proposal.context, change: plan.change });
      switch (result.kind) {
        case "appended":
          if (result.refusal !== null) {
            throw createConfChangeRefused(result.refusal);
          }
          proposals.appended([proposal], result.entry);
          break;
        case "forwarded":
          proposals.forwarded([proposal], status.term);
          break;
        case "dropped":
          throw createDropped(result.reason, status.leader);
        default:
          assertNever(result);
      }
    } catch (error) {
      if (!(error instanceof RaftError)) {
        throw error;
      }
      proposals.refuse(proposal, error);
    }
  }

  /** Returns whom leadership is handed to. @throws RaftError NOT_LEADER | RAFT when it cannot begin. */
  startTransfer(request: TransferRequest): NodeId {
    const { core, storage } = this.#dependencies;
    const status = core.status();
    const target = planTransfer(request, { status, memberBook: storage.memberBook() });
    if (target !== status.leader) {
      core.transferLeader(target);
    }
    return target;
  }

  #routeDropped(batch: readonly PendingProposal[], reason: DropReason): void {
    if (reason === "forwardingDisabled") {
      const { core, proposals } = this.#dependencies;
      for (const proposal of batch) {
        proposals.refuse(proposal, createDropped(reason, core.leader()));
      }
      return;
    }
    this.#hold(toProposalDropReason(reason));
  }

  #hold(reason: ProposalDropReason | null): void {
    this.#isHeld = reason !== null;
    this.#dependencies.proposals.hold(reason);
  }
}

function toProposalDropReason(
  reason: Exclude<DropReason, "forwardingDisabled">,
): ProposalDropReason {
  switch (reason) {
    case "noLeader":
    case "notMember":
      return "noLeader";
    case "logFull":
      return "queueFull";
    case "transferring":
      return "transferring";
    default:
      return assertNever(reason);
  }
}

function createDropped(reason: DropReason, leader: NodeId | null): RaftError {
  if (reason === "forwardingDisabled") {
    return new RaftError(
      `this node does not lead and does not forward: propose to ${leader === null ? "the leader, once there is one" : `node ${leader}`}`,
      { code: "NOT_LEADER", leader },
    );
  }
  return new RaftError(`the proposal was not appended: ${reason}`, {
    code: "PROPOSAL_DROPPED",
    reason: toProposalDropReason(reason),
  });
}

function createConfChangeRefused(refusal: string): RaftError {
  return new RaftError(
    `the membership change was refused (${refusal}): another one is not finished, try again when it is`,
    { code: "RAFT", reason: "confChangeRefused" },
  );
}
