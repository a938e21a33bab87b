import { hex, messageName } from "./formatter.ts";
import { voterIds } from "./membership.ts";
import type { MessageOf } from "./message.ts";
import type { Raft } from "./raft.ts";
import { ignored, STEPPED, type StepResult } from "./results.ts";
import type { LogIndex } from "./types.ts";

export type CampaignKind = "preElection" | "election" | "transfer";

type VoteRequest = MessageOf<"requestVote" | "requestPreVote">;

/** Starts an election unless this node may not lead, or does not know yet who may vote. */
export function campaignIfAllowed(raft: Raft, kind: CampaignKind): StepResult {
  const { role, logger, log } = raft;
  const id = hex(raft.id);
  if (role.name === "leader") {
    logger.debug(`${id} ignoring MsgHup because already leader`);
    return ignored("alreadyLeader");
  }
  if (!raft.isPromotable()) {
    logger.warning(`${id} is unpromotable and can not campaign`);
    return ignored("notPromotable");
  }
  // A committed change that is not applied here may have taken effect elsewhere: with two of them unapplied, majorities of the configurations
  // before and after need not overlap, and there could be two leaders in one term.
  if (hasConfChange(raft, log.applied)) {
    logger.warning(
      `${id} cannot campaign at term ${raft.term} since there are still pending configuration changes to apply`,
    );
    return ignored("unappliedConfChange");
  }
  logger.info(`${id} is starting a new election at term ${raft.term}`);
  campaign(raft, kind);
  return STEPPED;
}

/** True when a configuration change is committed above `after`. Reads page by page: the entries may be many. */
function hasConfChange(raft: Raft, after: LogIndex): boolean {
  const { log } = raft;
  let low = Math.max(after + 1, log.firstIndex());
  while (low <= log.committed) {
    const page = log.slice({ low, high: log.committed + 1 }, raft.config.maxCommittedBytesPerReady);
    if (page.some((entry) => entry.type !== "normal")) {
      return true;
    }
    low += page.length;
  }
  return false;
}

/** Asks every voter, this node itself included, for its vote. */
export function campaign(raft: Raft, kind: CampaignKind): void {
  const isPreVote = kind === "preElection";
  if (isPreVote) {
    raft.becomePreCandidate();
  } else {
    raft.becomeCandidate();
  }
  const type = isPreVote ? "requestPreVote" : "requestVote";
  const term = isPreVote ? raft.term + 1 : raft.term;
  const last = raft.log.lastEntryId();
  const commit = commitFact(raft);
  for (const to of voterIds(raft.confState)) {
    if (to === raft.id) {
      // Its own vote counts when it is durable.
      raft.send({
        type: isPreVote ? "requestPreVoteResponse" : "requestVoteResponse",
        from: raft.id,
        to,
        term,
        reject: false,
        commit: 0,
        commitTerm: 0,
      });
      continue;
    }
    raft.logger.info(
      `${hex(raft.id)} [logterm: ${last.term}, index: ${last.index}] sent ${messageName(type)} request to ${hex(to)} at term ${raft.term}`,
    );
    raft.send({
      type,
      from: raft.id,
      to,
      term,
      index: last.index,
      logTerm: last.term,
      ...commit,
      campaign: kind === "transfer" ? "transfer" : "election",
      priority: raft.config.priority,
    });
  }
}

/** The newest entry known to be committed, for whoever lacks the news. */
function commitFact(raft: Raft): { readonly commit: LogIndex; readonly commitTerm: number } {
  if (!raft.config.commitInVotes) {
    return { commit: 0, commitTerm: 0 };
  }
  const { committed } = raft.log;
  return { commit: committed, commitTerm: raft.log.term(committed) ?? 0 };
}

/** Grants a vote to a candidate whose log is up to date, once a term (Raft sections 5.2 and 5.4.1). Learners vote: they may have been promoted without knowing it. */
export function receiveVoteRequest(raft: Raft, message: VoteRequest): StepResult {
  const isPreVote = message.type === "requestPreVote";
  const canVote =
    raft.vote === message.from ||
    (raft.vote === null && raft.leader === null) ||
    (isPreVote && message.term > raft.term);
  const last = raft.log.lastEntryId();
  const candidate = { term: message.logTerm, index: message.index };
  const isPreferred = message.index > last.index || raft.config.priority <= message.priority;
  const grant = canVote && raft.log.isUpToDate(candidate) && isPreferred;
  raft.logger.info(
    `${hex(raft.id)} [logterm: ${last.term}, index: ${last.index}, vote: ${hex(raft.vote)}] ${grant ? "cast" : "rejected"} ${messageName(message.type)} ${grant ? "for" : "from"} ${hex(message.from)} [logterm: ${message.logTerm}, index: ${message.index}] at term ${raft.term}`,
  );
  raft.send({
    type: isPreVote ? "requestPreVoteResponse" : "requestVoteResponse",
    from: raft.id,
    to: message.from,
    // A granted pre-vote is for the term that was asked about: the candidate would ignore one of the term that it has now.
    term: grant ? message.term : raft.term,
    reject: !grant,
    ...(grant ? { commit: 0, commitTerm: 0 } : commitFact(raft)),
  });
  if (!grant) {
    commitByVote(raft, message);
  } else if (!isPreVote) {
    raft.electionElapsed = 0;
    raft.vote = message.from;
  }
  return STEPPED;
}

/**
 * Takes over a commit index that came with a vote, if the entry is here: a node that does not know that a membership change is
 * committed could block every election (raft-rs).
 */
export function commitByVote(
  raft: Raft,
  fact: { readonly commit: LogIndex; readonly commitTerm: number },
): void {
  const before = raft.log.committed;
  if (
    raft.role.name === "leader" ||
    !raft.log.maybeCommit({ term: fact.commitTerm, index: fact.commit })
  ) {
    return;
  }
  raft.logger.info(
    `${hex(raft.id)} [commit: ${before}] fast-forwarded commit to ${fact.commit} by vote`,
  );
  if (raft.role.name !== "follower" && hasConfChange(raft, before)) {
    // The voters may be others than those who were asked.
    raft.becomeFollower(raft.term, null);
  }
}
