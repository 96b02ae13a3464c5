import { deepStrictEqual } from "node:assert";
import fc from "fast-check";
import t from "tap";
import { readOpusParameters, writeOpusParameters } from "../../../src/rtp/sdp/opusParameters.ts";

for (const [config, expected] of [
  ["", {}],
  ["minptime=10;useinbandfec=1", { inbandFec: true }],
  [
    "maxplaybackrate=16000; sprop-maxcapturerate=16000; maxaveragebitrate=20000; stereo=1; useinbandfec=1; usedtx=0",
    { maxPlaybackRate: 16_000, maxAverageBitrate: 20_000, inbandFec: true },
  ],
  ["usedtx=1;cbr=1", { dtx: true, constantBitrate: true }],
  ["UseInbandFec = 1 ;USEDTX=1", { inbandFec: true, dtx: true }],
  ["usedtx=1;usedtx=0", { dtx: true }],
  // RFC 7587 §6.1: "values outside the range from 6000 to 510000 SHOULD be ignored".
  ["maxaveragebitrate=5999;maxplaybackrate=7999", {}],
  ["maxaveragebitrate=510001;maxplaybackrate=96000", {}],
  ["maxaveragebitrate=6000;maxplaybackrate=8000", { maxAverageBitrate: 6000, maxPlaybackRate: 8000 }],
  ["maxaveragebitrate=1e5;maxplaybackrate=-16000;useinbandfec=yes;usedtx", {}],
  ["maxaveragebitrate=99999999999999999999;__proto__=1;=;;;= ;", {}],
  [`${";".repeat(40)}usedtx=1`, {}],
] as const)
  t.test(`reads ${config.slice(0, 60)}`, async (t) => t.strictSame(readOpusParameters(config), expected));

t.test("what the other end wants is what we ask for; FEC always", async (t) => {
  t.equal(writeOpusParameters({}), "useinbandfec=1");
  t.equal(
    writeOpusParameters({ maxAverageBitrate: 20_000, maxPlaybackRate: 16_000, dtx: true, constantBitrate: true }),
    "useinbandfec=1;maxaveragebitrate=20000;maxplaybackrate=16000;usedtx=1;cbr=1",
  );
});

t.test("whatever is read is written so that it is read again", async () => {
  const parameter = fc.oneof(
    fc.constantFrom("useinbandfec=1", "usedtx=1", "cbr=1", "cbr=0", "stereo=1"),
    fc.tuple(fc.constantFrom("maxaveragebitrate", "maxplaybackrate"), fc.integer()).map((pair) => pair.join("=")),
    fc.string({ maxLength: 12 }),
  );
  fc.assert(
    fc.property(fc.array(parameter, { maxLength: 8 }), (parameters) => {
      const read = readOpusParameters(parameters.join(";"));
      deepStrictEqual(readOpusParameters(writeOpusParameters(read)), { ...read, inbandFec: true });
    }),
  );
});
