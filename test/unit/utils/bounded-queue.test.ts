import { describe, expect, it } from "vitest";
import { BoundedQueue } from "../../../src/utils/bounded-queue.ts";

describe("a bounded queue", () => {
  it("gives back in order what went in, over many rounds of its ring", () => {
    const queue = new BoundedQueue<number>({ itemsMax: 1000, bytesMax: 1000 });
    const out: number[] = [];
    let next = 0;

    for (let round = 0; round < 100; round++) {
      for (let n = 0; n < 7 + (round % 5); n++) {
        queue.push(next++, 1);
      }
      for (let n = 0; n < 6; n++) {
        out.push(queue.shift() ?? -1);
      }
    }
    for (let item = queue.shift(); item !== undefined; item = queue.shift()) {
      out.push(item);
    }

    expect(out).toEqual(Array.from({ length: next }, (_, n) => n));
    expect([queue.size, queue.bytes]).toEqual([0, 0]);
  });

  it("refuses past its count and past its bytes, and takes again when there is room", () => {
    const queue = new BoundedQueue<string>({ itemsMax: 2, bytesMax: 10 });

    expect([queue.push("a", 6), queue.push("too large", 5), queue.push("b", 4)]).toEqual([
      true,
      false,
      true,
    ]);
    expect(queue.push("third", 0)).toBe(false);
    expect([queue.peek(), queue.shift(), queue.size, queue.bytes]).toEqual(["a", "a", 1, 4]);
    expect(queue.push("c", 6)).toBe(true);
  });
});
