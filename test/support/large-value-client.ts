import { etcdserverpb } from "../../src/gen/proto.js";
import { GrpcChannel } from "./grpc-channel.ts";

const REQUEST_TIMEOUT_MS = 20_000;

/** A client of one member whose values may be of any size. */
export class LargeValueClient {
  readonly #channel: GrpcChannel;

  constructor(options: { readonly address: string }) {
    this.#channel = GrpcChannel.open(options.address);
  }

  /** False where it was not acknowledged: its outcome is unknown. */
  async put(key: string, value: Uint8Array): Promise<boolean> {
    const answer = await this.#channel.unary(
      "/etcdserverpb.KV/Put",
      etcdserverpb.PutRequest.encode({ key: Buffer.from(key), value }).finish(),
      { timeoutMs: REQUEST_TIMEOUT_MS },
    );
    return answer.kind === "answered";
  }

  /** From the member's own state, which may be behind. Null where there is no such key, or no answer. */
  async get(key: string): Promise<Uint8Array | null> {
    const answer = await this.#channel.unary(
      "/etcdserverpb.KV/Range",
      etcdserverpb.RangeRequest.encode({ key: Buffer.from(key), serializable: true }).finish(),
      { timeoutMs: REQUEST_TIMEOUT_MS },
    );
    return answer.kind === "answered"
      ? (etcdserverpb.RangeResponse.decode(answer.message).kvs[0]?.value ?? null)
      : null;
  }

  close(): void {
    this.#channel.close();
  }
}
