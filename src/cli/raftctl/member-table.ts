import type { MemberView } from "./cluster-view.ts";

export interface TableOptions {
  /** Of the terminal; null draws as wide as it comes. */
  readonly columns: number | null;
  readonly colour: boolean;
  /** What just happened to a pod, by its name; told in place of its state. */
  readonly notes: ReadonlyMap<string, string>;
}

interface Column {
  readonly head: string;
  /** Reserved, so that a growing number moves nothing. */
  readonly widthMin: number;
  readonly alignRight: boolean;
  readonly cell: (member: MemberView) => string;
}

const COLUMNS: readonly Column[] = [
  { head: "NODE", widthMin: 4, alignRight: true, cell: ({ nodeId }) => nodeId ?? "-" },
  { head: "POD", widthMin: 6, alignRight: false, cell: ({ pod }) => pod },
  { head: "ROLE", widthMin: 7, alignRight: false, cell: ({ role }) => role },
  { head: "TERM", widthMin: 4, alignRight: true, cell: ({ term }) => numberCell(term) },
  { head: "COMMIT", widthMin: 7, alignRight: true, cell: ({ commit }) => numberCell(commit) },
  { head: "APPLIED", widthMin: 7, alignRight: true, cell: ({ applied }) => numberCell(applied) },
  { head: "LAG", widthMin: 5, alignRight: true, cell: ({ lag }) => numberCell(lag) },
];

const GAP = "  ";
const POD_AT = 1;
const POD_WIDTH_MIN = 8;
/** A shorter note says nothing. */
const NOTE_WIDTH_MIN = 18;

const STYLE = { head: "2", leader: "1;32", learner: "33", bad: "31" } as const;

/** The table of members, a row each, no line longer than the columns. */
export function drawMembers(
  members: readonly MemberView[],
  options: TableOptions,
): readonly string[] {
  const rows = members.map((member) => COLUMNS.map(({ cell }) => plain(cell(member))));
  const widths = widthsOf(rows, options.columns);
  const line = (cells: readonly string[], last: string): string =>
    fit([...cells.map((cell, at) => pad(cell, at, widths)), last].join(GAP), options.columns);
  const paint = (text: string, style: string | null): string =>
    options.colour && style !== null ? `\u001B[${style}m${text}\u001B[0m` : text;
  const head = line(
    COLUMNS.map(({ head }) => head),
    "NOW",
  );
  return [
    paint(head, STYLE.head),
    ...members.map((member, at) =>
      paint(line(rows[at] ?? [], noteOf(member, options.notes)), styleOf(member)),
    ),
  ];
}

/** One line of a terminal: nothing in it moves the cursor, and it ends before the last column. */
export function fit(text: string, columns: number | null): string {
  const one = plain(text).trimEnd();
  return columns === null || one.length <= columns
    ? one
    : `${one.slice(0, Math.max(0, columns - 1))}…`;
}

function noteOf(member: MemberView, notes: TableOptions["notes"]): string {
  return notes.get(member.pod) ?? (member.problem === "" ? "ready" : member.problem);
}

function styleOf({ role, ready }: MemberView): string | null {
  if (role === "Learner" || role === "Joining" || role === "Unassigned") {
    return STYLE.learner;
  }
  if (!ready) {
    return STYLE.bad;
  }
  return role === "Leader" ? STYLE.leader : null;
}

function widthsOf(rows: readonly (readonly string[])[], columns: number | null): number[] {
  const widths = COLUMNS.map(({ widthMin, head }, at) =>
    Math.max(widthMin, head.length, ...rows.map((row) => row[at]?.length ?? 0)),
  );
  const used = widths.reduce((sum, width) => sum + width + GAP.length, 0);
  const missing = columns === null ? 0 : used + NOTE_WIDTH_MIN - columns;
  if (missing > 0) {
    widths[POD_AT] = Math.max(POD_WIDTH_MIN, (widths[POD_AT] ?? 0) - missing);
  }
  return widths;
}

function pad(cell: string, at: number, widths: readonly number[]): string {
  const width = widths[at] ?? 0;
  // The end of a pod's name tells it from its siblings.
  const cut = cell.length > width ? `…${cell.slice(cell.length - width + 1)}` : cell;
  return COLUMNS[at]?.alignRight === true ? cut.padStart(width) : cut.padEnd(width);
}

function numberCell(value: number | null): string {
  return value === null ? "-" : String(value);
}

/** Names and reasons come from elsewhere: a control character in one would steer the terminal. */
function plain(text: string): string {
  return text.replaceAll(/\p{C}/gu, " ");
}
