/**
 * The timers of RFC 3261 table 4, with those that RFC 6026 adds, in milliseconds. Timer C belongs to proxies (§16.6) and
 * has no place here: who rings for how long is the call's decision.
 */

/** Round-trip time estimate (§17.1.1.1: "the default value for T1 is 500 ms"). */
export const T1 = 500;
/** The longest interval between retransmissions of a non-INVITE request or an INVITE response. */
export const T2 = 4_000;
/** The longest time a message stays in the network. */
export const T4 = 5_000;

/** Letters of the RFC; `cancelled` is the unnamed 64·T1 that an INVITE outlives its CANCEL (§9.1). */
export type TimerName = "A" | "B" | "D" | "E" | "F" | "G" | "H" | "I" | "J" | "K" | "L" | "M" | "cancelled";

interface TimerRule {
  /** Over UDP. */
  readonly ms: number;
  /** Over TCP; `never`: the transport retransmits, so the timer is not set. */
  readonly reliable: number | "never";
  /** Where doubling ends; only for timers that retransmit. */
  readonly ceiling?: number;
}

const rules: Readonly<Record<TimerName, TimerRule>> = {
  // §17.1.1.2: INVITE request retransmission; doubles until Timer B ends it.
  A: { ms: T1, reliable: "never", ceiling: Number.POSITIVE_INFINITY },
  // §17.1.1.2: INVITE transaction timeout.
  B: { ms: 64 * T1, reliable: 64 * T1 },
  // §17.1.1.2: absorbs retransmitted failures: "at least 32 seconds for unreliable transports, and a value of zero seconds for reliable".
  D: { ms: 64 * T1, reliable: 0 },
  // §17.1.2.2: non-INVITE request retransmission.
  E: { ms: T1, reliable: "never", ceiling: T2 },
  // §17.1.2.2: non-INVITE transaction timeout.
  F: { ms: 64 * T1, reliable: 64 * T1 },
  // §17.2.1: retransmission of a failure to an INVITE.
  G: { ms: T1, reliable: "never", ceiling: T2 },
  // §17.2.1: how long an ACK is waited for.
  H: { ms: 64 * T1, reliable: 64 * T1 },
  // §17.2.1: absorbs retransmitted ACKs.
  I: { ms: T4, reliable: 0 },
  // §17.2.2: absorbs retransmitted requests.
  J: { ms: 64 * T1, reliable: 0 },
  // §17.1.2.2: absorbs retransmitted responses.
  K: { ms: T4, reliable: 0 },
  // RFC 6026 §7.1: absorbs INVITEs retransmitted after our 2xx, whatever the transport.
  L: { ms: 64 * T1, reliable: 64 * T1 },
  // RFC 6026 §7.2: how long further 2xx to our INVITE may come, whatever the transport.
  M: { ms: 64 * T1, reliable: 64 * T1 },
  // §9.1: no final response 64·T1 after the CANCEL: the client "SHOULD destroy the client transaction".
  cancelled: { ms: 64 * T1, reliable: 64 * T1 },
};

/** The first interval of a timer, ms; undefined where the transport makes it needless. */
export function firstInterval(timer: TimerName, reliable: boolean): number | undefined {
  const rule = rules[timer];
  if (!reliable) return rule.ms;
  return rule.reliable === "never" ? undefined : rule.reliable;
}

/** Whether a timer sends a message again, at growing intervals. */
export const retransmits = (timer: TimerName): boolean => rules[timer].ceiling !== undefined;

/** The interval after `interval`: twice as long, up to the timer's ceiling. */
export function nextInterval(timer: TimerName, interval: number): number {
  return Math.min(2 * interval, rules[timer].ceiling ?? interval);
}
