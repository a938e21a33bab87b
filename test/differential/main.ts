import { existsSync, readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { findScripts, type Kind } from "../conformance/runner.ts";
import { OWN_OPTIONS } from "../conformance/node-options.ts";
import { OWN_COMMANDS } from "../conformance/own-commands.ts";
import { type Case, isCase, parseScript } from "../conformance/script.ts";
import { diffLines } from "../conformance/diff.ts";
import { compare, findRefusal, shrink, toText } from "./compare.ts";
import { writeInteractionScript } from "./interaction-script.ts";
import { writeConfChangeScript, writeQuorumScript } from "./pure-scripts.ts";
import { type Command, Reference, whyNoReference } from "./reference.ts";

const WRITERS: Readonly<Record<Kind, (seed: number) => readonly Command[]>> = {
  interaction: writeInteractionScript,
  quorum: writeQuorumScript,
  confchange: writeConfChangeScript,
};
const USAGE =
  "usage: npm run differential -- --seeds FROM..TO [--kind interaction|quorum|confchange] [--keep-going]\n       npm run differential -- DIR...";

/**
 * Random scripts, or those of folders, on etcd's Raft and on ours, compared as text. Exit code 1 when one differs, 2 for arguments that make no sense; 0 with a
 * warning where there is no Go.
 */
async function main(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    options: {
      seeds: { type: "string" },
      kind: { type: "string" },
      "keep-going": { type: "boolean" },
    },
    allowPositionals: true,
  });
  const range = /^(\d+)\.\.(\d+)$/.exec(values.seeds ?? "");
  const kinds = (Object.keys(WRITERS) as Kind[]).filter(
    (kind) => values.kind === undefined || kind === values.kind,
  );
  const isMissing = positionals.find((folder) => !existsSync(folder));
  if (
    (range === null && positionals.length === 0) ||
    kinds.length === 0 ||
    isMissing !== undefined
  ) {
    console.error(isMissing === undefined ? USAGE : `no such folder: ${isMissing}`);
    return 2;
  }
  const missing = whyNoReference();
  if (missing !== null) {
    console.error(`SKIPPED: nothing was compared with etcd, as ${missing}`);
    return 0;
  }
  const reference = new Reference();
  try {
    let differences = 0;
    if (positionals.length > 0) {
      differences += await checkFolders(reference, positionals);
    }
    for (const kind of range === null ? [] : kinds) {
      const seeds = { from: Number(range?.[1]), to: Number(range?.[2]) };
      differences += await checkSeeds(reference, kind, {
        ...seeds,
        keepGoing: values["keep-going"] ?? false,
      });
    }
    return differences > 0 ? 1 : 0;
  } finally {
    await reference.close();
  }
}

/** What stands in the files, against etcd: says which of them this version of etcd agrees with. */
async function checkFolders(reference: Reference, folders: readonly string[]): Promise<number> {
  let equal = 0;
  let differing = 0;
  let skipped = 0;
  for (const { path, kind } of folders.flatMap((folder) => findScripts(folder))) {
    const cases = parseScript(readFileSync(path, "utf8")).parts.filter(isCase);
    if (cases.some(usesOwnWords)) {
      skipped += 1;
      continue;
    }
    const difference = await compareFile(reference, kind, cases);
    if (difference === null) {
      equal += 1;
    } else {
      differing += 1;
      console.log(`--- ${path}:${difference} (- file, + etcd)\n`);
    }
  }
  console.log(
    `files: ${equal} as etcd plays them, ${differing} otherwise; ${skipped} skipped, which use words of our own`,
  );
  return differing;
}

/** The first difference, null for none, up to where something is refused on our side only. */
async function compareFile(
  reference: Reference,
  kind: Kind,
  cases: readonly Case[],
): Promise<string | null> {
  const commands = cases.map(({ command, rawArgs, input }) => ({
    directive: [command, ...rawArgs].join(" "),
    input,
  }));
  const { outputs, failure } = await reference.play(kind, commands);
  for (const [at, { line, command, expected }] of cases.entries()) {
    const output = outputs[at] ?? failure;
    const theirs = output.endsWith("\n") ? output : `${output}\n`;
    if (findRefusal({ ours: expected, theirs }) !== null) {
      return null;
    }
    if (expected !== theirs) {
      return `${line}: ${command}\n${diffLines(expected, theirs)}`;
    }
  }
  return null;
}

/** Words of ours that the reference translates to what etcd's library has for them. */
const TRANSLATED: readonly string[] = [
  "tick",
  "report-snapshot",
  "max-size-per-msg",
  "max-uncommitted-size",
  "disable-proposal-forwarding",
];

function usesOwnWords({ command, args }: Case): boolean {
  const isOurs = (word: string): boolean =>
    (OWN_COMMANDS.includes(word) || OWN_OPTIONS.includes(word)) && !TRANSLATED.includes(word);
  return isOurs(command) || args.some(({ key }) => isOurs(key));
}

async function checkSeeds(
  reference: Reference,
  kind: Kind,
  options: { readonly from: number; readonly to: number; readonly keepGoing: boolean },
): Promise<number> {
  let equal = 0;
  let differing = 0;
  let commands = 0;
  let lines = 0;
  const failures = new Map<string, number>();
  for (let seed = options.from; seed <= options.to; seed += 1) {
    const script = WRITERS[kind](seed);
    const result = await compare(reference, kind, script);
    commands += result.compared;
    lines += result.lines;
    if (result.failure !== "") {
      const reason = result.failure.replaceAll(/\d+/g, "N").slice(0, 90);
      failures.set(reason, (failures.get(reason) ?? 0) + 1);
    }
    if (result.difference === null) {
      equal += 1;
      continue;
    }
    differing += 1;
    const short = await shrink(reference, kind, script);
    const { difference } = await compare(reference, kind, short);
    console.log(
      `=== ${kind} seed ${seed}: - etcd, + ours\n${short.map(toText).join("\n")}${difference?.text ?? ""}\n`,
    );
    if (!options.keepGoing) {
      break;
    }
  }
  console.log(
    `${kind}: ${equal} scripts equal, ${differing} differ; ${commands} commands, ${lines} lines compared`,
  );
  for (const [reason, count] of [...failures].sort((a, b) => b[1] - a[1])) {
    console.log(`  ${count} ended early by etcd: ${reason}`);
  }
  return differing;
}

process.exitCode = await main(process.argv.slice(2));
