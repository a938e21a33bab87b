import { Buffer } from "node:buffer";
import { describe, expect, it } from "vitest";
import { RecordCache } from "../../../../src/state-machine/kv/record-cache.ts";

const bytes = (length: number): Uint8Array => Buffer.alloc(length);

describe("record cache", () => {
  it("gives what was set last, and nothing after a deletion", () => {
    const cache = new RecordCache({ bytesMax: 10_000 });
    cache.set("a", bytes(1));
    cache.set("a", bytes(2));
    cache.set("b", bytes(3));
    cache.delete("b");

    expect(cache.get("a")).toHaveLength(2);
    expect(cache.get("b")).toBeNull();
  });

  it("forgets the oldest past its bytes and keeps the newest", () => {
    const cache = new RecordCache({ bytesMax: 10_000 });
    const keys = Array.from({ length: 100 }, (_, number) => `key ${number}`);
    for (const key of keys) {
      cache.set(key, bytes(300));
    }
    const kept = keys.filter((key) => cache.get(key) !== null);

    expect(kept.length).toBeGreaterThan(5);
    expect(kept.length * 300).toBeLessThan(10_000);
    expect(kept).toEqual(keys.slice(-kept.length));
  });

  it("never gives a record that was deleted, or replaced by one too large for it", () => {
    const cache = new RecordCache({ bytesMax: 1_000 });
    cache.set("old", bytes(100));
    cache.set("filler", bytes(300));
    cache.set("old", bytes(5_000));
    expect(cache.get("old")).toBeNull();

    cache.set("gone", bytes(1));
    cache.set("filler", bytes(300));
    cache.delete("gone");
    expect(cache.get("gone")).toBeNull();
  });
});
