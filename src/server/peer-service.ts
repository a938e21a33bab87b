import type { GrpcTransport } from "../transport/grpc-transport.ts";
import type { PeerCallContext } from "../transport/peer-requests.ts";
import { TransportError, type TransportErrorDetail } from "../transport/transport-error.ts";
import { assertNever } from "../utils/assert.ts";
import type { RpcContext, RpcMethod, RpcService } from "./rpc.ts";
import { RPC_CODE, type RpcCode, RpcError } from "./rpc-error.ts";

export interface PeerServiceDependencies {
  /** @throws RpcError UNAVAILABLE while this process has no identity or starts. */
  readonly transport: () => Pick<GrpcTransport, "serveMessages" | "serveSnapshot">;
}

type Serve = (
  requests: AsyncIterable<Uint8Array>,
  context: PeerCallContext,
) => AsyncIterable<Uint8Array>;

/** `raft.v1.Transport`: the peer port's calls are the transport's, who decodes them itself. */
export function createPeerService(dependencies: PeerServiceDependencies): RpcService {
  const method = (name: string, serve: () => Serve): RpcMethod => ({
    kind: "stream",
    name,
    async *call(requests, context: RpcContext): AsyncIterable<Uint8Array> {
      try {
        yield* serve()(requests, context);
      } catch (error) {
        throw error instanceof TransportError
          ? new RpcError(transportStatus(error.detail), error.message, { cause: error })
          : error;
      }
    },
  });
  return {
    name: "raft.v1.Transport",
    methods: [
      method("Messages", () => {
        const transport = dependencies.transport();
        return (requests, context) => transport.serveMessages(requests, context);
      }),
      method("SendSnapshot", () => {
        const transport = dependencies.transport();
        return (requests, context) => transport.serveSnapshot(requests, context);
      }),
    ],
  };
}

function transportStatus(detail: TransportErrorDetail): RpcCode {
  switch (detail.code) {
    case "MALFORMED":
      return RPC_CODE.INVALID_ARGUMENT;
    case "WRONG_IDENTITY":
    case "REMOVED":
    case "STALE_STREAM":
      return RPC_CODE.FAILED_PRECONDITION;
    case "NEWER_FORMAT":
      return RPC_CODE.UNIMPLEMENTED;
    case "NOT_RUNNING":
    case "CALL_FAILED":
      return RPC_CODE.UNAVAILABLE;
    case "SUPERSEDED":
    case "SNAPSHOT_FAILED":
      return RPC_CODE.ABORTED;
    case "SILENT":
      return RPC_CODE.DEADLINE_EXCEEDED;
    case "TOO_MANY":
      return RPC_CODE.RESOURCE_EXHAUSTED;
    default:
      return assertNever(detail);
  }
}
