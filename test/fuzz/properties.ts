/** What holds of whatever bytes strangers send. Each throws where it does not. */
import { deepStrictEqual, ok } from "node:assert";
import { seededEntropy } from "../../src/kernel/entropy.ts";
import { firstStreams, OwnKeys } from "../../src/rtp/sdp/crypto.ts";
import { acceptAnswer, makeAnswer, makeOffer } from "../../src/rtp/sdp/offerAnswer.ts";
import { parseSdp } from "../../src/rtp/sdp/parse.ts";
import { PayloadTypes } from "../../src/rtp/sdp/payloadTypes.ts";
import { parseCredentials } from "../../src/sip/auth/digest.ts";
import {
  callIdOf,
  contactsOf,
  cseqOf,
  fromOf,
  maxForwardsOf,
  requestUriOf,
  toOf,
  topVia,
} from "../../src/sip/message/access.ts";
import { responseTo } from "../../src/sip/message/build.ts";
import { MAX_MESSAGE_BYTES } from "../../src/sip/message/framing.ts";
import type { SipMessage } from "../../src/sip/message/message.ts";
import { parseMessage } from "../../src/sip/message/parse.ts";
import { serialize } from "../../src/sip/message/serialize.ts";
import { type Framed, StreamFramer } from "../../src/sip/transport/streamFramer.ts";
import { description } from "./descriptions.ts";
import { Dice } from "./dice.ts";
import { message, nowhere, wire } from "./messages.ts";

/** The longest that reading one message may keep a processor, ms: far beyond what it takes, far below what would hurt calls. */
const MAX_CPU_MS = 250;

/** A message that was taken can be used, and survives being written and read; one that was refused can be answered. */
export function readable(seed: number): void {
  const bytes = wire(new Dice(seed));
  const parsed = bounded(() => parseMessage(bytes));
  if (!parsed.ok) {
    const { request, status } = parsed.error;
    if (request !== undefined) ok(parseMessage(serialize(responseTo(request, status, undefined, { toTag: "t" }))));
    return;
  }
  for (const read of [topVia, fromOf, toOf, cseqOf, callIdOf, contactsOf, maxForwardsOf]) read(parsed.value);
  if (parsed.value.kind === "request") requestUriOf(parsed.value);
  for (const credentials of parsed.value.headers.all("Authorization")) bounded(() => parseCredentials(credentials));
  const written = serialize(parsed.value);
  const again = parseMessage(written);
  // Written out in full, what came in compact form or folded may exceed what is read.
  if (!again.ok && written.length > MAX_MESSAGE_BYTES) return;
  ok(again.ok, `written, it is refused: ${again.ok ? "" : again.error.reason}`);
  deepStrictEqual(plain(again.value), plain(parsed.value));
}

/** A stream gives the same messages however the network cuts it. */
export function framable(seed: number): void {
  const dice = new Dice(seed);
  const stream = Buffer.concat(
    dice.some(1, 6, () => {
      const one = dice.once(3) ? wire(dice) : message(dice, nowhere);
      return Buffer.concat([Buffer.from("\r\n".repeat(dice.below(4))), one]);
    }),
  );
  const whole = framed(stream, []);
  const cuts = dice.some(0, 20, () => dice.below(stream.length + 1)).sort((a, b) => a - b);
  deepStrictEqual(framed(stream, cuts), whole);
}

/** A description that was read can be answered; what was answered is read again. */
export function describable(seed: number): void {
  const dice = new Dice(seed);
  const takes = dice.pick([["clear"], ["encrypted"], ["encrypted", "clear"], ["clear", "encrypted"]] as const);
  const parsed = bounded(() => parseSdp(description(dice), takes));
  if (!parsed.ok) return;
  const local = {
    address: "10.0.0.1",
    port: 20_000,
    sessionId: 1,
    sessionVersion: 1,
    codecs: ["PCMA", "PCMU", "G722", "opus"],
    comfortNoise: true,
    keys: new OwnKeys(seededEntropy(seed)),
    streams: firstStreams.best_effort_two_lines,
  } as const;
  const types = new PayloadTypes();
  types.heed(parsed.value);
  const offer = parseSdp(makeOffer(local, types), takes);
  ok(offer.ok && offer.value.codecs.length === 4, "whatever the peer calls its formats, our offer has all of ours");
  acceptAnswer(local, types, parsed.value);
  const answered = makeAnswer(parsed.value, local);
  if (!answered.ok) return;
  const again = parseSdp(answered.value.sdp, takes);
  ok(again.ok, `our own answer is refused: ${again.ok ? "" : again.error.detail}`);
  deepStrictEqual(again.value.crypto?.[0]?.suite, answered.value.agreed.crypto?.suite);
  deepStrictEqual(again.value.media.length, parsed.value.media.length);
}

function bounded<T>(work: () => T): T {
  const before = process.cpuUsage();
  const result = work();
  const { user, system } = process.cpuUsage(before);
  ok((user + system) / 1000 < MAX_CPU_MS, `it took ${(user + system) / 1000} ms`);
  return result;
}

/** Content-Length aside, which is counted anew. */
const plain = (message: SipMessage): unknown => ({
  ...message,
  headers: [...message.headers].filter(([name]) => name !== "Content-Length"),
  body: Buffer.from(message.body).toString("hex"),
});

function framed(stream: Buffer, cuts: readonly number[]): unknown[] {
  const framer = new StreamFramer();
  const ends = [...cuts, stream.length];
  return ends.flatMap((end, i) => framer.push(stream.subarray(ends[i - 1] ?? 0, end)).map(told));
}

const told = (framed: Framed): unknown => {
  if (framed.framed !== "message") return framed.framed;
  return framed.parsed.ok ? plain(framed.parsed.value) : framed.parsed.error.reason;
};
