// A state machine of one's own, as small as one can be: a total that commands add to, kept in the node's store.
const KEY = Buffer.from("total");

class CounterMachine {
  #store;
  #step;
  #total;
  #index;

  constructor(options, { store }) {
    this.#store = store;
    this.#step = Number(options.step ?? "1");
    const view = store.view();
    this.#total = Number(Buffer.from(view.get(KEY) ?? "0").toString());
    this.#index = view.appliedIndex;
    view.close();
  }

  async apply(commands, batch) {
    const results = commands.map(({ data }) => {
      if (Buffer.from(data).toString() !== "add") {
        return { kind: "rejected", code: "INVALID_ARGUMENT", message: "only add is known" };
      }
      this.#total += this.#step;
      return { kind: "applied", result: Buffer.from(String(this.#total)) };
    });
    batch.write({ op: "put", key: KEY, value: Buffer.from(String(this.#total)) });
    return results;
  }

  applied(index) {
    this.#index = index;
  }

  appliedIndex() {
    return this.#index;
  }

  async query() {
    return Buffer.from(String(this.#total));
  }

  createSnapshot() {
    const total = Buffer.from(String(this.#total));
    return (async function* () {
      yield total;
    })();
  }

  async applySnapshot(chunks, stage) {
    for await (const value of chunks) {
      await stage.write([{ op: "put", key: KEY, value }]);
    }
  }

  installed(index) {
    const view = this.#store.view();
    this.#total = Number(Buffer.from(view.get(KEY) ?? "0").toString());
    this.#index = index;
    view.close();
  }

  async close() {}
}

export const createStateMachine = (options, dependencies) =>
  new CounterMachine(options, dependencies);
