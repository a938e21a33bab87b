import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { loadStateMachine } from "../../../src/server/state-machine-module.ts";
import { MemoryStateStore } from "../../../src/state-machine/memory-state-store.ts";

const COUNTER = fileURLToPath(new URL("../../../samples/counter/counter.js", import.meta.url));

describe("a state machine's module", () => {
  const store = new MemoryStateStore();
  let folder = "";

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "machine-"));
  });
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  const load = (name: string, source: string) => {
    const path = join(folder, `${name}.mjs`);
    writeFileSync(path, source);
    return loadStateMachine({ path, options: { step: "5" } }, { store });
  };

  it("gives its machine, made with the options and the store", async () => {
    const machine = await loadStateMachine({ path: COUNTER, options: {} }, { store });

    expect(machine.appliedIndex()).toBe(0);
    await expect(
      load(
        "options",
        `export const createStateMachine = async (options, { store }) => {
          throw new Error(\`step \${options.step}, at \${store.view().appliedIndex}\`);
        };`,
      ),
    ).rejects.toThrow("step 5, at 0");
  });

  it.each([
    ["does-not-parse", "export const", /cannot load the state machine .*does-not-parse/],
    [
      "exports-none",
      "export const x = 1",
      /must export a function createStateMachine, found undef/,
    ],
    [
      "gives-a-number",
      "export const createStateMachine = () => 1",
      /installed, close; found number/,
    ],
    [
      "lacks-two",
      `const known = () => undefined;
       export const createStateMachine = () =>
         ({ apply: known, applied: known, query: known, createSnapshot: known, applySnapshot: known, close: known });`,
      /found one without appliedIndex, installed$/,
    ],
  ])("is refused with what it lacks: %s", async (name, source, sentence) => {
    await expect(load(name, source)).rejects.toThrow(sentence);
  });
});
