import t from "tap";
import { PlayoutCursor } from "../../src/rtp/cursor.ts";
import { SpeakerTrack } from "../../src/rtp/track.ts";

const FRAME = 160;

interface Packet {
  /** Which frame of the speech, 0 … */
  readonly frame: number;
  /** When it arrives, ms. */
  readonly at: number;
  /** Its time in the stream, in frames. */
  readonly time: number;
}

/**
 * What a speaker sends, a letter each 20 ms: `P` a packet, `D` one that arrives twice, `L` one that arrives 35 ms late, `X` 75 ms, `G` one that is lost,
 * `S` silence not sent (DTX: time passes, the sequence does not), `M` mute (neither passes).
 */
function packetsOf(text: string): Packet[] {
  const packets: Packet[] = [];
  let frame = 0;
  let time = 0;
  [...text].forEach((letter, slot) => {
    const at = 20 * slot;
    if (letter === "P" || letter === "D") packets.push({ frame, at, time });
    if (letter === "D") packets.push({ frame, at: at + 1, time });
    if (letter === "L") packets.push({ frame, at: at + 35, time });
    if (letter === "X") packets.push({ frame, at: at + 75, time });
    if ("PDLGX".includes(letter)) frame++;
    if (letter !== "M") time++;
  });
  return packets.sort((a, b) => a.at - b.at);
}

/** A frame's samples name it: a loud ramp that starts at `1000 * (frame + 1)`. */
const samplesOf = (frame: number): Int16Array =>
  Int16Array.from({ length: FRAME }, (_, k) => 1000 * ((frame % 26) + 1) + k);

/**
 * What a listener plays that reads 20 ms every 20 ms, from `phase` ms on: `a` the first frame spoken, `b` the second, …; upper case a
 * frame that is not played from its start; `~` concealment, `-` silence, `.` nothing to play.
 */
function played(text: string, { phase = 10, sequence = 0, timestamp = 0, more = 0 } = {}): string {
  const track = new SpeakerTrack(-1000);
  const cursor = new PlayoutCursor(track);
  const packets = packetsOf(text);
  const out = new Int16Array(FRAME);
  let heard = "";
  for (let slot = 0; slot < text.length + more; slot++) {
    const now = 20 * slot + phase;
    while (packets[0] !== undefined && packets[0].at <= now) {
      const { frame, at, time } = packets.shift()!;
      const position = track.place(1, (sequence + frame) & 0xffff, (timestamp + FRAME * time) >>> 0, FRAME, at);
      if (position >= 0) track.write(position, samplesOf(frame), FRAME);
    }
    heard += letterOf(track, cursor.next(FRAME, now), out);
  }
  return heard;
}

function letterOf(track: SpeakerTrack, position: number, out: Int16Array): string {
  if (position < 0) return ".";
  const received = track.read(position, FRAME, out, 0);
  if (received === 0) return out.some((s) => s !== 0) ? "~" : "-";
  const first = out.find((_, i) => track.nextReceived(position + i) === position + i)!;
  const letter = String.fromCharCode(96 + Math.floor(first / 1000));
  return first % 1000 === 0 && received === FRAME ? letter : letter.toUpperCase();
}

for (const [what, sent, heard] of [
  ["an even stream plays one frame of margin later", "PPPPPPPP", "-abcdefg"],
  ["nothing sent, nothing to play", "SSSS", "...."],
  ["duplicates are played once", "PDPDDP", "-abcde"],
  ["a lost packet is concealed, the delay stays", "PPPGPPP", "-abc~ef"],
  ["two lost packets", "PPPGGPPP", "-abc~~fg"],
  ["the case of the brief", "PPGPDPL", "-ab~def"],
  ["a packet 35 ms late is waited for: the delay grows once", "PPPPLPPPPLPPPP", "-abcd~efghijkl"],
  ["a first packet that was overtaken is played first", "LPPPPP", ".-abcd"],
  ["a packet later than that has lost its turn", "PPPPXPPPP", "-abcd~fgh"],
  ["the end of speech fades for 60 ms, then there is nothing", "PPPPSSSSSS", "-abcd~~~.."],
  ["speech begins again after a pause with the margin it had", "PPPSSSSSSPPP", "-abc~~~..-de"],
] as const) {
  t.test(what, async (t) => {
    t.equal(played(sent), heard);
    t.equal(played(sent, { sequence: 65_534 }), heard, "across the wrap of the sequence");
    t.equal(played(sent, { timestamp: 2 ** 32 - 2 * FRAME }), heard, "across the wrap of the timestamp");
  });
}
