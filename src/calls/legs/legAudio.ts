/**
 * The SDP side of a leg: its offers and answers in order (RFC 3264), and what was agreed.
 * One media leg may be offered to several phones at once; the one that answers decides.
 */
import { inZoneOf } from "../../kernel/addresses.ts";
import { err, ok, type Result } from "../../kernel/result.ts";
import type { Described } from "../../media/commands.ts";
import type { Agreed } from "../../rtp/agreed.ts";
import type { CodecName } from "../../rtp/codecs/codec.ts";
import {
  type Carriage,
  clearOnly,
  firstStreams,
  laterStreams,
  type MediaSecurity,
  type OfferedStream,
  type OwnKeys,
} from "../../rtp/sdp/crypto.ts";
import { acceptAnswer, type LocalAudio, makeAnswer, makeOffer } from "../../rtp/sdp/offerAnswer.ts";
import { parseSdp } from "../../rtp/sdp/parse.ts";
import { PayloadTypes } from "../../rtp/sdp/payloadTypes.ts";
import type { RemoteAudio, SdpProblem } from "../../rtp/sdp/remoteAudio.ts";
import { allCodecs, inOrderFor, type OtherEnd, unknownEnd } from "./codecChoice.ts";

/** What a peer may be spoken to in. */
export interface LegLimits {
  /** The only codecs, in the peer's order of preference; undefined: all. */
  readonly codecs?: readonly CodecName[] | undefined;
  readonly security: MediaSecurity;
}

export class LegAudio {
  /** Where the peer's signalling comes from: its stream may come from there, too, behind NAT. */
  signallingAddress: string;
  /** `o=` of every SDP of ours on this leg: the id stays, the version counts (RFC 3264 §8). */
  readonly #sessionId: number;
  #version = 0;
  #port: number | undefined;
  /** The port that our last offer named, and the one that the peer has agreed to send to. */
  #offeredPort: number | undefined;
  #agreedPort: number | undefined;
  #localAddress = "";
  /** What our offers call their formats, for as long as the leg lives. */
  readonly #types = new PayloadTypes();
  /** Whether our last offer had comfort noise. */
  #offeredNoise = false;
  /** The only codecs that the peer may be spoken to in, in its order of preference; undefined: all. */
  #only: readonly CodecName[] | undefined;
  #security = clearOnly;
  readonly #keys: OwnKeys;
  /** The m-lines of our offers once something is agreed; our last offer may be one from before. */
  #streams: readonly OfferedStream[] | undefined;
  #offeredFirst = true;
  /** The peer's offer that waits for our answer. */
  #offered: RemoteAudio | undefined;
  #answer: string | undefined;
  #agreed: Agreed | undefined;

  constructor(signallingAddress: string, sessionId: number, keys: OwnKeys) {
    this.signallingAddress = signallingAddress;
    this.#sessionId = sessionId;
    this.#keys = keys;
  }

  get isOpen(): boolean {
    return this.#port !== undefined;
  }

  /** Offer and answer are complete. */
  get isAgreed(): boolean {
    return this.#agreed !== undefined;
  }

  /** The peer knows the port that we have now. */
  get isSettled(): boolean {
    return this.#port !== undefined && this.#agreedPort === this.#port;
  }

  /** The peer made the offer: ours is the answer. */
  get hasOffer(): boolean {
    return this.#offered !== undefined;
  }

  /** What the peer is known to speak, for who is offered something at the other end: what was agreed, else what it offers. */
  get spoken(): OtherEnd {
    if (this.#agreed !== undefined) {
      const { codec, sendNoiseType, wishes, ptime } = this.#agreed;
      const opus = wishes === undefined ? {} : { opus: wishes };
      return { codecs: [codec], comfortNoise: sendNoiseType !== undefined, ...opus, ptime };
    }
    if (this.#offered === undefined) return unknownEnd;
    const { codecs, noisePayloadType, opus, ptime } = this.#offered;
    const names = codecs.map(({ name }) => name).filter((name) => this.#allowed.includes(name));
    return {
      codecs: [...new Set(names)],
      comfortNoise: noisePayloadType !== undefined,
      ...(opus === undefined ? {} : { opus }),
      ptime,
    };
  }

  /** The peer's own phone holds: its SDP does not let us send. */
  get holds(): boolean {
    return this.#agreed !== undefined && !this.#agreed.sends;
  }

  /** The peer's SDP lets us send to it. */
  get receives(): boolean {
    return this.#agreed?.sends === true;
  }

  /** The media plane has bound our port. */
  opened(port: number): void {
    this.#port = port;
  }

  /**
   * From now on offers and answers have these codecs and no others, and SRTP as it may be here. The codecs' order decides where the other
   * end of the call does not. What was agreed before still holds.
   */
  restrict({ codecs, security }: LegLimits): void {
    this.#only = codecs;
    this.#security = security;
  }

  /** The peer's INVITE with its offer; undefined when it has none and the offer will be ours. */
  invited(sdp: string | undefined, localAddress: string): Result<void, SdpProblem> {
    this.#localAddress = localAddress;
    if (this.#security.takes.length === 0)
      return err({ code: "media_security", detail: "SRTP is required, and the signalling is not encrypted" });
    if (sdp === undefined) return ok(undefined);
    const offer = parseSdp(sdp, this.#takes);
    if (!offer.ok) return offer;
    if (!offer.value.codecs.some(({ name }) => this.#allowed.includes(name)))
      return err({ code: "no_common_codec", detail: `none of ${this.#allowed.join(", ")} among the formats` });
    this.#offered = offer.value;
    return ok(undefined);
  }

  /** An offer of ours. @param other what is at the other end: its codecs come first */
  offer(localAddress: string, other: OtherEnd): string {
    this.#localAddress = localAddress;
    this.#offeredFirst = true;
    return this.#makeOffer(other);
  }

  /** The peer's answer to our offer. */
  accept(sdp: string): Result<void, SdpProblem> {
    const answer = parseSdp(sdp, this.#takes);
    if (!answer.ok) return answer;
    const streams = this.#offeredStreams;
    const offered = { codecs: this.#allowed, comfortNoise: this.#offeredNoise, streams, keys: this.#keys };
    const agreed = acceptAnswer(offered, this.#types, answer.value);
    if (!agreed.ok) return agreed;
    this.#streams = laterStreams(streams, answer.value.mediaIndex, agreed.value.crypto?.suite);
    this.#types.heed(answer.value);
    this.#agreed = agreed.value;
    this.#agreedPort = this.#offeredPort;
    return ok(undefined);
  }

  /**
   * Our answer to the peer's first offer, or our offer where it made none. Given twice (in a 183 and in the 200)
   * it is the same text both times: "That same exact answer MAY also be placed in any provisional responses" (RFC 3261 §13.2.1).
   */
  answer(other: OtherEnd): Result<string, SdpProblem> {
    if (this.#answer !== undefined) return ok(this.#answer);
    if (this.#offered === undefined) {
      this.#answer = this.offer(this.#localAddress, other);
      return ok(this.#answer);
    }
    return this.#answerTo(this.#offered, other);
  }

  /** Our answer to a later offer of the peer: hold, resume, another address. */
  reanswer(sdp: string, other: OtherEnd): Result<string, SdpProblem> {
    const offer = parseSdp(sdp, this.#takes);
    return offer.ok ? this.#answerTo(offer.value, other) : offer;
  }

  /** A new offer on a leg that has agreed on something: that holds until this is answered, and if it is refused (RFC 3261 §14.1). */
  reoffer(other: OtherEnd): string {
    this.#offeredFirst = this.#streams === undefined;
    return this.#makeOffer(other);
  }

  /** What the media plane must know; only once agreed. */
  described(): Described {
    if (this.#agreed === undefined) throw new Error("invariant: a leg is described after offer and answer");
    const address = inZoneOf(this.#agreed.address, this.signallingAddress);
    return { ...this.#agreed, address, signallingAddress: this.signallingAddress };
  }

  #makeOffer(other: OtherEnd): string {
    this.#offeredPort = this.#port;
    this.#offeredNoise = other.comfortNoise;
    const codecs = inOrderFor(other, this.#allowed);
    const streams = this.#offeredStreams;
    const sdp = makeOffer({ ...this.#ours(other), codecs, comfortNoise: other.comfortNoise, streams }, this.#types);
    this.#version += 1;
    return sdp;
  }

  #answerTo(offer: RemoteAudio, other: OtherEnd): Result<string, SdpProblem> {
    const answer = makeAnswer(offer, { ...this.#ours(other), codecs: inOrderFor(other, this.#choiceIn(offer)) });
    if (!answer.ok) return answer;
    this.#types.heed(offer);
    const { crypto } = answer.value.agreed;
    const protocol = offer.media[offer.mediaIndex]?.protocol ?? "RTP/AVP";
    this.#streams = [{ protocol, suites: crypto === undefined ? [] : [crypto.suite] }];
    this.#version += 1;
    this.#offered = offer;
    this.#agreed = answer.value.agreed;
    this.#agreedPort = this.#port;
    this.#answer = answer.value.sdp;
    return ok(answer.value.sdp);
  }

  /** What the peer may be answered with; what is in use stays in use where nothing speaks against it. */
  #choiceIn({ codecs }: RemoteAudio): readonly CodecName[] {
    const own = this.#only ?? codecs.map(({ name }) => name);
    const inUse = own.filter((name) => name === this.#agreed?.codec);
    return [...new Set([...inUse, ...own])];
  }

  get #offeredStreams(): readonly OfferedStream[] {
    return (this.#offeredFirst ? undefined : this.#streams) ?? firstStreams[this.#security.offers];
  }

  /** What is encrypted stays so where the peer leaves the choice to us. */
  get #takes(): readonly Carriage[] {
    const { takes } = this.#security;
    if (this.#agreed?.crypto === undefined || !takes.includes("encrypted")) return takes;
    return ["encrypted", ...takes.filter((kind) => kind !== "encrypted")];
  }

  get #allowed(): readonly CodecName[] {
    return this.#only ?? allCodecs;
  }

  /** For the next description: its version counts once it is given. We ask for what the other end asks for, since packets go on as they come. */
  #ours({ opus, ptime }: OtherEnd): Omit<LocalAudio, "codecs"> {
    if (this.#port === undefined) throw new Error("invariant: a leg speaks of its port once it has one");
    return {
      address: this.#localAddress,
      port: this.#port,
      sessionId: this.#sessionId,
      sessionVersion: this.#version + 1,
      ...(opus === undefined ? {} : { opus }),
      ptime,
      keys: this.#keys,
    };
  }
}
