import { existsSync, readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

const HOME = "test/paper";
const SELF = "completeness.test.ts";

/** The name of a describe, of an it, or of an it.each. */
const NAMED =
  /\bdescribe\(\s*"((?:[^"\\]|\\.)*)"|\bit\(\s*"((?:[^"\\]|\\.)*)"|\bit\.each\([\s\S]*?\)\(\s*"((?:[^"\\]|\\.)*)"/g;

/** The cases of an it.each, at the end of its name. */
const CASES = / \([^()]*[$%][^()]*\)$/;

/** One line for each test: heading, sentence, file. */
function sentencesOfTests(): readonly string[] {
  const sentences: string[] = [];
  for (const file of readdirSync(HOME)) {
    if (!file.endsWith(".test.ts") || file === SELF) {
      continue;
    }
    let heading = "";
    for (const [, section, plain, each] of readFileSync(`${HOME}/${file}`, "utf8").matchAll(
      NAMED,
    )) {
      heading = section ?? heading;
      if (section === undefined) {
        sentences.push(`${heading} | ${plain ?? each?.replace(CASES, "")} | \`${file}\``);
      }
    }
  }
  return sentences;
}

/** The rows of the README, with the heading that each stands under. */
function rowsOfReadme(): readonly string[] {
  const rows: string[] = [];
  let heading = "";
  for (const line of readFileSync(`${HOME}/README.md`, "utf8").split("\n")) {
    if (line.startsWith("## ")) {
      heading = line.slice(3);
    } else if (line.startsWith("|")) {
      const [, sentence = "", shownBy = ""] = line.split("|").map((cell) => cell.trim());
      if (sentence !== "sentence" && !sentence.startsWith("---")) {
        rows.push(`${heading} | ${sentence} | ${shownBy}`);
      }
    }
  }
  return rows;
}

const isElsewhere = (row: string): boolean => !/\| `[^`/]+\.test\.ts`$/.test(row);

describe("the list of sentences", () => {
  it("has a test for each row, and a row for each test", () => {
    const tests = sentencesOfTests();
    expect(tests.length).toBeGreaterThan(200);
    expect(new Set(tests).size).toBe(tests.length);
    expect(
      rowsOfReadme()
        .filter((row) => !isElsewhere(row))
        .sort(),
    ).toEqual([...tests].sort());
  });

  it.each(rowsOfReadme().filter(isElsewhere))("names what is there: %s", (row) => {
    const shownBy = row.split(" | ")[2] ?? "";
    expect(shownBy).toMatch(/^(elsewhere|deployment|above the core)/);
    for (const [, path = "", name] of shownBy.matchAll(/`([^`]+)`(?:: _([^_]+)_)?/g)) {
      expect(existsSync(path), path).toBe(true);
      if (name !== undefined) {
        expect(readFileSync(path, "utf8")).toContain(name);
      }
    }
  });
});
