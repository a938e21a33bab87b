import { expect, it } from "vitest";
import type { Snapshot } from "../../../src/raft/types.ts";
import { FakeTransport } from "../../support/fake-transport.ts";
import { bytes, NEVER_MS, settle, startLeader } from "../../support/node-harness.ts";

const FOREVER = { deadlineMs: NEVER_MS };
const LEARNER = { nodeId: 2, address: "node-2:2380", storeId: "store-2" };

it("goes on leading when the state has moved on under a snapshot, and sends the next one", async () => {
  const transport = new FakeTransport();
  const { node, storage, registry } = await startLeader({ transport, logRetainEntries: 1 });
  await node.addLearner({ member: LEARNER, configurationIndex: 1, ...FOREVER });
  for (const value of ["a", "b", "c", "d"]) {
    await node.propose(bytes(value), FOREVER);
  }
  await settle();
  const { term, lastIndex } = node.status();
  const makeSnapshot = storage.snapshot.bind(storage);
  const made: Snapshot[] = [];
  storage.snapshot = () => {
    const snapshot = makeSnapshot();
    expect(snapshot).not.toBeNull();
    const index = lastIndex - (made.length === 0 ? 1 : 0);
    made.push({
      data: bytes(""),
      metadata: { confState: storage.initialState().confState, index, term },
    });
    return made.at(-1) ?? snapshot;
  };

  transport.receiver.receive({
    type: "appendResponse",
    from: 2,
    to: 1,
    term,
    index: transport.ofType("append").at(-1)?.index ?? 0,
    logTerm: 0,
    reject: true,
    rejectHint: 0,
    requestSnapshot: 0,
  });
  await settle();

  expect(made.map(({ metadata }) => metadata.index)).toEqual([lastIndex - 1]);
  expect(transport.ofType("snapshot")).toEqual([]);
  expect(node.status().progress?.[1]).toMatchObject({
    id: 2,
    state: "probe",
    pendingSnapshot: null,
  });
  expect(await registry.metrics()).toContain("raft_snapshots_outdated_total 1");

  transport.receiver.receive({
    type: "heartbeatResponse",
    from: 2,
    to: 1,
    term,
    context: bytes(""),
  });
  await settle();

  expect(transport.ofType("snapshot").map(({ snapshot }) => snapshot.metadata.index)).toEqual([
    lastIndex,
  ]);
  expect(node.status().progress?.[1]).toMatchObject({ id: 2, state: "snapshot" });
  await node.propose(bytes("e"), FOREVER);
  await node.close();
});
