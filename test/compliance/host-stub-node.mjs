// Stands for a node process where only the host is tested: answers /readyz, keeps a file in its data folder, ends on SIGTERM.
import { appendFileSync, mkdirSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";

const options = Object.fromEntries(
  process.argv.slice(2).map((argument) => argument.replace(/^--/, "").split(/=(.*)/s).slice(0, 2)),
);
mkdirSync(options["data-dir"], { recursive: true });
appendFileSync(
  join(options["data-dir"], "starts"),
  `${process.pid} ${process.argv.slice(2).join(" ")}\n`,
);
const [host, port] = options["listen-http"].split(":");
createServer((request, response) => {
  response.statusCode = request.url === "/readyz" ? 200 : 404;
  response.end();
}).listen(Number(port), host);
process.on("SIGTERM", () => process.exit(0));
