/** What we understand of a description's formats: the four codecs, comfort noise, and telephone events at two clock rates. */
import type { CodecName } from "../codecs/codec.ts";

/** Hz of RTP timestamps. */
export type ClockRate = 8000 | 48_000;

export type Format = CodecName | "CN" | "telephone-event/8000" | "telephone-event/48000";

interface Encoding {
  /** As `a=rtpmap` writes it. */
  readonly name: string;
  /** The static payload type (RFC 3551 §6), or the one of our offers where no other use of it stands in the way. */
  readonly payloadType: number;
}

export const encodings: Readonly<Record<Format, Encoding>> = {
  PCMA: { name: "PCMA/8000", payloadType: 8 },
  PCMU: { name: "PCMU/8000", payloadType: 0 },
  // RFC 3551 §4.5.2: "the RTP clock rate for the G722 payload format is 8,000 Hz", by an error that "must remain unchanged".
  G722: { name: "G722/8000", payloadType: 9 },
  // RFC 7587 §7: "The RTP clock rate … MUST be 48000, and the number of channels MUST be 2", also for mono.
  opus: { name: "opus/48000/2", payloadType: 111 },
  CN: { name: "CN/8000", payloadType: 13 },
  "telephone-event/8000": { name: "telephone-event/8000", payloadType: 101 },
  "telephone-event/48000": { name: "telephone-event/48000", payloadType: 110 },
};

const formats = Object.keys(encodings) as Format[];
const byName = new Map(formats.map((format) => [encodings[format].name.toUpperCase(), format]));
/** Those below 96 need no rtpmap: their meaning is that of RFC 3551. */
const byStaticType = new Map(
  formats
    .filter((format) => encodings[format].payloadType < 96)
    .map((format) => [encodings[format].payloadType, format]),
);
// Phones that are content with one track write what RFC 7587 forbids; they mean nothing else by it.
for (const lax of ["OPUS/48000", "OPUS/48000/1"]) byName.set(lax, "opus");

/** The format of an encoding as `a=rtpmap` writes it: "These names are case-insensitive" (RFC 4855 §3), one track is implied. */
export const formatNamed = (encoding: string): Format | undefined =>
  byName.get(encoding.toUpperCase()) ?? byName.get(encoding.toUpperCase().replace(/\/1$/, ""));

/** The format of a payload type that no rtpmap explains. */
export const staticFormat = (payloadType: number): Format | undefined => byStaticType.get(payloadType);

export const clockRateOf = (codec: CodecName): ClockRate => (codec === "opus" ? 48_000 : 8000);
