// Three Raft cores driven by hand, without clock, network or disk: `npx tsx docs/three-cores.ts`. The order in `work` is a host's whole contract.
import * as raft from "../src/raft/index.ts";

/** What a crash would leave. The core reads it, only `work` writes it. */
class Disk implements raft.RaftStorage {
  hardState: raft.HardState = raft.INITIAL_HARD_STATE;
  log: readonly raft.Entry[] = [];
  confState: raft.ConfState = { ...raft.EMPTY_CONF_STATE, voters: [1, 2, 3] };
  initialState = (): raft.InitialState => this;
  firstIndex = (): number => 1;
  lastIndex = (): number => this.log.length;
  term = (at: number): raft.TermResult => ({ kind: "term", term: this.log[at - 1]?.term ?? 0 });
  snapshot = (): null => null;
  entries(low: number, high: number): raft.EntriesResult {
    return { kind: "entries", entries: this.log.slice(low - 1, high - 1) };
  }
}

const logger = { debug() {}, info() {}, warning() {}, error() {} };
const nodes = [1, 2, 3].map((id) => {
  const disk = new Disk();
  const config = { ...raft.DEFAULT_RAFT_CONFIG, nodeId: id, applied: 0 };
  // Randomness is injected: here the lowest id has the shortest election timeout.
  return { id, disk, raw: new raft.RawNode(config, { storage: disk, random: () => id, logger }) };
});

/** Does all that a core asks for. Returns what it has to say to the others. */
function work({ id, disk, raw }: (typeof nodes)[number]): readonly raft.Message[] {
  const outbox: raft.Message[] = [];
  while (raw.hasReady()) {
    const ready = raw.ready();
    outbox.push(...ready.messages); // 1. A leader asks the others to write while it writes itself.
    // 2. One atomic, synced write. Entries replace all that stood from their first index on.
    const kept = disk.log.slice(0, (ready.entries[0]?.index ?? Infinity) - 1);
    disk.log = [...kept, ...ready.entries];
    disk.hardState = ready.hardState ?? disk.hardState;
    outbox.push(...ready.persistedMessages); // 3. Promises leave now that no crash can break them.
    const light = raw.advanceAppend(ready); // 4. The core's own vote and copy count: more may commit.
    outbox.push(...light.messages);
    for (const { index, data } of [...ready.committedEntries, ...light.committedEntries]) {
      console.log(`node ${id} applies entry ${index}: "${new TextDecoder().decode(data)}"`); // 5.
    }
    raw.advanceApply();
  }
  return outbox;
}

/** The network. It may lose, repeat and reorder messages: that costs time, never safety. */
function deliverAll(): void {
  for (let messages = nodes.flatMap(work); messages.length > 0; messages = nodes.flatMap(work)) {
    messages.forEach((message) => nodes[message.to - 1]?.raw.step(message));
  }
}

while (nodes[0]?.raw.status().role !== "leader") {
  nodes.forEach(({ raw }) => raw.tick());
  deliverAll();
}
console.log(`node 1 leads term ${nodes[0].raw.status().term}`);
nodes[0].raw.propose(raft.EMPTY_BYTES, new TextEncoder().encode("hello"));
deliverAll();
nodes.forEach(({ id, disk }) => console.log(`node ${id} has ${disk.log.length} entries`));
