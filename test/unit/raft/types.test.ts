import { describe, expect, it } from "vitest";
import { checkSafeInteger } from "../../../src/raft/index.ts";

const WRONG = [-1, 1.5, 2 ** 53, Number.NaN, Number.POSITIVE_INFINITY];

describe("numbers from outside", () => {
  it.each([0, 1, Number.MAX_SAFE_INTEGER])("%d may be a term, an index or an id", (value) => {
    expect(checkSafeInteger(value, "the term")).toBe(value);
  });

  it.each(WRONG)("%d may not, and the error says what and which", (value) => {
    expect(() => checkSafeInteger(value, "the term")).toThrow(
      new RangeError(`the term must be an integer from 0 to 2^53 - 1, found ${value}`),
    );
  });
});
