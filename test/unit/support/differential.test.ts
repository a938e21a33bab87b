import { describe, expect, it } from "vitest";
import { createInterpreter, type Kind } from "../../conformance/runner.ts";
import { compare, shrink, toCase } from "../../differential/compare.ts";
import { writeInteractionScript } from "../../differential/interaction-script.ts";
import { writeConfChangeScript, writeQuorumScript } from "../../differential/pure-scripts.ts";
import type { Answer, Command, Player } from "../../differential/reference.ts";

/** Says what our side says, but for one word. */
class AlmostUs implements Player {
  readonly #word: string;

  constructor(word: string) {
    this.#word = word;
  }

  async play(kind: Kind, commands: readonly Command[]): Promise<Answer> {
    const interpret = createInterpreter(kind);
    const outputs = commands.map((command) =>
      interpret(toCase(command)).replaceAll(this.#word, "otherwise"),
    );
    return Promise.resolve({ outputs, failure: "" });
  }
}

describe("compare and shrink", () => {
  it("find nothing where both sides say the same", async () => {
    const script = writeQuorumScript(1);
    const { difference, compared } = await compare(new AlmostUs("no such word"), "quorum", script);
    expect(difference).toBeNull();
    expect(compared).toBe(script.length);
  });

  it("find a difference and leave the commands that it takes", async () => {
    const script: readonly Command[] = [
      { directive: "add-nodes 1 voters=(1) index=5", input: "" },
      { directive: "status 1", input: "" },
      { directive: "raft-log 1", input: "" },
      { directive: "campaign 1", input: "" },
      { directive: "raft-state", input: "" },
      { directive: "stabilize", input: "" },
    ];
    const other = new AlmostUs("became leader");
    const short = await shrink(other, "interaction", script);
    expect(short.map(({ directive }) => directive)).toEqual([
      "add-nodes 1 voters=(1) index=5",
      "campaign 1",
      "stabilize",
    ]);
    expect((await compare(other, "interaction", short)).difference?.at).toBe(2);
  });
});

describe("a random script", () => {
  it.each([
    ["interaction", writeInteractionScript],
    ["quorum", writeQuorumScript],
    ["confchange", writeConfChangeScript],
  ] as const)("of %s is the same for the same seed, and another for another", (_, write) => {
    expect(write(7)).toEqual(write(7));
    expect(write(8)).not.toEqual(write(7));
  });
});
