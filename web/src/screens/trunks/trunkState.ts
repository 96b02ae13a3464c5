/** What the state of a trunk comes to, and what its last error means to a person. */
import type { Trunk } from "../../api/trunks.ts";

export type Standing = "registered" | "reachable" | "registering" | "down" | "waiting" | "checking" | "unwatched";

export function standingOf({ auth, pingSeconds, state: { registered, reachable, lastError } }: Trunk): Standing {
  if (auth === "accept-register" && registered === false) return "waiting";
  if (registered === false && reachable !== false && lastError === null) return "registering";
  if (registered === false || reachable === false) return "down";
  if (registered === true) return "registered";
  if (reachable === true) return "reachable";
  return pingSeconds === 0 ? "unwatched" : "checking";
}

/** The server's words for what went wrong; the status that the other end gave stands in brackets. */
const meanings = [
  [/^no answer/, "noAnswer"],
  [/^not reachable/, "notReachable"],
  [/^out of service/, "outOfService"],
  [/^user name or password refused/, "wrongPassword"],
  [/^a challenge that is not answered/, "unansweredChallenge"],
  [/^the registrar refuses/, "refused"],
  [/^the registrar keeps no binding/, "noBinding"],
  [/^the registration has expired/, "expired"],
] as const;

type ErrorText = (typeof meanings)[number][1];

/** Undefined for words that nobody knows: those are shown as they are. */
export function meaningOfError(words: string): { readonly text: ErrorText; readonly code: string } | undefined {
  const text = meanings.find(([pattern]) => pattern.test(words))?.[1];
  return text === undefined ? undefined : { text, code: /\((.*)\)/.exec(words)?.[1] ?? "" };
}
