import { Buffer } from "node:buffer";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { encodeOpenSession } from "../../../src/state-machine/sessions/session-envelope.ts";
import { assertNever } from "../../../src/utils/assert.ts";
import { request, SessionDriver, showResult } from "../../support/session-driver.ts";

const LIMITS = { sessionsMax: 3, sessionResultsMax: 3, resultsMax: 6 };

type Step =
  | { readonly kind: "open" }
  | { readonly kind: "plain"; readonly text: string }
  | {
      readonly kind: "request";
      /** Which of the sessions that were ever opened. */
      readonly session: number;
      readonly sequence: number;
      readonly acknowledged: number;
    };

const steps: fc.Arbitrary<Step> = fc.oneof(
  { weight: 2, arbitrary: fc.constant({ kind: "open" } as const) },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant("plain" as const), text: fc.constantFrom("p", "no") }),
  },
  {
    weight: 8,
    arbitrary: fc
      .record({
        kind: fc.constant("request" as const),
        session: fc.nat({ max: 5 }),
        sequence: fc.integer({ min: 1, max: 6 }),
        acknowledged: fc.nat({ max: 5 }),
      })
      .map((step) => ({ ...step, acknowledged: Math.min(step.acknowledged, step.sequence - 1) })),
  },
);

interface ModelSession {
  lastIndex: number;
  acknowledged: number;
  readonly answers: Map<number, string>;
}

/** The rules of sessions with no thought of batches, rows or cost. */
class SessionModel {
  readonly opened: number[] = [];
  readonly applied: string[] = [];
  readonly #sessions = new Map<number, ModelSession>();
  #index = 0;

  apply(step: Step): string {
    this.#index += 1;
    switch (step.kind) {
      case "open":
        this.#evict((others) => others.length >= LIMITS.sessionsMax, null);
        this.#sessions.set(this.#index, {
          lastIndex: this.#index,
          acknowledged: 0,
          answers: new Map(),
        });
        this.opened.push(this.#index);
        return `opened ${this.#index}`;
      case "plain":
        return this.#tally(step.text);
      case "request":
        return this.#request(step);
      default:
        return assertNever(step);
    }
  }

  #request(step: Extract<Step, { readonly kind: "request" }>): string {
    const id = this.opened[step.session % Math.max(1, this.opened.length)] ?? 1_000_000;
    const session = this.#sessions.get(id);
    if (session === undefined) {
      return "not known";
    }
    session.lastIndex = this.#index;
    session.acknowledged = Math.max(session.acknowledged, step.acknowledged);
    for (const sequence of session.answers.keys()) {
      if (sequence <= session.acknowledged) {
        session.answers.delete(sequence);
      }
    }
    if (step.sequence <= session.acknowledged) {
      return "was acknowledged";
    }
    const known = session.answers.get(step.sequence);
    if (known !== undefined) {
      return known;
    }
    if (session.answers.size >= LIMITS.sessionResultsMax) {
      return "not acknowledged";
    }
    const answer = this.#tally(`${id}/${step.sequence}`);
    session.answers.set(step.sequence, answer);
    const total = (): number =>
      [...this.#sessions.values()].reduce((sum, { answers }) => sum + answers.size, 0);
    this.#evict(() => total() > LIMITS.resultsMax, id);
    return answer;
  }

  #evict(isTooMany: (sessions: readonly ModelSession[]) => boolean, except: number | null): void {
    while (isTooMany([...this.#sessions.values()])) {
      const [idlest] = Array.from(this.#sessions)
        .filter(([id]) => id !== except)
        .sort(([, left], [, right]) => left.lastIndex - right.lastIndex);
      this.#sessions.delete(idlest![0]);
    }
  }

  #tally(text: string): string {
    if (text === "no") {
      return "OUT_OF_RANGE: asked to";
    }
    this.applied.push(text);
    return String(this.applied.length);
  }
}

describe("client sessions", () => {
  it.each([1, 2, 3, Number.POSITIVE_INFINITY])(
    "apply each request once, as the model does, where the machine takes %d commands at a time",
    async (batchCommandsMax) => {
      const actions = fc.oneof(
        { weight: 6, arbitrary: fc.array(steps, { minLength: 1, maxLength: 12 }) },
        { weight: 1, arbitrary: fc.constant("restart" as const) },
        { weight: 1, arbitrary: fc.constant("move" as const) },
      );
      await fc.assert(
        fc.asyncProperty(fc.array(actions, { maxLength: 12 }), async (run) => {
          const model = new SessionModel();
          const driver = new SessionDriver({ limits: LIMITS, batchCommandsMax });
          for (const action of run) {
            if (action === "restart") {
              driver.restart();
            } else if (action === "move") {
              await driver.move();
            } else {
              const expected: string[] = [];
              const data = action.map((step) => {
                const bytes = encodeStep(step, model);
                expected.push(model.apply(step));
                return bytes;
              });
              const results = (await driver.apply(data)).map(showResult);
              results.forEach((result, at) => expectLike(result, expected[at]!));
            }
            expect(driver.tally.commands()).toEqual(model.applied);
          }
        }),
        { numRuns: 60 },
      );
    },
  );
});

/** To be called before the model takes the step: it names sessions by what was opened until then. */
function encodeStep(step: Step, model: SessionModel): Uint8Array {
  switch (step.kind) {
    case "open":
      return encodeOpenSession();
    case "plain":
      return Buffer.from(step.text);
    case "request": {
      const { opened } = model;
      const id = opened[step.session % Math.max(1, opened.length)] ?? 1_000_000;
      return request(id, step.sequence, `${id}/${step.sequence}`, step.acknowledged);
    }
    default:
      return assertNever(step);
  }
}

function expectLike(result: string, expected: string): void {
  if (/^(not known|was acknowledged|not acknowledged)$/.test(expected)) {
    expect(result).toContain(expected);
  } else if (expected.startsWith("opened ")) {
    expect(Buffer.from(result)).toEqual(
      Buffer.concat([Buffer.of(1), Buffer.of(Number(expected.slice(7)))]),
    );
  } else {
    expect(result).toBe(expected);
  }
}
