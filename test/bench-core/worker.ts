// The child process that measures our own core: a line of JSON with a Work in, a line with a Measured out.
import { createInterface } from "node:readline";
import { measure } from "./measure.ts";
import type { Work } from "./work.ts";

for await (const line of createInterface({ input: process.stdin })) {
  const work = JSON.parse(line) as Work;
  process.stdout.write(`${JSON.stringify(measure(work))}\n`);
}
