/** RFC 3339 with six digits: the API server refuses the three of `Date` in fields of type MicroTime. */
export function microTime(unixMs: number): string {
  return new Date(unixMs).toISOString().replace("Z", "000Z");
}
