/** Three members of one cluster in one process: `npm run build && npx tsx samples/three-nodes.ts`. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as raft from "raftcluster";
import { createStateMachine } from "./counter/counter.js";

const folder = await mkdtemp(join(tmpdir(), "three-nodes-"));
const network = new raft.MemoryNetwork({ queueMessagesMax: 1024 }, { schedule: setImmediate });
const within = (ms: number) => ({ deadlineMs: performance.now() + ms });
// A node's own timers keep no process alive; in a server its sockets do.
const alive = setTimeout(() => process.exit(1), 30_000);

async function openVolume(nodeId: number) {
  const path = join(folder, `node-${nodeId}`);
  const storage = await raft.RocksDbStorage.open({ ...raft.DEFAULT_ROCKSDB_STORAGE_OPTIONS, path });
  const peer = { nodeId, address: `node-${nodeId}`, storeId: storage.identity().storeId };
  return { storage, peer };
}
const volumes = await Promise.all([1, 2, 3].map(openVolume));
const initial = raft.initialClusterState(...volumes.map(({ peer }) => peer));

async function startMember({ storage, peer }: (typeof volumes)[number]) {
  const identity = { clusterId: "demo", nodeId: peer.nodeId };
  await storage.assign({ ...identity, initial });
  const stateMachine = createStateMachine({}, { store: { view: () => storage.stateView() } });
  const ports = { storage, stateMachine, transport: network.createTransport(peer) };
  const node = new raft.RaftNode(
    { ...raft.DEFAULT_RAFT_NODE_OPTIONS, ...identity },
    { ...raft.defaultNodeDependencies(), ...ports },
  );
  return { node, storage, stateMachine, running: node.run() };
}
const members = await Promise.all(volumes.map(startMember));

for (const { node } of members) {
  // Any member takes it; the first one waits for a leader. Answered after commit and apply.
  const { index, result } = await node.propose(Buffer.from("add hits 1"), within(10_000));
  console.log(`entry ${index}: ${result.kind}`);
}
for (const { node, stateMachine } of members) {
  await node.read(within(10_000)); // From here on this member shows all that was committed before.
  const { nodeId, role } = node.status();
  const hits = await stateMachine.query(Buffer.from("hits"), { signal: AbortSignal.timeout(1000) });
  console.log(`node ${nodeId}, ${role}: hits = ${Buffer.from(hits).toString()}`);
}
for (const { node, storage, running } of members) {
  await node.close();
  await running;
  await storage.close();
}
clearTimeout(alive);
await rm(folder, { recursive: true });
