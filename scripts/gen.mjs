// Generates src/gen from src/proto: static protobufjs code and its types. `--check` fails where the committed files are not current.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const protoRoot = join(root, "src/proto");
const files = readdirSync(protoRoot, { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".proto"))
  .sort();
const scratch = mkdtempSync(join(tmpdir(), "gen-"));
const run = (tool, args) =>
  execFileSync(join(root, "node_modules/.bin", tool), args, {
    cwd: root,
    encoding: "utf8",
    stdio: ["ignore", "inherit", "inherit"],
  });

const js = join(scratch, "proto.js");
run("pbjs", [
  "-t",
  "static-module",
  "-w",
  "es6",
  "--es6",
  "--force-number",
  "--keep-case=false",
  "--no-verify",
  "--no-delimited",
  "--no-convert",
  "-p",
  protoRoot,
  "-o",
  js,
  ...files,
]);
const dts = join(scratch, "proto.d.ts");
run("pbts", ["-o", dts, js]);
const json = join(scratch, "descriptor.json");
run("pbjs", ["-t", "json", "-p", protoRoot, "-o", json, ...files]);

// 64-bit fields are numbers, not Long objects (--force-number only says so in the types): Long is switched off before the code runs.
// Values above 2^53 - 1 are refused by whoever takes a field in (server/, transport/, operator/).
const importLine = /^import \$protobuf from "protobufjs\/minimal.js";$/m;
const generated = readFileSync(js, "utf8");
if (!importLine.test(generated)) {
  throw new Error("pbjs writes another import than expected: look at scripts/gen.mjs");
}
const withoutLong = generated.replace(
  importLine,
  (line) => `${line}\n$protobuf.util.Long = null;\n$protobuf.configure();`,
);

const outputs = {
  "proto.js": withoutLong,
  "proto.d.ts": readFileSync(dts, "utf8").replace(/^import Long = require\("long"\);\n/m, ""),
  "descriptor.json": readFileSync(json, "utf8"),
};
let stale = 0;
for (const [name, text] of Object.entries(outputs)) {
  const target = join(root, "src/gen", name);
  if (process.argv.includes("--check")) {
    let current = "";
    try {
      current = readFileSync(target, "utf8");
    } catch (error) {
      if (error.code !== "ENOENT") throw error;
    }
    if (current !== text) {
      console.error(`src/gen/${name} is not what src/proto generates: run npm run gen`);
      stale += 1;
    }
  } else {
    writeFileSync(target, text);
  }
}
process.exitCode = stale > 0 ? 1 : 0;
