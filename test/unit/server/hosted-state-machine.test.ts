import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Registry } from "prom-client";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createHostedStateMachine } from "../../../src/server/hosted-state-machine.ts";
import { ConfigurationError } from "../../../src/server/process-outcome.ts";
import { KvStateMachine } from "../../../src/state-machine/kv/kv-state-machine.ts";
import { MemoryStateStore } from "../../../src/state-machine/memory-state-store.ts";
import { encodeOpenSession } from "../../../src/state-machine/sessions/session-envelope.ts";
import { SessionMetrics } from "../../../src/state-machine/sessions/session-metrics.ts";
import { SessionStateMachine } from "../../../src/state-machine/sessions/session-state-machine.ts";

const LIMITS = { requestBytesMax: 1 << 20 };

let folder = "";

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "hosted-"));
});

afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

/** A module whose machine stands at `appliedIndex` and says `properties` of itself. */
async function createModule(name: string, properties: string): Promise<string> {
  const path = join(folder, `${name}.mjs`);
  const methods = [
    "apply",
    "applied",
    "query",
    "createSnapshot",
    "applySnapshot",
    "installed",
    "close",
  ]
    .map((method) => `${method}() {}`)
    .join(", ");
  await writeFile(path, `export const createStateMachine = () => ({ ${methods}, ${properties} });`);
  return path;
}

describe("the state machine that a node applies to", () => {
  const registry = new Registry();
  const dependencies = {
    store: new MemoryStateStore(),
    memory: { recordCacheBytes: 1 << 20, rangeBytes: 16 << 20 },
    sessionMetrics: new SessionMetrics({ registry }),
  };

  it("is the chosen one inside client sessions", async () => {
    const kv = await createHostedStateMachine(
      { stateMachine: { kind: "kv" }, limits: LIMITS },
      dependencies,
    );
    const path = await createModule("plain", "appliedIndex: () => 0");
    const other = await createHostedStateMachine(
      { stateMachine: { kind: "module", path, options: {} }, limits: LIMITS },
      dependencies,
    );

    expect(kv.stateMachine).toBeInstanceOf(SessionStateMachine);
    expect(kv.kv).toBeInstanceOf(KvStateMachine);
    expect(other.stateMachine).toBeInstanceOf(SessionStateMachine);
    expect(other.kv).toBeNull();
  });

  it("counts the sessions of the one that runs", async () => {
    const { stateMachine } = await createHostedStateMachine(
      { stateMachine: { kind: "kv" }, limits: LIMITS },
      dependencies,
    );
    await stateMachine.apply([{ index: 5, term: 1, data: encodeOpenSession() }], {
      write: () => undefined,
    });
    stateMachine.applied(5);

    expect(await registry.metrics()).toMatch(/^raft_client_sessions 1$/m);
  });

  it("is the chosen one itself where that has a store of its own", async () => {
    const path = await createModule("own", "appliedIndex: () => 7, keepsOwnStore: true");

    const { stateMachine } = await createHostedStateMachine(
      { stateMachine: { kind: "module", path, options: {} }, limits: LIMITS },
      dependencies,
    );

    expect(stateMachine.appliedIndex()).toBe(7);
    expect(stateMachine).not.toBeInstanceOf(SessionStateMachine);
  });

  it("is refused where it has a store of its own and does not say so", async () => {
    const path = await createModule("silent", "appliedIndex: () => 7");

    const refused = createHostedStateMachine(
      { stateMachine: { kind: "module", path, options: {} }, limits: LIMITS },
      dependencies,
    );

    await expect(refused).rejects.toThrow(ConfigurationError);
    await expect(refused).rejects.toThrow(
      /stands at index 7 and the store that it was given at 0: .* keepsOwnStore: true/,
    );
  });
});
