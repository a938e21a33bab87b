import { EXIT_CODE, type ExitCode } from "../exit-codes.ts";
import { CliError } from "./cli-error.ts";
import { leaderOf } from "./cluster-view.ts";
import type { CommandContext } from "./context.ts";
import { timeoutMs } from "./kv.ts";
import { askNodes, askedOf, describeAll, requirePods } from "./node-answers.ts";
import { table } from "./terminal.ts";

export async function memberList(context: CommandContext): Promise<ExitCode> {
  const { command, terminal } = context;
  const { endpoints, advice } = requirePods(await askedOf(context));
  const options = { deadlineMs: timeoutMs(command), signal: context.signal };
  const answers = await askNodes(endpoints, options);
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
