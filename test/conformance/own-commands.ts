import type { Message, StepResult } from "../../src/raft/index.ts";
import { RawNode } from "../../src/raft/index.ts";
import { describeMessage } from "../../src/raft/formatter.ts";
import { CommandError } from "./node-options.ts";
import type { Output } from "./output.ts";
import type { Case } from "./script.ts";
import type { ScriptNode } from "./script-node.ts";

/** Commands that etcd's grammar does not have. */
export const OWN_COMMANDS: readonly string[] = [
  "read-index",
  "request-snapshot",
  "report-snapshot",
  "tick",
  "commit-index",
  "take-ready",
  "finish-ready",
  "restart",
];

/** What a command of our own works on. */
export interface Stage {
  readonly node: (id: number) => ScriptNode;
  readonly output: Output;
  readonly send: (messages: readonly Message[]) => void;
}

/**
 * The commands for what etcd's grammar has no word for; `test/golden/README.md` describes them. False for a command that is none.
 *
 * @throws CommandError where it cannot be done.
 */
export function playOwnCommand({ command, rawArgs }: Case, stage: Stage): boolean {
  const [first = "", second = "", third = ""] = rawArgs;
  switch (command) {
    case "read-index":
      printUnlessLogged(stage, rawNode(stage, first).readIndex(new TextEncoder().encode(second)));
      return true;
    case "request-snapshot":
      print(stage, rawNode(stage, first).requestSnapshot());
      return true;
    case "report-snapshot":
      if (third !== "finished" && third !== "failed") {
        throw new CommandError(`a snapshot is reported finished or failed, not ${third}`);
      }
      rawNode(stage, first).reportSnapshot(Number(second), third);
      return true;
    case "tick":
      for (let tick = 0; tick < Number(second); tick += 1) {
        stage.node(Number(first)).raw.tick();
      }
      return true;
    case "commit-index": {
      const { commit, applied, uncommittedBytes } = rawNode(stage, first).status();
      stage.output.write(`commit=${commit} applied=${applied} uncommitted=${uncommittedBytes}\n`);
      return true;
    }
    case "take-ready": {
      const ready = rawNode(stage, first).ready();
      const node = stage.node(Number(first));
      node.taken = ready;
      stage.send(ready.messages);
      stage.output.write(`sent before the disk has it:${list(ready.messages)}`);
      stage.output.write(`kept until the disk has it:${list(ready.persistedMessages)}`);
      return true;
    }
    case "finish-ready": {
      const raw = rawNode(stage, first);
      const node = stage.node(Number(first));
      const { taken } = node;
      if (taken === null) {
        throw new CommandError("no Ready was taken");
      }
      node.taken = null;
      node.persist(taken);
      stage.send(taken.persistedMessages);
      node.apply(taken.committedEntries);
      raw.advance(taken);
      return true;
    }
    case "restart":
      stage.node(Number(first)).restart();
      return true;
    default:
      return false;
  }
}

function list(messages: readonly Message[]): string {
  return messages.length === 0
    ? " nothing\n"
    : `\n${messages.map((message) => `  ${describeMessage(message)}\n`).join("")}`;
}

/** That there is no leader is what the node itself logs. */
function printUnlessLogged(stage: Stage, result: StepResult): void {
  if (result.kind === "ignored" && result.reason !== "noLeader") {
    print(stage, result);
  }
}

function print({ output }: Stage, result: StepResult): void {
  if (result.kind === "ignored") {
    output.write(`ignored: ${result.reason}\n`);
  }
}

function rawNode(stage: Stage, id: string): RawNode {
  const { raw } = stage.node(Number(id));
  if (!(raw instanceof RawNode)) {
    throw new CommandError("not with async-storage-writes");
  }
  return raw;
}
