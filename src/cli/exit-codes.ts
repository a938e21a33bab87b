/** Exit codes of every program here, after sysexits.h, so that a supervisor can tell what helps: another command line, another machine, or a person. */
export const EXIT_CODE = {
  ok: 0,
  /** A command that ran and did not succeed. */
  failure: 1,
  /** EX_USAGE: a wrong option or argument; nothing was started. */
  usage: 64,
  /** EX_UNAVAILABLE: something that the program needs from elsewhere did not answer. */
  unavailable: 69,
  /** EX_SOFTWARE: a bug in this program, an invariant that does not hold. */
  software: 70,
  /** EX_IOERR: storage failed or is damaged. */
  io: 74,
  /** EX_TEMPFAIL: stopped before everything pending was answered; starting again is fine. */
  temporary: 75,
  /** EX_CONFIG: platform, file or environment that the program cannot work with. */
  configuration: 78,
  /** 128 + SIGINT, as shells count: ended by the person at the terminal. */
  interrupted: 130,
} as const;

export type ExitCode = (typeof EXIT_CODE)[keyof typeof EXIT_CODE];
