/**
 * One request of a history. `call` and `return` are positions in the order in which the observer saw things happen; no two are equal. A request whose outcome
 * is unknown may take effect at any time after its call, or never: its `return` is null, and so is its output.
 */
export interface Operation<Input, Output> {
  readonly call: number;
  readonly return: number | null;
  readonly input: Input;
  readonly output: Output | null;
}

/** A sequential object. States are values: `stateKey` of two is equal exactly when they are. */
export interface Model<State, Input, Output> {
  readonly initial: State;
  /** What `input` leads to, or null where an answer of `output` cannot be. With a null output every answer can be. */
  step(state: State, input: Input, output: Output | null): { readonly state: State } | null;
  stateKey(state: State): string;
  /** Requests of different partitions never see each other's effects: each is checked by itself, which is what makes a long history feasible. */
  partition?(input: Input): string;
}

export type Verdict<Input, Output> =
  | { readonly kind: "linearizable" }
  | {
      readonly kind: "violation";
      readonly partition: string;
      /** The longest order of requests that some sequential run explains, and those that none of them could follow. */
      readonly explained: readonly Operation<Input, Output>[];
      readonly stuck: readonly Operation<Input, Output>[];
    }
  /** The search was given up: this says nothing, and is to be counted as a failure. */
  | { readonly kind: "undecided"; readonly partition: string; readonly steps: number };

export interface CheckOptions {
  /** Steps of the search for one partition. Default 5,000,000. */
  readonly stepsMax?: number;
}

/**
 * Whether some order of the requests that keeps to real time explains all answers: the search of Wing and Gong with Lowe's cache of configurations
 * (requests already ordered, state), partition by partition.
 */
export function checkLinearizable<State, Input, Output>(
  history: readonly Operation<Input, Output>[],
  model: Model<State, Input, Output>,
  options: CheckOptions = {},
): Verdict<Input, Output> {
  const partitions = new Map<string, Operation<Input, Output>[]>();
  for (const operation of history) {
    const name = model.partition?.(operation.input) ?? "";
    const members = partitions.get(name);
    if (members === undefined) {
      partitions.set(name, [operation]);
    } else {
      members.push(operation);
    }
  }
  for (const [partition, operations] of partitions) {
    const verdict = checkPartition(operations, model, {
      partition,
      stepsMax: options.stepsMax ?? 5_000_000,
    });
    if (verdict.kind !== "linearizable") {
      return verdict;
    }
  }
  return { kind: "linearizable" };
}

/** A place in the list of calls and returns that are still open, in real-time order. */
interface Place {
  readonly operation: number;
  /** Null at a return, and at the call of a request that never returned. */
  readonly returned: Place | null;
  readonly isCall: boolean;
  previous: Place | null;
  next: Place | null;
}

function checkPartition<State, Input, Output>(
  operations: readonly Operation<Input, Output>[],
  model: Model<State, Input, Output>,
  options: { readonly partition: string; readonly stepsMax: number },
): Verdict<Input, Output> {
  const { partition, stepsMax } = options;
  const head = listPlaces(operations);
  const required = operations.filter((operation) => operation.return !== null).length;
  const ordered = new OrderedSet(operations.length);
  const seen = new Set<string>();
  const chosen: { readonly place: Place; readonly before: State }[] = [];
  let state = model.initial;
  let requiredOrdered = 0;
  let longest: readonly number[] = [];
  let place = head.next;
  let steps = 0;
  while (requiredOrdered < required) {
    steps += 1;
    if (steps > stepsMax) {
      return { kind: "undecided", partition, steps };
    }
    if (place?.isCall === true) {
      const operation = operations[place.operation]!;
      const after = model.step(state, operation.input, operation.output);
      if (after !== null) {
        ordered.add(place.operation);
        const key = `${ordered.key()}|${model.stateKey(after.state)}`;
        if (!seen.has(key)) {
          seen.add(key);
          chosen.push({ place, before: state });
          if (chosen.length > longest.length) {
            longest = chosen.map((choice) => choice.place.operation);
          }
          state = after.state;
          requiredOrdered += place.returned === null ? 0 : 1;
          lift(place);
          place = head.next;
          continue;
        }
        ordered.delete(place.operation);
      }
      place = place.next;
      continue;
    }
    // A return of a request that is not ordered, or the end: the last choice was wrong.
    const last = chosen.pop();
    if (last === undefined) {
      return {
        kind: "violation",
        partition,
        explained: longest.map((at) => operations[at]!),
        stuck: listStuck(operations, longest),
      };
    }
    state = last.before;
    ordered.delete(last.place.operation);
    requiredOrdered -= last.place.returned === null ? 0 : 1;
    unlift(last.place);
    place = last.place.next;
  }
  return { kind: "linearizable" };
}

function listPlaces<Input, Output>(operations: readonly Operation<Input, Output>[]): Place {
  const places: { readonly at: number; readonly place: Place }[] = [];
  operations.forEach((operation, index) => {
    let returned: Place | null = null;
    if (operation.return !== null) {
      returned = { operation: index, returned: null, isCall: false, previous: null, next: null };
      places.push({ at: operation.return, place: returned });
    }
    const call = { operation: index, returned, isCall: true, previous: null, next: null };
    places.push({ at: operation.call, place: call });
  });
  places.sort((left, right) => left.at - right.at);
  const head: Place = { operation: -1, returned: null, isCall: false, previous: null, next: null };
  let last = head;
  for (const { place } of places) {
    last.next = place;
    place.previous = last;
    last = place;
  }
  return head;
}

function remove(place: Place): void {
  if (place.previous !== null) {
    place.previous.next = place.next;
  }
  if (place.next !== null) {
    place.next.previous = place.previous;
  }
}

/** Undoes `remove`, as long as that was the last one. */
function restore(place: Place): void {
  if (place.previous !== null) {
    place.previous.next = place;
  }
  if (place.next !== null) {
    place.next.previous = place;
  }
}

function lift(call: Place): void {
  remove(call);
  if (call.returned !== null) {
    remove(call.returned);
  }
}

function unlift(call: Place): void {
  if (call.returned !== null) {
    restore(call.returned);
  }
  restore(call);
}

/** Those that were under way or had returned by the time the first unexplained one returned: where a person has to look. */
function listStuck<Input, Output>(
  operations: readonly Operation<Input, Output>[],
  explained: readonly number[],
): readonly Operation<Input, Output>[] {
  const isExplained = new Set(explained);
  const rest = operations.filter((_, index) => !isExplained.has(index));
  const firstReturn = Math.min(...rest.map((operation) => operation.return ?? Infinity));
  return rest.filter((operation) => operation.call < firstReturn);
}

/** Which requests stand in the order so far, as a text that is equal exactly for equal sets. */
class OrderedSet {
  readonly #words: Uint16Array;
  /** Words below are full, so that a long history does not make every key long. */
  #low = 0;
  #high = 0;

  constructor(size: number) {
    this.#words = new Uint16Array(Math.ceil(size / 16) + 1);
  }

  add(index: number): void {
    const word = index >> 4;
    this.#words[word]! |= 1 << (index & 15);
    this.#high = Math.max(this.#high, word);
    while (this.#words[this.#low] === 0xff_ff) {
      this.#low += 1;
    }
  }

  delete(index: number): void {
    const word = index >> 4;
    this.#words[word]! &= ~(1 << (index & 15));
    this.#low = Math.min(this.#low, word);
    while (this.#high > this.#low && this.#words[this.#high] === 0) {
      this.#high -= 1;
    }
  }

  key(): string {
    return `${this.#low}:${String.fromCharCode(...this.#words.subarray(this.#low, this.#high + 1))}`;
  }
}
