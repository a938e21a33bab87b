import { raft } from "../gen/proto.js";
import type { ProposalResult } from "../node.ts";
import type { Clock } from "../utils/clock.ts";
import type { NodeAccess } from "./node-access.ts";
import { ProposalStream } from "./proposal-stream.ts";
import { type RangeBudget, RangeBudgetError } from "./range-budget.ts";
import {
  type RpcContext,
  type RpcService,
  checkInteger,
  streamMethod,
  unaryMethod,
} from "./rpc.ts";
import { RPC_CODE } from "./rpc-error.ts";
import { rejectionError, toRpcError } from "./status.ts";

export interface ClientServiceOptions {
  readonly requestTimeoutMs: number;
  readonly streamProposalsMax: number;
}

export interface ClientServiceDependencies {
  readonly access: NodeAccess;
  readonly clock: Clock;
  /** Null where nobody knows what a machine's answer to a query may take while it is read. */
  readonly queryBudget: { readonly budget: RangeBudget; readonly readBytesMax: number } | null;
}

const { ProposeRequest, ProposeResponse, QueryRequest, QueryResponse } = raft.v1;

/** `raft.v1.Client`: bytes for any state machine. */
export function createClientService(
  options: ClientServiceOptions,
  dependencies: ClientServiceDependencies,
): RpcService {
  const propose = async (
    request: raft.v1.ProposeRequest,
    deadlineMs: number,
  ): Promise<raft.v1.ProposeResponse.$Shape> => {
    try {
      const sequence = checkInteger(request.sequence, "sequence");
      const { node } = dependencies.access.running();
      const outcome = await node.propose(request.data, { deadlineMs });
      return { sequence, index: outcome.index, term: outcome.term, result: appliedResult(outcome) };
    } catch (error) {
      throw toRpcError(error, "raft");
    }
  };

  const proposeOnStream = async (
    request: raft.v1.ProposeRequest,
    deadlineMs: number,
  ): Promise<raft.v1.ProposeResponse.$Shape> => {
    try {
      return await propose(request, deadlineMs);
    } catch (error) {
      const { code, message } = toRpcError(error, "raft");
      // A sequence that is no safe integer cannot be copied back; it is the one thing that ends the stream.
      if (code === RPC_CODE.INVALID_ARGUMENT && !Number.isSafeInteger(request.sequence)) {
        throw error;
      }
      return { sequence: request.sequence, code, message };
    }
  };

  const stream = (
    requests: AsyncIterable<raft.v1.ProposeRequest>,
    context: RpcContext,
  ): AsyncIterable<raft.v1.ProposeResponse.$Shape> =>
    new ProposalStream<raft.v1.ProposeRequest, raft.v1.ProposeResponse.$Shape>(
      { inFlightMax: options.streamProposalsMax },
      {
        requests,
        stopping: context.stopping,
        propose: async (request) =>
          await proposeOnStream(
            request,
            Math.min(context.deadlineMs, dependencies.clock.now() + options.requestTimeoutMs),
          ),
      },
    ).answers();

  return {
    name: "raft.v1.Client",
    methods: [
      unaryMethod(
        { name: "Propose", request: ProposeRequest, response: ProposeResponse },
        async (request, context) => await propose(request, context.deadlineMs),
      ),
      streamMethod(
        { name: "ProposeStream", request: ProposeRequest, response: ProposeResponse },
        stream,
      ),
      unaryMethod(
        { name: "Query", request: QueryRequest, response: QueryResponse },
        async (request, context) => await query(request, context, dependencies),
      ),
    ],
  };
}

function appliedResult({ result }: ProposalResult): Uint8Array {
  if (result.kind === "rejected") {
    throw rejectionError(result.code, result.message);
  }
  return result.result;
}

async function query(
  request: raft.v1.QueryRequest,
  context: RpcContext,
  { access, queryBudget }: Pick<ClientServiceDependencies, "access" | "queryBudget">,
): Promise<raft.v1.QueryResponse.$Shape> {
  try {
    const { node, stateMachine } = access.running();
    const index = request.serializable
      ? stateMachine.appliedIndex()
      : await node.read({ deadlineMs: context.deadlineMs });
    const reservation = await queryBudget?.budget.acquire(queryBudget.readBytesMax, context);
    if (reservation !== undefined) {
      context.onEnd(() => reservation.release());
    }
    const result = await stateMachine.query(request.data, { signal: context.signal });
    reservation?.resize(result.byteLength);
    return { index, result };
  } catch (error) {
    if (context.signal.aborted && !(error instanceof RangeBudgetError)) {
      // A machine may throw what it likes for an aborted signal: why it was aborted is known here.
      throw toRpcError(context.signal.reason, "raft");
    }
    throw toRpcError(error, "raft");
  }
}
