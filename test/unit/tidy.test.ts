import { readdirSync, readFileSync, statSync } from "node:fs";
import { posix as path } from "node:path";
import { describe, expect, it } from "vitest";

/** For each room, what it may import from other rooms. This table is the architecture (docs/ARCHITECTURE.md). */
const allowed: Readonly<Record<string, readonly string[]>> = {
  utils: [],
  gen: [],
  raft: ["utils/assert.ts"],
  storage: ["raft", "utils"],
  "state-machine": ["raft", "utils"],
  transport: ["raft", "gen", "utils"],
  core: ["raft", "storage", "state-machine", "transport", "utils"],
  messaging: ["core", "raft", "storage", "state-machine", "transport", "utils"],
  "node.ts": ["messaging", "core", "raft", "storage", "state-machine", "transport", "utils"],
  "index.ts": [
    "node.ts",
    "messaging",
    "core",
    "raft",
    "storage",
    "state-machine",
    "transport",
    "utils",
  ],
  server: [
    "node.ts",
    "messaging",
    "core",
    "raft",
    "storage",
    "state-machine",
    "transport",
    "gen",
    "utils",
  ],
  operator: ["gen", "utils"],
  cli: ["server", "operator", "gen", "utils"],
};

const LINES_MAX = 700;
/** Time, randomness, I/O, other turns of the event loop, and what only Node.js has. */
const builtinInRaft =
  /\b(Date|Intl|setTimeout|setInterval|setImmediate|queueMicrotask|Promise|process|performance|console|crypto|fetch|globalThis|Buffer|WeakRef|FinalizationRegistry|Atomics|require)\b|Math\.random|import\.meta|\.then\(|\basync\b|\bawait\b/;

const files = readdirSync("src", { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".ts") && !file.startsWith("gen/"))
  .sort();

/** Statements only, so that a sentence in a template string that says "from" is none. */
function importsOf(source: string): readonly string[] {
  const patterns = [
    /^\s*(?:import|export)\b[^;"`]*?\bfrom\s+"([^"]+)"/gm,
    /^\s*import\s+"([^"]+)"/gm,
    /\bimport\(\s*"([^"]+)"/g,
  ];
  return patterns.flatMap((pattern) =>
    [...source.matchAll(pattern)].map(([, specifier]) => specifier ?? ""),
  );
}

/** Comments may name what code may not use. */
function withoutComments(source: string): string {
  return source.replaceAll(/\/\*[\s\S]*?\*\//g, "").replaceAll(/(^|\s)\/\/[^\n]*/g, "$1");
}

describe("the house", () => {
  it("has found the sources", () => {
    expect(files.length).toBeGreaterThan(50);
  });

  it("has no room that the table does not know", () => {
    const rooms = readdirSync("src").filter((name) =>
      statSync(path.join("src", name)).isDirectory(),
    );

    expect(rooms.filter((room) => room !== "proto" && !(room in allowed))).toEqual([]);
  });

  it.each(files)("%s imports only what its room may import", (file) => {
    const home = file.split("/")[0] ?? "";
    const source = readFileSync(path.join("src", file), "utf8");
    for (const specifier of importsOf(source)) {
      if (!specifier.startsWith(".")) {
        continue;
      }
      const target = path.normalize(path.join(path.dirname(file), specifier));
      const inside = target === home || target.startsWith(`${home}/`);
      const permitted = (allowed[home] ?? []).some(
        (rule) => target === rule || target.startsWith(`${rule}/`),
      );
      expect(inside || permitted, `${file} -> ${target}`).toBe(true);
    }
  });

  it.each(files.filter((file) => file.startsWith("raft/")))(
    "%s is pure and synchronous",
    (file) => {
      const source = readFileSync(path.join("src", file), "utf8");

      expect(importsOf(source).filter((specifier) => !specifier.startsWith("."))).toEqual([]);
      expect(builtinInRaft.exec(withoutComments(source))?.[0]).toBeUndefined();
    },
  );

  it("keeps what raft/ imports as pure as raft/", () => {
    const source = readFileSync("src/utils/assert.ts", "utf8");

    expect(importsOf(source)).toEqual([]);
    expect(builtinInRaft.exec(withoutComments(source))?.[0]).toBeUndefined();
  });

  it.each(files)(`%s has a kebab-case name and at most ${LINES_MAX} lines`, (file) => {
    const lines = readFileSync(path.join("src", file), "utf8").split("\n").length;

    expect(path.basename(file)).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*\.ts$/);
    expect(lines).toBeLessThanOrEqual(LINES_MAX);
  });

  it.each(files)("%s keeps to the house's words", (file) => {
    const source = withoutComments(readFileSync(path.join("src", file), "utf8"));

    // `fieldManager` is a word of the Kubernetes API.
    expect(
      /\b(?:handle[A-Z]\w*|(?!fieldManager\b)\w+(?:Manager|Helper|Impl))\b/.exec(source)?.[0],
    ).toBeUndefined();
    expect(/^\s*export \* from/m.exec(source)?.[0]).toBeUndefined();
    expect(/^\s*(?:export )?(?:const )?enum /m.exec(source)?.[0]).toBeUndefined();
    expect(/catch(?: \(\w+\))? \{\s*\}/.exec(source)?.[0]).toBeUndefined();
  });
});
