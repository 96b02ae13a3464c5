import type { DtmfMethod } from "../../accounts/directory/shapes.ts";
import type { CodecName } from "../../rtp/codecs/codec.ts";
import type { MediaSecurity } from "../../rtp/sdp/crypto.ts";
import type { HeaderList } from "../../sip/message/headers.ts";
import type { Target } from "../../sip/transport/transport.ts";

/** One place to ring: everything an INVITE needs but its SDP. */
export interface DialTarget {
  /** The echo: no INVITE is sent, and `target` is where the leg itself is. */
  readonly echo?: true;
  readonly target: Target;
  readonly requestUri: string;
  /** From and To, without tags. */
  readonly from: string;
  readonly to: string;
  /** Our Contact toward this peer, and the address that its SDP names. */
  readonly contact: string;
  readonly localAddress: string;
  readonly headers: HeaderList;
  /** What is left of the hops of the INVITE that causes this one (RFC 3261 §16.6 step 3); 70 unless given. */
  readonly maxForwards?: number;
  /** The only codecs to be offered, best first; unless given all that we speak. */
  readonly codecs?: readonly CodecName[];
  readonly security: MediaSecurity;
  /** Its trunk's setting; left out for a phone. */
  readonly dtmf?: DtmfMethod;
  /** The trunk the target belongs to; its credentials answer a challenge. */
  readonly trunkId: string | undefined;
}
