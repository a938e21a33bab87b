import { get } from "node:http";

/** Whether `/readyz` on a loopback port answers 200 within the deadline. No connection outlives the question. */
export function probeReadiness(request: {
  readonly port: number;
  readonly deadlineMs: number;
  readonly signal: AbortSignal;
}): Promise<boolean> {
  return new Promise((resolve) => {
    const { port, deadlineMs, signal } = request;
    const asked = get(
      { host: "127.0.0.1", port, path: "/readyz", agent: false, signal },
      (answer) => {
        answer.resume();
        answer.once("error", () => resolve(false));
        answer.once("end", () => resolve(answer.statusCode === 200));
      },
    );
    asked.once("error", () => resolve(false));
    asked.setTimeout(deadlineMs, () => asked.destroy());
    asked.once("close", () => resolve(false));
  });
}
