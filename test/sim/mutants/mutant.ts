import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";

/** Who must notice the breakage: the simulator's checks, or a suite of vitest for what the simulator replaces by its own. */
export type MutantKiller = "sim" | "compliance" | "integration" | "unit";

export interface MutantEdit {
  /** From the root of the repository. */
  readonly file: string;
  /** Occurs exactly once in the file, whatever its white space. */
  readonly before: string;
  readonly after: string;
}

/** A program that is broken in one place, and who must notice. */
export interface Mutant {
  readonly name: string;
  readonly group: string;
  /** The rule that it breaks, a sentence. */
  readonly rule: string;
  /** Where the rule stands. */
  readonly source: string;
  readonly killedBy: MutantKiller;
  /** What vitest runs; empty for the simulator. */
  readonly suites: readonly string[];
  readonly quick: boolean;
  readonly edits: readonly MutantEdit[];
}

const KILLERS: readonly string[] = ["sim", "compliance", "integration", "unit"];

/** The data file says something else than this program reads, or what the sources no longer hold. */
export class MutantError extends Error {
  override readonly name = "MutantError";
}

export const MUTANTS_FILE: string = join(import.meta.dirname, "mutants.yaml");

/** @throws MutantError naming the mutant and the field. */
export function readMutants(path: string = MUTANTS_FILE): readonly Mutant[] {
  const document: unknown = parse(readFileSync(path, "utf8"));
  const list = fieldOf(document, "mutants");
  if (!Array.isArray(list)) {
    throw new MutantError(`${path} must hold a list "mutants"`);
  }
  const mutants = list.map((value: unknown, at) => checkMutant(value, at));
  const names = new Set<string>();
  for (const { name } of mutants) {
    if (names.has(name)) {
      throw new MutantError(`two mutants are named ${name}: a name stands for one of them`);
    }
    names.add(name);
  }
  return mutants;
}

function checkMutant(value: unknown, at: number): Mutant {
  const named = fieldOf(value, "name");
  const name = typeof named === "string" ? named : `number ${at + 1}`;
  const text = (field: string): string => {
    const found = fieldOf(value, field);
    if (typeof found !== "string" || found === "") {
      throw new MutantError(`mutant ${name}: ${field} must be a text, found ${String(found)}`);
    }
    return found;
  };
  const killedBy = text("killedBy");
  if (!isKiller(killedBy)) {
    throw new MutantError(
      `mutant ${name}: killedBy must be one of ${KILLERS.join(", ")}, found ${killedBy}`,
    );
  }
  const suites = textsOf(fieldOf(value, "suites"));
  if ((killedBy === "sim") !== (suites.length === 0)) {
    throw new MutantError(`mutant ${name}: suites must be named where killedBy is not sim`);
  }
  const edits = fieldOf(value, "edits");
  if (!Array.isArray(edits) || edits.length === 0) {
    throw new MutantError(`mutant ${name}: edits must hold at least one edit`);
  }
  return {
    name: text("name"),
    group: text("group"),
    rule: text("rule"),
    source: text("source"),
    killedBy,
    suites,
    quick: fieldOf(value, "quick") === true,
    edits: edits.map((edit: unknown) => checkEdit(edit, name)),
  };
}

function checkEdit(edit: unknown, name: string): MutantEdit {
  const [file, before, after] = ["file", "before", "after"].map((field) => fieldOf(edit, field));
  if (
    typeof file !== "string" ||
    typeof before !== "string" ||
    typeof after !== "string" ||
    before.trim() === ""
  ) {
    throw new MutantError(`mutant ${name}: an edit has file, before and after`);
  }
  return { file, before, after };
}

/** @throws MutantError where the edit does not fit exactly one place: the sources have moved on, and the mutant with them. */
export function applyEdit(source: string, edit: MutantEdit, name: string): string {
  const pattern = edit.before.trim().split(/\s+/).map(escapeForPattern).join("\\s+");
  const found = [...source.matchAll(new RegExp(pattern, "g"))];
  const [match] = found;
  if (match === undefined || found.length > 1) {
    throw new MutantError(
      `mutant ${name}: its text must occur once in ${edit.file}, found ${found.length} times: ${edit.before}`,
    );
  }
  return source.slice(0, match.index) + edit.after + source.slice(match.index + match[0].length);
}

/** The files that the mutant changes, by path, as they are then. */
export function mutate(
  mutant: Mutant,
  read: (file: string) => string,
): ReadonlyMap<string, string> {
  const files = new Map<string, string>();
  for (const edit of mutant.edits) {
    const source = files.get(edit.file) ?? read(edit.file);
    files.set(edit.file, applyEdit(source, edit, mutant.name));
  }
  return files;
}

function escapeForPattern(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\/-]/g, "\\$&");
}

function isKiller(text: string): text is MutantKiller {
  return KILLERS.includes(text);
}

function textsOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === "string") : [];
}

function fieldOf(value: unknown, field: string): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, field) : undefined;
}
