/** How the legs of a call sound. */
import { described, named, nullable, object, ref, type Schema } from "./schema.ts";

const count = nullable({ type: "integer", minimum: 0 });
const share: Schema = { type: "number", minimum: 0, maximum: 1 };
const ms: Schema = { type: "number", minimum: 0 };

const streamQualitySchema = named(
  "StreamQuality",
  described(
    "One direction of a leg's audio since its beginning. Null is what nobody measured.",
    object({
      expected: described("Packets that the sender's numbering lets expect.", count),
      lost: { type: "integer", minimum: 0 },
      discarded: described("Came too late for a usual jitter buffer.", count),
      duplicates: count,
      reordered: count,
      lossRatio: share,
      concealedRatio: described("Lost or discarded.", share),
      burstDensity: described("Missing packets within bursts of loss (RFC 3611, Gmin 16).", nullable(share)),
      gapDensity: described("Missing packets between the bursts.", nullable(share)),
      burstMs: described("Mean length of a burst.", nullable(ms)),
      gapMs: described("Mean length of a gap between bursts.", nullable(ms)),
      jitterMs: described("Interarrival jitter (RFC 3550).", ms),
      delayMs: described("One way: half the round trip and the playout delay.", nullable(ms)),
      rFactor: described("The E-model's rating (ITU-T G.107, G.107.1): G.711 without a fault has 93.", {
        type: "number",
        minimum: 0,
        maximum: 129,
      }),
      mos: described("Estimated mean opinion score.", { type: "number", minimum: 1, maximum: 4.5 }),
    }),
  ),
);

const legQualitySchema = named(
  "LegQuality",
  object({
    codec: { type: "string" },
    roundTripMs: nullable(ms),
    received: described("What we hear of the phone.", nullable(ref(streamQualitySchema))),
    sent: described("What the phone says it hears of us, by RTCP.", nullable(ref(streamQualitySchema))),
  }),
);

export const callQualitySchema = named(
  "CallQuality",
  object({ customer: nullable(ref(legQualitySchema)), agent: nullable(ref(legQualitySchema)) }),
);

export const qualitySchemas = [streamQualitySchema, legQualitySchema, callQualitySchema] as const;
