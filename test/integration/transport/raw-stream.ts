import { Http2Dialer } from "../../../src/transport/http2-dialer.ts";
import type { Hello } from "../../../src/transport/hello.ts";
import type { PeerCall, PeerMethod } from "../../../src/transport/peer-dialer.ts";
import { encodeMessagesHello, encodeSnapshotHello } from "../../../src/transport/stream-codec.ts";
import type { TransportError } from "../../../src/transport/transport-error.ts";
import { type GrpcPeer, TEST_TOKEN, untilReal } from "../../support/grpc-network.ts";

/** A caller that may say anything: whatever a broken or hostile peer would. */
export class RawStream {
  readonly answers: Uint8Array[] = [];
  /** Undefined while it is open; null where it ended well. */
  outcome: TransportError | null | undefined = undefined;
  readonly #call: PeerCall;

  constructor(
    target: GrpcPeer,
    options: { readonly method?: PeerMethod; readonly authorization?: string } = {},
  ) {
    const dialer = new Http2Dialer({ authorization: () => options.authorization ?? TEST_TOKEN });
    this.#call = dialer.open(
      { address: `127.0.0.1:${target.port}`, method: options.method ?? "Messages" },
      {
        answered: (bytes) => this.answers.push(bytes),
        ended: (error) => {
          this.outcome = error;
        },
      },
    );
  }

  write(bytes: Uint8Array): this {
    this.#call.write(bytes, () => undefined);
    return this;
  }

  end(): this {
    this.#call.end();
    return this;
  }

  cancel(): void {
    this.#call.cancel();
  }

  async accepted(): Promise<this> {
    await untilReal(() => this.answers.length > 0 || this.outcome !== undefined);
    if (this.outcome !== undefined) {
      throw new Error(`it was not accepted: ${this.outcome?.message ?? "ended"}`);
    }
    return this;
  }

  /** gRPC's code and the sentence of how it ended. */
  async refusal(): Promise<{ readonly grpcCode: number; readonly message: string }> {
    await untilReal(() => this.outcome !== undefined);
    const error = this.outcome;
    if (error?.detail.code !== "CALL_FAILED") {
      throw new Error("it was not refused");
    }
    return { grpcCode: error.detail.grpcCode, message: error.message };
  }
}

let epoch = 1_000;

/** Of node 1 to the target, as it should be where nothing else is said. */
export function helloTo(target: GrpcPeer, changes: Partial<Hello> = {}): Hello {
  epoch += 1;
  return {
    clusterId: "cluster-1",
    from: { nodeId: 1, address: "127.0.0.1:1", storeId: "store-1" },
    toNodeId: target.peer.nodeId,
    toStoreId: target.peer.storeId,
    versions: { min: 1, max: 1 },
    epoch,
    ...changes,
  };
}

export function openMessages(target: GrpcPeer, changes: Partial<Hello> = {}): RawStream {
  return new RawStream(target).write(encodeMessagesHello(helloTo(target, changes)));
}

export function openSnapshot(target: GrpcPeer, changes: Partial<Hello> = {}): RawStream {
  return new RawStream(target, { method: "SendSnapshot" }).write(
    encodeSnapshotHello(helloTo(target, changes)),
  );
}
