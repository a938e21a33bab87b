import {
  cpSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Mutant } from "./mutant.ts";
import { mutate } from "./mutant.ts";

/** What a copy holds beside `src` and `test`; what is not there is left out. */
const FILES = ["package.json", "tsconfig.json", "tsconfig.build.json", "vitest.config.ts"];
const FOLDERS = ["src", "test", "scripts"];
/** Shared by all copies: nothing in them is mutated. */
const LINKED = ["node_modules", "docs", "samples", "manifests", "charts", "crds"];

/** A tree of its own in which a mutant lives; the repository itself is never touched. */
export class PrivateCopy {
  readonly path: string;
  /** Of the files that were ever changed, as they were copied: the repository may move on meanwhile. */
  readonly #pristine = new Map<string, string>();

  constructor(options: { readonly root: string }) {
    this.path = mkdtempSync(join(tmpdir(), "raftcluster-mutant-"));
    const present = new Set(readdirSync(options.root));
    for (const name of FOLDERS.filter((folder) => present.has(folder))) {
      cpSync(join(options.root, name), join(this.path, name), { recursive: true });
    }
    for (const name of FILES.filter((file) => present.has(file))) {
      cpSync(join(options.root, name), join(this.path, name));
    }
    for (const name of LINKED.filter((linked) => present.has(linked))) {
      symlinkSync(join(options.root, name), join(this.path, name));
    }
  }

  /** Makes the copy this mutant's, or the unbroken program's for null. @throws MutantError where an edit does not fit. */
  become(mutant: Mutant | null): void {
    for (const [file, source] of this.#pristine) {
      writeFileSync(join(this.path, file), source);
    }
    if (mutant !== null) {
      for (const [file, source] of mutate(mutant, (file) => this.#read(file))) {
        writeFileSync(join(this.path, file), source);
      }
    }
  }

  remove(): void {
    rmSync(this.path, { recursive: true, force: true });
  }

  #read(file: string): string {
    const source = this.#pristine.get(file) ?? readFileSync(join(this.path, file), "utf8");
    this.#pristine.set(file, source);
    return source;
  }
}
