/** What a phone does when it is called. */
import { parameter, type SipMessage } from "../sip/message.ts";
import type { PhoneCall } from "./call.ts";

export type Manner = (call: PhoneCall) => void;

/** Rings and waits for somebody to answer or reject. */
export const rings: Manner = (call) => call.ring();

/** Answers at once. A caller that gave up meanwhile is no failure of the phone's. */
export const answers: Manner = (call) => {
  call.answer().catch(() => {});
};

/** Rings, and answers after `ms` if the caller still waits. */
export const answersAfter =
  (ms: number): Manner =>
  (call) => {
    call.ring();
    setTimeout(() => {
      if (call.state === "ringing") answers(call);
    }, ms).unref();
  };

/** Refuses with a status: 486 busy, 603 declined, 480 and so on. */
export const refuses =
  (status: number): Manner =>
  (call) =>
    call.reject(status);

/** Says nothing, not even that it rings. */
export const ignores: Manner = () => {};

/** Whether an INVITE bears one of the customary auto-answer headers (RFC 5373, and what vendors made before it). */
export function asksForAnswer(invite: SipMessage): boolean {
  const callInfo = parameter(invite.get("Call-Info"), "answer-after") === "0";
  const alertInfo = /auto-?answer|alert-autoanswer|answer-after=0/i.test(invite.get("Alert-Info"));
  const answerMode = /^auto/i.test(invite.get("Answer-Mode")) || /^auto/i.test(invite.get("Priv-Answer-Mode"));
  return callInfo || alertInfo || answerMode;
}
