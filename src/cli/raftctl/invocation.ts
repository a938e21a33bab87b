import { basename, relative } from "node:path";

/** What a person types to call the program whose script this is: the name of an installed one, else how Node.js is given the file. */
export function invocationOf(script: string, workingFolder: string): string {
  const name = basename(script);
  if (name === "raftctl") {
    return "raftctl";
  }
  if (name.startsWith("kubectl-raft")) {
    return "kubectl raft";
  }
  const path = quoteWord(relative(workingFolder, script));
  return name.endsWith(".ts") ? `node --import tsx ${path}` : `node ${path}`;
}

/** One word of a shell's command line. */
export function quoteWord(word: string): string {
  return /^[\w./:@~-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
