import { createHash } from "node:crypto";

/**
 * @import { Command, CommandResult, ProposalRefusal, StateBatch, StateMachine, StateStage, StateStore } from "raftcluster"
 */

/** `add NAME AMOUNT` is the one command. */
const COMMAND = /^add ([a-z0-9._-]{1,32}) ([1-9][0-9]{0,8})$/;
/** A counter in a snapshot: `NAME=COUNT`. */
const LINE = /^([a-z0-9._-]{1,32})=([1-9][0-9]{0,15})$/;
const LINE_BYTES_MAX = 50;
const EMPTY = new Uint8Array(0);

const text = (/** @type {Uint8Array} */ bytes) => Buffer.from(bytes).toString();
const bytes = (/** @type {string} */ text) => Buffer.from(text);

/**
 * Named counters. A row of the store is a counter: its name, and its count in decimal digits. The answer to a command is the counter's new value; a query
 * names a counter, or none for the sum of all.
 *
 * @implements {StateMachine}
 */
class Counters {
  /** @type {StateStore} */
  #store;
  /** @type {number} */
  #appliedIndex;

  /** @param {{ readonly store: StateStore }} dependencies */
  constructor({ store }) {
    this.#store = store;
    const view = store.view();
    this.#appliedIndex = view.appliedIndex;
    view.close();
  }

  /**
   * What no member could apply never enters the log.
   *
   * @param {Uint8Array} data
   * @returns {ProposalRefusal | null}
   */
  checkProposal(data) {
    return COMMAND.test(text(data))
      ? null
      : {
          code: "INVALID_ARGUMENT",
          message:
            "a command is add NAME AMOUNT: 1 to 32 of a-z, 0-9, dot, dash and underscore, and a number from 1 to 999999999",
        };
  }

  /**
   * Every member comes to the same results: there is no clock here, no randomness, nothing but the rows and the commands.
   *
   * @param {readonly Command[]} commands
   * @param {StateBatch} batch
   * @returns {Promise<readonly CommandResult[]>}
   */
  async apply(commands, batch) {
    const view = this.#store.view();
    try {
      // The view does not show what the batch has been given.
      const counts = /** @type {Map<string, number>} */ (new Map());
      const results = commands.map(({ data }) => this.#applyOne(data, { view, counts }));
      for (const [name, count] of counts) {
        batch.write({ op: "put", key: bytes(name), value: bytes(String(count)) });
      }
      return results;
    } finally {
      view.close();
    }
  }

  /**
   * @param {Uint8Array} data
   * @param {{ readonly view: ReturnType<StateStore["view"]>, readonly counts: Map<string, number> }} state
   * @returns {CommandResult}
   */
  #applyOne(data, { view, counts }) {
    const [, name, amount] = COMMAND.exec(text(data)) ?? [];
    if (name === undefined) {
      return { kind: "rejected", code: "INVALID_ARGUMENT", message: "no addition to a counter" };
    }
    const count = (counts.get(name) ?? readCount(view, name)) + Number(amount);
    if (!Number.isSafeInteger(count)) {
      return { kind: "rejected", code: "OUT_OF_RANGE", message: `counter ${name} is full` };
    }
    counts.set(name, count);
    return { kind: "applied", result: bytes(String(count)) };
  }

  /** @param {number} index */
  applied(index) {
    this.#appliedIndex = index;
  }

  appliedIndex() {
    return this.#appliedIndex;
  }

  /**
   * @param {Uint8Array} request
   * @param {{ readonly signal: AbortSignal }} options
   * @returns {Promise<Uint8Array>}
   */
  async query(request, { signal }) {
    signal.throwIfAborted();
    const view = this.#store.view();
    try {
      const name = text(request);
      if (name !== "") {
        return bytes(String(readCount(view, name)));
      }
      let sum = 0n;
      for (const page of pages(view, 1000)) {
        sum += page.reduce((total, { value }) => total + BigInt(text(value)), 0n);
      }
      return bytes(String(sum));
    } finally {
      view.close();
    }
  }

  /**
   * Lines of all counters, a page of rows a chunk, and at the end a hash of them.
   *
   * @param {{ readonly chunkBytesMax: number, readonly signal: AbortSignal }} options
   * @returns {AsyncIterable<Uint8Array>}
   */
  createSnapshot({ chunkBytesMax, signal }) {
    const chunks = this.#chunks(Math.floor(chunkBytesMax / LINE_BYTES_MAX), signal);
    // The first step opens the view: it is of this moment, and from now on `return` closes it, although nothing was read.
    void chunks.next();
    return chunks;
  }

  /**
   * @param {number} rowsMax
   * @param {AbortSignal} signal
   * @returns {AsyncGenerator<Uint8Array, void, void>}
   */
  async *#chunks(rowsMax, signal) {
    const view = this.#store.view();
    try {
      yield EMPTY;
      const hash = createHash("sha256");
      for (const page of pages(view, rowsMax)) {
        signal.throwIfAborted();
        const chunk = bytes(page.map(({ key, value }) => `${text(key)}=${text(value)}\n`).join(""));
        hash.update(chunk);
        yield chunk;
      }
      signal.throwIfAborted();
      yield hash.digest();
    } finally {
      view.close();
    }
  }

  /**
   * Writes as it reads: what was staged counts for nothing unless this resolves.
   *
   * @param {AsyncIterable<Uint8Array>} chunks
   * @param {StateStage} stage
   */
  async applySnapshot(chunks, stage) {
    const hash = createHash("sha256");
    let last = /** @type {Uint8Array | null} */ (null);
    for await (const chunk of chunks) {
      if (last !== null) {
        hash.update(last);
        await stage.write(readLines(text(last)));
      }
      last = chunk;
    }
    if (last === null || !hash.digest().equals(last)) {
      throw new Error("the snapshot of the counters is damaged or cut short");
    }
  }

  /** @param {number} index */
  installed(index) {
    this.#appliedIndex = index;
  }

  async close() {}
}

/**
 * @param {ReturnType<StateStore["view"]>} view
 * @param {string} name
 */
function readCount(view, name) {
  const row = view.get(bytes(name));
  return row === null ? 0 : Number(text(row));
}

/**
 * All rows, a bounded number at a time.
 *
 * @param {ReturnType<StateStore["view"]>} view
 * @param {number} limit
 */
function* pages(view, limit) {
  let page = view.scan({ start: EMPTY, end: null, limit });
  for (let last = page.at(-1); last !== undefined; last = page.at(-1)) {
    yield page;
    page = view.scan({ start: Buffer.concat([last.key, Buffer.of(0)]), end: null, limit });
  }
}

/** @param {string} chunk */
function readLines(chunk) {
  return chunk
    .trimEnd()
    .split("\n")
    .map((line) => {
      const [, name, count] = LINE.exec(line) ?? [];
      if (name === undefined || count === undefined) {
        throw new Error(`the snapshot holds a line that is no counter: ${JSON.stringify(line)}`);
      }
      return { op: /** @type {const} */ ("put"), key: bytes(name), value: bytes(count) };
    });
}

/**
 * What `raft-node --state-machine=/app/counter.js` looks for. `options` are its `--state-machine-option=KEY=VALUE`; there are none here.
 *
 * @param {Readonly<Record<string, string>>} _options
 * @param {{ readonly store: StateStore }} dependencies
 * @returns {StateMachine}
 */
export const createStateMachine = (_options, dependencies) => new Counters(dependencies);
