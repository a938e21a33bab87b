import { existsSync } from "node:fs";
import { findScripts, runScript } from "./runner.ts";

/** `npm run conformance -- [--rewrite] DIR...`: exit code 1 when a script differs, 2 when there is none. */
function main(args: readonly string[]): number {
  const rewrite = args.includes("--rewrite");
  const folders = args.filter((arg) => !arg.startsWith("--"));
  const unknown = args.filter((arg) => arg.startsWith("--") && arg !== "--rewrite");
  if (unknown.length > 0 || folders.length === 0) {
    console.error("usage: npm run conformance -- [--rewrite] DIR...");
    return 2;
  }
  const missing = folders.filter((folder) => !existsSync(folder));
  if (missing.length > 0) {
    console.error(`no such folder: ${missing.join(", ")}`);
    return 2;
  }
  const files = folders.flatMap((folder) => findScripts(folder));
  if (files.length === 0) {
    console.error(
      `no *.txt in a folder named interaction, quorum or confchange below ${folders.join(", ")}`,
    );
    return 2;
  }
  let failed = 0;
  for (const file of files) {
    const differences = runScript(file, { rewrite });
    if (differences !== "") {
      failed += 1;
      console.log(differences);
    }
  }
  console.log(`${files.length - failed} passed, ${failed} failed`);
  return failed > 0 ? 1 : 0;
}

process.exitCode = main(process.argv.slice(2));
