/** The lines of `expected` and `actual` in one list, marked by where they stand. */
export function diffLines(expected: string, actual: string): string {
  const before = expected.split("\n").slice(0, -1);
  const after = actual.split("\n").slice(0, -1);
  // The longest common subsequence, from the end: scripts' outputs are short.
  const common: number[][] = Array.from({ length: before.length + 1 }, () =>
    Array.from({ length: after.length + 1 }, () => 0),
  );
  for (let row = before.length - 1; row >= 0; row -= 1) {
    for (let column = after.length - 1; column >= 0; column -= 1) {
      common[row]![column] =
        before[row] === after[column]
          ? common[row + 1]![column + 1]! + 1
          : Math.max(common[row + 1]![column]!, common[row]![column + 1]!);
    }
  }
  const lines: string[] = [];
  let row = 0;
  let column = 0;
  while (row < before.length || column < after.length) {
    if (row < before.length && column < after.length && before[row] === after[column]) {
      lines.push(`  ${before[row]}`);
      row += 1;
      column += 1;
    } else if (
      column >= after.length ||
      (row < before.length && common[row + 1]![column]! >= common[row]![column + 1]!)
    ) {
      lines.push(`- ${before[row]}`);
      row += 1;
    } else {
      lines.push(`+ ${after[column]}`);
      column += 1;
    }
  }
  return lines.join("\n");
}
