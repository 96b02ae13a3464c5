import fc from "fast-check";
import t from "tap";
import { RtpHeader, RtpPacket } from "werift-rtp";
import {
  HEADER_LENGTH,
  markerOf,
  payloadEnd,
  payloadStart,
  payloadTypeOf,
  rewriteHeader,
  sequenceOf,
  ssrcOf,
  timestampOf,
  writeHeader,
} from "../../src/rtp/packet.ts";

const uint = (bits: number) => fc.integer({ min: 0, max: 2 ** bits - 1 });
const fields = fc.record({
  marker: fc.boolean(),
  type: uint(7),
  sequence: uint(16),
  timestamp: uint(32),
  ssrc: uint(32),
});

t.test("what is written is read, and another implementation agrees", async () => {
  fc.assert(
    fc.property(fields, ({ marker, type, sequence, timestamp, ssrc }) => {
      const buf = Buffer.alloc(HEADER_LENGTH + 3, 0x5a);
      writeHeader(buf, marker, type, sequence, timestamp, ssrc);
      const other = RtpPacket.deSerialize(buf).header;
      return (
        payloadStart(buf, buf.length) === HEADER_LENGTH &&
        payloadEnd(buf, buf.length) === buf.length &&
        [markerOf(buf), payloadTypeOf(buf), sequenceOf(buf), timestampOf(buf), ssrcOf(buf)].join() ===
          [marker, type, sequence, timestamp, ssrc].join() &&
        [other.marker, other.payloadType, other.sequenceNumber, other.timestamp, other.ssrc].join() ===
          [marker, type, sequence, timestamp, ssrc].join()
      );
    }),
  );
});

t.test("CSRCs, extension and padding are stepped over and survive a rewrite", async () => {
  fc.assert(
    fc.property(
      fields,
      fc.array(uint(32), { maxLength: 15 }),
      fc.option(uint(8), { nil: undefined }),
      uint(4),
      fc.uint8Array({ maxLength: 40 }),
      (f, csrc, extensionWords, padding, payload) => {
        const extension = extensionWords === undefined ? Buffer.alloc(0) : Buffer.alloc(4 + 4 * extensionWords, 0x11);
        if (extensionWords !== undefined) extension.writeUInt16BE(extensionWords, 2);
        const head = Buffer.alloc(HEADER_LENGTH + 4 * csrc.length, 0x77);
        writeHeader(head, f.marker, f.type, f.sequence, f.timestamp, f.ssrc);
        head[0] = 0x80 | csrc.length | (padding > 0 ? 0x20 : 0) | (extensionWords === undefined ? 0 : 0x10);
        const pad = Buffer.alloc(padding, 0);
        if (padding > 0) pad[padding - 1] = padding;
        const buf = Buffer.concat([head, extension, payload, pad]);
        const start = head.length + extension.length;
        const before = Buffer.from(buf);
        rewriteHeader(buf, f.type ^ 1, f.sequence + 1, f.timestamp + 1, f.ssrc + 1);
        return (
          payloadStart(buf, buf.length) === start &&
          payloadEnd(buf, buf.length) === start + payload.length &&
          buf[0] === before[0] &&
          markerOf(buf) === f.marker &&
          payloadTypeOf(buf) === (f.type ^ 1) &&
          sequenceOf(buf) === ((f.sequence + 1) & 0xffff) &&
          timestampOf(buf) === (f.timestamp + 1) >>> 0 &&
          ssrcOf(buf) === (f.ssrc + 1) >>> 0 &&
          buf.subarray(HEADER_LENGTH).equals(before.subarray(HEADER_LENGTH))
        );
      },
    ),
  );
});

const plain = (): Buffer => new RtpPacket(new RtpHeader({ payloadType: 8 }), Buffer.from([1, 2, 3])).serialize();
const changed = (at: number, to: number): Buffer => {
  const buf = plain();
  buf[at] = to;
  return buf;
};

for (const [what, buf] of [
  ["nothing", Buffer.alloc(0)],
  ["a header cut short", plain().subarray(0, 11)],
  ["version 1", changed(0, 0x40)],
  ["version 3", changed(0, 0xc0)],
  ["more CSRCs than bytes", changed(0, 0x81)],
  ["an extension that begins after the end", changed(0, 0x90)],
  ["an extension that reaches beyond the end", Buffer.concat([changed(0, 0x90), Buffer.from([0])])],
  ["padding of length zero", Buffer.concat([changed(0, 0xa0), Buffer.from([0])])],
  ["more padding than payload", Buffer.concat([changed(0, 0xa0), Buffer.from([5])])],
] as const) {
  t.test(`no packet: ${what}`, async (t) => {
    t.equal(payloadStart(buf, buf.length), -1);
  });
}

t.test("an empty payload is a packet", async (t) => {
  const buf = plain().subarray(0, 12);
  t.equal(payloadStart(buf, 12), 12);
  t.equal(payloadEnd(buf, 12), 12);
});

t.test("any bytes: a payload lies inside the packet, or there is none", async () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      const buf = Buffer.from(bytes);
      const start = payloadStart(buf, buf.length);
      if (start === -1) return true;
      const end = payloadEnd(buf, buf.length);
      return start >= HEADER_LENGTH && start <= end && end <= buf.length;
    }),
    { numRuns: 2000 },
  );
});
