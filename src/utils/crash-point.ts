/** Called at each point by name; returns unless the point was asked for, and then never. */
export type CrashPointHook<Name extends string = string> = (name: Name) => void;

export const NO_CRASH_POINTS: CrashPointHook = () => undefined;
