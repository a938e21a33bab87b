import { describe, expect, it } from "vitest";
import { EMPTY_BYTES, EMPTY_CONF_STATE, type Entry } from "../../../src/raft/index.ts";
import { UnstableLog } from "../../../src/raft/unstable-log.ts";
import { InvariantError } from "../../../src/utils/assert.ts";
import { RecordingLogger } from "./support/test-node.ts";

function entry(index: number, term: number): Entry {
  return { type: "normal", term, index, data: EMPTY_BYTES, context: EMPTY_BYTES };
}

/** Entries 5 to 7 of term 1, all on their way to the disk. */
function createLog(): UnstableLog {
  const log = new UnstableLog(5, new RecordingLogger());
  log.truncateAndAppend([entry(5, 1), entry(6, 1), entry(7, 1)]);
  log.acceptInProgress();
  return log;
}

describe("the unstable log", () => {
  it("gives up what is durable and keeps what follows", () => {
    const log = createLog();

    log.stableTo({ index: 6, term: 1 });

    expect([log.offset, log.length, log.term(7)]).toEqual([7, 1, 1]);
    expect(log.hasNextEntries()).toBe(false);
  });

  it.each([
    ["is gone already", { index: 4, term: 1 }],
    ["was never here", { index: 8, term: 1 }],
    ["was replaced by one of another term", { index: 6, term: 2 }],
  ])("keeps all when the acknowledged entry %s", (_, id) => {
    const log = createLog();

    log.stableTo(id);

    expect([log.offset, log.length]).toEqual([5, 3]);
  });

  it("takes no acknowledgement of an entry for one of the snapshot that stands at its index", () => {
    const log = createLog();
    log.restore({
      metadata: { index: 9, term: 2, confState: EMPTY_CONF_STATE },
      data: EMPTY_BYTES,
    });

    log.stableTo({ index: 9, term: 2 });

    expect(log.nextSnapshot()?.metadata.index).toBe(9);
    expect([log.offset, log.lastIndex()]).toEqual([10, 9]);
  });

  it("hands out again what was replaced while it was on its way", () => {
    const log = createLog();

    log.truncateAndAppend([entry(6, 2)]);
    log.stableTo({ index: 7, term: 1 });

    expect(log.nextEntries()).toEqual([entry(6, 2)]);
    expect([log.offset, log.lastIndex()]).toEqual([5, 6]);
  });

  it("has no gaps", () => {
    expect(() => createLog().truncateAndAppend([entry(9, 1)])).toThrow(InvariantError);
  });
});
