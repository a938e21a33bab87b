import { parseArgs } from "node:util";
import { type RunDescription, simulate } from "../run.ts";
import { smoke } from "./smoke.ts";
import type { JudgeReport } from "./verdict.ts";

/** Simulates the program that it stands in: a smoke run, then seeds until a check is violated. Prints one line of JSON. */

async function judge(args: readonly string[]): Promise<JudgeReport> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      seeds: { type: "string", default: "1..1" },
      steps: { type: "string", default: "3000" },
      hint: { type: "string", multiple: true, default: [] },
      membership: { type: "string", default: "drawn" },
    },
  });
  const [first = 1, last = first] = values.seeds.split("..").map(Number);
  const steps = Number(values.steps);
  const reason = await smoke();
  if (reason !== null) {
    return { kind: "smokeFailed", reason };
  }
  const inOrder = Array.from({ length: last - first + 1 }, (_, at) => first + at);
  const seeds = new Set([...values.hint.map(Number), ...inOrder]);
  for (const seed of seeds) {
    const { violation } = await simulate({ seed, steps, ...overridesFor(values.membership) });
    if (violation !== null) {
      return { kind: "violated", check: violation.check, sentence: violation.sentence, seed };
    }
  }
  return { kind: "clean", seeds: seeds.size };
}

/** Who moves members: the operator, an administrator, or whoever the seed draws. */
function overridesFor(membership: string): Pick<RunDescription, "overrides"> {
  return membership === "drawn" ? {} : { overrides: { operator: membership === "operator" } };
}

process.stdout.write(`${JSON.stringify(await judge(process.argv.slice(2)))}\n`);
