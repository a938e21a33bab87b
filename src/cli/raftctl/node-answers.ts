import { readFile } from "node:fs/promises";
import { status as grpcStatus } from "@grpc/grpc-js";
import type { ServiceError } from "@grpc/grpc-js";
import { AdminClient, AdminError } from "../../operator/admin-client.ts";
import type { RaftCluster } from "../../operator/api-types.ts";
import { NOT_DONE_TRAILER } from "../../server/status.ts";
import { EXIT_CODE } from "../exit-codes.ts";
import { CliError } from "./cli-error.ts";
import type { NodeAnswer } from "./cluster-view.ts";
import { usage } from "./command-line.ts";
import { connectionProblem } from "./connection-problem.ts";
import { hintLine } from "./context.ts";
import type { CommandContext } from "./context.ts";
import { parseEndpoints } from "./kv.ts";
import { adminEndpoints, findCluster } from "./local-clusters.ts";
import type { AdminEndpoint } from "./local-clusters.ts";

/** Asks every one of them at the same time; one that does not answer is part of the answer. */
export async function askNodes(
  endpoints: readonly AdminEndpoint[],
  options: { readonly deadlineMs: number; readonly signal: AbortSignal },
): Promise<readonly NodeAnswer[]> {
  const admin = new AdminClient();
  const answers = endpoints.map(async (endpoint): Promise<NodeAnswer> => {
    try {
      return { endpoint, status: await admin.status(endpoint, options), problem: "" };
    } catch (error) {
      options.signal.throwIfAborted();
      if (error instanceof AdminError) {
        return { endpoint, status: null, problem: await problemOf(error) };
      }
      throw error;
    }
  });
  return Promise.all(answers);
}

/** In words about the node; what the transport says of itself helps nobody. */
async function problemOf(error: AdminError): Promise<string> {
  const { cause, detail } = error;
  if (detail.code !== "UNREACHABLE" || !isServiceError(cause)) {
    return error.message;
  }
  switch (cause.code) {
    case grpcStatus.UNAVAILABLE:
      return cause.metadata.get(NOT_DONE_TRAILER).length > 0
        ? `${detail.address} answers: ${cause.details}`
        : ((await connectionProblem(detail.address)) ??
            `the connection to ${detail.address} broke: ${cause.details}`);
    case grpcStatus.DEADLINE_EXCEEDED:
      return `no answer in time from ${detail.address}`;
    default:
      return error.message;
  }
}

function isServiceError(cause: unknown): cause is ServiceError {
  return cause instanceof Error && "code" in cause && "details" in cause && "metadata" in cause;
}

/** The advice is for nodes that did not answer. */
export function describeAll(answers: readonly NodeAnswer[], advice: string): string {
  const isAway = answers.some(({ status }) => status === null);
  const sentences = answers
    .map(({ endpoint, status, problem }) => {
      const what =
        status === null ? problem : status.state === "Unassigned" ? "unassigned" : "follows";
      return `${endpoint.name}: ${what}`;
    })
    .join("; ");
  return isAway && advice !== "" ? `${sentences}; ${advice}` : sentences;
}

/** Who is to be asked. */
export interface Asked {
  /** The cluster's, or a sign for the endpoints that were given. */
  readonly name: string;
  readonly endpoints: readonly AdminEndpoint[];
  /** Null where only endpoints are known. */
  readonly resource: RaftCluster | null;
  /** What to do where they do not answer; empty where nothing is known of them. */
  readonly advice: string;
}

/** @throws CliError where there is no such cluster, or its endpoints are told in a wrong way. */
export async function askedOf(context: CommandContext): Promise<Asked> {
  const { command } = context;
  const given = command.values.get("admin-endpoint");
  const tokenFile = command.values.get("admin-token-file");
  if (given === undefined) {
    if (tokenFile !== undefined) {
      throw usage("--admin-token-file is for --admin-endpoint, which is missing");
    }
    const cluster = await findCluster(context);
    const advice =
      cluster.runBy === null
        ? `the cluster is stopped: start it with ${hintLine(context, "local up -f FILE")}`
        : `process ${cluster.runBy} runs the cluster and says why`;
    return {
      name: cluster.key.name,
      endpoints: await adminEndpoints(cluster),
      resource: cluster.resource,
      advice,
    };
  }
  if (tokenFile === undefined) {
    throw usage(
      "--admin-endpoint needs --admin-token-file: the admin port answers nobody without the token",
    );
  }
  const token = await readTokenFile(tokenFile);
  const endpoints = parseEndpoints("--admin-endpoint", given).map((address) => ({
    name: address,
    address,
    peerAddress: null,
    token,
  }));
  return { name: "cluster", endpoints, resource: null, advice: "" };
}

/** @throws CliError where there is nobody to ask. */
export function requirePods(asked: Asked): Asked {
  if (asked.endpoints.length === 0) {
    throw new CliError(
      `the cluster has no pods: nobody to ask; ${asked.advice}`,
      EXIT_CODE.unavailable,
    );
  }
  return asked;
}

async function readTokenFile(path: string): Promise<string> {
  try {
    return (await readFile(path, "utf8")).trim();
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") {
      throw new CliError(`--admin-token-file: no file ${path}`, EXIT_CODE.configuration, {
        cause: error,
      });
    }
    const reason = error instanceof Error ? error.message : String(error);
    throw new CliError(`--admin-token-file cannot be read: ${reason}`, EXIT_CODE.configuration, {
      cause: error,
    });
  }
}
