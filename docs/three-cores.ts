/**
 * Three Raft cores driven by hand, without clock, network or disk: `npx tsx docs/three-cores.ts`. A core does nothing by itself: it is fed
 * (tick, step, propose), says in a Ready what is to be done, and is told when that is done. The order in `work` is the whole contract.
 */
import { argv, stdout } from "node:process";
import { fileURLToPath } from "node:url";
import * as raft from "../src/raft/index.ts";

/** What a crash would leave. The core reads it, only `work` writes it. A real one also compacts its log, and sends snapshots instead. */
class Disk implements raft.RaftStorage {
  hardState: raft.HardState = raft.INITIAL_HARD_STATE;
  log: readonly raft.Entry[] = [];
  confState: raft.ConfState = { ...raft.EMPTY_CONF_STATE, voters: [1, 2, 3] };
  initialState = (): raft.InitialState => this;
  entries = (low: number, high: number): raft.EntriesResult => ({
    kind: "entries",
    entries: this.log.slice(low - 1, high - 1),
  });
  term = (at: number): raft.TermResult => ({ kind: "term", term: this.log[at - 1]?.term ?? 0 });
  firstIndex = (): number => 1;
  lastIndex = (): number => this.log.length;
  snapshot = (): null => null;
}

interface Node {
  readonly id: number;
  readonly disk: Disk;
  readonly raw: raft.RawNode;
}

function createNode(id: number): Node {
  const silent = (): void => {};
  const logger = { debug: silent, info: silent, warning: silent, error: silent };
  const config = { ...raft.DEFAULT_RAFT_CONFIG, nodeId: id, applied: 0 };
  const disk = new Disk();
  // Randomness is injected: here the lowest id has the shortest election timeout.
  return { id, disk, raw: new raft.RawNode(config, { storage: disk, random: () => id, logger }) };
}

/** Does what a core asks for. Returns what it has to say to the others. */
function work({ id, disk, raw }: Node, print: (line: string) => void): readonly raft.Message[] {
  const outbox: raft.Message[] = [];
  while (raw.hasReady()) {
    const ready = raw.ready();
    // 1. A leader asks the others to write while it still has to write itself.
    outbox.push(...ready.messages);
    // 2. Entries and hard state: one atomic write, synced. Entries replace all that stood from their first index on.
    const kept = disk.log.slice(0, (ready.entries[0]?.index ?? Number.POSITIVE_INFINITY) - 1);
    disk.log = [...kept, ...ready.entries];
    disk.hardState = ready.hardState ?? disk.hardState;
    // 3. Votes and acknowledgements are promises: they leave only now, when a crash cannot break them.
    outbox.push(...ready.persistedMessages);
    // 4. The core counts its own vote and its own copy; that may win an election or commit more.
    const light = raw.advanceAppend(ready);
    outbox.push(...light.messages);
    // 5. What is committed goes to the state machine, in order. A new leader's first entry is empty.
    for (const { index, data } of [...ready.committedEntries, ...light.committedEntries]) {
      print(`node ${id} applies entry ${index}: "${new TextDecoder().decode(data)}"`);
    }
    raw.advanceApply();
  }
  return outbox;
}

/** Elects, proposes, replicates and applies, and tells it line by line. */
export function runThreeCores(print: (line: string) => void): void {
  const leader = createNode(1);
  const nodes = [leader, createNode(2), createNode(3)];
  // The network. It may lose, repeat and reorder messages: that costs time, never safety.
  const deliverAll = (): void => {
    const collect = (): readonly raft.Message[] => nodes.flatMap((node) => work(node, print));
    for (let messages = collect(); messages.length > 0; messages = collect()) {
      for (const message of messages) {
        nodes.find(({ id }) => id === message.to)?.raw.step(message);
      }
    }
  };

  while (leader.raw.status().role !== "leader") {
    nodes.forEach(({ raw }) => raw.tick());
    deliverAll();
  }
  print(`node 1 leads term ${leader.raw.status().term}`);
  leader.raw.propose(raft.EMPTY_BYTES, new TextEncoder().encode("hello"));
  deliverAll();
  for (const { id, disk, raw } of nodes) {
    print(
      `node ${id} has ${disk.log.length} entries and knows of ${raw.status().commit} committed`,
    );
  }
}

if (argv[1] === fileURLToPath(import.meta.url)) {
  runThreeCores((line) => stdout.write(`${line}\n`));
}
