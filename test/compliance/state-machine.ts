import { Buffer } from "node:buffer";
import { beforeEach, describe, expect, it } from "vitest";
import {
  MemoryStateBatch,
  MemoryStateStage,
  MemoryStateStore,
} from "../../src/state-machine/memory-state-store.ts";
import type {
  Command,
  CommandResult,
  StateMachine,
  StateStore,
} from "../../src/state-machine/types.ts";

/** What the suite must know of a machine to ask it anything. */
export interface StateMachineSubject {
  readonly name: string;
  create(store: StateStore): StateMachine;
  /** A command that changes the state, another one for each number, and whose result tells what came before it. */
  command(number: number): Uint8Array;
  /** A command that the machine's rules refuse in every state. */
  readonly refused: Uint8Array;
  /** A read whose answer differs after any two numbers of commands. */
  readonly query: Uint8Array;
}

const CHUNK_BYTES = [64, 100, 4096] as const;

/** What a node does with a machine, without a log: one command an index. */
class Driver {
  readonly store: MemoryStateStore = new MemoryStateStore();
  readonly #subject: StateMachineSubject;
  machine: StateMachine;
  index = 0;

  constructor(subject: StateMachineSubject) {
    this.#subject = subject;
    this.machine = subject.create(this.store);
  }

  restart(): void {
    this.machine = this.#subject.create(this.store);
  }

  commands(data: readonly Uint8Array[]): readonly Command[] {
    return data.map((bytes, at) => ({ index: this.index + at + 1, term: 1, data: bytes }));
  }

  async apply(data: readonly Uint8Array[]): Promise<readonly CommandResult[]> {
    const results: CommandResult[] = [];
    let rest = this.commands(data);
    do {
      const taken = await this.applyOnce(rest);
      results.push(...taken);
      rest = rest.slice(taken.length);
    } while (rest.length > 0);
    return results;
  }

  /** One batch, of as many of the commands as the machine takes. */
  async applyOnce(commands: readonly Command[]): Promise<readonly CommandResult[]> {
    const batch = new MemoryStateBatch();
    const taken = await this.machine.apply(commands, batch);
    if (taken.length > commands.length || (taken.length === 0 && commands.length > 0)) {
      throw new Error(`${taken.length} results for ${commands.length} commands`);
    }
    this.index += taken.length;
    this.store.commit(batch, this.index);
    this.machine.applied(this.index);
    return taken;
  }

  query(signal: AbortSignal = new AbortController().signal): Promise<Uint8Array> {
    return this.machine.query(this.#subject.query, { signal });
  }

  async snapshot(chunkBytesMax = 4096): Promise<Uint8Array[]> {
    const chunks: Uint8Array[] = [];
    const { signal } = new AbortController();
    for await (const chunk of this.machine.createSnapshot({ chunkBytesMax, signal })) {
      chunks.push(chunk);
    }
    return chunks;
  }

  async install(chunks: readonly Uint8Array[], index: number): Promise<void> {
    const stage = new MemoryStateStage();
    await this.machine.applySnapshot(stream(chunks), stage);
    this.store.install(stage, index);
    this.index = index;
    this.machine.installed(index);
  }
}

async function* stream(chunks: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* chunks;
}

/** The StateMachine port's rules, for every machine. */
export function describeStateMachine(subject: StateMachineSubject): void {
  describe(`state machine: ${subject.name}`, () => {
    let driver: Driver;

    beforeEach(() => {
      driver = new Driver(subject);
    });

    const numbered = (count: number): Uint8Array[] =>
      Array.from({ length: count }, (_, number) => subject.command(number));

    describe("apply", () => {
      it("answers every command in order", async () => {
        const results = await driver.apply(numbered(5));

        expect(results.map(({ kind }) => kind)).toEqual(Array(5).fill("applied"));
        expect(driver.machine.appliedIndex()).toBe(5);
      });

      it("takes an empty batch", async () => {
        expect(await driver.apply([])).toEqual([]);
      });

      it("gives the same results and state however the commands are split into batches", async () => {
        const commands = [...numbered(6), subject.refused, ...numbered(6)];
        const whole = await driver.apply(commands);

        for (const size of [1, 2, 5]) {
          const other = new Driver(subject);
          const results: CommandResult[] = [];
          for (let at = 0; at < commands.length; at += size) {
            results.push(...(await other.apply(commands.slice(at, at + size))));
          }

          expect(results).toEqual(whole);
          expect(await other.query()).toEqual(await driver.query());
          expect(await other.snapshot()).toEqual(await driver.snapshot());
        }
      });

      it("shows nothing before the batch is written, and all of it after", async () => {
        await driver.apply(numbered(2));
        const before = await driver.query();
        const batch = new MemoryStateBatch();
        const { length } = await driver.machine.apply(driver.commands(numbered(3)), batch);

        expect(await driver.query()).toEqual(before);
        expect(driver.machine.appliedIndex()).toBe(2);

        driver.store.commit(batch, 2 + length);
        driver.machine.applied(2 + length);

        expect(await driver.query()).not.toEqual(before);
        expect(driver.machine.appliedIndex()).toBe(2 + length);
      });

      it("takes all commands or the first of them, and has done nothing for the others", async () => {
        const commands = [...numbered(4), subject.refused, ...numbered(4)];
        const taken = await driver.applyOnce(driver.commands(commands));
        const other = new Driver(subject);
        const expected: CommandResult[] = [];
        for (const command of commands.slice(0, taken.length)) {
          expected.push(...(await other.apply([command])));
        }

        expect(taken).toEqual(expected);
        expect(await driver.query()).toEqual(await other.query());
        expect(await driver.snapshot()).toEqual(await other.snapshot());
      });

      it("rejects a refused command with a sentence and goes on as if it had not been", async () => {
        const [first, refused, second] = await driver.apply([
          subject.command(0),
          subject.refused,
          subject.command(1),
        ]);
        const other = new Driver(subject);
        const [otherFirst, otherSecond] = await other.apply([
          subject.command(0),
          subject.command(1),
        ]);

        expect(refused).toMatchObject({
          kind: "rejected",
          message: expect.stringMatching(/\w+ \w+/),
        });
        expect([first, second]).toEqual([otherFirst, otherSecond]);
        expect(await driver.query()).toEqual(await other.query());
      });

      it("rejects bytes that are no command, the same on every member", async () => {
        const whole = subject.command(0);
        const garbage = [
          new Uint8Array(0),
          Uint8Array.of(0),
          Buffer.from("no command at all"),
          Buffer.alloc(1000, 0xff),
        ];
        // Every proper prefix that keeps its first bytes: a command that was cut off.
        for (let length = 1; length < Math.min(whole.length, 8); length += 1) {
          garbage.push(whole.slice(0, length));
        }
        const results = await driver.apply(garbage);

        expect(results.map(({ kind }) => kind)).toEqual(Array(garbage.length).fill("rejected"));
        expect(await new Driver(subject).apply(garbage)).toEqual(results);
        expect(driver.machine.appliedIndex()).toBe(garbage.length);
      });

      it("refuses as a proposal what it would reject whatever its state", () => {
        if (driver.machine.checkProposal === undefined) {
          return;
        }

        expect(driver.machine.checkProposal(subject.command(0))).toBeNull();
        expect(driver.machine.checkProposal(subject.refused)?.message).toMatch(/\w+ \w+/);
        expect(driver.machine.checkProposal(Uint8Array.of(0))?.message).toMatch(/\w+ \w+/);
      });

      it("leaves the commands' bytes as they are", async () => {
        const commands = numbered(3);
        const copies = commands.map((bytes) => Buffer.from(bytes));
        await driver.apply(commands);

        expect(commands.map((bytes) => Buffer.from(bytes))).toEqual(copies);
      });
    });

    describe("restart", () => {
      it("goes on from the store", async () => {
        const uninterrupted = new Driver(subject);
        for (let number = 0; number < 4; number += 1) {
          const restarted = await driver.apply([subject.command(number)]);
          driver.restart();

          expect(restarted).toEqual(await uninterrupted.apply([subject.command(number)]));
        }
        expect(driver.machine.appliedIndex()).toBe(4);
        expect(await driver.query()).toEqual(await uninterrupted.query());
      });

      it("forgets a batch that was not written", async () => {
        await driver.apply([subject.command(0)]);
        const before = await driver.query();
        const lost = await driver.machine.apply(
          driver.commands([subject.command(1)]),
          new MemoryStateBatch(),
        );
        driver.restart();

        expect(await driver.query()).toEqual(before);
        expect(await driver.apply([subject.command(1)])).toEqual(lost);
      });
    });

    describe("snapshot", () => {
      it.each(CHUNK_BYTES)(
        "carries the whole state in chunks of at most %i bytes",
        async (size) => {
          await driver.apply(numbered(40));
          const chunks = await driver.snapshot(size);
          const other = new Driver(subject);
          await other.apply([subject.command(99), subject.command(98)]);
          await other.install(chunks, 40);

          expect(Math.max(...chunks.map(({ length }) => length))).toBeLessThanOrEqual(size);
          expect(other.machine.appliedIndex()).toBe(40);
          expect(await other.query()).toEqual(await driver.query());
          expect(await other.apply(numbered(3))).toEqual(await driver.apply(numbered(3)));
          expect(await other.snapshot()).toEqual(await driver.snapshot());
        },
      );

      it("carries an empty state", async () => {
        const other = new Driver(subject);
        await other.apply([subject.command(0)]);
        await other.install(await driver.snapshot(), 0);

        expect(await other.query()).toEqual(await driver.query());
      });

      it("is of one moment, whatever is applied while its chunks are taken", async () => {
        await driver.apply(numbered(30));
        const expected = await driver.snapshot(64);
        const { signal } = new AbortController();
        const chunks: Uint8Array[] = [];
        for await (const chunk of driver.machine.createSnapshot({ chunkBytesMax: 64, signal })) {
          chunks.push(chunk);
          if (chunks.length < 5) {
            await driver.apply([subject.command(chunks.length)]);
          }
        }

        expect(chunks).toEqual(expected);
      });

      it("is of the moment of the call, before any chunk is taken", async () => {
        await driver.apply(numbered(30));
        const expected = await driver.snapshot(64);
        const { signal } = new AbortController();
        const snapshot = driver.machine.createSnapshot({ chunkBytesMax: 64, signal });
        await driver.apply(numbered(3));
        const chunks: Uint8Array[] = [];
        for await (const chunk of snapshot) {
          chunks.push(chunk);
        }

        expect(chunks).toEqual(expected);
      });

      it("may be returned before any chunk is taken, and has none then", async () => {
        const { signal } = new AbortController();
        const snapshot = driver.machine.createSnapshot({ chunkBytesMax: 64, signal });
        const chunks = snapshot[Symbol.asyncIterator]();
        await chunks.return?.();

        expect(await chunks.next()).toMatchObject({ done: true });
      });

      it("shows nothing of a staged snapshot before it is installed", async () => {
        await driver.apply(numbered(3));
        const before = await driver.query();
        const other = new Driver(subject);
        await other.apply(numbered(9));
        await driver.machine.applySnapshot(stream(await other.snapshot()), new MemoryStateStage());

        expect(await driver.query()).toEqual(before);
        expect(driver.machine.appliedIndex()).toBe(3);
      });

      it("is refused with any one bit flipped", async () => {
        await driver.apply(numbered(4));
        const chunks = await driver.snapshot(64);
        for (const [number, chunk] of chunks.entries()) {
          for (let at = 0; at < chunk.length; at += 1) {
            const flipped = Buffer.from(chunk);
            flipped[at]! ^= 1 << (at % 8);
            await expect(
              driver.machine.applySnapshot(
                stream(chunks.with(number, flipped)),
                new MemoryStateStage(),
              ),
              `chunk ${number}, byte ${at}`,
            ).rejects.toThrow(/snapshot/);
          }
        }
      });

      it("is refused with a chunk cut off, missing, repeated, foreign or none at all", async () => {
        await driver.apply(numbered(20));
        const chunks = await driver.snapshot(64);
        const damaged: Record<string, readonly Uint8Array[]> = {
          "no chunk": [],
          "an empty chunk behind": [...chunks, new Uint8Array(0)],
          "all chunks twice": [...chunks, ...chunks],
          "in reverse": chunks.length > 1 ? chunks.toReversed() : [],
        };
        for (const [number, chunk] of chunks.entries()) {
          damaged[`chunk ${number} missing`] = chunks.toSpliced(number, 1);
          damaged[`chunk ${number} repeated`] = chunks.toSpliced(number, 0, chunk);
          damaged[`chunk ${number} short by a byte`] = chunks.with(number, chunk.subarray(0, -1));
          damaged[`cut off before chunk ${number}`] = chunks.slice(0, number);
        }

        for (const [what, given] of Object.entries(damaged)) {
          await expect(
            driver.machine.applySnapshot(stream(given), new MemoryStateStage()),
            what,
          ).rejects.toThrow(/snapshot/);
        }
      });

      it("passes on the failure of its source", async () => {
        async function* broken(): AsyncGenerator<Uint8Array> {
          yield* (await driver.snapshot()).slice(0, 1);
          throw new Error("the stream broke");
        }

        await expect(
          driver.machine.applySnapshot(broken(), new MemoryStateStage()),
        ).rejects.toThrow("the stream broke");
      });
    });

    describe("cancellation", () => {
      it("ends an aborted read and an aborted snapshot with the signal's reason", async () => {
        await driver.apply(numbered(3));
        const controller = new AbortController();
        const snapshot = driver.machine.createSnapshot({
          chunkBytesMax: 64,
          signal: controller.signal,
        });
        const chunks = snapshot[Symbol.asyncIterator]();
        await chunks.next();
        controller.abort(new Error("no longer wanted"));

        await expect(chunks.next()).rejects.toThrow("no longer wanted");
        await expect(driver.query(controller.signal)).rejects.toThrow("no longer wanted");
      });

      it("closes twice", async () => {
        await driver.machine.close();
        await driver.machine.close();
      });
    });
  });
}
