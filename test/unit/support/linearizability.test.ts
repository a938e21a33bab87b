import { assert, infiniteStream, nat, property } from "fast-check";
import { describe, expect, it } from "vitest";
import { checkLinearizable, type Operation } from "../../support/linearizability.ts";
import {
  REGISTER_MODEL,
  type RegisterInput,
  type RegisterOutput,
} from "../../support/register-model.ts";

type RegisterOperation = Operation<RegisterInput, RegisterOutput>;

const put = (value: string, call: number, returned: number | null): RegisterOperation => ({
  call,
  return: returned,
  input: { kind: "put", key: "k", value },
  output: returned === null ? null : { kind: "done" },
});
const get = (value: string | null, call: number, returned: number): RegisterOperation => ({
  call,
  return: returned,
  input: { kind: "get", key: "k" },
  output: { kind: "value", value },
});
const append = (value: string, call: number, returned: number | null): RegisterOperation => ({
  call,
  return: returned,
  input: { kind: "append", key: "k", value },
  output: returned === null ? null : { kind: "done" },
});
const swap = (
  [expected, value]: readonly [string | null, string],
  succeeded: boolean,
  [call, returned]: readonly [number, number],
): RegisterOperation => ({
  call,
  return: returned,
  input: { kind: "compareAndSwap", key: "k", expected, value },
  output: { kind: "swapped", succeeded },
});
const verdict = (history: readonly RegisterOperation[]): string =>
  checkLinearizable(history, REGISTER_MODEL).kind;

describe("checkLinearizable accepts", () => {
  it("reads of either value while a write is under way, in one direction", () => {
    expect(verdict([put("a", 1, 2), put("b", 3, 10), get("a", 4, 5), get("b", 6, 7)])).toBe(
      "linearizable",
    );
  });

  it("a write of unknown outcome that took effect late, and one that never did", () => {
    const late = [put("a", 1, 2), put("b", 3, null), get("a", 4, 5), get("b", 6, 7)];
    const never = [put("a", 1, 2), put("b", 3, null), get("a", 4, 5), get("a", 6, 7)];
    expect([verdict(late), verdict(never)]).toEqual(["linearizable", "linearizable"]);
  });

  it("one of two swaps from the same value", () => {
    const history = [
      put("a", 1, 2),
      swap(["a", "b"], true, [3, 6]),
      swap(["a", "c"], false, [4, 5]),
    ];
    expect(verdict([...history, get("b", 7, 8)])).toBe("linearizable");
  });

  it("whatever a real register answered to concurrent clients", () => {
    assert(
      property(infiniteStream(nat()), (numbers) => {
        const draw = (bound: number): number => (numbers.next().value as number) % bound;
        expect(verdict(runRegister(draw))).toBe("linearizable");
      }),
      { numRuns: 200 },
    );
  });
});

describe("checkLinearizable rejects", () => {
  it("a lost write", () => {
    expect(verdict([put("a", 1, 2), put("b", 3, 4), get("a", 5, 6)])).toBe("violation");
  });

  it("a stale read after a newer one", () => {
    const history = [put("a", 1, 2), put("b", 3, 10), get("b", 4, 5), get("a", 6, 7)];
    expect(verdict(history)).toBe("violation");
  });

  it("a write that was applied twice", () => {
    expect(verdict([append("a", 1, 2), append("b", 3, 4), get("aba", 5, 6)])).toBe("violation");
  });

  it("a write of unknown outcome that took effect and was taken back", () => {
    const history = [put("a", 1, 2), put("b", 3, null), get("b", 4, 5), get("a", 6, 7)];
    expect(verdict(history)).toBe("violation");
  });

  it("two swaps from the same value that both say yes", () => {
    const history = [
      put("a", 1, 2),
      swap(["a", "b"], true, [3, 6]),
      swap(["a", "c"], true, [4, 5]),
    ];
    expect(verdict(history)).toBe("violation");
  });

  it("a value that nobody wrote, and names the requests to look at", () => {
    const history = [put("a", 1, 2), get("x", 3, 4), get("a", 5, 6)];
    expect(checkLinearizable(history, REGISTER_MODEL)).toEqual({
      kind: "violation",
      partition: "k",
      explained: [history[0]],
      stuck: [history[1]],
    });
  });

  it("one changed answer in a long history of many keys", () => {
    const history = [...Array(300).keys()].flatMap((n): RegisterOperation[] => {
      const key = `k${n % 7}`;
      const value = `v${n}`;
      return [
        {
          call: n * 4,
          return: n * 4 + 1,
          input: { kind: "put", key, value },
          output: { kind: "done" },
        },
        {
          call: n * 4 + 2,
          return: n * 4 + 3,
          input: { kind: "get", key },
          output: { kind: "value", value: n === 250 ? "v243" : value },
        },
      ];
    });
    expect(verdict(history)).toBe("violation");
  });
});

describe("checkLinearizable gives up", () => {
  it("past its budget, and says so", () => {
    const history = [...Array(20).keys()].map((n) => put(`v${n}`, n, 100 + n));
    const judged = checkLinearizable([...history, get("x", 200, 201)], REGISTER_MODEL, {
      stepsMax: 1000,
    });
    expect(judged).toEqual({ kind: "undecided", partition: "k", steps: 1001 });
  });
});

/** Four clients on one register: each request takes effect at one moment between its call and its return, or is never answered. */
function runRegister(draw: (bound: number) => number): readonly RegisterOperation[] {
  const open: ({ call: number; effect: RegisterOutput | null; input: RegisterInput } | null)[] = [
    null,
    null,
    null,
    null,
  ];
  const history: RegisterOperation[] = [];
  let state: string | null = null;
  for (let now = 0; now < 120; now++) {
    const client = draw(open.length);
    const request = open[client];
    if (request === null || request === undefined) {
      const inputs: readonly RegisterInput[] = [
        { kind: "get", key: "k" },
        { kind: "put", key: "k", value: `v${now}` },
        { kind: "delete", key: "k" },
        { kind: "append", key: "k", value: `+${now}` },
        { kind: "compareAndSwap", key: "k", expected: state, value: `s${now}` },
      ];
      open[client] = { call: now, effect: null, input: inputs[draw(inputs.length)]! };
    } else if (request.effect === null) {
      const { input } = request;
      const swaps: boolean = input.kind === "compareAndSwap" && input.expected === state;
      request.effect =
        input.kind === "get"
          ? { kind: "value", value: state }
          : input.kind === "compareAndSwap"
            ? { kind: "swapped", succeeded: swaps }
            : { kind: "done" };
      state =
        input.kind === "put"
          ? input.value
          : input.kind === "delete"
            ? null
            : input.kind === "append"
              ? `${state ?? ""}${input.value}`
              : swaps && input.kind === "compareAndSwap"
                ? input.value
                : state;
    } else {
      const isLost = draw(8) === 0;
      history.push({
        call: request.call,
        return: isLost ? null : now,
        input: request.input,
        output: isLost ? null : request.effect,
      });
      open[client] = null;
    }
  }
  for (const request of open) {
    if (request !== null) {
      history.push({ call: request.call, return: null, input: request.input, output: null });
    }
  }
  return history;
}
