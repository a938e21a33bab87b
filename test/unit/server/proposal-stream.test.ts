import { describe, expect, it } from "vitest";
import { ProposalStream } from "../../../src/server/proposal-stream.ts";
import { RPC_CODE } from "../../../src/server/rpc-error.ts";

/** Promise.withResolvers, which Node.js 20 has not. */
function withResolvers<T>(): {
  readonly promise: Promise<T>;
  readonly resolve: (value: T) => void;
} {
  let resolve: (value: T) => void = () => undefined;
  const promise = new Promise<T>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}

/** Requests given one by one, counting how many were taken; ends when told. */
class Requests implements AsyncIterable<number> {
  taken = 0;
  readonly #end = withResolvers<void>();
  readonly #count: number;
  readonly #endsAfter: boolean;

  constructor(count: number, options: { readonly endsAfter: boolean }) {
    this.#count = count;
    this.#endsAfter = options.endsAfter;
  }

  async *[Symbol.asyncIterator](): AsyncIterator<number> {
    while (this.taken < this.#count) {
      this.taken += 1;
      yield this.taken;
    }
    if (!this.#endsAfter) {
      await this.#end.promise;
    }
  }
}

const turn = async (): Promise<void> => await new Promise((resolve) => setImmediate(resolve));

function setup(options: {
  readonly requests: AsyncIterable<number>;
  readonly propose: (request: number) => Promise<string>;
  readonly inFlightMax?: number;
  readonly stopping?: AbortSignal;
}): AsyncIterator<string> {
  const stream = new ProposalStream<number, string>(
    { inFlightMax: options.inFlightMax ?? 4 },
    {
      requests: options.requests,
      propose: options.propose,
      stopping: options.stopping ?? new AbortController().signal,
    },
  );
  return stream.answers()[Symbol.asyncIterator]();
}

describe("proposal stream", () => {
  it("answers every request and ends with them", async () => {
    const answers = setup({
      requests: new Requests(10, { endsAfter: true }),
      propose: async (request) => `done ${request}`,
    });

    const seen: string[] = [];
    for (let next = await answers.next(); next.done !== true; next = await answers.next()) {
      seen.push(next.value);
    }

    expect(seen).toEqual(Array.from({ length: 10 }, (_, number) => `done ${number + 1}`));
  });

  it("gives answers in the order in which they come", async () => {
    const slow = withResolvers<string>();
    const answers = setup({
      requests: new Requests(2, { endsAfter: true }),
      propose: async (request) => (request === 1 ? await slow.promise : "second"),
    });

    expect((await answers.next()).value).toBe("second");
    slow.resolve("first");
    expect((await answers.next()).value).toBe("first");
    expect((await answers.next()).done).toBe(true);
  });

  it("reads no further request while the most are in flight", async () => {
    const requests = new Requests(100, { endsAfter: true });
    const gates: (() => void)[] = [];
    const answers = setup({
      requests,
      inFlightMax: 3,
      propose: async (request) => {
        await new Promise<void>((resolve) => gates.push(resolve));
        return `done ${request}`;
      },
    });

    const first = answers.next();
    await turn();
    expect(requests.taken).toBe(3);
    gates[0]?.();
    expect((await first).value).toBe("done 1");
    await turn();

    // The answer is out, but only pulling the next one says that it was taken.
    expect(requests.taken).toBe(3);
    void answers.next();
    await turn();
    expect(requests.taken).toBe(4);
  });

  it("answers what is in flight when the process stops, then ends as UNAVAILABLE", async () => {
    const stopping = new AbortController();
    const gate = withResolvers<string>();
    const answers = setup({
      requests: new Requests(1, { endsAfter: false }),
      propose: async () => await gate.promise,
      stopping: stopping.signal,
    });
    const first = answers.next();
    await turn();

    stopping.abort();
    await turn();
    gate.resolve("done");

    expect((await first).value).toBe("done");
    await expect(answers.next()).rejects.toMatchObject({ code: RPC_CODE.UNAVAILABLE });
  });

  it("ends with the failure of its requests", async () => {
    async function* broken(): AsyncIterable<number> {
      yield 1;
      throw new Error("stream reset");
    }
    const answers = setup({ requests: broken(), propose: async () => "done" });

    const all = (async () => {
      for (let next = await answers.next(); next.done !== true; next = await answers.next());
    })();

    await expect(all).rejects.toThrow("stream reset");
  });

  it("takes no more requests once its client is gone", async () => {
    const requests = new Requests(100, { endsAfter: true });
    const answers = setup({ requests, inFlightMax: 2, propose: async () => "done" });
    await answers.next();

    await answers.return?.();
    await turn();

    expect(requests.taken).toBeLessThan(10);
  });
});
