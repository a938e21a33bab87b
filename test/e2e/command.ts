import { spawn } from "node:child_process";

export interface CommandResult {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Command {
  readonly program: string;
  readonly args: readonly string[];
  readonly input?: string;
  readonly environment?: Readonly<Record<string, string>>;
  /** Killed after it; the result then has code 124, as timeout(1) gives. */
  readonly timeoutMs?: number;
}

/** Runs a program to its end and gives its exit code and output, whatever they are. */
export function runCommand(command: Command): Promise<CommandResult> {
  return new Promise((resolve, reject) => {
    const child = spawn(command.program, command.args, {
      stdio: ["pipe", "pipe", "pipe"],
      env: { ...process.env, ...command.environment },
    });
    let stdout = "";
    let stderr = "";
    let expired = false;
    const timer = setTimeout(() => {
      expired = true;
      child.kill("SIGKILL");
    }, command.timeoutMs ?? 120_000);
    child.stdout.setEncoding("utf8").on("data", (text: string) => (stdout += text));
    child.stderr.setEncoding("utf8").on("data", (text: string) => (stderr += text));
    child.on("error", (error) => {
      clearTimeout(timer);
      reject(error);
    });
    child.on("close", (code) => {
      clearTimeout(timer);
      resolve({ code: expired ? 124 : (code ?? 1), stdout, stderr });
    });
    // A program that ends without reading its input is judged by its exit code.
    child.stdin.on("error", () => undefined);
    child.stdin.end(command.input ?? "");
  });
}

/** Its output, or an error with all that it said. */
export async function mustRun(command: Command): Promise<string> {
  const { code, stdout, stderr } = await runCommand(command);
  if (code !== 0) {
    const line = [command.program, ...command.args].join(" ");
    throw new Error(`${line}: exit code ${code}\n${stderr.trim()}\n${stdout.trim()}`.trim());
  }
  return stdout;
}
