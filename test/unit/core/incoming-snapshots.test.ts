import { Registry } from "prom-client";
import { describe, expect, it } from "vitest";
import { IncomingSnapshots } from "../../../src/core/incoming-snapshots.ts";
import {
  encodeSnapshotDescription,
  SnapshotDescriptionError,
} from "../../../src/core/snapshot-description.ts";
import { EMPTY_CONF_STATE, type MessageOf } from "../../../src/raft/index.ts";
import type { StateStage } from "../../../src/state-machine/types.ts";
import { MemoryDisk } from "../../../src/storage/memory-disk.ts";
import { MemoryStorage } from "../../../src/storage/memory-storage.ts";
import { EMPTY_MEMBER_BOOK, StorageError } from "../../../src/storage/types.ts";
import { InvariantError } from "../../../src/utils/assert.ts";
import { createDeferred } from "../../../src/utils/deferred.ts";
import { SILENT_LOGGER } from "../../../src/utils/logger.ts";
import { NodeMetrics } from "../../../src/utils/metrics.ts";
import { EchoStateMachine } from "../../support/echo-state-machine.ts";
import { ManualClock } from "../../support/manual-clock.ts";
import { bytes, rejection, settle } from "../../support/node-harness.ts";

/** Chunks that a test gives one by one, or never. */
class Source implements AsyncIterableIterator<Uint8Array> {
  isReturned = false;
  #waiting: ((step: IteratorResult<Uint8Array>) => void) | null = null;
  readonly #ready: IteratorResult<Uint8Array>[] = [];

  give(chunk: string): void {
    this.#push({ done: false, value: bytes(chunk) });
  }

  end(): void {
    this.#push({ done: true, value: undefined });
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  next(): Promise<IteratorResult<Uint8Array>> {
    const step = this.#ready.shift();
    return step === undefined
      ? new Promise((resolve) => {
          this.#waiting = resolve;
        })
      : Promise.resolve(step);
  }

  return(): Promise<IteratorResult<Uint8Array>> {
    this.isReturned = true;
    return Promise.resolve({ done: true, value: undefined });
  }

  #push(step: IteratorResult<Uint8Array>): void {
    const waiting = this.#waiting;
    this.#waiting = null;
    if (waiting === null) {
      this.#ready.push(step);
    } else {
      waiting(step);
    }
  }
}

class CountingMachine extends EchoStateMachine {
  stagingMax = 0;
  #staging = 0;

  override async applySnapshot(
    chunks: AsyncIterable<Uint8Array>,
    stage: StateStage,
  ): Promise<void> {
    this.#staging += 1;
    this.stagingMax = Math.max(this.stagingMax, this.#staging);
    try {
      await super.applySnapshot(chunks, stage);
    } finally {
      this.#staging -= 1;
    }
  }
}

function messageAt(index: number, term = 5): MessageOf<"snapshot"> {
  const metadata = { index, term: 1, confState: { ...EMPTY_CONF_STATE, voters: [1, 2] } };
  const data = encodeSnapshotDescription(EMPTY_MEMBER_BOOK);
  return { type: "snapshot", from: 2, to: 1, term, snapshot: { metadata, data } };
}

function setUp() {
  const disk = new MemoryDisk();
  let failure: Error | null = null;
  let written: Promise<void> = Promise.resolve();
  const storage = new MemoryStorage(
    { disk, storeId: "store-1" },
    { beforeWrite: () => (failure === null ? written : Promise.reject(failure)) },
  );
  const machine = new CountingMachine(() => storage.appliedIndex());
  let arrived = 0;
  const registry = new Registry();
  const incoming = new IncomingSnapshots({
    storage,
    stateMachine: machine,
    crashPoint: () => undefined,
    arrived: () => {
      arrived += 1;
    },
    clock: new ManualClock(),
    logger: SILENT_LOGGER,
    metrics: new NodeMetrics({ registry }),
  });
  const { signal } = new AbortController();
  return {
    incoming,
    registry,
    receive: (message: MessageOf<"snapshot">, chunks: Source, from = signal) =>
      incoming.receive({ message, chunks }, { signal: from }),
    machine,
    failWrites: (error: Error) => {
      failure = error;
    },
    /** Writes wait for what is returned. */
    holdWrites: () => {
      const { promise, resolve } = createDeferred<void>();
      written = promise;
      return resolve;
    },
    get staged(): readonly number[] {
      return [...(disk.image?.staged.keys() ?? [])];
    },
    get arrived(): number {
      return arrived;
    },
  };
}

function sourceOf(...chunks: readonly string[]): Source {
  const source = new Source();
  for (const chunk of chunks) {
    source.give(chunk);
  }
  source.end();
  return source;
}

describe("an incoming snapshot", () => {
  it("is staged, told, offered once and taken by the snapshot that it is of", async () => {
    const setup = setUp();
    const { incoming, receive } = setup;
    const message = messageAt(9);

    await receive(message, sourceOf("12345678a", "12345679b"));
    expect([setup.arrived, setup.staged.length]).toEqual([1, 1]);
    expect(incoming.offer()).toBe(message);
    const staged = incoming.take(message.snapshot);
    incoming.settle();
    await settle();

    expect(staged).toMatchObject({ metadata: { index: 9 }, generation: setup.staged[0] });
    expect(incoming.offer()).toBeNull();
  });

  it("tells how much of it has come, while it comes", async () => {
    const { incoming, receive } = setUp();
    const source = new Source();
    const received = receive(messageAt(9), source);
    source.give("12345678a");
    await settle();

    expect(incoming.current).toEqual({ from: 2, index: 9, bytesReceived: 9 });
    source.end();
    await received;
    expect(incoming.current).toBeNull();
  });

  it("is discarded when the algorithm ignores it", async () => {
    const setup = setUp();
    await setup.receive(messageAt(9), sourceOf("12345678a"));

    setup.incoming.offer();
    setup.incoming.settle();
    await settle();

    expect(setup.staged).toEqual([]);
    expect(() => setup.incoming.take(messageAt(9).snapshot)).toThrow(InvariantError);
  });

  it("is not taken for another one", async () => {
    const { incoming, receive } = setUp();
    await receive(messageAt(9), sourceOf("12345678a"));
    incoming.offer();

    expect(() => incoming.take(messageAt(10).snapshot)).toThrow(InvariantError);
  });

  it("is not staged where its state is known, but its message goes on", async () => {
    const setup = setUp();
    const source = sourceOf("12345678a");

    await setup.receive(messageAt(0), source);

    expect([setup.staged, source.isReturned]).toEqual([[], true]);
    expect(setup.incoming.offer()?.snapshot.metadata.index).toBe(0);
    setup.incoming.settle();
  });

  it("gives way to a newer one, at once, even where its source has stopped", async () => {
    const setup = setUp();
    const silent = new Source();
    const first = rejection(setup.receive(messageAt(9), silent));
    await settle();
    silent.give("12345678a");
    await settle();

    const second = setup.receive(messageAt(12), sourceOf("12345678b"));

    expect(await first).toMatchObject({
      code: "TRANSPORT",
      message: expect.stringContaining("replaced by one at index 12"),
    });
    await second;
    expect(setup.staged).toHaveLength(1);
    expect(silent.isReturned).toBe(true);
    expect(setup.incoming.offer()?.snapshot.metadata.index).toBe(12);
  });

  it("begins only when the one whose place it takes holds nothing any more", async () => {
    const setup = setUp();
    const slow = new Source();
    const first = rejection(setup.receive(messageAt(9), slow));
    await settle();
    const release = setup.holdWrites();
    slow.give("12345678a");
    await settle();

    const second = setup.receive(messageAt(12), sourceOf("12345678b"));
    await settle();
    expect(setup.machine.stagingMax).toBe(1);
    expect(setup.staged).toHaveLength(1);
    release();
    await Promise.all([first, second]);

    expect(setup.machine.stagingMax).toBe(1);
    expect(setup.staged).toHaveLength(1);
  });

  it("is refused with a chunk that is too large, whatever the state machine thinks of it", async () => {
    const setup = setUp();

    expect(
      await rejection(setup.receive(messageAt(9), sourceOf("x".repeat(1024 * 1024 + 1)))),
    ).toMatchObject({
      code: "TRANSPORT",
      message: expect.stringContaining("1048577 bytes, allowed are 1048576"),
    });
    expect(setup.staged).toEqual([]);
  });

  it("gives way to the same one sent again, and to one of a later term", async () => {
    const setup = setUp();
    const first = rejection(setup.receive(messageAt(9), new Source()));
    const second = rejection(setup.receive(messageAt(9), new Source()));
    await setup.receive(messageAt(3, 6), sourceOf("12345678a"));

    expect([await first, await second]).toMatchObject([
      { code: "TRANSPORT" },
      { code: "TRANSPORT" },
    ]);
    expect(setup.staged).toHaveLength(1);
  });

  it.each([messageAt(8), messageAt(100, 4)])("does not give way to an older one", async (older) => {
    const setup = setUp();
    const source = new Source();
    const first = setup.receive(messageAt(9), source);

    expect(await rejection(setup.receive(older, sourceOf("12345678a")))).toMatchObject({
      code: "TRANSPORT",
      message: expect.stringContaining("a newer one, at index 9 of term 5, is being received"),
    });
    source.end();
    await first;
    expect(setup.arrived).toBe(1);
  });

  it("takes the place of one that has arrived and was not offered yet", async () => {
    const setup = setUp();
    await setup.receive(messageAt(9), sourceOf("12345678a"));
    await setup.receive(messageAt(10), sourceOf("12345678b"));
    await settle();

    expect(setup.staged).toHaveLength(1);
    expect(setup.incoming.offer()?.snapshot.metadata.index).toBe(10);
  });

  it("ends with its sender's signal, however long the next chunk takes", async () => {
    const setup = setUp();
    const gone = new AbortController();
    const source = new Source();
    const received = rejection(setup.receive(messageAt(9), source, gone.signal));
    source.give("12345678a");
    await settle();
    expect(setup.staged).toHaveLength(1);

    gone.abort(new Error("the stream was cut"));

    expect(await received).toMatchObject({ message: "the stream was cut" });
    expect([setup.staged, setup.arrived, source.isReturned]).toEqual([[], 0, true]);
    expect(await setup.registry.metrics()).toContain(
      'raft_snapshots_received_total{outcome="failed"} 1',
    );
  });

  it("is refused with a description that cannot be read", async () => {
    const setup = setUp();
    const { snapshot, ...rest } = messageAt(9);
    const source = sourceOf("12345678a");

    expect(
      await rejection(
        setup.receive({ ...rest, snapshot: { ...snapshot, data: bytes("?") } }, source),
      ),
    ).toBeInstanceOf(SnapshotDescriptionError);
    expect([setup.staged, source.isReturned]).toEqual([[], true]);
  });

  it("passes on that the store cannot write, and stays usable", async () => {
    const setup = setUp();
    const full = new StorageError("the disk is full", { code: "DISK_FULL" });
    const source = new Source();
    const received = rejection(setup.receive(messageAt(9), source));
    await settle();

    setup.failWrites(full);
    source.give("12345678a");

    expect(await received).toBe(full);
    await setup.incoming.close();
  });

  it("is ended by a stop, which waits until nothing is written any more", async () => {
    const setup = setUp();
    const source = new Source();
    const received = rejection(setup.receive(messageAt(9), source));
    await settle();
    const release = setup.holdWrites();
    source.give("12345678a");
    await settle();

    let isClosed = false;
    const closing = setup.incoming.close().then(() => {
      isClosed = true;
    });
    await settle();
    expect(isClosed).toBe(false);
    release();
    await closing;

    expect(await received).toMatchObject({ code: "STOPPED" });
    expect(setup.staged).toEqual([]);
    expect(await rejection(setup.receive(messageAt(9), new Source()))).toMatchObject({
      code: "STOPPED",
    });
  });
});
