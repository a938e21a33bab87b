/** `node client.js HOST:PORT add NAME AMOUNT` or `node client.js HOST:PORT read [NAME]`: a program that uses the counters. */
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { credentials, loadPackageDefinition, status } from "@grpc/grpc-js";
import { loadSync } from "@grpc/proto-loader";

/** The package's own copy; a program elsewhere takes one along. */
const PROTO = fileURLToPath(
  new URL("proto/raft/v1/client.proto", import.meta.resolve("raftcluster")),
);
const CALL_MS = 5000;
const TRIES_MAX = 20;
/** The proposal did not happen, or nobody knows whether it did. */
const ASK_AGAIN = [status.UNAVAILABLE, status.UNKNOWN, status.DEADLINE_EXCEEDED];

/**
 * @typedef {{ readonly clientId: string, readonly result: Uint8Array }} Answer what an RPC of raft.v1.Client answers, the fields of all of them
 * @typedef {(error: import("@grpc/grpc-js").ServiceError | null, answer: Answer) => void} Done
 * @typedef {(request: object, options: { readonly deadline: number }, done: Done) => void} Method
 * @typedef {{ openSession: Method, propose: Method, query: Method, close(): void }} Stub
 * @typedef {{ raft: { v1: { Client: new (...args: unknown[]) => Stub } } }} Made
 */

/** A client of the counters. */
class Counters {
  #client;

  /** @param {string} address */
  constructor(address) {
    /** @type {unknown} */
    const made = loadPackageDefinition(loadSync(PROTO, { longs: String }));
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- what is made at run time has no types before it
    const { raft } = /** @type {Made} */ (made);
    this.#client = new raft.v1.Client(address, credentials.createInsecure());
  }

  /**
   * Adds once, however often it has to ask: what is asked again in the same session under the same number is answered, not applied again.
   *
   * @param {string} name
   * @param {number} amount
   */
  async add(name, amount) {
    const { clientId } = await this.#ask("openSession", {});
    const data = Buffer.from(`add ${name} ${amount}`);
    return text((await this.#ask("propose", { clientId, sequence: 1, data })).result);
  }

  /** @param {string} name */
  async read(name) {
    return text((await this.#ask("query", { data: Buffer.from(name) })).result);
  }

  close() {
    this.#client.close();
  }

  /**
   * Asks again while a leader is elected or a member is away.
   *
   * @param {"openSession" | "propose" | "query"} method
   * @param {object} request
   * @returns {Promise<Answer>}
   */
  async #ask(method, request) {
    for (let triesLeft = TRIES_MAX; ; triesLeft--) {
      const { error, answer } = await this.#call(method, request);
      if (error === null) {
        return answer;
      }
      if (triesLeft <= 1 || !ASK_AGAIN.includes(error.code)) {
        throw error;
      }
      await sleep(500);
    }
  }

  /**
   * @param {"openSession" | "propose" | "query"} method
   * @param {object} request
   * @returns {Promise<{ readonly error: import("@grpc/grpc-js").ServiceError | null, readonly answer: Answer }>}
   */
  #call(method, request) {
    return new Promise((resolve) => {
      const deadline = Date.now() + CALL_MS;
      this.#client[method](request, { deadline }, (error, answer) => resolve({ error, answer }));
    });
  }
}

const text = (/** @type {Uint8Array} */ bytes) => Buffer.from(bytes).toString();

const [address = "", action, name = "", amount = "1"] = process.argv.slice(2);
const counters = new Counters(address);
try {
  if (action === "add") {
    console.log(await counters.add(name, Number(amount)));
  } else if (action === "read") {
    console.log(await counters.read(name));
  } else {
    throw new Error(
      "node client.js HOST:PORT add NAME AMOUNT, or node client.js HOST:PORT read [NAME]",
    );
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
} finally {
  counters.close();
}
