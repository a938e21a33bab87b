import { readFile } from "node:fs/promises";
import { status as grpcStatus } from "@grpc/grpc-js";
import { AdminClient, AdminError } from "../../operator/admin-client.ts";
import type { AssignedNodeStatus, NodeStatus } from "../../operator/admin-client.ts";
import { EXIT_CODE, type ExitCode } from "../exit-codes.ts";
import { CliError } from "./cli-error.ts";
import { usage } from "./command-line.ts";
import { hintLine } from "./context.ts";
import type { CommandContext } from "./context.ts";
import { parseEndpoints, timeoutMs } from "./kv.ts";
import { adminEndpoints, findCluster } from "./local-clusters.ts";
import type { AdminEndpoint } from "./local-clusters.ts";
import { table } from "./terminal.ts";

interface NodeAnswer {
  readonly endpoint: AdminEndpoint;
  /** Null where it did not answer; `problem` says why. */
  readonly status: NodeStatus | null;
  readonly problem: string;
}

export async function memberList(context: CommandContext): Promise<ExitCode> {
  const { command, terminal } = context;
  const { answers, advice } = await askAll(context);
  const leader = leaderOf(answers);
  if (leader === null) {
    throw new CliError(
      `no node leads, so nobody knows the committed members: ${describeAll(answers, advice)}`,
      EXIT_CODE.unavailable,
    );
  }
  const members = leader.members.map((member) => ({
    nodeID: String(member.nodeId),
    role: member.role,
    leader: member.nodeId === leader.nodeId,
    address: member.address,
    storeID: member.storeId,
    matchIndex: member.matchIndex,
  }));
  if (command.flags.has("json")) {
    const { clusterId, configurationIndex } = leader;
    terminal.out(JSON.stringify({ clusterID: clusterId, configurationIndex, members }));
    return EXIT_CODE.ok;
  }
  const rows = members.map((member) => [
    member.nodeID,
    member.leader ? "Leader" : member.role,
    member.address,
    String(member.matchIndex),
    member.storeID,
  ]);
  for (const line of table([["NODE", "ROLE", "PEER ADDRESS", "MATCH", "STORE"], ...rows])) {
    terminal.out(line);
  }
  return EXIT_CODE.ok;
}

interface Answers extends Pick<Asked, "advice"> {
  readonly answers: readonly NodeAnswer[];
}

/** Exit code 0 only where every node answers and is ready. */
export async function status(context: CommandContext): Promise<ExitCode> {
  const { command, terminal } = context;
  const { answers, advice } = await askAll(context);
  const isGood = answers.every(({ status }) => status?.state === "Assigned" && status.ready);
  if (command.flags.has("json")) {
    const nodes = answers.map(({ endpoint, status, problem }) => ({
      name: endpoint.name,
      address: endpoint.address,
      ...(status === null ? { state: "Unreachable", problem } : status),
    }));
    terminal.out(JSON.stringify(nodes));
  } else {
    const head = ["NAME", "STATE", "NODE", "ROLE", "TERM", "COMMIT", "APPLIED", "READY"];
    for (const line of table([head, ...answers.map(statusRow)])) {
      terminal.out(line);
    }
  }
  const away = answers.filter(({ status }) => status === null);
  if (away.length > 0) {
    terminal.note(describeAll(away, advice));
    return EXIT_CODE.unavailable;
  }
  return isGood ? EXIT_CODE.ok : EXIT_CODE.failure;
}

function statusRow({ endpoint, status }: NodeAnswer): readonly string[] {
  if (status === null) {
    return [endpoint.name, "Unreachable"];
  }
  if (status.state === "Unassigned") {
    return [endpoint.name, "Unassigned"];
  }
  return [
    endpoint.name,
    status.stopping ? "Stopping" : "Running",
    String(status.nodeId),
    roleOf(status),
    String(status.term),
    String(status.commitIndex),
    String(status.appliedIndex),
    status.ready ? "yes" : `no: ${status.notReadyReason}`,
  ];
}

function roleOf(status: AssignedNodeStatus): string {
  if (status.leading) {
    return "Leader";
  }
  return status.members.find(({ nodeId }) => nodeId === status.nodeId)?.role ?? "None";
}

function leaderOf(answers: readonly NodeAnswer[]): AssignedNodeStatus | null {
  return answers
    .flatMap(({ status }) => (status?.state === "Assigned" && status.leading ? [status] : []))
    .reduce<AssignedNodeStatus | null>(
      (best, next) => (best === null || next.term > best.term ? next : best),
      null,
    );
}

/** The advice is for nodes that did not answer. */
function describeAll(answers: readonly NodeAnswer[], advice: string): string {
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

async function askAll(context: CommandContext): Promise<Answers> {
  const { endpoints, advice } = await askedOf(context);
  if (endpoints.length === 0) {
    throw new CliError(`the cluster has no pods: nobody to ask; ${advice}`, EXIT_CODE.unavailable);
  }
  const admin = new AdminClient();
  const options = { deadlineMs: timeoutMs(context.command), signal: context.signal };
  const answers = endpoints.map(async (endpoint): Promise<NodeAnswer> => {
    try {
      return { endpoint, status: await admin.status(endpoint, options), problem: "" };
    } catch (error) {
      context.signal.throwIfAborted();
      if (error instanceof AdminError) {
        return { endpoint, status: null, problem: problemOf(error) };
      }
      throw error;
    }
  });
  return { answers: await Promise.all(answers), advice };
}

/** In words about the node; what the transport says of itself helps nobody. */
function problemOf(error: AdminError): string {
  const { cause, detail } = error;
  const isService = cause instanceof Error && "code" in cause;
  if (detail.code !== "UNREACHABLE" || !isService) {
    return error.message;
  }
  switch (cause.code) {
    case grpcStatus.UNAVAILABLE:
      return `nobody takes a connection at ${detail.address}`;
    case grpcStatus.DEADLINE_EXCEEDED:
      return `no answer in time from ${detail.address}`;
    default:
      return error.message;
  }
}

interface Asked {
  readonly endpoints: readonly AdminEndpoint[];
  /** What to do where they do not answer; empty where nothing is known of them. */
  readonly advice: string;
}

async function askedOf(context: CommandContext): Promise<Asked> {
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
    return { endpoints: await adminEndpoints(cluster), advice };
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
    token,
  }));
  return { endpoints, advice: "" };
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
