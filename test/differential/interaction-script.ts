import { RestlessError } from "../conformance/interaction.ts";
import { createInterpreter } from "../conformance/runner.ts";
import { toCase } from "./compare.ts";
import { Random } from "../support/random.ts";
import type { Command } from "./reference.ts";

/** What the writer of a script sees of the cluster, as `raft-state` prints it. */
interface View {
  readonly leaders: readonly number[];
  /** Nodes with a term: a message of term 0 is a local one to us, and never leaves a node. */
  readonly withTerm: readonly number[];
  readonly count: number;
}

type Write = (view: View) => Command;

const MESSAGE_TYPES = [
  "MsgApp",
  "MsgAppResp",
  "MsgVote",
  "MsgVoteResp",
  "MsgPreVote",
  "MsgPreVoteResp",
  "MsgSnap",
  "MsgHeartbeat",
  "MsgHeartbeatResp",
  "MsgTimeoutNow",
  "MsgStorageAppendResp",
  "MsgStorageApplyResp",
  "MsgTransferLeader",
  "MsgProp",
];

const PAYLOADS = ["a", "b", "prop_1", '"quoted"', "x,y", "äß", "100%", "back\\slash", "42"];

/** Writes one random script: the same for the same seed. Our runner plays along, so that commands go to nodes of which something can come. */
export function writeInteractionScript(seed: number): readonly Command[] {
  return new Author(seed).write();
}

class Author {
  readonly #random: Random;
  readonly #commands: Command[] = [];
  readonly #interpret = createInterpreter("interaction");
  readonly #isAsync: boolean;
  /** Ids that a configuration may name: those of nodes, and of some that do not exist. */
  #ids: number[] = [];
  #count = 0;
  #hasFailed = false;
  /**
   * No configuration change is proposed: at a log level where it could not be read that one was refused here and not by etcd, and with limits in bytes, which eraftpb's
   * encoding of a change reaches at another place than etcd's.
   */
  #hasFixedMembers = false;
  readonly #firstIndex: number;

  constructor(seed: number) {
    this.#random = new Random(seed);
    this.#isAsync = this.#random.chance(35);
    this.#firstIndex = 2 + this.#random.below(10);
  }

  write(): readonly Command[] {
    const random = this.#random;
    this.#addFirstNodes();
    if (random.chance(80)) {
      this.#play(command(`campaign ${1 + random.below(this.#count)}`));
      this.#play(command("stabilize"));
    }
    const length = 5 + random.below(random.chance(20) ? 120 : 40);
    const choices = this.#choices();
    while (this.#commands.length < length && !this.#hasFailed) {
      const view = this.#view();
      this.#play(random.weighted(choices)(view));
    }
    if (random.chance(50)) {
      this.#play(command("stabilize"));
      for (let id = 1; id <= this.#count; id += 1) {
        this.#play(command(`raft-log ${id}`));
        this.#play(command(`status ${id}`));
      }
    }
    return this.#commands;
  }

  #play(next: Command): void {
    if (this.#hasFailed) {
      return;
    }
    try {
      this.#interpret(toCase(next));
    } catch (error) {
      // Our side broke an invariant: the script ends there, and etcd must have ended it too.
      this.#hasFailed = true;
      if (error instanceof RestlessError) {
        // Nodes that send one another messages for ever do so on both sides.
        return;
      }
    }
    this.#commands.push(next);
  }

  /** What a command without an effect prints. */
  #output(next: Command): string {
    return this.#interpret(toCase(next));
  }

  #view(): View {
    const lines = this.#output(command("raft-state")).split("\n");
    const leaders = lines
      .filter((line) => line.includes("StateLeader"))
      .map((line) => Number.parseInt(line, 10));
    const withTerm = lines
      .filter((line) => line !== "" && !line.includes("Term:0"))
      .map((line) => Number.parseInt(line, 10));
    return { leaders, withTerm, count: this.#count };
  }

  // Nodes.

  #addFirstNodes(): void {
    const random = this.#random;
    this.#hasFixedMembers = random.chance(10);
    if (random.chance(12)) {
      const level = random.pick(["info", "warn", "none", "DEBUG", "error"]);
      this.#hasFixedMembers ||= !["info", "DEBUG"].includes(level);
      this.#play(command(`log-level ${level}`));
    }
    const voters = random.weighted([
      [2, 1],
      [2, 2],
      [10, 3],
      [2, 4],
      [4, 5],
    ]);
    const learners = random.chance(30) ? 1 + random.below(2) : 0;
    const total = voters + learners;
    this.#ids = Array.from({ length: total + 2 }, (_, at) => at + 1);
    const list = (from: number, to: number): string =>
      Array.from({ length: to - from + 1 }, (_, at) => from + at).join(random.pick([",", ", "]));
    const configuration = [
      `voters=(${list(1, voters)})`,
      ...(learners > 0 ? [`learners=(${list(voters + 1, total)})`] : []),
      `index=${this.#firstIndex}`,
    ].join(" ");
    const shared = this.#options();
    if (random.chance(75)) {
      this.#play(command(`add-nodes ${total} ${configuration}${shared}`));
    } else {
      for (let id = 1; id <= total; id += 1) {
        const options = random.chance(60) ? shared : this.#options();
        this.#play(command(`add-nodes 1 ${configuration}${options}`));
      }
    }
    this.#count = total;
    if (random.chance(40)) {
      this.#addEmptyNode();
    }
  }

  #addEmptyNode(): void {
    if (this.#count >= this.#ids.length) {
      return;
    }
    this.#play(command(`add-nodes 1${this.#options()}`));
    this.#count += 1;
  }

  #options(): string {
    const random = this.#random;
    const options: string[] = [];
    const add = (percent: number, option: string): void => {
      if (random.chance(percent)) {
        options.push(option);
      }
    };
    if (this.#isAsync) {
      options.push("async-storage-writes=true");
    }
    add(35, "prevote=true");
    const hasCheckQuorum = random.chance(35);
    if (hasCheckQuorum) {
      options.push("checkquorum=true");
      add(8, "read-only=lease-based");
    }
    add(5, "read-only=safe");
    add(30, "step-down-on-removal=true");
    add(25, `inflight=${1 + random.below(4)}`);
    add(15, "max-committed-size-per-ready=1");
    add(8, "disable-conf-change-validation=true");
    add(5, "max-size-per-msg=0");
    if (this.#hasFixedMembers) {
      add(30, `max-uncommitted-size=${1 + random.below(20)}`);
    }
    add(8, "disable-proposal-forwarding=true");
    return options.map((option) => ` ${option}`).join("");
  }

  // Commands.

  #node({ count }: View): number {
    return 1 + this.#random.below(count);
  }

  /** Mostly a leader. */
  #leader(view: View): number {
    return view.leaders.length > 0 && this.#random.chance(85)
      ? this.#random.pick(view.leaders)
      : this.#node(view);
  }

  #nodes({ count }: View): readonly number[] {
    return this.#random.some(Array.from({ length: count }, (_, at) => at + 1));
  }

  #choices(): readonly (readonly [number, Write])[] {
    const random = this.#random;
    const one =
      (text: string): Write =>
      (view) =>
        command(`${text} ${this.#node(view)}`);
    const several =
      (text: string): Write =>
      (view) =>
        command(`${text} ${this.#nodes(view).join(" ")}`);
    // How often everybody hears everybody, how often leaders change, and how slow disks are: this decides how far logs part.
    const [rest, storm, disk] = random.pick([
      [10, 1, 10],
      [10, 1, 10],
      [2, 5, 10],
      [1, 8, 3],
      [0, 3, 2],
    ] as const);
    const thread = this.#isAsync ? disk : 1;
    return [
      [rest, () => command("stabilize")],
      [6, several("stabilize")],
      [4 * storm, several("stabilize")],
      [3 * storm, one("campaign")],
      [2 * storm, (view) => this.#dropAll(view)],
      [3 * storm, (view) => command(`propose ${this.#leader(view)} ${random.pick(PAYLOADS)}`)],
      [2 * storm, (view) => command(`process-ready ${this.#leader(view)}`)],
      [
        1,
        () => command(`stabilize log-level=${random.pick(["none", "info", "error", "nonsense"])}`),
      ],
      [5, one("campaign")],
      [14, (view) => command(`propose ${this.#leader(view)} ${random.pick(PAYLOADS)}`)],
      [this.#hasFixedMembers ? 0 : 8, (view) => this.#proposeConfChange(view)],
      [8, one("process-ready")],
      [5, several("process-ready")],
      [14, (view) => this.#deliver(view)],
      [3, one("tick-heartbeat")],
      [4, (view) => command(`tick-heartbeat ${this.#leader(view)}`)],
      [4, one("tick-election")],
      [
        3,
        (view) =>
          command(
            `set-randomized-election-timeout ${this.#node(view)} timeout=${3 + random.below(4)}`,
          ),
      ],
      [
        4,
        (view) => command(`transfer-leadership from=${this.#leader(view)} to=${this.#node(view)}`),
      ],
      [2, one("forget-leader")],
      [3, (view) => command(`report-unreachable ${this.#leader(view)} ${this.#node(view)}`)],
      [4, (view) => this.#compact(this.#leader(view))],
      [3, (view) => this.#sendSnapshot(view)],
      [5, (view) => command(`status ${this.#leader(view)}`)],
      [2, (view) => command(`tick ${this.#node(view)} ${1 + random.below(5)}`)],
      [this.#isAsync ? 0 : 1, (view) => this.#reportSnapshot(view)],
      [3, one("raft-log")],
      [2, () => command("raft-state")],
      [thread, one("process-append-thread")],
      [thread, one("process-apply-thread")],
      [thread, several(random.pick(["process-append-thread", "process-apply-thread"]))],
      [1, () => command(`log-level ${random.pick(["debug", "info", "debug", "nonsense"])}`)],
      [1, () => command(random.pick(["_breakpoint", "no-such-command"]))],
    ];
  }

  #reportSnapshot(view: View): Command {
    const outcome = this.#random.pick(["finished", "failed"]);
    return command(`report-snapshot ${this.#leader(view)} ${this.#node(view)} ${outcome}`);
  }

  #sendSnapshot(view: View): Command {
    const from = this.#leader(view);
    return view.withTerm.includes(from)
      ? command(`send-snapshot ${from} ${this.#node(view)}`)
      : command("raft-state");
  }

  /** Mostly to an entry that is there. */
  #compact(node: number): Command {
    const log = this.#output(command(`raft-log ${node}`));
    const indexes = [...log.matchAll(/^\d+\/(\d+) /gm)].map(([, index]) => Number(index));
    const last = indexes.at(-1) ?? this.#firstIndex;
    const index = this.#random.chance(90) ? this.#random.pick([...indexes, last]) : last - 3;
    return command(`compact ${node} ${Math.max(index, 1)}`);
  }

  /** What is on its way to some is lost. */
  #dropAll(view: View): Command {
    return command(`deliver-msgs drop=(${this.#nodes(view).join(",")})`);
  }

  #deliver(view: View): Command {
    const random = this.#random;
    const to = this.#nodes(view);
    const dropped = random.chance(30) ? this.#nodes(view).filter((id) => !to.includes(id)) : [];
    const kept = dropped.length > 0 && random.chance(50) ? [] : to;
    const type = random.chance(25) ? ` type=${random.pick(MESSAGE_TYPES)}` : "";
    const ids = kept.map((id) => ` ${id}`).join("");
    const drop = dropped.length > 0 ? ` drop=(${dropped.join(",")})` : "";
    return command(`deliver-msgs${ids}${drop}${type}`);
  }

  #proposeConfChange(view: View): Command {
    const random = this.#random;
    const change = (): string => `${random.pick(["v", "v", "l", "r"])}${random.pick(this.#ids)}`;
    const node = this.#leader(view);
    if (random.chance(30)) {
      const wrong = random.chance(5) ? " transition=explicit" : "";
      return { directive: `propose-conf-change ${node} v1=true${wrong}`, input: change() };
    }
    const transition = random.pick([
      "",
      "",
      " transition=auto",
      " transition=implicit",
      " transition=explicit",
    ]);
    const count = random.weighted([
      [3, 0],
      [5, 1],
      [4, 2],
      [2, 3],
    ]);
    const changes = Array.from({ length: count }, change);
    return { directive: `propose-conf-change ${node}${transition}`, input: changes.join(" ") };
  }
}

function command(directive: string): Command {
  return { directive, input: "" };
}
