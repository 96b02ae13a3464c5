import t from "tap";
import { Outgoing } from "../../src/mixer/outgoing.ts";
import {
  HEADER_LENGTH,
  markerOf,
  payloadTypeOf,
  sequenceOf,
  ssrcOf,
  timestampOf,
  writeHeader,
} from "../../src/rtp/packet.ts";

const SEED = { ssrc: 0xaaaa, sequence: 65_534, timestamp: 0xffff_ff00 };
const packetOf = (ssrc: number, sequence: number, timestamp: number, marker = false): Buffer => {
  const packet = Buffer.alloc(HEADER_LENGTH + 160);
  writeHeader(packet, marker, 0, sequence, timestamp, ssrc);
  return packet;
};

/** A stream fed in a few words: `P5` is the source's packet 5 of 20 ms, `F` a frame of ours, `W5` a packet withheld, `E5` an event packet whose event began at packet 3; time goes by 20 ms a word unless `@ms` says when. Answers `sequence:timestamp` relative to the seeds, timestamps in frames. `theirs` and `ours`: timestamp units a position. */
function story(
  words: string,
  source = { ssrc: 9, sequence: 65_000, timestamp: 0xffff_f000 },
  theirs = 1,
  ours = 1,
): string {
  const outgoing = new Outgoing(SEED.ssrc, SEED.sequence, SEED.timestamp);
  outgoing.describe(ours);
  const told: string[] = [];
  let ms = 0;
  for (const word of words.split(" ")) {
    const [, kind, number = "0", at] = /^([PFWE])(\d*)(?:@(\d+))?$/.exec(word) ?? t.bailout(word) ?? [];
    ms = at === undefined ? ms + 20 : Number(at);
    const n = Number(number);
    const packet = packetOf(source.ssrc, source.sequence + n, source.timestamp + (kind === "E" ? 3 : n) * 160 * theirs);
    let sent = true;
    if (kind === "P") sent = outgoing.forward(packet, 8, 160, theirs, 160, ms * 8);
    else if (kind === "E") sent = outgoing.forwardEvent(packet, 101, theirs, 4, ms * 8);
    else if (kind === "F") outgoing.frame(packet, 8, 160, 160, ms * 8);
    else {
      outgoing.withhold();
      continue;
    }
    const sequence = (sequenceOf(packet) - SEED.sequence) & 0xffff;
    const timestamp = ((timestampOf(packet) - SEED.timestamp) >>> 0) / 160 / ours;
    told.push(sent ? `${sequence}:${timestamp}${kind !== "P" && markerOf(packet) ? "m" : ""}` : "-");
  }
  return told.join(" ");
}

const stories: readonly [title: string, words: string, expected: string][] = [
  ["U2 the first packet carries the seeds", "P0 P1 P2", "0:0 1:1 2:2"],
  ["U2 a lost packet stays a gap", "P0 P1 P3 P4", "0:0 1:1 3:3 4:4"],
  ["U2 reordered packets keep their order", "P0 P2 P1 P3", "0:0 2:2 1:1 3:3"],
  ["M7 frames of ours go on where the stream stands", "P0 P1 F F F", "0:0 1:1 2:2 3:3 4:4"],
  ["M7 a frame after a pause has the timestamp of its time and a marker", "P0@0 F@80 F", "0:0 1:4m 2:5"],
  ["M7 the source keeps its numbers while they are ahead", "P0@0 F@60 F@80 P6@120 P7", "0:0 1:3m 2:4 6:6 7:7"],
  [
    "M7 a source that had stopped counting for long gets the next numbers",
    "P0 F F F F F F F F F F F P1 P2",
    "0:0 1:1 2:2 3:3 4:4 5:5 6:6 7:7 8:8 9:9 10:10 11:11 12:12 13:13",
  ],
  [
    "M7 what was only late and has been stood in for is not made up for: nothing after it is delayed",
    "P0@0 F@60 F@80 P1@85 P2@85 P3@85 P4@85 P5@100 P6",
    "0:0 1:3m 2:4 - - - - 5:5 6:6",
  ],
  ["M7 what comes later than a filler in its place is dropped", "P0 P2 F F P3 P1 P4 P5", "0:0 2:2 3:3 4:4 - 1:1 - 5:5"],
  ["M7 a late packet whose place is still free keeps it", "P0 P2 F P5 P1 P6", "0:0 2:2 3:3 5:5 1:1 6:6"],
  ["withheld packets leave no gap in the sequence", "P0 W1 W2 W3 P4 P5", "0:0 1:4 2:5"],
  ["hold music between: the timestamps go on", "P0 W1 F F F P4 P5", "0:0 1:2m 2:3 3:4 4:5 5:6"],
  ["M8 an event's packets keep the timestamp of its beginning", "P0 P1 P2 E3 E4 E5 P6", "0:0 1:1 2:2 3:3 4:3 5:3 6:6"],
  [
    "M8 also with frames of ours between them",
    "P0 P1 P2 E3 F E4 F E5 P6 P7",
    "0:0 1:1 2:2 3:3 4:4m 5:3 6:6m 7:3 - 9:7",
  ],
];

for (const [title, words, expected] of stories) {
  t.test(`${title}: ${words}`, async (t) => {
    t.equal(story(words), expected);
    const other = { ssrc: 9, sequence: 1, timestamp: 7 };
    t.equal(story(words, other), expected, "whatever numbers the source has");
    t.equal(story(words, other, 6, 1), expected, "from a clock of 48 kHz");
    t.equal(story(words, other, 1, 6), expected, "to a clock of 48 kHz");
    t.equal(story(words, other, 6, 6), expected, "between two of them");
  });
}

t.test("everything else is our own", async (t) => {
  const outgoing = new Outgoing(SEED.ssrc, SEED.sequence, SEED.timestamp);
  const packet = packetOf(1, 2, 3, true);
  outgoing.forward(packet, 8, 160, 1, 160, 0);
  t.match([ssrcOf(packet), payloadTypeOf(packet), markerOf(packet)], [SEED.ssrc, 8, true]);
  t.match([outgoing.packets, outgoing.octets], [1, 160]);
  t.equal(outgoing.timestampAt(80), (SEED.timestamp + 80) >>> 0);
});

t.test("a new source goes on after the old one, in sequence and in time", async (t) => {
  const outgoing = new Outgoing(SEED.ssrc, 0, 0);
  outgoing.forward(packetOf(1, 500, 1000), 8, 160, 1, 160, 0);
  const other = packetOf(2, 40_000, 77);
  outgoing.forward(other, 8, 160, 1, 160, 480);
  t.match([sequenceOf(other), timestampOf(other)], [1, 480]);
  const next = packetOf(2, 40_001, 77 + 160);
  outgoing.forward(next, 8, 160, 1, 160, 640);
  t.match([sequenceOf(next), timestampOf(next)], [2, 640]);
});

t.test("a source that begins anew under the same SSRC goes on likewise (RFC 3550 A.1)", async (t) => {
  for (const restart of [60_000, 100]) {
    const outgoing = new Outgoing(SEED.ssrc, 0, 0);
    outgoing.forward(packetOf(1, 30_000, 0), 8, 160, 1, 160, 0);
    const packet = packetOf(1, restart, 0x8000_0000);
    t.ok(outgoing.forward(packet, 8, 160, 1, 160, 160));
    t.match([sequenceOf(packet), timestampOf(packet)], [1, 160]);
  }
});

t.test("a packet older than the wrap of the sequence is still told from a late one", async (t) => {
  const outgoing = new Outgoing(SEED.ssrc, 0, 0);
  for (let i = 0; i < 70_000; i++) outgoing.forward(packetOf(1, i, i * 160), 8, 160, 1, 160, i * 160);
  const late = packetOf(1, 69_990, 69_990 * 160);
  t.ok(outgoing.forward(late, 8, 160, 1, 160, 70_000 * 160));
  t.equal(sequenceOf(late), 69_990 & 0xffff);
});
