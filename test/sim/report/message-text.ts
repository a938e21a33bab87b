import type { ConfState, Entry, Message } from "../../../src/raft/index.ts";

/** A message as people read it, without its ends. */
export function describeMessage(message: Message): string {
  return [wordsOf(message.type), ...factsOf(message)].join(" ");
}

/** `requestVoteResponse` becomes "request vote response". */
function wordsOf(type: Message["type"]): string {
  return type.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}

function factsOf(message: Message): readonly string[] {
  const term = message.term === 0 ? [] : [`term ${message.term}`];
  switch (message.type) {
    case "append":
      return [
        ...term,
        `after ${message.logTerm}/${message.index}`,
        describeEntries(message.entries),
        `commit ${message.commit}`,
      ];
    case "appendResponse":
      return [
        ...term,
        message.reject
          ? `rejects ${message.index}, hint ${message.logTerm}/${message.rejectHint}`
          : `has up to ${message.index}`,
      ];
    case "requestVote":
    case "requestPreVote":
      return [
        ...term,
        `log ends at ${message.logTerm}/${message.index}`,
        ...(message.campaign === "transfer" ? ["by transfer"] : []),
      ];
    case "requestVoteResponse":
    case "requestPreVoteResponse":
      return [...term, message.reject ? "no" : "yes"];
    case "heartbeat":
      return [...term, `commit ${message.commit}`];
    case "snapshot": {
      const { metadata } = message.snapshot;
      return [...term, `of ${metadata.term}/${metadata.index}`];
    }
    case "propose":
      return [...term, describeEntries(message.entries)];
    case "readIndexResponse":
      return [...term, `index ${message.index}`];
    default:
      return term;
  }
}

function describeEntries(entries: readonly Entry[]): string {
  const [first] = entries;
  const last = entries.at(-1);
  if (first === undefined || last === undefined) {
    return "no entries";
  }
  const changes = entries.filter(({ type }) => type !== "normal").length;
  const kinds = changes === 0 ? "" : ` (${changes} of configuration)`;
  return first === last
    ? `entry ${first.term}/${first.index}${kinds}`
    : `entries ${first.term}/${first.index} to ${last.term}/${last.index}${kinds}`;
}

export function describeConfState(confState: ConfState): string {
  const { voters, votersOutgoing, learners, learnersNext } = confState;
  const part = (name: string, ids: readonly number[]): string =>
    ids.length === 0 ? "" : ` ${name} ${ids.join(",")}`;
  return `voters ${voters.join(",")}${part("outgoing", votersOutgoing)}${part("learners", learners)}${part("learners to be", learnersNext)}`;
}
