import { describe, expect, it } from "vitest";
import { figuresOf, growthOf, median } from "../../bench-core/report.ts";

describe("the report of bench:core", () => {
  const sizes = [10, 100, 1000];

  it("calls a cost that does not depend on the size constant", () => {
    expect(growthOf(sizes, [50, 52, 51])).toMatchObject({ verdict: "constant" });
  });

  it("tells a logarithm from a cost that doubles with the size", () => {
    expect(
      growthOf(
        sizes,
        sizes.map((size) => 50 * Math.log2(size)),
      ),
    ).toMatchObject({
      verdict: "grows slowly",
    });
    const linear = growthOf(
      sizes,
      sizes.map((size) => 3 * size),
    );
    expect(linear.verdict).toBe("GROWS");
    expect(linear.exponent).toBeCloseTo(1, 9);
  });

  it("takes the middle of the rounds, whatever their order or number", () => {
    expect(median([9, 1, 5])).toBe(5);
    expect(median([9, 1, 5, 7])).toBe(6);
    expect(figuresOf([9, 1, 5])).toEqual({ median: 5, least: 1, most: 9 });
  });
});
