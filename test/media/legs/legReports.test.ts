/** Whatever a peer reports: no throw, and figures that stay within what they can be. */
import fc from "fast-check";
import t from "tap";
import { seededEntropy } from "../../../src/kernel/entropy.ts";
import type { StreamQuality } from "../../../src/kernel/quality.ts";
import { LegReports } from "../../../src/media/legs/legReports.ts";
import { Outgoing } from "../../../src/mixer/outgoing.ts";
import { ReceptionStatistics } from "../../../src/rtp/reception.ts";
import { readReport } from "../../../src/rtp/rtcp/report.ts";

const OURS = 7;
const WALL = Date.UTC(2030, 0, 1);

const codecs = fc.constantFrom("PCMA" as const, "PCMU" as const);

/** An SR or RR with a block about our stream, and an XR with blocks of the kinds we know; all else is chance. */
function compound(blocks: readonly Uint8Array[], extended: readonly Uint8Array[], sender: boolean): Buffer {
  const about = blocks.map((bytes) => Buffer.concat([Buffer.from([0, 0, 0, OURS]), bytes]));
  const info = Buffer.alloc(sender ? 20 : 0, 0xab);
  const report = Buffer.concat([
    Buffer.from([0x80 | blocks.length, sender ? 200 : 201, 0, 0, 0, 0, 0, 9]),
    info,
    ...about,
  ]);
  const xr = Buffer.concat([Buffer.from([0x80, 207, 0, 0, 0, 0, 0, 9]), ...extended]);
  for (const packet of [report, xr]) packet.writeUInt16BE(packet.length / 4 - 1, 2);
  return Buffer.concat([report, xr]);
}

const bytes = (length: number) => fc.uint8Array({ minLength: length, maxLength: length });
const metrics = bytes(28).map((rest) => Buffer.concat([Buffer.from([7, 0, 0, 8, 0, 0, 0, OURS]), rest]));
const delays = bytes(8).map((rest) => Buffer.concat([Buffer.from([5, 0, 0, 3, 0, 0, 0, OURS]), rest]));
const reference = bytes(8).map((rest) => Buffer.concat([Buffer.from([4, 0, 0, 2]), rest]));

const inRange = (stream: StreamQuality | null): boolean =>
  stream === null ||
  ([stream.lossRatio, stream.concealedRatio, stream.burstDensity ?? 0, stream.gapDensity ?? 0].every(
    (share) => share >= 0 && share <= 1,
  ) &&
    stream.lost >= 0 &&
    stream.jitterMs >= 0 &&
    (stream.delayMs ?? 0) >= 0 &&
    stream.rFactor >= 0 &&
    stream.rFactor <= 129 &&
    stream.mos >= 1 &&
    stream.mos <= 4.5);

t.test("any reports about our stream", async () => {
  const report = fc.tuple(
    fc.array(bytes(20), { maxLength: 3 }),
    fc.array(fc.oneof(metrics, delays, reference), { maxLength: 4 }),
    fc.boolean(),
  );
  fc.assert(
    fc.property(codecs, fc.array(report, { minLength: 1, maxLength: 6 }), fc.nat(2000), (codec, reports, packets) => {
      const outgoing = new Outgoing(OURS, 0, 0);
      const packet = Buffer.alloc(172);
      for (let i = 0; i < packets; i++) outgoing.frame(packet, 8, 160, 160, 160 * i);
      const leg = new LegReports(outgoing, new ReceptionStatistics(), seededEntropy(1));
      leg.describe({ codec, ptime: 20 }, 0);
      for (const [i, [blocks, extended, sender]] of reports.entries()) {
        const now = 8000 * (i + 1);
        const ours = leg.due(8 * now, now, WALL + now);
        if (ours === undefined || readReport(ours) === undefined) return false;
        leg.take(readReport(compound(blocks, extended, sender))!, now + 5);
      }
      const told = leg.quality();
      const heard = reports.some(([blocks]) => blocks.length > 0);
      if ((told !== undefined) !== heard) return false;
      const roundTrip = told?.quality.roundTripMs ?? 0;
      return roundTrip >= 0 && roundTrip <= 10_000 && inRange(told?.quality.sent ?? null);
    }),
  );
});
