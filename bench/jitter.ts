/** What a listener makes of a network's losses and delays, in virtual time: how much it conceals, and what it waits. */
import { PlayoutCursor } from "../src/rtp/cursor.ts";
import { SAMPLES_PER_MS, SpeakerTrack } from "../src/rtp/track.ts";
import { type Network, networks } from "./networks.ts";
import { type Distribution, distribution } from "./percentiles.ts";
import { table } from "./table.ts";

const FRAME_MS = 20;
const FRAME = FRAME_MS * SAMPLES_PER_MS;
/** The listener's clock and the speaker's do not tick together. */
const PHASE_MS = 13;
/** The call began before the speech: nothing has a negative place. */
const AGE_MS = 1000;
/** All samples of a packet are this and its number: never silence, in which a listener may catch up unheard. */
const FIRST_NAME = 1000;

export interface JitterRow {
  readonly network: string;
  readonly packets: number;
  readonly lost: number;
  /** Came, but were never played: too late, or skipped to catch up. */
  readonly unheard: number;
  /** In frames. */
  readonly concealed: number;
  /** From a packet's arrival to its playing, ms. */
  readonly added: Distribution;
}

export function jitter(): readonly JitterRow[] {
  const print = table<JitterRow>([
    { title: "network", width: 13, text: ({ network }) => network },
    { title: "packets", width: 7, text: ({ packets }) => String(packets) },
    { title: "lost", width: 5, text: ({ lost }) => String(lost) },
    { title: "unheard", width: 7, text: ({ unheard }) => String(unheard) },
    { title: "concealed", width: 9, text: ({ concealed }) => concealed.toFixed(1) },
    { title: "added p50 ms", width: 12, text: ({ added }) => added.p50.toFixed(1) },
    { title: "p99 ms", width: 8, text: ({ added }) => added.p99.toFixed(1) },
    { title: "max ms", width: 8, text: ({ added }) => added.max.toFixed(1) },
  ]);
  return networks().map((network) => {
    const row = play(network);
    print(row);
    return row;
  });
}

/** Plays speech that comes over the network to a listener with an even clock. */
function play({ name, delays }: Network): JitterRow {
  const arrivals = delays
    .map((delay, packet) => ({ packet, at: packet * FRAME_MS + delay }))
    .filter(({ packet }) => delays[packet]! >= 0)
    .sort((a, b) => a.at - b.at);
  const track = new SpeakerTrack(-AGE_MS);
  const cursor = new PlayoutCursor(track);
  const samples = new Int16Array(FRAME);
  const waits: number[] = [];
  const played = new Set<number>();
  let concealed = 0;
  let next = 0;
  for (let now = PHASE_MS; now < delays.length * FRAME_MS; now += FRAME_MS) {
    for (let came = arrivals[next]; came !== undefined && came.at <= now; came = arrivals[++next]) {
      const { packet, at } = came;
      const position = track.place(1, packet & 0xffff, packet * FRAME, FRAME, at);
      if (position >= 0) track.write(position, samples.fill(FIRST_NAME + packet), FRAME);
    }
    const position = cursor.next(FRAME, now);
    if (position < 0) continue;
    concealed += FRAME - track.read(position, FRAME, samples, 0);
    for (let i = 0; i < FRAME; i++) {
      const packet = samples[i]! - FIRST_NAME;
      if (track.nextReceived(position + i) !== position + i || played.has(packet)) continue;
      played.add(packet);
      waits.push(now + i / SAMPLES_PER_MS - packet * FRAME_MS - delays[packet]!);
    }
  }
  return {
    network: name,
    packets: delays.length,
    lost: delays.length - arrivals.length,
    unheard: next - played.size,
    concealed: concealed / FRAME,
    added: distribution(Float64Array.from(waits)),
  };
}
