import { expect, it } from "vitest";
import { runThreeCores } from "../../../docs/three-cores.ts";

it("the example elects node 1, and all three apply what it proposes", () => {
  const lines: string[] = [];

  runThreeCores((line) => lines.push(line));

  expect(lines).toEqual([
    'node 1 applies entry 1: ""',
    'node 2 applies entry 1: ""',
    'node 3 applies entry 1: ""',
    "node 1 leads term 1",
    'node 1 applies entry 2: "hello"',
    'node 2 applies entry 2: "hello"',
    'node 3 applies entry 2: "hello"',
    "node 1 has 2 entries and knows of 2 committed",
    "node 2 has 2 entries and knows of 2 committed",
    "node 3 has 2 entries and knows of 2 committed",
  ]);
});
