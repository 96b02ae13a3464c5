/** How a hunt ends when nobody answered, and what a failure says of whoever was rung. */
import { withPhrase } from "../../sip/message/reasonPhrases.ts";
import type { HuntEnd } from "./hunt.ts";

export const unavailable: HuntEnd = withPhrase(480);
export const busyHere: HuntEnd = withPhrase(486);
export const notFound: HuntEnd = withPhrase(404);
export const noTrunk: HuntEnd = { status: 503, reason: "No Trunk Available" };

/** Busy, or declined by a person: phones say 486, 600 or 603 and mean either. */
export const isRefusedByPerson = (status: number): boolean => status === 486 || status === 600 || status === 603;

/** Nobody was there to decide: no answer, no phone, or one that cannot be reached. */
export const isUnreachable = (status: number): boolean =>
  status === 404 || status === 408 || status === 410 || status === 480 || (status >= 500 && status < 600);

/** Another trunk may do better where this one failed for reasons of its own. */
export const mayTryNext = (status: number): boolean => status === 408 || (status >= 500 && status < 600);
