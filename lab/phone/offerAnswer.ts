/** What a phone of the lab makes of the other side's description (RFC 3264): what is agreed, and what it answers. */
import type { Agreed } from "../media/audioPort.ts";
import { type AudioDescription, answerDirection, sends, typeIn } from "../sip/sdp.ts";

/** Undefined where no codec is common to both. */
export function agreement(local: AudioDescription, remote: AudioDescription): Agreed | undefined {
  const coding = remote.codecs.find((codec) => local.codecs.includes(codec));
  if (coding === undefined) return undefined;
  const direction = answerDirection(remote.direction, local.direction);
  return {
    address: remote.address,
    port: remote.port,
    coding,
    payloadType: typeIn(remote, coding),
    ptime: local.ptime ?? 20,
    sends: sends(direction) && remote.port !== 0,
    ...(remote.opusType === undefined ? {} : { opusType: remote.opusType }),
    ...(remote.eventType === undefined ? {} : { eventType: remote.eventType }),
    ...(local.crypto === undefined || remote.crypto === undefined
      ? {}
      : { srtp: { ours: local.crypto.key, theirs: remote.crypto.key } }),
  };
}

/** The codecs of the offer that we have, its direction as seen from here (§6). */
export function answerTo(
  { eventType, crypto, ...local }: AudioDescription,
  remote: AudioDescription,
): AudioDescription {
  return {
    ...local,
    codecs: remote.codecs.filter((codec) => local.codecs.includes(codec)),
    direction: answerDirection(remote.direction, local.direction),
    ...(remote.opusType === undefined ? {} : { opusType: remote.opusType }),
    ...(eventType === undefined || remote.eventType === undefined ? {} : { eventType: remote.eventType }),
    ...(crypto === undefined ? {} : { crypto: { ...crypto, tag: remote.crypto?.tag ?? crypto.tag } }),
  };
}
