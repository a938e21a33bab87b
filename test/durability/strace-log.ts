/** One finished system call of a trace, in the order in which the kernel finished them. */
export interface SystemCall {
  readonly name: string;
  readonly thread: string;
  /** Place in the trace of its entry, and of its return: two calls overlap where these interleave. */
  readonly enteredAt: number;
  readonly returnedAt: number;
  /** Arguments and result as strace prints them. */
  readonly text: string;
  readonly result: string;
}

const WHOLE = /^(\d+)\s+(\w+)\((.*)\)\s+= (.*)$/;
const UNFINISHED = /^(\d+)\s+(\w+)\((.*) <unfinished \.\.\.>$/;
const RESUMED = /^(\d+)\s+<\.\.\. (\w+) resumed>(.*)\)\s+= (.*)$/;

/** Reads what `strace -f -o FILE` wrote; lines that are no call (signals, exits) are left out. */
export function parseStrace(text: string): readonly SystemCall[] {
  const calls: SystemCall[] = [];
  const open = new Map<string, { readonly enteredAt: number; readonly text: string }>();
  text.split("\n").forEach((line, at) => {
    const whole = WHOLE.exec(line);
    if (whole !== null) {
      const [, thread = "", name = "", body = "", result = ""] = whole;
      calls.push({ name, thread, enteredAt: at, returnedAt: at, text: body, result });
      return;
    }
    const unfinished = UNFINISHED.exec(line);
    if (unfinished !== null) {
      const [, thread = "", , body = ""] = unfinished;
      open.set(thread, { enteredAt: at, text: body });
      return;
    }
    const resumed = RESUMED.exec(line);
    if (resumed !== null) {
      const [, thread = "", name = "", rest = "", result = ""] = resumed;
      const begun = open.get(thread);
      open.delete(thread);
      calls.push({
        name,
        thread,
        enteredAt: begun?.enteredAt ?? at,
        returnedAt: at,
        text: `${begun?.text ?? ""}${rest}`,
        result,
      });
    }
  });
  return calls;
}

const WAL_FILE = /^\d+<[^>]*\/\d+\.log>/;
const SOCKET = /^\d+<(?:TCP|socket)/;

export const isWalWrite = (call: SystemCall): boolean =>
  /^p?write/.test(call.name) && WAL_FILE.test(call.text);
export const isWalSync = (call: SystemCall): boolean =>
  /^f(?:data)?sync$/.test(call.name) && WAL_FILE.test(call.text);
export const isSocketWrite = (call: SystemCall): boolean =>
  /^(?:write|writev|sendmsg|sendto)$/.test(call.name) && SOCKET.test(call.text);
