import { readFile } from "node:fs/promises";
import { parseAllDocuments } from "yaml";
import { parseManifest } from "../../operator/spec.ts";
import type { RaftClusterManifest } from "../../operator/spec.ts";
import { EXIT_CODE } from "../exit-codes.ts";
import { CliError } from "./cli-error.ts";
import type { Terminal } from "./terminal.ts";

/** Reads and checks a manifest whole. @throws CliError with a sentence for each thing that is wrong. */
export async function readManifest(
  path: string,
  terminal: Pick<Terminal, "readInput">,
): Promise<RaftClusterManifest> {
  const text = await readText(path, terminal);
  const documents = parseAllDocuments(text);
  const parsed = "empty" in documents ? [] : documents;
  const [document, another] = parsed;
  const yamlProblems = parsed.flatMap(({ errors }) => errors.map(({ message }) => message));
  if (yamlProblems.length > 0) {
    throw wrong(path, [`is no YAML: ${yamlProblems.join("; ")}`]);
  }
  if (document === undefined) {
    throw wrong(path, ["holds no document"]);
  }
  if (another !== undefined) {
    throw wrong(path, [`holds ${parsed.length} documents, one RaftCluster is expected`]);
  }
  const result = parseManifest(document.toJS());
  if (result.kind === "invalid") {
    throw wrong(
      path,
      result.problems.map(({ message }) => message),
    );
  }
  return result.manifest;
}

async function readText(path: string, terminal: Pick<Terminal, "readInput">): Promise<string> {
  if (path === "-") {
    return Buffer.from(await terminal.readInput()).toString("utf8");
  }
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new CliError(`the manifest cannot be read: ${reason}`, EXIT_CODE.configuration, {
      cause: error,
    });
  }
}

function wrong(path: string, problems: readonly string[]): CliError {
  const name = path === "-" ? "standard input" : path;
  return new CliError(
    problems.map((problem) => `${name}: ${problem}`).join("\n"),
    EXIT_CODE.configuration,
  );
}
