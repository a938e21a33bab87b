import { expect, it } from "vitest";
import { type Logger, SILENT_LOGGER } from "../../../src/utils/logger.ts";
import { bytes, createNode, rejection, settle, TICK_MS } from "../../support/node-harness.ts";

/** Two of three voters are not there: no leader, however long it campaigns. */
async function runLeaderless() {
  const lines: string[] = [];
  const note = (_message: string, fields: Readonly<Record<string, unknown>> = {}): void => {
    lines.push(String(fields["line"]));
  };
  const logger: Logger = { ...SILENT_LOGGER, info: note, warn: note };
  const { node, clock } = await createNode({ voters: [1, 2, 3], logger });
  const running = node.run();
  await settle();
  return { node, clock, lines, running };
}

it("does not write a line for every request and tick while there is no leader", async () => {
  const { node, clock, lines, running } = await runLeaderless();
  const options = { deadlineMs: clock.now() + 100 * TICK_MS };
  const requests: Promise<unknown>[] = [];
  for (let ticks = 0; ticks < 50; ticks++) {
    for (let clients = 0; clients < 5; clients++) {
      requests.push(rejection(node.propose(bytes("x"), options)), rejection(node.read(options)));
      await settle();
    }
    clock.advance(TICK_MS);
    await settle();
  }
  const campaigns = lines.filter((line) => line.includes("starting a new election")).length;
  const dropped = lines.filter((line) => line.includes("dropping")).length;

  expect(campaigns).toBeGreaterThan(0);
  // Once at first, and once for each of the few outputs of a campaign.
  expect(dropped).toBeLessThanOrEqual(2 + 8 * campaigns);

  await node.close();
  await Promise.all([running, ...requests]);
});
