/** The offer/answer model (RFC 3264) for one audio stream: our offers, our answers, and what an answer agrees to. */
import { isIPv6 } from "node:net";
import { err, ok, type Result } from "../../kernel/result.ts";
import type { Agreed } from "../agreed.ts";
import type { CodecName } from "../codecs/codec.ts";
import { type Direction, direction, type RemoteAudio, type SdpProblem, staticTypes } from "./parse.ts";

/** The payload type of telephone-event in our offers. */
const EVENT_TYPE = 101;

/** What we say of ourselves. */
export interface LocalAudio {
  /** IP literal and RTP port that the peer sends to; RTCP goes to the port above. */
  readonly address: string;
  readonly port: number;
  /** The o= line: the id stays for the life of the dialog, the version grows with each description (RFC 3264 §5, §8). */
  readonly sessionId: number;
  readonly sessionVersion: number;
  /** Codecs in our order of preference, at least one. */
  readonly codecs: readonly CodecName[];
  /** ms; the packet time we ask for, 20 unless given. */
  readonly ptime?: number;
  /** What we are ready to do; `sendrecv` unless given. */
  readonly direction?: Direction;
}

export function makeOffer(local: LocalAudio): string {
  const types = local.codecs.map((name) => ({ name, payloadType: staticTypes[name as keyof typeof staticTypes] }));
  return describe(local, "0 0", streamLines(local, types, EVENT_TYPE, local.direction ?? "sendrecv"));
}

/** Answers an offer with one codec, the first of ours that it has, and telephone-event. `no_common_codec` calls for 488. */
export function makeAnswer(
  offer: RemoteAudio,
  local: LocalAudio,
): Result<{ readonly sdp: string; readonly agreed: Agreed }, SdpProblem> {
  const codec = firstCommon(local.codecs, offer);
  if (codec === undefined) return noCommonCodec(offer);
  const agreed = agreement(offer, codec, local.direction ?? "sendrecv", codec.payloadType, offer.eventPayloadType);
  const stream = streamLines(local, [codec], offer.eventPayloadType, direction(agreed.sends, agreed.receives));
  // "For each "m=" line in the offer, there MUST be a corresponding "m=" line in the answer"; a refused one has port zero (§6).
  const media = offer.media.flatMap(({ type, protocol, formats }, i) =>
    i === offer.mediaIndex ? stream : [`m=${type} 0 ${protocol} ${formats}`],
  );
  return ok({ sdp: describe(local, offer.timing, media), agreed });
}

/**
 * What the answer to an offer of ours has agreed.
 * @param codecs those we offered
 * @param offered the direction we offered
 */
export function acceptAnswer(
  codecs: readonly CodecName[],
  answer: RemoteAudio,
  offered: Direction = "sendrecv",
): Result<Agreed, SdpProblem> {
  // The answerer lists what it takes; the first is what it prefers (§6.1).
  const codec = answer.codecs.find(({ name }) => codecs.includes(name));
  if (codec === undefined) return noCommonCodec(answer);
  return ok(agreement(answer, codec, offered, staticTypes[codec.name as keyof typeof staticTypes], EVENT_TYPE));
}

/** A payload type in a description is the one its author wants to receive (§5.1): we send with theirs, they with ours. */
function agreement(
  remote: RemoteAudio,
  codec: RemoteAudio["codecs"][number],
  ours: Direction,
  receivePayloadType: number,
  receiveEventType: number | undefined,
): Agreed {
  return {
    address: remote.address,
    rtpPort: remote.rtpPort,
    rtcpPort: remote.rtcpPort,
    codec: codec.name,
    sendPayloadType: codec.payloadType,
    receivePayloadType,
    ...(remote.eventPayloadType === undefined || receiveEventType === undefined
      ? {}
      : { sendEventType: remote.eventPayloadType, receiveEventType }),
    ptime: remote.ptime,
    sends: mayReceive(remote.direction) && maySend(ours),
    receives: maySend(remote.direction) && mayReceive(ours),
  };
}

const maySend = (d: Direction): boolean => d === "sendrecv" || d === "sendonly";
const mayReceive = (d: Direction): boolean => d === "sendrecv" || d === "recvonly";

function firstCommon(codecs: readonly CodecName[], offer: RemoteAudio): RemoteAudio["codecs"][number] | undefined {
  for (const wanted of codecs) {
    const found = offer.codecs.find(({ name }) => name === wanted);
    if (found !== undefined) return found;
  }
  return undefined;
}

const noCommonCodec = (remote: RemoteAudio) =>
  err({ code: "no_common_codec" as const, detail: `none of ours among ${remote.media[remote.mediaIndex]?.formats}` });

function describe(local: LocalAudio, timing: string, media: readonly string[]): string {
  const family = isIPv6(local.address) ? "IP6" : "IP4";
  const lines = [
    "v=0",
    `o=- ${local.sessionId} ${local.sessionVersion} IN ${family} ${local.address}`,
    "s=-",
    `c=IN ${family} ${local.address}`,
    `t=${timing}`,
    ...media,
  ];
  return `${lines.join("\r\n")}\r\n`;
}

function streamLines(
  local: LocalAudio,
  codecs: RemoteAudio["codecs"],
  eventType: number | undefined,
  ours: Direction,
): string[] {
  const types = codecs.map(({ payloadType }) => payloadType);
  if (eventType !== undefined) types.push(eventType);
  return [
    `m=audio ${local.port} RTP/AVP ${types.join(" ")}`,
    ...codecs.map(({ name, payloadType }) => `a=rtpmap:${payloadType} ${name}/8000`),
    ...(eventType === undefined ? [] : [`a=rtpmap:${eventType} telephone-event/8000`, `a=fmtp:${eventType} 0-15`]),
    `a=ptime:${local.ptime ?? 20}`,
    `a=${ours}`,
  ];
}
