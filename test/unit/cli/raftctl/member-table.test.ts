import { describe, expect, it } from "vitest";
import { drawMembers, fit } from "../../../../src/cli/raftctl/member-table.ts";
import { member, silent } from "./member-views.ts";

const NO_NOTES: ReadonlyMap<string, string> = new Map();
const PLAIN = { columns: null, colour: false, notes: NO_NOTES };

const THREE = [
  member({ role: "Leader", commit: 1_234_567, applied: 1_234_567 }),
  member({ pod: "demo-1", nodeId: "2", role: "Learner", commit: 12, applied: 9, lag: 1_234_555 }),
  silent({ pod: "demo-2" }),
];

describe("the table of members", () => {
  it("has a row a member, with numbers under one another", () => {
    expect(drawMembers(THREE, PLAIN)).toEqual([
      "NODE  POD     ROLE     TERM   COMMIT  APPLIED      LAG  NOW",
      "   1  demo-0  Leader      2  1234567  1234567        0  ready",
      "   2  demo-1  Learner     2       12        9  1234555  ready",
      "   -  demo-2  -           -        -        -        -  nobody takes a connection at 127.0.0.1:1",
    ]);
  });

  it("tells what just happened in place of the state", () => {
    const notes = new Map([["demo-1", "is back"]]);

    expect(drawMembers(THREE, { ...PLAIN, notes })[2]).toMatch(/ {2}is back$/);
  });

  it("fits 80 columns, and cuts a long pod's name from its front", () => {
    const pod = "a-cluster-with-a-long-name-12";
    const lines = drawMembers([...THREE, member({ pod, nodeId: "12" })], {
      ...PLAIN,
      columns: 79,
    });

    expect(lines.map((line) => line.length).filter((length) => length > 79)).toEqual([]);
    expect(lines.at(-1)).toBe("  12  …ng-name-12  Voter       2       10       10        0  ready");
    expect(lines.at(-2)).toMatch(/ {2}nobody takes a .*…$/);
  });

  it("does not move when a number grows within what is reserved", () => {
    const places = [9, 9_999_999].map((commit) =>
      drawMembers([member({ commit, applied: commit })], PLAIN)[1]?.indexOf("ready"),
    );

    expect(places[0]).toBe(places[1]);
  });

  it("has colours only where they are asked for", () => {
    const coloured = drawMembers(THREE, { ...PLAIN, colour: true });

    const plain = drawMembers(THREE, PLAIN);
    expect(coloured.slice(1)).toEqual([
      `\u001B[1;32m${plain[1]}\u001B[0m`,
      `\u001B[33m${plain[2]}\u001B[0m`,
      `\u001B[31m${plain[3]}\u001B[0m`,
    ]);
    expect(drawMembers(THREE, PLAIN).join("")).not.toContain("\u001B");
  });

  it("lets no name or reason steer the terminal", () => {
    const [, line] = drawMembers(
      [member({ pod: "x\u001B[2J", ready: false, problem: "a\r\nb\u009B" })],
      PLAIN,
    );

    expect(line).toContain("x [2J");
    expect(line).toMatch(/a {2}b$/);
  });
});

describe("a line", () => {
  it.each([
    ["abcdef", 6, "abcdef"],
    ["abcdef", 5, "abcd…"],
    ["abcdef", null, "abcdef"],
    ["a\tb\n", 6, "a b"],
  ])("%j in %s columns is %j", (text, columns, line) => {
    expect(fit(text, columns)).toBe(line);
  });
});
