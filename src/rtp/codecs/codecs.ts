/** Every codec by its name. */
import type { Codec, CodecName } from "./codec.ts";
import { pcma, pcmu } from "./g711.ts";
import { g722 } from "./g722/g722.ts";
import { opus } from "./opus/opus.ts";

const codecs: Readonly<Record<CodecName, Codec>> = { PCMA: pcma, PCMU: pcmu, G722: g722, opus };

export const codecNamed = (name: CodecName): Codec => codecs[name];
