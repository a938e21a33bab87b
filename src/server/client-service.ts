import { RaftError } from "../core/errors.ts";
import { raft } from "../gen/proto.js";
import type { ProposalResult } from "../node.ts";
import {
  decodeOpenResult,
  encodeOpenSession,
  encodePlainProposal,
  encodeSessionProposal,
} from "../state-machine/sessions/session-envelope.ts";
import type { StateMachine } from "../state-machine/types.ts";
import type { Clock } from "../utils/clock.ts";
import type { NodeAccess, NodePort } from "./node-access.ts";
import { ProposalStream } from "./proposal-stream.ts";
import { type RangeBudget, RangeBudgetError } from "./range-budget.ts";
import {
  type RpcContext,
  type RpcService,
  checkInteger,
  streamMethod,
  unaryMethod,
} from "./rpc.ts";
import { RPC_CODE, RpcError } from "./rpc-error.ts";
import { LEADER_ADDRESS_TRAILER, rejectionError, toRpcError } from "./status.ts";

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

const {
  OpenSessionRequest,
  OpenSessionResponse,
  ProposeRequest,
  ProposeResponse,
  QueryRequest,
  QueryResponse,
} = raft.v1;

/** `raft.v1.Client`: bytes for any state machine. */
export function createClientService(
  options: ClientServiceOptions,
  dependencies: ClientServiceDependencies,
): RpcService {
  return {
    name: "raft.v1.Client",
    methods: [
      unaryMethod(
        { name: "OpenSession", request: OpenSessionRequest, response: OpenSessionResponse },
        async (_request, context) => await openSession(context.deadlineMs, dependencies),
      ),
      unaryMethod(
        { name: "Propose", request: ProposeRequest, response: ProposeResponse },
        async (request, context) => await propose(request, context.deadlineMs, dependencies),
      ),
      streamMethod(
        { name: "ProposeStream", request: ProposeRequest, response: ProposeResponse },
        (requests, context) => proposeStream(requests, context, { options, dependencies }),
      ),
      unaryMethod(
        { name: "Query", request: QueryRequest, response: QueryResponse },
        async (request, context) => await query(request, context, dependencies),
      ),
    ],
  };
}

/** A repeated call opens another session, so that one whose outcome is unknown costs nothing but a place. */
async function openSession(
  deadlineMs: number,
  { access }: ClientServiceDependencies,
): Promise<raft.v1.OpenSessionResponse.$Shape> {
  try {
    const { node, stateMachine } = access.running();
    checkSessionsKept(stateMachine);
    const outcome = await node.propose(encodeOpenSession(), { deadlineMs });
    return { clientId: decodeOpenResult(appliedResult(outcome)) };
  } catch (error) {
    throw toRpcError(error, "raft");
  }
}

async function propose(
  request: raft.v1.ProposeRequest,
  deadlineMs: number,
  { access }: ClientServiceDependencies,
): Promise<raft.v1.ProposeResponse.$Shape> {
  try {
    const sequence = checkInteger(request.sequence, "sequence");
    const { node, stateMachine } = access.running();
    const data = toProposal(request, stateMachine);
    if (request.requireLeader) {
      checkLeader(node);
    }
    const outcome = await node.propose(data, { deadlineMs });
    return { sequence, index: outcome.index, term: outcome.term, result: appliedResult(outcome) };
  } catch (error) {
    throw toRpcError(error, "raft");
  }
}

function proposeStream(
  requests: AsyncIterable<raft.v1.ProposeRequest>,
  context: RpcContext,
  service: {
    readonly options: ClientServiceOptions;
    readonly dependencies: ClientServiceDependencies;
  },
): AsyncIterable<raft.v1.ProposeResponse.$Shape> {
  const { options, dependencies } = service;
  return new ProposalStream<raft.v1.ProposeRequest, raft.v1.ProposeResponse.$Shape>(
    { inFlightMax: options.streamProposalsMax },
    {
      requests,
      stopping: context.stopping,
      propose: async (request) => {
        const ownDeadlineMs = dependencies.clock.now() + options.requestTimeoutMs;
        const deadlineMs = Math.min(context.deadlineMs, ownDeadlineMs);
        try {
          return await propose(request, deadlineMs, dependencies);
        } catch (error) {
          return failedOnStream(request, error);
        }
      },
    },
  ).answers();
}

/** The answer that says it. A sequence that is no safe integer cannot be copied back; it is the one thing that ends the stream. */
function failedOnStream(
  request: raft.v1.ProposeRequest,
  error: unknown,
): raft.v1.ProposeResponse.$Shape {
  const { code, message } = toRpcError(error, "raft");
  if (code === RPC_CODE.INVALID_ARGUMENT && !Number.isSafeInteger(request.sequence)) {
    throw error;
  }
  return { sequence: request.sequence, code, message };
}

/** @throws RpcError INVALID_ARGUMENT that names the field, UNIMPLEMENTED. */
function toProposal(request: raft.v1.ProposeRequest, stateMachine: StateMachine): Uint8Array {
  const clientId = checkInteger(request.clientId, "client_id");
  const acknowledged = checkInteger(request.acknowledged, "acknowledged");
  const { sequence, data } = request;
  if (clientId === 0) {
    if (acknowledged !== 0) {
      throw new RpcError(
        RPC_CODE.INVALID_ARGUMENT,
        `acknowledged ${acknowledged} needs the client_id of a session, see OpenSession`,
      );
    }
    return stateMachine.keepsOwnStore === true ? data : encodePlainProposal(data);
  }
  checkSessionsKept(stateMachine);
  if (acknowledged >= sequence) {
    throw new RpcError(
      RPC_CODE.INVALID_ARGUMENT,
      `sequence of a session's request must be at least 1 and above acknowledged, found ${sequence} with acknowledged ${acknowledged}`,
    );
  }
  if (data.length === 0) {
    throw new RpcError(RPC_CODE.INVALID_ARGUMENT, "data needs at least one byte");
  }
  return encodeSessionProposal({ clientId, sequence, acknowledged }, data);
}

function checkSessionsKept(stateMachine: StateMachine): void {
  if (stateMachine.keepsOwnStore === true) {
    throw new RpcError(
      RPC_CODE.UNIMPLEMENTED,
      "this cluster's state machine keeps a store of its own, so there are no client sessions: propose with client_id 0, and read back before you repeat",
    );
  }
}

/** Leadership may go in the next moment: then the proposal is forwarded after all. */
function checkLeader(node: NodePort): void {
  const { leader, nodeId, memberBook } = node.status();
  if (leader === nodeId) {
    return;
  }
  const address = memberBook.members.find((member) => member.nodeId === leader)?.address;
  const message =
    leader === null
      ? "no leader is known at the moment: try again later"
      : `node ${nodeId} does not lead: ask node ${leader}${address === undefined ? "" : `, whose peers know it as ${address}`}`;
  const error = toRpcError(new RaftError(message, { code: "NOT_LEADER", leader }), "raft");
  throw new RpcError(error.code, message, {
    trailers: {
      ...error.trailers,
      ...(address === undefined ? {} : { [LEADER_ADDRESS_TRAILER]: address }),
    },
  });
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
