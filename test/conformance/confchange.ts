import {
  type ConfChangeSingle,
  DEFAULT_RAFT_CONFIG,
  EMPTY_CONF_STATE,
  type ConfState,
  type RaftConfig,
} from "../../src/raft/index.ts";
import {
  describeConfiguration,
  describeProgress,
  describeRefusal,
} from "../../src/raft/formatter.ts";
import {
  changeSimple,
  enterJoint,
  leaveJoint,
  memberIds,
  type MembershipResult,
} from "../../src/raft/membership.ts";
import { LeaderRole } from "../../src/raft/role.ts";
import type { Case } from "./script.ts";

const CONFIG: RaftConfig = { ...DEFAULT_RAFT_CONFIG, nodeId: 1, applied: 0 };
const TYPES = { v: "addNode", l: "addLearnerNode", r: "removeNode" } as const;

/** `v1 l2 r3`: voters, learners, removals. `u4` is etcd's update, which changes nothing and which eraftpb does not have. */
export function parseChanges(input: string): readonly ConfChangeSingle[] {
  const changes: ConfChangeSingle[] = [];
  for (const word of input.split(" ").filter((part) => part !== "")) {
    const letter = word[0];
    const nodeId = Number(word.slice(1));
    if (letter === "u") {
      continue;
    }
    if (letter !== "v" && letter !== "l" && letter !== "r") {
      throw new Error(`unknown input: ${word}`);
    }
    changes.push({ type: TYPES[letter], nodeId });
  }
  return changes;
}

/** Plays etcd's scripts of configuration changes: one configuration and the progress of its members. */
export class ConfChangeEnvironment {
  #confState: ConfState = EMPTY_CONF_STATE;
  #lastIndex = 0;
  readonly #role = new LeaderRole(0, CONFIG);

  run(script: Case): string {
    const result = this.#change(script);
    const next = this.#lastIndex;
    this.#lastIndex += 1;
    if (typeof result === "string") {
      return `${result}\n`;
    }
    if (result.kind === "refused") {
      return `${describeRefusal(result.reason)}\n`;
    }
    this.#confState = result.confState;
    this.#role.track(memberIds(this.#confState), {
      dropped: result.dropped,
      learners: this.#confState.learners,
      next,
      config: CONFIG,
    });
    const lines = [...this.#role.progress].map(
      ([id, progress]) => `${id}: ${describeProgress(progress)}\n`,
    );
    return `${describeConfiguration(this.#confState)}\n${lines.join("")}`;
  }

  #change({ command, args, input }: Case): MembershipResult | string {
    const changes = parseChanges(input);
    switch (command) {
      case "simple":
        return changeSimple(this.#confState, changes);
      case "enter-joint": {
        const autoLeave = args.some((arg) => arg.key === "autoleave" && arg.values[0] === "true");
        return enterJoint(this.#confState, { changes, autoLeave });
      }
      case "leave-joint":
        return changes.length > 0 ? "this command takes no input" : leaveJoint(this.#confState);
      default:
        return "unknown command";
    }
  }
}
