import { diffLines } from "../conformance/diff.ts";
import { createInterpreter, type Kind } from "../conformance/runner.ts";
import { type Case, isCase, parseScript } from "../conformance/script.ts";
import type { Command, Player } from "./reference.ts";

/**
 * What we refuse on purpose and etcd does not; the rest of such a script is not compared.
 *
 * - A message of term 0 that is none of those which travel without a term: scripts can make one by `send-snapshot` from a node that has no term yet.
 * - A configuration change of which no configuration can come. etcd appends it and panics where it is applied.
 */
const REFUSED_HERE: readonly (readonly [string, RegExp])[] = [
  ["a message of term 0 is refused here", /^\s*raft: cannot step raft local message$/m],
  [
    "an impossible configuration change is refused here",
    /INFO . ignoring conf change .* at config .*: (removed all voters|more than one voter changed|config is already joint|can't )/,
  ],
];

/** etcd's stage for scripts, not its algorithm, cannot store both at once; ours can. */
const UNSUPPORTED_THERE = "can't apply snapshot and entries at the same time";

export interface Comparison {
  /** Null when both said the same. */
  readonly difference: { readonly at: number; readonly text: string } | null;
  /** How many commands both sides played. */
  readonly compared: number;
  /** How many lines they printed alike. */
  readonly lines: number;
  /** Why etcd ended the script before its end; what follows is not compared. */
  readonly failure: string;
}

/** Plays `commands` on both sides and compares every output as text. */
export async function compare(
  reference: Player,
  kind: Kind,
  commands: readonly Command[],
): Promise<Comparison> {
  const answer = await reference.play(kind, commands);
  const interpret = createInterpreter(kind);
  let lines = 0;
  for (const [at, expected] of answer.outputs.entries()) {
    const command = commands[at];
    if (command === undefined) {
      throw new Error(`etcd answered command ${at}, but there is none`);
    }
    const wanted = withNewline(withoutCoinFlip(expected));
    const actual = withNewline(playSafely(interpret, toCase(command)));
    if (wanted.includes(UNSUPPORTED_THERE)) {
      return { difference: null, compared: at, lines, failure: UNSUPPORTED_THERE };
    }
    const refusal = findRefusal({ ours: actual, theirs: wanted });
    if (refusal !== null) {
      return { difference: null, compared: at, lines, failure: refusal };
    }
    if (wanted !== actual) {
      const text = diffLines(wanted, actual);
      return { difference: { at, text }, compared: at + 1, lines, failure: "" };
    }
    lines += wanted.split("\n").length - 1;
  }
  return {
    difference: null,
    compared: answer.outputs.length,
    lines,
    failure: answer.failure,
  };
}

/** What is refused on our side only; null for nothing. */
export function findRefusal(outputs: {
  readonly ours: string;
  readonly theirs: string;
}): string | null {
  const { ours, theirs } = outputs;
  const refused = REFUSED_HERE.find(([, pattern]) => pattern.test(ours) && !pattern.test(theirs));
  return refused?.[0] ?? null;
}

/** The same difference with as few commands as leaving some out can give. */
export async function shrink(
  reference: Player,
  kind: Kind,
  commands: readonly Command[],
): Promise<readonly Command[]> {
  const differs = async (some: readonly Command[]): Promise<boolean> =>
    (await compare(reference, kind, some)).difference !== null;
  const first = await compare(reference, kind, commands);
  let current = commands.slice(0, first.compared);
  for (let size = Math.ceil(current.length / 2); size >= 1; ) {
    let hasShrunk = false;
    for (let start = 0; start < current.length; ) {
      const without = [...current.slice(0, start), ...current.slice(start + size)];
      if (await differs(without)) {
        current = without;
        hasShrunk = true;
      } else {
        start += size;
      }
    }
    if (!hasShrunk || size > current.length) {
      size = Math.floor(size / 2);
    }
  }
  return current;
}

export function toText({ directive, input }: Command): string {
  return input === "" ? `${directive}\n----\n` : `${directive}\n${input}\n----\n`;
}

/** By way of the file format, so that a script that is written down plays alike. */
export function toCase(command: Command): Case {
  const parsed = parseScript(toText(command)).parts.find(isCase);
  if (parsed === undefined) {
    throw new Error(`no command in ${command.directive}`);
  }
  return parsed;
}

function playSafely(interpret: (script: Case) => string, script: Case): string {
  try {
    return interpret(script);
  } catch (error) {
    return `${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`;
  }
}

/** Go's protobuf library puts one space or two between fields, as its build decides, so that nobody compares its text; one line of etcd's has some. */
function withoutCoinFlip(output: string): string {
  return output.replaceAll(/^.*attempted to restore snapshot.*$/gm, (line) =>
    line.replace(/(?<=ConfState).*$/, (fields) => fields.replaceAll("  ", " ")),
  );
}

function withNewline(text: string): string {
  return text.endsWith("\n") ? text : `${text}\n`;
}
