/** Every codec by its name. */
import type { Codec, CodecName } from "./codec.ts";
import { pcma, pcmu } from "./g711.ts";
import { g722 } from "./g722/g722.ts";

const codecs: Readonly<Partial<Record<CodecName, Codec>>> = { PCMA: pcma, PCMU: pcmu, G722: g722 };

export function codecNamed(name: CodecName): Codec {
  const codec = codecs[name];
  if (codec === undefined) throw new Error(`invariant: ${name} was agreed, so it exists`);
  return codec;
}
