/** Holds whoever waits until it is opened. */
export class Gate {
  #open: () => void = () => undefined;
  readonly #opened: Promise<void>;
  waitingCount = 0;

  constructor() {
    this.#opened = new Promise((resolve) => {
      this.#open = resolve;
    });
  }

  async wait(): Promise<void> {
    this.waitingCount += 1;
    await this.#opened;
  }

  open(): void {
    this.#open();
  }
}

/** What has become of a promise, without waiting for it. */
export function observe<T>(promise: Promise<T>): { state: "pending" | "resolved" | "rejected" } {
  const observed: { state: "pending" | "resolved" | "rejected" } = { state: "pending" };
  promise.then(
    () => {
      observed.state = "resolved";
    },
    () => {
      observed.state = "rejected";
    },
  );
  return observed;
}
