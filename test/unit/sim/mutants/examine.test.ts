import { describe, expect, it } from "vitest";
import { readVitestResult } from "../../../sim/mutants/examine.ts";

function report(
  files: readonly { readonly status: string; readonly tests: readonly string[] }[],
): string {
  return JSON.stringify({
    testResults: files.map(({ status, tests }, at) => ({
      name: `file-${at}`,
      status,
      message: status === "failed" ? "cannot be loaded\nat x" : "",
      assertionResults: tests.map((outcome, number) => ({
        status: outcome,
        fullName: ` test ${number}`,
      })),
    })),
  });
}

describe("what a suite says of a mutant", () => {
  it("names the test that noticed", () => {
    const json = report([
      { status: "passed", tests: ["passed"] },
      { status: "failed", tests: ["passed", "failed"] },
    ]);

    expect(readVitestResult(json)).toEqual({ kind: "failed", first: "test 1" });
  });

  it("counts nothing for a file that cannot be loaded", () => {
    const json = report([{ status: "failed", tests: [] }]);

    expect(readVitestResult(json)).toEqual({
      kind: "broken",
      first: "file-0: cannot be loaded",
    });
  });

  it("counts nothing where no test was run", () => {
    const json = report([{ status: "passed", tests: ["skipped"] }]);

    expect(readVitestResult(json)).toEqual({ kind: "broken", first: "no test was run" });
  });

  it("is silent where all pass", () => {
    const json = report([{ status: "passed", tests: ["passed", "skipped"] }]);

    expect(readVitestResult(json)).toEqual({ kind: "passed", first: "" });
  });
});
