import { describe, expect, it } from "vitest";
import { assert, InvariantError } from "../../../src/utils/assert.ts";

function messageOf(check: () => void): string {
  try {
    check();
  } catch (error) {
    return error instanceof InvariantError ? error.message : "another error";
  }
  return "nothing was thrown";
}

describe("assert", () => {
  it("is silent while the invariant holds", () => {
    expect(messageOf(() => assert(true, "index {} is above {}", 1, 2))).toBe("nothing was thrown");
  });

  it("puts the facts into the sentence, in their order", () => {
    expect(messageOf(() => assert(false, "index {} of {} is above {}", 5, "log {}", 2))).toBe(
      "index 5 of log {} is above 2",
    );
  });

  it("says none where there is no fact", () => {
    expect(messageOf(() => assert(false, "Ready {} is not {}", 0, null))).toBe(
      "Ready 0 is not none",
    );
  });

  it("leaves a sentence without places for facts as it is", () => {
    expect(messageOf(() => assert(false, "no $& is left"))).toBe("no $& is left");
  });
});
