import { closeSync, fstatSync, openSync, readSync } from "node:fs";
import { errorCode } from "./process-identity.ts";

const TAIL_BYTES = 4096;
const WORDS_MAX = 300;

/** Why a process says it ended: the sentence in the last line of its log, or that line itself; null where it said nothing. */
export function lastWords(logFile: string): string | null {
  const line = readTail(logFile)
    .split("\n")
    .findLast((text) => text.trim() !== "");
  if (line === undefined) {
    return null;
  }
  const words = sentenceIn(line) ?? line.trim();
  return words.length > WORDS_MAX ? `${words.slice(0, WORDS_MAX - 3)}...` : words;
}

/** Our programs log JSON with a `sentence` for people; other programs log what they like. */
function sentenceIn(line: string): string | null {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === "object" &&
      value !== null &&
      "sentence" in value &&
      typeof value.sentence === "string"
      ? value.sentence
      : null;
  } catch (error) {
    if (error instanceof SyntaxError) {
      return null;
    }
    throw error;
  }
}

function readTail(path: string): string {
  let file: number;
  try {
    file = openSync(path, "r");
  } catch (error) {
    if (errorCode(error) === "ENOENT") {
      return "";
    }
    throw error;
  }
  try {
    const { size } = fstatSync(file);
    const length = Math.min(size, TAIL_BYTES);
    const buffer = Buffer.alloc(length);
    const read = readSync(file, buffer, 0, length, size - length);
    return buffer.toString("utf8", 0, read);
  } finally {
    closeSync(file);
  }
}
