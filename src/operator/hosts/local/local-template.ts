import type { RaftClusterSpec } from "../../api-types.ts";
import { hashOf } from "../../resources/template-hash.ts";
import { quantityValue } from "../../schema.ts";
import type { LocalTemplate } from "./local-store.ts";
import type { PortSet } from "./ports.ts";

const MIB = 1024 * 1024;

/** What the spec says to a node process. Fields that only Kubernetes can act on (image, CPU, affinity) do not restart one. */
export function buildTemplate(spec: RaftClusterSpec): LocalTemplate {
  const { tickMs, electionTicks, heartbeatTicks } = spec.raft;
  const { logLevel } = spec;
  const memoryBytes = quantityValue(spec.resources?.limits?.["memory"]) ?? null;
  const args = [
    `--tick-ms=${tickMs}`,
    `--election-ticks=${electionTicks}`,
    `--heartbeat-ticks=${heartbeatTicks}`,
    `--log-level=${logLevel}`,
    ...(memoryBytes === null ? [] : [`--memory-limit-mb=${Math.floor(memoryBytes / MIB)}`]),
  ];
  return {
    args,
    inputHash: hashOf({ tickMs, electionTicks, heartbeatTicks, logLevel, memoryBytes }),
    hash: hashOf(args),
  };
}

/** The arguments of one node: the template's, and where its files and ports are. */
export function nodeArguments(place: {
  readonly template: LocalTemplate;
  readonly ports: PortSet;
  readonly dataFolder: string;
  readonly tokenFile: string;
}): readonly string[] {
  const { ports } = place;
  return [
    dataFolderArgument(place.dataFolder),
    `--listen-client=127.0.0.1:${ports.client}`,
    `--listen-peer=127.0.0.1:${ports.peer}`,
    `--listen-http=127.0.0.1:${ports.http}`,
    `--listen-admin=127.0.0.1:${ports.admin}`,
    `--advertise-peer-address=127.0.0.1:${ports.peer}`,
    `--admin-token-file=${place.tokenFile}`,
    ...place.template.args,
  ];
}

/** By it a process is found whose pid nobody recorded. */
export function dataFolderArgument(dataFolder: string): string {
  return `--data-dir=${dataFolder}`;
}
