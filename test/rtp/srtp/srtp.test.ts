import fc from "fast-check";
import t from "tap";
import { REFUSED, SrtpReceiver } from "../../../src/rtp/srtp/srtpReceiver.ts";
import { SrtpSender } from "../../../src/rtp/srtp/srtpSender.ts";
import { cryptoSuites } from "../../../src/rtp/srtp/suites.ts";
import { keyOf, rtcp, rtp } from "./support.ts";

const [suite] = cryptoSuites;
if (suite === undefined) throw new Error("there are suites");

function protect(sender: SrtpSender, clear: Buffer): Buffer {
  const out = Buffer.alloc(clear.length + sender.overhead);
  const length = sender.protect(clear, clear.length, out);
  if (length < 0) throw new Error(`not sent: ${clear.readUInt16BE(2)}`);
  return out;
}

/** Whether it comes out as it went in. Works on a copy, so that a packet can come again. */
function opens(receiver: SrtpReceiver, sealed: Buffer, clear: Buffer): boolean {
  const copy = Buffer.from(sealed);
  const length = receiver.unprotect(copy, copy.length);
  return length === clear.length && copy.subarray(0, length).equals(clear);
}

for (const suite of cryptoSuites) {
  t.test(`${suite}: RTP and RTCP come out as they went in, and only under the same key`, async (t) => {
    const sender = new SrtpSender(suite, keyOf(suite));
    const receiver = new SrtpReceiver(suite, keyOf(suite));
    const stranger = new SrtpReceiver(suite, keyOf(suite, 2));
    for (let sequence = 0; sequence < 20; sequence++) {
      // Lengths across the borders of an AES block, no payload at all among them.
      const clear = rtp(sequence, 1, sequence);
      const sealed = protect(sender, clear);
      if (sequence > 4) t.notOk(sealed.subarray(12, 12 + sequence).equals(clear.subarray(12)), "encrypted");
      t.equal(stranger.unprotect(Buffer.from(sealed), sealed.length), REFUSED);
      t.ok(opens(receiver, sealed, clear));
    }
    for (let i = 0; i < 3; i++) {
      const sealed = sender.protectControl(rtcp());
      t.notOk(sealed.subarray(8, 28).equals(rtcp().subarray(8)), "encrypted");
      t.equal(stranger.unprotectControl(Buffer.from(sealed), sealed.length), REFUSED);
      const again = Buffer.from(sealed);
      t.equal(receiver.unprotectControl(sealed, sealed.length), 28);
      t.same(sealed.subarray(0, 28), rtcp());
      t.equal(receiver.unprotectControl(again, again.length), REFUSED, "a replay");
    }
  });

  t.test(`${suite}: any bit flipped is refused, and what was not authentic changes nothing`, async () => {
    const sender = new SrtpSender(suite, keyOf(suite));
    const receiver = new SrtpReceiver(suite, keyOf(suite));
    fc.assert(
      fc.property(fc.nat(), fc.boolean(), (bit, control) => {
        const sealed = control ? sender.protectControl(rtcp()) : protect(sender, rtp(next++));
        const flipped = Buffer.from(sealed);
        flipped[(bit >> 3) % sealed.length]! ^= 1 << (bit & 7);
        const before = Buffer.from(flipped);
        const open = (packet: Buffer): number =>
          control ? receiver.unprotectControl(packet, packet.length) : receiver.unprotect(packet, packet.length);
        return open(flipped) === REFUSED && flipped.equals(before) && open(sealed) > 0;
      }),
      { seed: 7, numRuns: 300 },
    );
  });
  let next = 0;
}

t.test("protects and opens in place", async (t) => {
  const packet = Buffer.alloc(172 + 10);
  rtp(5).copy(packet);
  t.equal(new SrtpSender(suite, keyOf(suite)).protect(packet, 172, packet), 182);
  t.equal(new SrtpReceiver(suite, keyOf(suite)).unprotect(packet, 182), 172);
  t.same(packet.subarray(0, 172), rtp(5));
});

t.test("CSRC list and header extension stay in the clear and are authenticated; padding is encrypted", async (t) => {
  const clear = Buffer.concat([rtp(9, 3, 0), Buffer.alloc(4 + 8, 0x11), Buffer.alloc(20, 4)]);
  clear[0] = 0xb1; // padding, extension, one CSRC
  clear.writeUInt32BE(0xbede_0001, 16);
  const sealed = protect(new SrtpSender(suite, keyOf(suite)), clear);
  t.same(sealed.subarray(0, 24), clear.subarray(0, 24));
  t.ok(opens(new SrtpReceiver(suite, keyOf(suite)), sealed, clear));
  sealed[20]! ^= 1;
  t.notOk(opens(new SrtpReceiver(suite, keyOf(suite)), sealed, clear));
});

t.test("every packet of a stream that loses, reorders and repeats, over many wraps, opens exactly once", async () => {
  /** Steps of the sender: at most 3,000 lost in a row (as our streams have it), the packets between in any order within 40. */
  const steps = fc.array(
    fc.record({ lost: fc.oneof(fc.nat(3), fc.nat(30_000)), turned: fc.nat(40), again: fc.boolean() }),
    { minLength: 20, maxLength: 80 },
  );
  fc.assert(
    fc.property(fc.nat(65_535), steps, (start, steps) => {
      const sender = new SrtpSender(suite, keyOf(suite));
      const receiver = new SrtpReceiver(suite, keyOf(suite));
      let index = start;
      const first = rtp(start);
      if (!opens(receiver, protect(sender, first), first)) return false;
      for (const { lost, turned, again } of steps) {
        index += 1 + lost;
        const clear = Array.from({ length: turned + 1 }, (_, i) => rtp((index + i) & 0xffff));
        index += turned;
        const sealed = clear.map((packet) => protect(sender, packet));
        for (let i = turned; i >= 0; i--) {
          if (!opens(receiver, sealed[i]!, clear[i]!)) return false;
          if (again && opens(receiver, sealed[i]!, clear[i]!)) return false;
        }
      }
      return true;
    }),
    { seed: 3, numRuns: 60 },
  );
});

t.test("a burst of 30,000 lost across the wrap", async (t) => {
  const sender = new SrtpSender(suite, keyOf(suite));
  const receiver = new SrtpReceiver(suite, keyOf(suite));
  for (let index = 50_000; index < 90_000; index++) {
    const clear = rtp(index & 0xffff);
    const sealed = protect(sender, clear);
    if (index < 55_000 || index >= 85_000) t.ok(opens(receiver, sealed, clear));
  }
});

t.test("the replay window", async (t) => {
  const sender = new SrtpSender(suite, keyOf(suite));
  const sealed = Array.from({ length: 300 }, (_, i) => protect(sender, rtp(i)));
  const receiver = new SrtpReceiver(suite, keyOf(suite));
  t.ok(opens(receiver, sealed[0]!, rtp(0)));
  t.ok(opens(receiver, sealed[200]!, rtp(200)));
  t.notOk(opens(receiver, sealed[72]!, rtp(72)), "128 behind the newest: too old to be told from a replay");
  t.ok(opens(receiver, sealed[73]!, rtp(73)), "127 behind");
  t.notOk(opens(receiver, sealed[73]!, rtp(73)), "again");
  t.notOk(opens(receiver, sealed[0]!, rtp(0)));
  t.ok(opens(receiver, sealed[299]!, rtp(299)));
  for (let i = 172; i < 299; i++) t.equal(opens(receiver, sealed[i]!, rtp(i)), i !== 200);
});

t.test("a source first heard after its sequence has begun anew", async (t) => {
  const sender = new SrtpSender(suite, keyOf(suite));
  protect(sender, rtp(65_535));
  const sealed = protect(sender, rtp(2));
  const receiver = new SrtpReceiver(suite, keyOf(suite));
  t.ok(opens(receiver, sealed, rtp(2)), "its rollover counter is one");
  t.ok(opens(receiver, protect(sender, rtp(3)), rtp(3)));
});

t.test("nothing from before a source's first packet is taken", async (t) => {
  const sender = new SrtpSender(suite, keyOf(suite));
  const receiver = new SrtpReceiver(suite, keyOf(suite));
  t.ok(opens(receiver, protect(sender, rtp(3)), rtp(3)));
  const other = protect(new SrtpSender(suite, keyOf(suite)), rtp(65_530));
  t.notOk(opens(receiver, other, rtp(65_530)));
  t.equal(sender.protect(rtp(65_530), 172, Buffer.alloc(200)), REFUSED, "nor sent");
});

t.test("sources come and go, each with its own counter, and only so many are remembered", async (t) => {
  const sender = new SrtpSender(suite, keyOf(suite));
  const receiver = new SrtpReceiver(suite, keyOf(suite));
  const kept: Buffer[] = [];
  for (let ssrc = 1; ssrc <= 17; ssrc++) {
    const clear = rtp(40_000 + ssrc, ssrc);
    const sealed = protect(sender, clear);
    kept[ssrc] = sealed;
    t.ok(opens(receiver, sealed, clear), `source ${ssrc}`);
  }
  for (let ssrc = 2; ssrc <= 17; ssrc++) t.notOk(opens(receiver, kept[ssrc]!, rtp(40_000 + ssrc, ssrc)), "a replay");
  t.ok(opens(receiver, kept[1]!, rtp(40_001, 1)), "the one heard longest ago is forgotten");
});

t.test("a number is never used for two payloads", async (t) => {
  const sender = new SrtpSender(suite, keyOf(suite));
  const out = Buffer.alloc(200);
  t.equal(sender.protect(rtp(10), 172, out), 182);
  t.equal(sender.protect(rtp(11), 172, out), 182);
  t.equal(sender.protect(rtp(10), 172, out), REFUSED);
});

t.test("whatever comes is refused without harm", async () => {
  const receiver = new SrtpReceiver(suite, keyOf(suite));
  const gcm = new SrtpReceiver("AEAD_AES_128_GCM", keyOf("AEAD_AES_128_GCM"));
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 80 }), fc.boolean(), (octets, wellBegun) => {
      const packet = Buffer.from(octets);
      if (wellBegun && packet.length > 1) packet.writeUInt16BE(0x80c8, 0);
      return [receiver, gcm].every(
        (of) =>
          of.unprotect(packet, packet.length) === REFUSED && of.unprotectControl(packet, packet.length) === REFUSED,
      );
    }),
    { seed: 5, numRuns: 2000 },
  );
});

t.test("a packet longer than any path carries is neither sent nor opened", async (t) => {
  const sender = new SrtpSender(suite, keyOf(suite));
  const long = rtp(1, 1, 4000);
  t.equal(sender.protect(long, long.length, Buffer.alloc(5000)), REFUSED);
  t.equal(new SrtpReceiver(suite, keyOf(suite)).unprotect(long, long.length), REFUSED);
});
