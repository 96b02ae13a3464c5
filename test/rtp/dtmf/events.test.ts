import fc from "fast-check";
import t from "tap";
import { durationOf, eventOf, KeyDetector } from "../../../src/rtp/dtmf/events.ts";

const SSRC = 5;

function payload(event: number, duration: number, end = false, volume = 10): Buffer {
  const buf = Buffer.from([0xee, event, (end ? 0x80 : 0) | volume, 0, 0]);
  buf.writeUInt16BE(duration, 3);
  return buf;
}

/** `5@800+320` event 5 of timestamp 800 with duration 320; `!` marks the end, `s2:` another SSRC, `~` six seconds later. */
function pressed(text: string, base = 0): string {
  const keys = new KeyDetector();
  let now = 0;
  let heard = "";
  for (const word of text.split(" ")) {
    const match = /^(~)?(?:s(\d):)?(\d+)@(\d+)\+(\d+)(!)?$/.exec(word)!;
    const [, later, ssrc, event, timestamp, duration, end] = match;
    now += later === undefined ? 20 : 6000;
    const buf = payload(Number(event), Number(duration), end !== undefined);
    heard += keys.detect(Number(ssrc ?? SSRC), (base + Number(timestamp)) >>> 0, buf, 1, buf.length - 1, now) ?? "";
  }
  return heard;
}

for (const [what, packets, keys] of [
  ["one press", "4@0+160 4@0+320 4@0+480 4@0+640! 4@0+640! 4@0+640!", "4"],
  ["two presses of one key", "4@0+160 4@0+320! 4@1600+160 4@1600+320!", "44"],
  ["the beginning lost", "4@0+480 4@0+640!", "4"],
  ["only the end came", "5@0+800!", "5"],
  ["the end lost", "5@0+160 5@0+320 6@1600+160", "56"],
  ["an end that comes after the next press", "5@0+160 6@1600+160 5@0+320! 6@1600+320", "56"],
  ["a long press in segments", "7@0+65535 7@65535+160 7@65535+320!", "7"],
  ["a long press, then the same key at once", "7@0+65535 7@65535+320! 7@80000+160", "77"],
  ["all keys", "0@0+1 1@1+1 9@2+1 10@3+1 11@4+1 12@5+1 13@6+1 14@7+1 15@8+1", "019*#ABCD"],
  ["events that are no keys", "16@0+160 36@800+160", ""],
  ["another source may count lower", "4@9000+160 s6:4@100+160", "44"],
  ["a source that counts anew after a pause", "4@9000+160! ~4@100+160", "44"],
] as const) {
  t.test(what, async (t) => {
    t.equal(pressed(packets), keys);
    t.equal(pressed(packets, 2 ** 32 - 1000), keys, "across the wrap of the timestamp");
  });
}

t.test("the fields of the payload", async (t) => {
  const buf = payload(11, 1234, true, 7);
  t.strictSame([eventOf(buf, 1), durationOf(buf, 1)], [11, 1234]);
});

t.test("a payload cut short is no key, and any bytes are harmless", async (t) => {
  const keys = new KeyDetector();
  t.equal(keys.detect(SSRC, 1, Buffer.from([1, 2, 3]), 0, 3, 0), undefined);
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 12 }), fc.nat(), fc.nat(), (bytes, ts, now) => {
      const key = keys.detect(SSRC, ts, Buffer.from(bytes), 0, bytes.length, now);
      return key === undefined || "0123456789*#ABCD".includes(key);
    }),
  );
});
