import { RaftError } from "../core/errors.ts";
import type { NodeStatus } from "../node.ts";
import type { RpcContext, RpcMethod, RpcService } from "./rpc.ts";
import { toRpcError } from "./status.ts";

/** Metadata of etcd's clients (`clientv3.WithRequireLeader`): whoever knows no leader is to say so at once, so that the client asks another member. */
const REQUIRE_LEADER_HEADER = "hasleader";

/**
 * The same service for etcd's clients: a call that requires a leader is refused at once, UNAVAILABLE, where this node knows none. Any other call waits for
 * one until its deadline.
 */
export function honorLeaderRequirement(
  service: RpcService,
  dependencies: {
    readonly access: { running(): { readonly node: { status(): Pick<NodeStatus, "leader"> } } };
  },
): RpcService {
  const isRefused = (context: RpcContext): boolean =>
    context.header(REQUIRE_LEADER_HEADER) === "true" &&
    dependencies.access.running().node.status().leader === null;
  const guarded = (method: RpcMethod): RpcMethod =>
    method.kind === "stream"
      ? method
      : {
          kind: "unary",
          name: method.name,
          // No promise of its own for the many that require nothing.
          call: (request, context) =>
            isRefused(context)
              ? Promise.reject(
                  toRpcError(
                    new RaftError("this node knows no leader, and the request requires one", {
                      code: "NOT_LEADER",
                      leader: null,
                    }),
                    "etcd",
                  ),
                )
              : method.call(request, context),
        };
  return { name: service.name, methods: service.methods.map(guarded) };
}
