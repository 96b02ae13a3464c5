/** The offer/answer model (RFC 3264) for one audio stream: our offers, our answers, and what an answer agrees to. */
import { err, ok, type Result } from "../../kernel/result.ts";
import type { Agreed, AgreedCrypto, CryptoSuite } from "../agreed.ts";
import type { CodecName } from "../codecs/codec.ts";
import { type CryptoLine, clearStreams, type OfferedStream, type OwnKeys } from "./crypto.ts";
import { type Direction, direction, mayReceive, maySend } from "./direction.ts";
import { type ClockRate, clockRateOf, type Format } from "./formats.ts";
import type { OpusParameters } from "./opusParameters.ts";
import type { PayloadTypes } from "./payloadTypes.ts";
import type { RemoteAudio, RemoteCodec, SdpProblem } from "./remoteAudio.ts";
import { type AudioStream, type Origin, writeAudio, writeDescription } from "./write.ts";

/** What we say of ourselves. */
export interface LocalAudio extends Origin {
  /** The RTP port that the peer sends to; RTCP goes to the port above. */
  readonly port: number;
  /** Codecs in our order of preference, at least one. */
  readonly codecs: readonly CodecName[];
  /** Whether an offer has comfort noise; an answer takes it wherever it is offered. */
  readonly comfortNoise?: boolean;
  /** How we want to be sent Opus. */
  readonly opus?: OpusParameters;
  /** What we send with where SRTP is agreed; needed where an offer, or what we take, has it. */
  readonly keys?: OwnKeys;
  /** How an offer is carried: its streams, between which the peer chooses; one in the clear unless given. */
  readonly streams?: readonly OfferedStream[];
  /** ms; the packet time we ask for, 20 unless given. */
  readonly ptime?: number;
  /** What we are ready to do; `sendrecv` unless given. */
  readonly direction?: Direction;
}

/** @param types the numbers of the dialog's formats */
export function makeOffer(local: LocalAudio, types: PayloadTypes): string {
  const formats = offeredFormats(local).map((format) => ({ format, payloadType: types.of(format) }));
  const { streams = clearStreams, keys } = local;
  const media = streams.map(({ protocol, suites, refused }) =>
    writeAudio({
      ...streamOf(local, formats, local.direction ?? "sendrecv"),
      ...(refused === true ? { port: 0 } : {}),
      protocol,
      crypto: keys?.lines(suites) ?? [],
    }),
  );
  return writeDescription(local, "0 0", media.flat());
}

/**
 * Answers an offer with one codec, the first of ours that it has, and what goes with that: telephone-event, comfort noise.
 * `no_common_codec` calls for 488.
 */
export function makeAnswer(
  offer: RemoteAudio,
  local: LocalAudio,
): Result<{ readonly sdp: string; readonly agreed: Agreed }, SdpProblem> {
  const codec = firstCommon(local.codecs, offer);
  if (codec === undefined) return noCommonCodec(offer);
  // They stand in the offerer's order of preference (RFC 4568 §5.1.1).
  const line = offer.crypto?.[0];
  // "That same payload type number SHOULD be used for that codec in the answer" (§6.1).
  const agreed = {
    ...agreement(offer, codec, local.direction ?? "sendrecv", {
      codec: codec.payloadType,
      noise: offer.noisePayloadType,
      events: offer.events,
    }),
    ...secured(line?.suite, local.keys, line?.key),
  };
  const stream = writeAudio({
    ...streamOf(local, agreedFormats(agreed), direction(agreed.sends, agreed.receives)),
    protocol: offer.media[offer.mediaIndex]!.protocol,
    crypto: line === undefined || agreed.crypto === undefined ? [] : [{ ...line, key: agreed.crypto.sendKey }],
  });
  // "For each "m=" line in the offer, there MUST be a corresponding "m=" line in the answer"; a refused one has port zero (§6).
  const media = offer.media.flatMap(({ type, protocol, formats }, i) =>
    i === offer.mediaIndex ? stream : [`m=${type} 0 ${protocol} ${formats}`],
  );
  return ok({ sdp: writeDescription(local, offer.timing, media), agreed });
}

/**
 * What the answer to an offer of ours has agreed.
 * @param local what we offered; `types` the numbers we offered it by
 */
export function acceptAnswer(
  local: Pick<LocalAudio, "codecs" | "comfortNoise" | "direction" | "streams" | "keys">,
  types: PayloadTypes,
  answer: RemoteAudio,
): Result<Agreed, SdpProblem> {
  // The answerer lists what it takes; the first is what it prefers (§6.1).
  const codec = answer.codecs.find(({ name }) => local.codecs.includes(name));
  if (codec === undefined) return noCommonCodec(answer);
  const line = chosenLine(local, answer);
  if (answer.crypto !== undefined && line === undefined)
    return err({ code: "media_security", detail: "the answer takes none of the keys that were offered" });
  const offered = offeredFormats(local);
  const ours = (format: Format): number | undefined => (offered.includes(format) ? types.of(format) : undefined);
  return ok({
    ...agreement(answer, codec, local.direction ?? "sendrecv", {
      codec: types.of(codec.name),
      noise: ours("CN"),
      events: { 8000: ours("telephone-event/8000"), 48000: ours("telephone-event/48000") },
    }),
    ...secured(line?.suite, local.keys, line?.key),
  });
}

/** The answer's line bears tag and suite of the one it takes (RFC 4568 §5.1.2). */
function chosenLine(
  { streams, keys }: Pick<LocalAudio, "streams" | "keys">,
  answer: RemoteAudio,
): CryptoLine | undefined {
  const offered = keys?.lines(streams?.[answer.mediaIndex]?.suites ?? []) ?? [];
  return answer.crypto?.find(({ tag, suite }) => offered.some((line) => line.tag === tag && line.suite === suite));
}

/** @param key the peer's */
function secured(
  suite: CryptoSuite | undefined,
  keys: OwnKeys | undefined,
  key: Uint8Array | undefined,
): { readonly crypto?: AgreedCrypto } {
  if (suite === undefined || keys === undefined || key === undefined) return {};
  return { crypto: { suite, sendKey: keys.of(suite), receiveKey: key } };
}

/** The payload types that we are sent. */
interface ReceivedTypes {
  readonly codec: number;
  readonly noise: number | undefined;
  readonly events: { readonly [Rate in ClockRate]?: number | undefined };
}

/** A payload type in a description is the one its author wants to receive (§5.1): we send with theirs, they with ours. */
function agreement(remote: RemoteAudio, codec: RemoteCodec, ours: Direction, receive: ReceivedTypes): Agreed {
  const noise = noiseWith(codec, remote);
  const rate = eventsWith(codec.name, (at) => remote.events[at] !== undefined && receive.events[at] !== undefined);
  const [sendEventType, receiveEventType] =
    rate === undefined ? [undefined, undefined] : [remote.events[rate], receive.events[rate]];
  return {
    address: remote.address,
    rtpPort: remote.rtpPort,
    rtcpPort: remote.rtcpPort,
    codec: codec.name,
    sendPayloadType: codec.payloadType,
    receivePayloadType: receive.codec,
    ...(rate === undefined || sendEventType === undefined || receiveEventType === undefined
      ? {}
      : { sendEventType, receiveEventType, eventClockRate: rate }),
    ...(noise === undefined || receive.noise === undefined
      ? {}
      : { sendNoiseType: noise, receiveNoiseType: receive.noise }),
    ...(codec.name === "opus" && remote.opus !== undefined ? { wishes: remote.opus } : {}),
    ptime: remote.ptime,
    sends: mayReceive(remote.direction) && maySend(ours),
    receives: maySend(remote.direction) && mayReceive(ours),
  };
}

/** Events at the clock rates of the audio, and always at 8 kHz: many phones know no other beside Opus. */
function offeredFormats({ codecs, comfortNoise }: Pick<LocalAudio, "codecs" | "comfortNoise">): Format[] {
  const noise = comfortNoise === true && codecs.some((name) => clockRateOf(name) === 8000);
  return [
    ...codecs,
    ...(noise ? (["CN"] as const) : []),
    "telephone-event/8000",
    ...(codecs.includes("opus") ? (["telephone-event/48000"] as const) : []),
  ];
}

/** What an answer of ours lists: with the numbers of the offer. */
function agreedFormats(agreed: Agreed): AudioStream["formats"] {
  const { codec, receivePayloadType, receiveNoiseType, receiveEventType, eventClockRate } = agreed;
  const events = eventClockRate === 48_000 ? "telephone-event/48000" : "telephone-event/8000";
  return [
    { format: codec, payloadType: receivePayloadType },
    ...(receiveNoiseType === undefined ? [] : [{ format: "CN" as const, payloadType: receiveNoiseType }]),
    ...(receiveEventType === undefined ? [] : [{ format: events, payloadType: receiveEventType } as const]),
  ];
}

/** RFC 4733 §2.1: events and audio of one stream share its clock; phones that have events at 8 kHz alone get them beside Opus, too. */
function eventsWith(codec: CodecName, has: (rate: ClockRate) => boolean): ClockRate | undefined {
  return [clockRateOf(codec), 8000 as const].find(has);
}

/** Comfort noise goes with codecs that share its clock; Opus has its own. */
const noiseWith = ({ name }: RemoteCodec, { noisePayloadType }: RemoteAudio): number | undefined =>
  clockRateOf(name) === 8000 ? noisePayloadType : undefined;

function streamOf(
  local: LocalAudio,
  formats: AudioStream["formats"],
  ours: Direction,
): Omit<AudioStream, "protocol" | "crypto"> {
  return { port: local.port, formats, opus: local.opus ?? {}, ptime: local.ptime ?? 20, direction: ours };
}

function firstCommon(codecs: readonly CodecName[], offer: RemoteAudio): RemoteCodec | undefined {
  for (const wanted of codecs) {
    const found = offer.codecs.find(({ name }) => name === wanted);
    if (found !== undefined) return found;
  }
  return undefined;
}

const noCommonCodec = (remote: RemoteAudio) =>
  err({ code: "no_common_codec" as const, detail: `none of ours among ${remote.media[remote.mediaIndex]?.formats}` });
