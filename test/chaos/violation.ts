/** Something that must never be was seen. The log lines are of the node that it was seen at. */
export class ChaosViolation extends Error {
  override readonly name = "ChaosViolation";

  constructor(message: string, logLines: readonly string[] = []) {
    super(logLines.length === 0 ? message : `${message}\n${logLines.slice(-20).join("\n")}`);
  }
}
