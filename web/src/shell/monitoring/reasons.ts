/** Why a monitoring failed or ended, as far as there are words for it. */
const known = {
  failed: ["busy", "declined", "no_answer", "unreachable", "call_ended"],
  ended: [
    "call_ended",
    "monitor_hung_up",
    "released",
    "media_timeout",
    "permission_revoked",
    "became_party",
    "agent_left",
  ],
} as const;

type Known = typeof known;

/** The key of its text; `other` for a reason that a later server gives. */
export const reasonKey = <E extends keyof Known>(end: E, reason: string | null): Known[E][number] | "other" =>
  (known[end] as readonly Known[E][number][]).find((one) => one === reason) ?? "other";
