import type { Trunk } from "../../accounts/shapes.ts";
import type { CodecName } from "../../rtp/codecs/codec.ts";

const spoken: readonly CodecName[] = ["PCMA", "PCMU"];

/** The codecs of a trunk that we speak, in its order; undefined: it leaves the choice to us. */
export function codecsOf({ codecs }: Pick<Trunk, "codecs">): readonly CodecName[] | undefined {
  return codecs?.map((name) => spoken.find((codec) => codec === name)).filter((codec) => codec !== undefined);
}
