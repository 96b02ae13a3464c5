/**
 * The cases of `cases/`, each a readable text: what a listener makes of packets that come as they come.
 *
 *     # What the case shows.
 *     reads 20 from 10          the listener reads 20 ms every 20 ms, first at 10 ms
 *     heard -abc~ef             what it gets in each step, see below
 *     packets 160               samples of each packet (160 where nothing is said)
 *     clock 48000               Hz of the timestamps (8000)
 *     ssrc 2                    of the packets from here on (1)
 *     1 0 0 heard               a packet: sequence, timestamp, arrival in ms, and what becomes of it
 *
 * A step: `a` mostly the first packet of the case, `b` the second, …; a capital where not all of the step had been received;
 * `~` concealment, `-` silence, `.` nothing to play.
 * A packet: `heard` from its first sample to its last; `partly`; `unheard`; `duplicate`, `late`, `refused` by the track.
 */
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import t from "tap";
import { PlayoutCursor } from "../../../src/rtp/playout/cursor.ts";
import { DUPLICATE, REFUSED, SpeakerTrack, TOO_LATE } from "../../../src/rtp/playout/track.ts";

/** The call is older than the speech, ms. */
const AGE = 1000;
/** How long the listener reads on after the last packet, ms. */
const AFTERWARDS = 170;

interface Packet {
  readonly ssrc: number;
  readonly sequence: number;
  readonly timestamp: number;
  readonly arrival: number;
  readonly outcome: string;
}

interface Case {
  readonly pace: number;
  readonly from: number;
  readonly count: number;
  readonly clock: number;
  readonly heard: string;
  readonly packets: readonly Packet[];
}

function parse(text: string): Case {
  const settings = new Map<string, string[]>();
  const packets: Packet[] = [];
  for (const line of text.split("\n")) {
    const [first, ...rest] = line.replace(/#.*/, "").trim().split(/\s+/);
    if (first === undefined || first === "") continue;
    if (/^\d/.test(first)) {
      const [timestamp, arrival, outcome] = rest;
      const ssrc = Number(settings.get("ssrc")?.[0] ?? 1);
      packets.push({
        ssrc,
        sequence: Number(first),
        timestamp: Number(timestamp),
        arrival: Number(arrival),
        outcome: outcome!,
      });
    } else {
      settings.set(first, rest);
    }
  }
  const [pace, , from] = settings.get("reads")!;
  return {
    pace: Number(pace),
    from: Number(from),
    count: Number(settings.get("packets")?.[0] ?? 160),
    clock: Number(settings.get("clock")?.[0] ?? 8000),
    heard: settings.get("heard")![0]!,
    packets,
  };
}

/** Where a packet stands, and which of its samples were read. */
interface Placed {
  readonly position: number;
  readonly read: Set<number>;
}

const refusals: Readonly<Record<number, string>> = {
  [DUPLICATE]: "duplicate",
  [TOO_LATE]: "late",
  [REFUSED]: "refused",
};

/** Plays a case. @returns the steps heard, and what became of each packet. */
function play({ pace, from, count, clock, packets }: Case): { heard: string; outcomes: string[] } {
  const track = new SpeakerTrack(-AGE, 1, clock / 8000);
  const cursor = new PlayoutCursor(track);
  const placed: Placed[] = [];
  const n = pace * 8;
  const out = new Int16Array(n);
  let heard = "";
  let next = 0;
  const until = packets.at(-1)!.arrival + AFTERWARDS;
  for (let now = from; now <= until || next < packets.length; now += pace) {
    for (; next < packets.length && packets[next]!.arrival <= now; next++) {
      const { ssrc, sequence, timestamp, arrival } = packets[next]!;
      const position = track.place(ssrc, sequence, timestamp, count, arrival);
      if (position >= 0) track.write(position, voice(timestamp, count), count);
      placed.push({ position, read: new Set() });
    }
    const position = cursor.next(n, now);
    heard += position < 0 ? "." : step(track, placed, position, out, count);
  }
  return { heard, outcomes: placed.map((packet) => outcomeOf(packet, count)) };
}

/** Loud, and never alike in two packets. */
const voice = (timestamp: number, count: number): Int16Array =>
  Int16Array.from({ length: count }, (_, i) => 3000 + (((timestamp + i) * 7919) % 9000));

function step(
  track: SpeakerTrack,
  placed: readonly Placed[],
  position: number,
  out: Int16Array,
  count: number,
): string {
  const received = track.read(position, out.length, out, 0);
  if (received === 0) return out.some((sample) => sample !== 0) ? "~" : "-";
  const shares = new Map<number, number>();
  for (let at = position; at < position + out.length; at++) {
    if (!track.isReceived(at)) continue;
    const owner = placed.findIndex(
      (packet) => packet.position >= 0 && at >= packet.position && at < packet.position + count,
    );
    placed[owner]!.read.add(at);
    shares.set(owner, (shares.get(owner) ?? 0) + 1);
  }
  const [owner] = [...shares].reduce((most, share) => (share[1] > most[1] ? share : most));
  const letter = String.fromCharCode(97 + (owner % 26));
  return received === out.length ? letter : letter.toUpperCase();
}

function outcomeOf({ position, read }: Placed, count: number): string {
  if (position < 0) return refusals[position]!;
  if (read.size === count) return "heard";
  return read.size > 0 ? "partly" : "unheard";
}

const folder = fileURLToPath(new URL("./cases/", import.meta.url));

for (const file of readdirSync(folder).sort()) {
  const text = readFileSync(`${folder}${file}`, "utf8");
  t.test(`${file.replace(".txt", "")}: ${text.split("\n")[0]!.replace("# ", "")}`, async (t) => {
    const described = parse(text);
    const { heard, outcomes } = play(described);
    t.equal(heard, described.heard);
    t.strictSame(
      outcomes,
      described.packets.map(({ outcome }) => outcome),
    );
  });
}
