import { Buffer } from "node:buffer";
import { describe, expect, it } from "vitest";
import {
  MemoryStateBatch,
  MemoryStateStage,
  MemoryStateStore,
} from "../../../../src/state-machine/memory-state-store.ts";
import {
  encodeOpenSession,
  encodePlainProposal,
  encodeSessionProposal,
} from "../../../../src/state-machine/sessions/session-envelope.ts";
import {
  hideSessionRows,
  KEPT_RESULT_BYTES_MAX,
  SESSION_ROWS_START,
} from "../../../../src/state-machine/sessions/session-rows.ts";
import { SessionStateMachine } from "../../../../src/state-machine/sessions/session-state-machine.ts";
import { SESSION_LIMITS } from "../../../../src/state-machine/sessions/session-table.ts";
import { request, SessionDriver, showResult } from "../../../support/session-driver.ts";
import { TallyMachine } from "../../../support/tally-machine.ts";

const FEW = { sessionsMax: 2, sessionResultsMax: 3, resultsMax: 4 };

describe("what is counted of sessions", () => {
  const counted = async (driver: SessionDriver): Promise<readonly string[]> => {
    const lines = (await driver.registry.metrics()).split("\n");
    return lines.filter((line) => line.startsWith("raft_client_session"));
  };

  it("is how many there are, what they asked for, and who had to go", async () => {
    const driver = new SessionDriver({ limits: FEW });
    const first = await driver.open();
    const second = await driver.open();
    await driver.ask(second, 1, "a");
    await driver.apply([request(second, 1, "a"), request(second, 2, "b"), Buffer.from("plain")]);
    await driver.open();
    expect(await driver.ask(first, 1, "c")).toContain("not known");

    expect(await counted(driver)).toEqual([
      "raft_client_sessions 2",
      "raft_client_session_results 2",
      "raft_client_sessions_evicted_total 1",
      'raft_client_session_requests_total{outcome="applied"} 2',
      'raft_client_session_requests_total{outcome="repeated"} 1',
      'raft_client_session_requests_total{outcome="refused"} 1',
    ]);

    driver.restart();
    expect((await counted(driver)).slice(0, 3)).toEqual([
      "raft_client_sessions 2",
      "raft_client_session_results 2",
      "raft_client_sessions_evicted_total 0",
    ]);
  });
});

describe("a request of a session", () => {
  it("is applied once, however often it is proposed, and answered alike", async () => {
    const driver = new SessionDriver();
    const client = await driver.open();

    expect(await driver.ask(client, 1, "a")).toBe("1");
    expect(await driver.ask(client, 2, "b")).toBe("2");
    expect(await driver.ask(client, 1, "a")).toBe("1");
    expect(await driver.ask(client, 2, "b")).toBe("2");
    expect(driver.tally.commands()).toEqual(["a", "b"]);
  });

  it("is applied once where its repetition stands in the same batch", async () => {
    const driver = new SessionDriver();
    const client = await driver.open();

    const results = await driver.apply([
      request(client, 1, "a"),
      request(client, 1, "a"),
      Buffer.from("plain"),
      request(client, 1, "a"),
    ]);

    expect(results.map(showResult)).toEqual(["1", "1", "2", "1"]);
    expect(driver.tally.commands()).toEqual(["a", "plain"]);
  });

  it("is remembered over a restart and over a move to another volume by a snapshot", async () => {
    const driver = new SessionDriver();
    const client = await driver.open();
    await driver.ask(client, 1, "a");

    driver.restart();
    expect(await driver.ask(client, 1, "a")).toBe("1");
    await driver.move();
    expect(await driver.ask(client, 1, "a")).toBe("1");
    expect(await driver.ask(client, 2, "b")).toBe("2");
    expect(driver.tally.commands()).toEqual(["a", "b"]);
  });

  it("gets the machine's refusal again, too", async () => {
    const driver = new SessionDriver();
    const client = await driver.open();

    expect(await driver.ask(client, 1, "no")).toBe("OUT_OF_RANGE: asked to");
    expect(await driver.ask(client, 1, "no")).toBe("OUT_OF_RANGE: asked to");
  });

  it.each([KEPT_RESULT_BYTES_MAX, KEPT_RESULT_BYTES_MAX + 1])(
    "is not applied again where its result has %i bytes",
    async (size) => {
      const driver = new SessionDriver();
      const client = await driver.open();
      const first = await driver.ask(client, 1, `big ${size}`);

      const again = await driver.ask(client, 1, `big ${size}`);

      expect(first).toHaveLength(size);
      expect(again).toEqual(
        size === KEPT_RESULT_BYTES_MAX
          ? first
          : expect.stringMatching(/^FAILED_PRECONDITION: .*not done again.*too large to be kept/),
      );
      expect(driver.tally.commands()).toHaveLength(1);
    },
  );

  it("may come in any order above what is acknowledged, and is refused at or below", async () => {
    const driver = new SessionDriver();
    const client = await driver.open();

    expect(await driver.ask(client, 9, "late")).toBe("1");
    expect(await driver.ask(client, 3, "early")).toBe("2");
    expect(await driver.ask(client, 10, "last", 5)).toBe("3");
    expect(await driver.ask(client, 3, "early")).toMatch(
      /^FAILED_PRECONDITION: sequence 3 of session 1 was acknowledged, all up to 5 are/,
    );
    expect(await driver.ask(client, 9, "late", 2)).toBe("1");
  });

  it("is refused without an effect past the results that a session may keep", async () => {
    const driver = new SessionDriver({ limits: FEW });
    const client = await driver.open();
    for (const sequence of [1, 2, 3]) {
      await driver.ask(client, sequence, `c${sequence}`);
    }

    expect(await driver.ask(client, 4, "c4")).toMatch(/^RESOURCE_EXHAUSTED: .*acknowledge/);
    expect(await driver.ask(client, 4, "c4", 1)).toBe("4");
  });

  it("of a session that ended is refused and never applied", async () => {
    const driver = new SessionDriver({ limits: FEW });
    const [first, second] = [await driver.open(), await driver.open()];
    await driver.ask(first, 1, "a");
    const third = await driver.open();

    // The second one was idle for longest.
    expect(await driver.ask(second, 1, "b")).toMatch(
      /^FAILED_PRECONDITION: session 2 is not known/,
    );
    expect(await driver.ask(first, 1, "a")).toBe("1");
    expect(await driver.ask(third, 1, "c")).toBe("2");
    expect(driver.tally.commands()).toEqual(["a", "c"]);
  });

  it("ends the idlest session where all together keep too many results", async () => {
    const driver = new SessionDriver({ limits: FEW });
    const [first, second] = [await driver.open(), await driver.open()];
    for (const sequence of [1, 2, 3]) {
      await driver.ask(first, sequence, "a");
    }
    await driver.ask(second, 1, "b");
    await driver.ask(second, 2, "b");

    expect(await driver.ask(first, 3, "a")).toMatch(/is not known/);
    expect(driver.rows().filter((row) => row.startsWith("ff"))).toHaveLength(3);
  });

  it("of no session at all is refused", async () => {
    const driver = new SessionDriver();

    expect(await driver.ask(7, 1, "a")).toMatch(/^FAILED_PRECONDITION: session 7 is not known/);
    expect(driver.tally.commands()).toEqual([]);
  });
});

describe("a batch that the machine inside ends early", () => {
  it("counts nothing for what was left", async () => {
    const whole = new SessionDriver();
    const early = new SessionDriver({ batchCommandsMax: 2 });
    const commands = [
      encodeOpenSession(),
      request(1, 1, "a"),
      Buffer.from("p"),
      request(1, 2, "b"),
      request(1, 1, "a", 0),
      request(1, 3, "c", 2),
      request(1, 2, "b"),
      request(1, 3, "c"),
    ];

    const answers = (await early.apply(commands)).map(showResult);
    expect(answers).toEqual((await whole.apply(commands)).map(showResult));
    expect(early.rows()).toEqual(whole.rows());
    expect(early.tally.commands()).toEqual(["a", "p", "b", "c"]);
  });
});

describe("commands without a session", () => {
  it("pass through as they are, twice where they come twice", async () => {
    const driver = new SessionDriver();

    expect((await driver.apply([Buffer.from("x"), Buffer.from("x")])).map(showResult)).toEqual([
      "1",
      "2",
    ]);
  });

  it("may be bytes that look like an envelope, when they are put into one", async () => {
    const driver = new SessionDriver();
    const lookalike = Buffer.from(encodeOpenSession());

    await driver.apply([encodePlainProposal(lookalike)]);

    expect(Buffer.from(driver.tally.commands()[0]!)).toEqual(Buffer.from(lookalike.toString()));
    expect(encodePlainProposal(Buffer.from("x"))).toEqual(Buffer.from("x"));
  });
});

describe("envelopes", () => {
  const open = (): Buffer => Buffer.from(encodeOpenSession());

  it.each([
    ["cut off after the mark", open().subarray(0, 4)],
    ["of an unknown kind", Buffer.concat([open().subarray(0, 5), Buffer.of(9)])],
    ["with bytes behind", Buffer.concat([open(), Buffer.of(0)])],
    ["without a command", Buffer.from(request(1, 2, ""))],
    ["of sequence 0", Buffer.from(request(1, 0, "x"))],
    ["of client 0", Buffer.from(request(0, 1, "x"))],
    ["that acknowledges itself", Buffer.from(request(1, 2, "x", 2))],
  ])("%s are refused, before the log and behind it", async (_what, data) => {
    const driver = new SessionDriver();

    expect(driver.machine.checkProposal(data)).toMatchObject({ code: "INVALID_ARGUMENT" });
    const [result] = await driver.apply([data]);
    expect(result).toMatchObject({
      kind: "rejected",
      code: "INVALID_ARGUMENT",
      message: expect.stringMatching(/\w+ \w+/),
    });
  });

  it("of a newer format are refused before the log and stop the node behind it", async () => {
    const driver = new SessionDriver();
    const newer = open().fill(2, 4, 5);

    expect(driver.machine.checkProposal(newer)).toMatchObject({ code: "FAILED_PRECONDITION" });
    await expect(driver.apply([newer])).rejects.toMatchObject({
      code: "NEWER_FORMAT",
      message: expect.stringContaining("format version 2"),
    });
  });

  it("have no bytes for a number below 0", () => {
    expect(() =>
      encodeSessionProposal({ clientId: -1, sequence: 1, acknowledged: 0 }, Buffer.of(1)),
    ).toThrow(/must be an integer from 0/);
  });
});

describe("rows", () => {
  it("of sessions are not to be seen by the machine inside, nor to be written", async () => {
    const driver = new SessionDriver();
    await driver.ask(await driver.open(), 1, "a");
    const view = hideSessionRows(driver.store).view();

    expect(view.get(SESSION_ROWS_START)).toBeNull();
    expect(view.scan({ start: new Uint8Array(0), end: null, limit: 100 })).toHaveLength(1);
    expect(view.scan({ start: SESSION_ROWS_START, end: null, limit: 100 })).toEqual([]);
    expect(
      view.scan({ start: Buffer.of(0), end: Buffer.alloc(20, 0xff), limit: 100, reverse: true }),
    ).toHaveLength(1);
    view.close();

    const store = new MemoryStateStore();
    const inner = new TallyMachine({}, { store });
    inner.apply = async (_commands, batch) => {
      batch.write({ op: "put", key: SESSION_ROWS_START, value: Buffer.of(1) });
      return [];
    };
    const machine = new SessionStateMachine({}, { store, inner });
    await expect(
      machine.apply([{ index: 1, term: 1, data: Buffer.of(1) }], new MemoryStateBatch()),
    ).rejects.toThrow(/16 bytes of 0xff/);
  });

  it("that cannot be read stop the node with a sentence", async () => {
    const driver = new SessionDriver();
    await driver.open();
    const batch = new MemoryStateBatch();
    batch.write({
      op: "put",
      key: Buffer.concat([SESSION_ROWS_START, Buffer.of(9)]),
      value: Buffer.of(1),
    });
    driver.store.commit(batch, 1);

    expect(() => driver.restart()).toThrow(/client sessions are damaged/);
  });
});

describe("snapshots of sessions", () => {
  it("free the store's view and the machine's chunks, read or not", async () => {
    const driver = new SessionDriver();
    const returned: string[] = [];
    driver.tally.createSnapshot = () => ({
      [Symbol.asyncIterator]: () => ({
        next: async () => ({ done: true, value: undefined }),
        return: async () => {
          returned.push("inner");
          return { done: true, value: undefined };
        },
      }),
    });
    const { signal } = new AbortController();

    await driver.machine.createSnapshot({ chunkBytesMax: 64, signal }).return?.();

    expect(returned).toEqual(["inner"]);
  });

  it("are refused where the rows among them are none of sessions", async () => {
    const foreign = new SessionDriver();
    const store = new MemoryStateStore();
    const { signal } = new AbortController();
    const first: Uint8Array[] = [];
    for await (const chunk of foreign.machine.createSnapshot({ chunkBytesMax: 64, signal })) {
      first.push(chunk);
    }
    const machine = new SessionStateMachine({}, { store, inner: new TallyMachine({}, { store }) });

    await expect(
      machine.applySnapshot(
        (async function* () {
          yield* first.slice(1);
        })(),
        new MemoryStateStage(),
      ),
    ).rejects.toThrow(/chunk 0 of the snapshot is refused/);
  });
});

describe("the limits that all members share", () => {
  it("are these, for ever", () => {
    expect(SESSION_LIMITS).toEqual({
      sessionsMax: 4096,
      sessionResultsMax: 1024,
      resultsMax: 32_768,
    });
    expect(KEPT_RESULT_BYTES_MAX).toBe(8192);
    expect(Buffer.from(request(300, 2, "cmd", 1)).toString("hex")).toBe(
      "f57365730103ac020201636d64",
    );
  });
});
