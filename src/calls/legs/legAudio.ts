/**
 * The SDP side of a leg: its offers and answers in order (RFC 3264), and what was agreed.
 * One media leg may be offered to several phones at once; the one that answers decides.
 */
import { inZoneOf } from "../../kernel/addresses.ts";
import { err, ok, type Result } from "../../kernel/result.ts";
import type { Described } from "../../media/commands.ts";
import type { Agreed } from "../../rtp/agreed.ts";
import type { CodecName } from "../../rtp/codecs/codec.ts";
import { acceptAnswer, makeAnswer, makeOffer } from "../../rtp/sdp/offerAnswer.ts";
import { parseSdp, type RemoteAudio, type SdpProblem } from "../../rtp/sdp/parse.ts";

const ALL_CODECS: readonly CodecName[] = ["PCMA", "PCMU"];
const PTIME_MS = 20;

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
  #codecs: readonly CodecName[] = ALL_CODECS;
  /** What the peer is to be spoken to in, best first; undefined: in whatever is best for the other end. */
  #only: readonly CodecName[] | undefined;
  /** The peer's offer that waits for our answer. */
  #offered: RemoteAudio | undefined;
  #answer: string | undefined;
  #agreed: Agreed | undefined;

  constructor(signallingAddress: string, sessionId: number) {
    this.signallingAddress = signallingAddress;
    this.#sessionId = sessionId;
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

  /** What the peer is known to speak, best first: agreed, else offered, else everything. */
  get codecs(): readonly CodecName[] {
    if (this.#agreed !== undefined) return [this.#agreed.codec];
    return this.#offered?.codecs.map(({ name }) => name) ?? [];
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

  /** From now on offers and answers have these codecs in this order, and no others; undefined: all. What was agreed before still holds. */
  restrict(codecs: readonly CodecName[] | undefined): void {
    this.#only = codecs;
  }

  /** The peer's INVITE with its offer; undefined when it has none and the offer will be ours. */
  invited(sdp: string | undefined, localAddress: string): Result<void, SdpProblem> {
    this.#localAddress = localAddress;
    if (sdp === undefined) return ok(undefined);
    const offer = parseSdp(sdp);
    if (!offer.ok) return offer;
    const allowed = this.#only ?? ALL_CODECS;
    if (!offer.value.codecs.some(({ name }) => allowed.includes(name)))
      return err({ code: "no_common_codec", detail: `none of ${allowed.join(", ")} among the formats` });
    this.#offered = offer.value;
    return ok(undefined);
  }

  /** An offer of ours, with `preferred` codecs first. */
  offer(localAddress: string, preferred: readonly CodecName[]): string {
    this.#localAddress = localAddress;
    this.#codecs = this.#preferring(preferred);
    this.#offeredPort = this.#port;
    const sdp = makeOffer({ ...this.#ours(), codecs: this.#codecs });
    this.#version += 1;
    return sdp;
  }

  /** The peer's answer to our offer. */
  accept(sdp: string): Result<void, SdpProblem> {
    const answer = parseSdp(sdp);
    if (!answer.ok) return answer;
    const agreed = acceptAnswer(this.#codecs, answer.value);
    if (!agreed.ok) return agreed;
    this.#agreed = agreed.value;
    this.#agreedPort = this.#offeredPort;
    return ok(undefined);
  }

  /**
   * Our answer to the peer's first offer, or our offer where it made none. Given twice (in a 183 and in the 200)
   * it is the same text both times: "the answer in the 2xx MUST be the same" (RFC 3261 §13.2.1).
   */
  answer(preferred: readonly CodecName[]): Result<string, SdpProblem> {
    if (this.#answer !== undefined) return ok(this.#answer);
    if (this.#offered === undefined) {
      this.#answer = this.offer(this.#localAddress, preferred);
      return ok(this.#answer);
    }
    return this.#answerTo(this.#offered, preferred);
  }

  /** Our answer to a later offer of the peer: hold, resume, another address. */
  reanswer(sdp: string, preferred: readonly CodecName[]): Result<string, SdpProblem> {
    const offer = parseSdp(sdp);
    return offer.ok ? this.#answerTo(offer.value, preferred) : offer;
  }

  /** A new offer on a leg that has agreed on something: that holds until this is answered, and if it is refused (RFC 3261 §14.1). */
  reoffer(preferred: readonly CodecName[]): string {
    return this.offer(this.#localAddress, preferred);
  }

  /** What the media plane must know; only once agreed. */
  described(): Described {
    if (this.#agreed === undefined) throw new Error("invariant: a leg is described after offer and answer");
    const address = inZoneOf(this.#agreed.address, this.signallingAddress);
    return { ...this.#agreed, address, signallingAddress: this.signallingAddress };
  }

  #answerTo(offer: RemoteAudio, preferred: readonly CodecName[]): Result<string, SdpProblem> {
    const answer = makeAnswer(offer, { ...this.#ours(), codecs: this.#preferring(preferred) });
    if (!answer.ok) return answer;
    this.#version += 1;
    this.#offered = offer;
    this.#agreed = answer.value.agreed;
    this.#agreedPort = this.#port;
    this.#answer = answer.value.sdp;
    return ok(answer.value.sdp);
  }

  #preferring(preferred: readonly CodecName[]): readonly CodecName[] {
    return this.#only ?? [...new Set([...preferred, ...ALL_CODECS])];
  }

  /** For the next description: its version counts once it is given. */
  #ours() {
    if (this.#port === undefined) throw new Error("invariant: a leg speaks of its port once it has one");
    return {
      address: this.#localAddress,
      port: this.#port,
      sessionId: this.#sessionId,
      sessionVersion: this.#version + 1,
      ptime: PTIME_MS,
    };
  }
}
