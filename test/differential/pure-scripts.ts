import { Random } from "../support/random.ts";
import type { Command } from "./reference.ts";

/** Random questions about majorities, joint ones included, for up to nine voters. */
export function writeQuorumScript(seed: number): readonly Command[] {
  const random = new Random(seed);
  return Array.from({ length: 20 }, () => {
    const ids = (): readonly number[] =>
      random.chance(10) ? [] : random.some([1, 2, 3, 4, 5, 6, 7, 8, 9]).slice(0, 7);
    const incoming = ids();
    const outgoing = random.chance(50) ? ids() : null;
    const isVote = random.chance(50);
    const voters = new Set([...incoming, ...(outgoing ?? [])]);
    const values = [...voters].map(() => {
      if (random.chance(20)) {
        return "_";
      }
      return isVote ? random.pick(["y", "n"]) : `${1 + random.below(random.pick([3, 200]))}`;
    });
    const list = (key: string, of: readonly (number | string)[]): string =>
      of.length === 0 ? "" : ` ${key}=(${of.join(",")})`;
    const joint =
      outgoing === null ? "" : outgoing.length === 0 ? " cfgj=zero" : list("cfgj", outgoing);
    const directive = isVote
      ? `vote${list("cfg", incoming)}${joint}${list("votes", values)}`
      : `committed${list("cfg", incoming)}${joint}${list("idx", values)}`;
    return { directive, input: "" };
  });
}

/** Random changes of one configuration, most of which can be made. */
export function writeConfChangeScript(seed: number): readonly Command[] {
  const random = new Random(seed);
  const change = (letters: readonly string[]): string =>
    `${random.pick(letters)}${1 + random.below(6)}`;
  const changes = (): string =>
    Array.from({ length: random.below(5) }, () => change(["v", "v", "l", "r", "u"])).join(" ");
  return Array.from({ length: 30 }, (_, at): Command => {
    if (at === 0) {
      return { directive: "simple", input: change(["v"]) };
    }
    return random.weighted<() => Command>([
      [5, () => ({ directive: "simple", input: change(["v", "l", "r", "u"]) })],
      [2, () => ({ directive: "simple", input: changes() })],
      [4, () => ({ directive: `enter-joint autoleave=${random.chance(50)}`, input: changes() })],
      [2, () => ({ directive: "enter-joint", input: changes() })],
      [4, () => ({ directive: "leave-joint", input: "" })],
    ])();
  });
}
