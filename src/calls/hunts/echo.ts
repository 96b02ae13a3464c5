/** The echo: an extension at which agents hear themselves. */
import { clearOnly } from "../../rtp/sdp/crypto.ts";
import { contactUri, nameAddr } from "../legs/callerId.ts";
import type { Hunt, HuntTarget } from "./hunt.ts";
import { busyHere } from "./outcomes.ts";

/** What reports and dashboards call it. */
export const ECHO_NAME = "Echo";

/** How many may talk to themselves at a time: it is there to try a phone with. */
const MAX_ECHOES = 5;

export interface EchoWorld {
  readonly domain: string;
  /** Where a media leg's own port is reached from this machine. */
  readonly mediaAddress: string;
  /** Legs of the echo that are up. */
  readonly echoes: () => number;
}

/** Rings nobody but the echo, unless too many talk to it. */
export const echoHunt = (extension: string, world: EchoWorld): Hunt => ({
  next: (last) =>
    last ?? (world.echoes() >= MAX_ECHOES ? busyHere : { targets: [echoTarget(extension, world)], ringMs: undefined }),
});

/** The leg sends to itself, which nobody else can hear: there is nothing to encrypt. */
function echoTarget(extension: string, { domain, mediaAddress }: EchoWorld): HuntTarget {
  const self = nameAddr(ECHO_NAME, extension, domain);
  const requestUri = `sip:${domain}`;
  return {
    echo: true,
    target: { transport: "udp", host: mediaAddress, port: 0 },
    requestUri,
    from: self,
    to: self,
    contact: contactUri(extension, { address: mediaAddress, port: 0 }, "udp", requestUri),
    localAddress: mediaAddress,
    headers: [],
    security: clearOnly,
    trunkId: undefined,
    agent: undefined,
  };
}
