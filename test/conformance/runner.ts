import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { ConfChangeEnvironment } from "./confchange.ts";
import { diffLines } from "./diff.ts";
import { InteractionEnvironment } from "./interaction.ts";
import { runQuorumCase } from "./quorum.ts";
import { type Case, isCase, parseScript, rewriteScript } from "./script.ts";

const KINDS = ["interaction", "quorum", "confchange"] as const;
export type Kind = (typeof KINDS)[number];

export interface ScriptFile {
  readonly path: string;
  readonly kind: Kind;
}

/** Every `*.txt` in a folder with the name of a kind, at `root` or below it, in order. */
export function findScripts(root: string): readonly ScriptFile[] {
  const found: ScriptFile[] = [];
  const visit = (path: string): void => {
    if (statSync(path).isDirectory()) {
      for (const name of readdirSync(path).sort()) {
        visit(join(path, name));
      }
      return;
    }
    const kind = KINDS.find((name) => name === basename(dirname(path)));
    if (kind !== undefined && path.endsWith(".txt")) {
      found.push({ path, kind });
    }
  };
  visit(root);
  return found;
}

/** Plays the cases of one script, one after another; throws where a command breaks an invariant. */
export function createInterpreter(kind: Kind): (script: Case) => string {
  switch (kind) {
    case "quorum":
      return runQuorumCase;
    case "confchange": {
      const environment = new ConfChangeEnvironment();
      return (script) => environment.run(script);
    }
    default: {
      const environment = new InteractionEnvironment();
      return (script) => environment.run(script);
    }
  }
}

/** The differences of one script, empty when it passes. With `rewrite` the file takes the outputs as they are. */
export function runScript(file: ScriptFile, options: { readonly rewrite: boolean }): string {
  const script = parseScript(readFileSync(file.path, "utf8"));
  const interpret = createInterpreter(file.kind);
  const outputs: string[] = [];
  const differences: string[] = [];
  for (const part of script.parts) {
    if (!isCase(part)) {
      continue;
    }
    const output = play(interpret, part);
    const actual = output.endsWith("\n") ? output : `${output}\n`;
    outputs.push(actual);
    if (actual !== part.expected) {
      differences.push(
        `--- ${file.path}:${part.line}: ${part.command}\n${diffLines(part.expected, actual)}\n`,
      );
    }
  }
  if (options.rewrite) {
    writeFileSync(file.path, rewriteScript(script, outputs));
    return "";
  }
  return differences.join("\n");
}

/** A command that breaks an invariant is a difference like any other, and the rest of the script still runs. */
function play(interpret: (script: Case) => string, script: Case): string {
  try {
    return interpret(script);
  } catch (error) {
    return `${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`;
  }
}
