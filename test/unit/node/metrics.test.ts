import { expect, it } from "vitest";
import { Gate } from "../../support/gate.ts";
import { bytes, NEVER_MS, settle, startLeader, TICK_MS } from "../../support/node-harness.ts";

it("shows what waits and the missed ticks while a write hangs", async () => {
  const { node, storage, registry, clock } = await startLeader();
  const gate = new Gate();
  storage.beforeWrite = () => gate.wait();

  const proposals = [1, 2, 3].map(() => node.propose(bytes("a"), { deadlineMs: NEVER_MS }));
  await settle();
  for (let ticks = 0; ticks < 10; ticks++) {
    clock.advance(TICK_MS);
    await settle();
  }
  const metrics = await registry.metrics();

  expect(metrics).toContain("raft_proposals_pending 3");
  expect(metrics).toContain("raft_ticks_missed_total 9");
  gate.open();
  await Promise.all(proposals);
  await node.close();
});
