/** The file format of etcd's scripts: a command line, its input, `----`, and the output that is expected. */

export interface Argument {
  readonly key: string;
  readonly values: readonly string[];
}

export interface Case {
  /** Where the command stands, counted from 1. */
  readonly line: number;
  readonly command: string;
  readonly args: readonly Argument[];
  /** As written after the command, for those that take text. */
  readonly rawArgs: readonly string[];
  readonly input: string;
  readonly expected: string;
}

/** The lines of a script: what stands between the outputs, and the cases. */
export interface Script {
  readonly parts: readonly ({ readonly text: string } | Case)[];
}

export function parseScript(text: string): Script {
  const lines = text.split("\n");
  if (lines.at(-1) === "") {
    lines.pop();
  }
  const parts: ({ readonly text: string } | Case)[] = [];
  let at = 0;
  while (at < lines.length) {
    const line = lines[at] ?? "";
    if (line.trim() === "" || line.startsWith("#")) {
      parts.push({ text: `${line}\n` });
      at += 1;
      continue;
    }
    const start = at;
    let directive = line;
    while (directive.endsWith("\\")) {
      at += 1;
      directive = `${directive.slice(0, -1).trimEnd()} ${(lines[at] ?? "").trim()}`;
    }
    at += 1;
    const inputStart = at;
    while (at < lines.length && lines[at] !== "----") {
      at += 1;
    }
    if (at >= lines.length) {
      throw new Error(`line ${start + 1}: no "----" follows the command`);
    }
    const input = lines.slice(inputStart, at).join("\n").trim();
    at += 1;
    parts.push({ text: `${lines.slice(start, at).join("\n")}\n` });
    const output = readOutput(lines, at);
    at = output.next;
    const [command = "", ...rawArgs] = splitDirective(directive);
    parts.push({
      line: start + 1,
      command,
      args: rawArgs.map(parseArgument),
      rawArgs,
      input,
      expected: output.text,
    });
  }
  return { parts };
}

/** Up to the first blank line, or, where it may hold some, between two pairs of `----`. */
function readOutput(
  lines: readonly string[],
  start: number,
): { readonly text: string; readonly next: number } {
  let at = start;
  const isFenced = lines[at] === "----";
  if (isFenced) {
    at += 1;
  }
  const first = at;
  while (
    at < lines.length &&
    (isFenced ? !(lines[at] === "----" && lines[at + 1] === "----") : lines[at] !== "")
  ) {
    at += 1;
  }
  const text = lines
    .slice(first, at)
    .map((line) => `${line}\n`)
    .join("");
  return { text, next: isFenced ? at + 2 : at };
}

/** Splits at spaces, but not within parentheses. */
function splitDirective(directive: string): readonly string[] {
  const words: string[] = [];
  let word = "";
  let depth = 0;
  for (const character of directive.trim()) {
    if (character === " " && depth === 0) {
      if (word !== "") {
        words.push(word);
      }
      word = "";
      continue;
    }
    depth += character === "(" ? 1 : character === ")" ? -1 : 0;
    word += character;
  }
  return word === "" ? words : [...words, word];
}

function parseArgument(word: string): Argument {
  const equals = word.indexOf("=");
  if (equals < 0) {
    return { key: word, values: [] };
  }
  const key = word.slice(0, equals);
  const value = word.slice(equals + 1);
  const isList = value.startsWith("(") && value.endsWith(")");
  const values = isList
    ? value
        .slice(1, -1)
        .split(",")
        .map((part) => part.trim())
        .filter((part) => part !== "")
    : [value];
  return { key, values };
}

/** The script with other outputs, one for each case. */
export function rewriteScript(script: Script, outputs: readonly string[]): string {
  let text = "";
  let next = 0;
  for (const part of script.parts) {
    if ("text" in part) {
      text += part.text;
      continue;
    }
    const output = outputs[next] ?? "";
    next += 1;
    text += output.split("\n").slice(0, -1).includes("") ? `----\n${output}----\n----\n` : output;
  }
  return text;
}

export function isCase(part: { readonly text: string } | Case): part is Case {
  return "command" in part;
}
