import { readFile } from "node:fs/promises";
import { LineCounter, parseAllDocuments } from "yaml";
import type { Document } from "yaml";
import { parseManifest } from "../../operator/spec.ts";
import type { RaftClusterManifest } from "../../operator/spec.ts";
import { EXIT_CODE } from "../exit-codes.ts";
import { CliError } from "./cli-error.ts";
import type { Terminal } from "./terminal.ts";

interface ManifestInput {
  readonly terminal: Pick<Terminal, "readInput" | "inputIsTerminal" | "note">;
  readonly signal: AbortSignal;
}

/** Reads and checks a manifest whole. @throws CliError with a sentence for each thing that is wrong. */
export async function readManifest(
  path: string,
  input: ManifestInput,
): Promise<RaftClusterManifest> {
  const text = await readText(path, input);
  const lines = new LineCounter();
  const documents = parseAllDocuments(text, { lineCounter: lines, prettyErrors: false });
  const parsed = "empty" in documents ? [] : documents;
  const [document, another] = parsed;
  // Only the first: those after it come mostly from it.
  const [yamlProblem] = parsed.flatMap(({ errors }) => errors);
  if (yamlProblem !== undefined) {
    const { line, col } = lines.linePos(yamlProblem.pos[0]);
    const reason = yamlProblem.message.replaceAll(/\s+/g, " ").trim();
    throw new CliError(`${nameOf(path)}:${line}:${col}: ${reason}`, EXIT_CODE.configuration, {
      cause: yamlProblem,
    });
  }
  if (document === undefined) {
    throw wrong(path, ["holds no document"]);
  }
  if (another !== undefined) {
    throw wrong(path, [`holds ${parsed.length} documents, one RaftCluster is expected`]);
  }
  const result = parseManifest(toValue(document, path));
  if (result.kind === "invalid") {
    throw wrong(
      path,
      result.problems.map(({ message }) => message),
    );
  }
  return result.manifest;
}

/** @throws CliError for an alias without its anchor, or aliases that unfold to too much. */
function toValue(document: Document, path: string): unknown {
  try {
    return document.toJS();
  } catch (error) {
    if (error instanceof ReferenceError) {
      throw wrong(path, [error.message]);
    }
    throw error;
  }
}

async function readText(path: string, { terminal, signal }: ManifestInput): Promise<string> {
  if (path === "-") {
    if (terminal.inputIsTerminal) {
      terminal.note("reading the manifest from standard input; Ctrl-D ends it, Ctrl-C stops");
    }
    return Buffer.from(await terminal.readInput(signal)).toString("utf8");
  }
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") {
      throw new CliError(`no file ${path}`, EXIT_CODE.configuration, { cause: error });
    }
    const reason = error instanceof Error ? error.message : String(error);
    throw new CliError(`the manifest cannot be read: ${reason}`, EXIT_CODE.configuration, {
      cause: error,
    });
  }
}

function wrong(path: string, problems: readonly string[]): CliError {
  return new CliError(
    problems.map((problem) => `${nameOf(path)}: ${problem}`).join("\n"),
    EXIT_CODE.configuration,
  );
}

function nameOf(path: string): string {
  return path === "-" ? "standard input" : path;
}
