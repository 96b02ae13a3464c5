/** The parameters of `a=fmtp` for Opus (RFC 7587 §6.1). All of them are wishes of whoever receives. */
import type { EncoderWishes } from "../codecs/codec.ts";

export interface OpusParameters extends EncoderWishes {
  /** The receiver would rather have a constant bit rate. */
  readonly constantBitrate?: boolean | undefined;
}

const MAX_PARAMETERS = 32;

/** Reads what is well-formed and in range; the rest, and what we do not know, is as if it were not there. */
export function readOpusParameters(config: string): OpusParameters {
  const values = new Map<string, string>();
  for (const parameter of config.split(";", MAX_PARAMETERS)) {
    const [name = "", value = ""] = parameter.split("=", 2).map((word) => word.trim());
    if (!values.has(name.toLowerCase())) values.set(name.toLowerCase(), value);
  }
  // "Values outside the range 6000 to 510000 SHOULD be ignored."
  const maxAverageBitrate = whole(values.get("maxaveragebitrate"), 6000, 510_000);
  const maxPlaybackRate = whole(values.get("maxplaybackrate"), 8000, 48_000);
  return {
    ...(maxAverageBitrate === undefined ? {} : { maxAverageBitrate }),
    ...(maxPlaybackRate === undefined ? {} : { maxPlaybackRate }),
    ...(values.get("useinbandfec") === "1" ? { inbandFec: true } : {}),
    ...(values.get("usedtx") === "1" ? { dtx: true } : {}),
    ...(values.get("cbr") === "1" ? { constantBitrate: true } : {}),
  };
}

/**
 * What we ask a peer for. Opus goes on as it came where both parties speak it, so each is asked for what the other wants to receive.
 * Where nothing is known of the other, nothing is limited: a `maxplaybackrate` of the 16 kHz at which we mix and record would narrow
 * what the party hears whom a transfer brings, and no re-INVITE would widen it again. In-band FEC serves our decoder as well as
 * anybody's. One track is what RFC 7587 assumes where `stereo` and `sprop-stereo` are left out.
 */
export function writeOpusParameters({
  maxAverageBitrate,
  maxPlaybackRate,
  dtx,
  constantBitrate,
}: OpusParameters): string {
  return [
    "useinbandfec=1",
    ...(maxAverageBitrate === undefined ? [] : [`maxaveragebitrate=${maxAverageBitrate}`]),
    ...(maxPlaybackRate === undefined ? [] : [`maxplaybackrate=${maxPlaybackRate}`]),
    ...(dtx === true ? ["usedtx=1"] : []),
    ...(constantBitrate === true ? ["cbr=1"] : []),
  ].join(";");
}

function whole(text: string | undefined, least: number, most: number): number | undefined {
  if (text === undefined || !/^\d{1,6}$/.test(text)) return undefined;
  const value = Number(text);
  return value >= least && value <= most ? value : undefined;
}
