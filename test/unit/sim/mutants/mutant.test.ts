import { readFileSync, writeFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { applyEdit, MutantError, mutate, readMutants } from "../../../sim/mutants/mutant.ts";

const mutants = readMutants();

describe("the list of mutants", () => {
  it.each(mutants)("$name still fits the sources", (mutant) => {
    const files = mutate(mutant, (file) => readFileSync(file, "utf8"));

    for (const [file, source] of files) {
      expect(source).not.toBe(readFileSync(file, "utf8"));
    }
  });

  it("has at least forty, of every part of the program", () => {
    expect(mutants.length).toBeGreaterThanOrEqual(40);
    expect(new Set(mutants.map(({ group }) => group))).toEqual(
      new Set([
        "core",
        "membership",
        "read",
        "output",
        "storage",
        "state-machine",
        "transport",
        "operator",
      ]),
    );
  });

  it("has every hole of the seed's listing", () => {
    const sources = mutants.map(({ source }) => source).join("; ");

    for (let row = 1; row <= 10; row += 1) {
      expect(sources).toMatch(new RegExp(`rows? (\\d+ and )?${row}\\b`));
    }
  });

  it("has quick ones", () => {
    expect(mutants.filter(({ quick }) => quick).length).toBeGreaterThanOrEqual(5);
  });
});

describe("an edit", () => {
  const edit = { file: "a.ts", before: "if (a) {\n  b();", after: "b();" };

  it("fits whatever the white space, and changes nothing else", () => {
    expect(applyEdit("x;\nif (a) {\n      b();\n}\n", edit, "m")).toBe("x;\nb();\n}\n");
  });

  it("must fit exactly one place", () => {
    expect(() => applyEdit("nothing", edit, "m")).toThrow(/mutant m: .* found 0 times/);
    expect(() => applyEdit("if (a) { b(); if (a) { b();", edit, "m")).toThrow(/found 2 times/);
  });

  it("follows another one of the same file", () => {
    const files = mutate(
      {
        name: "m",
        group: "core",
        rule: "r",
        source: "s",
        killedBy: "sim",
        suites: [],
        quick: false,
        edits: [
          { file: "a.ts", before: "one", after: "two" },
          { file: "a.ts", before: "two", after: "three" },
        ],
      },
      () => "one",
    );

    expect(files.get("a.ts")).toBe("three");
  });
});

describe("a list that cannot be used", () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "mutants-"));
  });
  afterEach(async () => {
    await rm(folder, { recursive: true });
  });

  const good = {
    name: "m",
    group: "core",
    rule: "r",
    source: "s",
    killedBy: "sim",
    edits: [{ file: "a.ts", before: "x", after: "y" }],
  };

  it.each([
    ["an unknown killer", { ...good, killedBy: "nobody" }, /killedBy must be one of/],
    ["a suite's mutant without a suite", { ...good, killedBy: "unit" }, /suites must be named/],
    ["no rule", { ...good, rule: "" }, /mutant m: rule must be a text/],
    ["no edit", { ...good, edits: [] }, /at least one edit/],
    ["an edit of nothing", { ...good, edits: [{ ...good.edits[0], before: " " }] }, /file, before/],
  ])("is refused for %s", (_, mutant, sentence) => {
    const path = join(folder, "mutants.yaml");
    writeFileSync(path, JSON.stringify({ mutants: [mutant] }));

    expect(() => readMutants(path)).toThrow(MutantError);
    expect(() => readMutants(path)).toThrow(sentence);
  });

  it("is refused for a name that stands twice", () => {
    const path = join(folder, "mutants.yaml");
    writeFileSync(path, JSON.stringify({ mutants: [good, good] }));

    expect(() => readMutants(path)).toThrow(/two mutants are named m/);
  });
});
