/** What one end of a stream is ready to do, in its own words: `sendonly` means that it sends (RFC 3264 §5.1). */
export type Direction = "sendrecv" | "sendonly" | "recvonly" | "inactive";

export function direction(sends: boolean, receives: boolean): Direction {
  if (sends) return receives ? "sendrecv" : "sendonly";
  return receives ? "recvonly" : "inactive";
}

export const maySend = (d: Direction): boolean => d === "sendrecv" || d === "sendonly";
export const mayReceive = (d: Direction): boolean => d === "sendrecv" || d === "recvonly";
