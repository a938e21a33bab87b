import type { Mutant } from "./mutant.ts";
import type { Verdict } from "./verdict.ts";

export interface Examined {
  readonly mutant: Mutant;
  readonly verdict: Verdict;
}

/** One line a mutant. */
export function describeExamined({ mutant, verdict }: Examined): string {
  const name = `${mutant.group.padEnd(13)} ${mutant.name.padEnd(42)}`;
  const seconds = `${verdict.seconds.toFixed(1).padStart(6)} s`;
  switch (verdict.kind) {
    case "killed": {
      const where = verdict.seed === null ? "" : ` at seed ${verdict.seed}`;
      return `${name} ${seconds}  killed by ${verdict.by}${where}`;
    }
    case "survived":
      return `${name} ${seconds}  SURVIVED ${verdict.budget}`;
    default:
      return `${name} ${seconds}  INVALID ${verdict.reason}`;
  }
}

export function describeTotals(examined: readonly Examined[]): string {
  const count = (kind: Verdict["kind"]): number =>
    examined.filter(({ verdict }) => verdict.kind === kind).length;
  return `${examined.length} mutants: ${count("killed")} killed, ${count("survived")} survived, ${count("invalid")} invalid`;
}

/** For docs/PROOF.md. */
export function describeAsMarkdown(examined: readonly Examined[]): string {
  const rows = examined.map(({ mutant, verdict }) => {
    const { file } = mutant.edits[0] ?? { file: "" };
    const killed =
      verdict.kind === "killed"
        ? `${verdict.by}${verdict.seed === null ? "" : `, seed ${verdict.seed}`}`
        : verdict.kind.toUpperCase();
    return `| ${mutant.name} | ${mutant.rule} (${mutant.source}) | ${file.replace("src/", "")} | ${killed} |`;
  });
  return ["| mutant | rule that it breaks | file | killed by |", "|---|---|---|---|", ...rows].join(
    "\n",
  );
}
