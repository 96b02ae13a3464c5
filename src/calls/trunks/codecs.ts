import type { Trunk } from "../../accounts/directory/shapes.ts";
import type { CodecName } from "../../rtp/codecs/codec.ts";
import { allCodecs } from "../legs/codecChoice.ts";

/** The codecs of a trunk that we speak, in its order; undefined: it leaves the choice to us. */
export function codecsOf({ codecs }: Pick<Trunk, "codecs">): readonly CodecName[] | undefined {
  return codecs
    ?.map((name) => allCodecs.find((codec) => codec.toUpperCase() === name.toUpperCase()))
    .filter((codec) => codec !== undefined);
}
