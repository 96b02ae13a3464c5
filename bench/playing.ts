/** Speech over a network, played to a listener in virtual time. */
import { PlayoutCursor } from "../src/rtp/playout/cursor.ts";
import { SAMPLES_PER_MS, SpeakerTrack } from "../src/rtp/playout/track.ts";
import { type Distribution, distribution } from "./percentiles.ts";

const FRAME_MS = 20;
const FRAME = FRAME_MS * SAMPLES_PER_MS;
/** The call began before the speech: nothing has a negative place. */
const AGE_MS = 1000;
/** What is played a second after the beginning counts: a listener learns the network from what comes late. */
const SETTLED_MS = 1000;

/** A moment at which a listener reads 20 ms, and when its own phone plays them: ms since the speech began. */
export interface Step {
  readonly at: number;
  readonly plays: number;
}

/** The 20 ms tick that makes what monitors hear. */
export const ticks = (frames: number, phase: number): readonly Step[] =>
  Array.from({ length: frames }, (_, i) => ({ at: FRAME_MS * i + phase, plays: FRAME_MS * i + phase }));

/**
 * The packets of a party, into which a monitor's voice is laid as they arrive; those that are missing when a later one comes are made with it. The other
 * party hears them in step with their timestamps: what they suffer on their way is not the monitor's delay.
 */
export function packets(delays: readonly number[], phase: number): readonly Step[] {
  const fastest = Math.min(...delays.filter((delay) => delay >= 0));
  const steps: Step[] = [];
  for (const { packet, at } of arrivalsOf(delays)) {
    while (steps.length <= packet) {
      steps.push({ at: at + phase, plays: FRAME_MS * steps.length + fastest + phase });
    }
  }
  return steps;
}

/** Packets in the order of their arrival. */
export const arrivalsOf = (delays: readonly number[]): readonly { readonly packet: number; readonly at: number }[] =>
  delays
    .map((delay, packet) => ({ packet, at: packet * FRAME_MS + delay }))
    .filter(({ packet }) => delays[packet]! >= 0)
    .sort((a, b) => a.at - b.at);

export interface Played {
  readonly packets: number;
  readonly lost: number;
  /** Came, but were never played: too late, or left out to catch up. */
  readonly unheard: number;
  /** In frames. */
  readonly concealed: number;
  /** Jumps in the speech: each is a cross-fade. */
  readonly jumps: number;
  /** From a packet's arrival to its playing, ms. */
  readonly added: Distribution;
  /** From its being said, ms. */
  readonly delay: Distribution;
}

/** Two thirds of the time somebody speaks, at 217 Hz. */
const speech = (sample: number): number =>
  sample % 24_000 < 16_000 ? Math.round(8000 * Math.sin(2 * Math.PI * 0.0271 * sample)) : 0;

/** Plays what comes over the network to a listener that reads at each of `steps`. */
export function play(delays: readonly number[], steps: readonly Step[]): Played {
  const arrivals = arrivalsOf(delays);
  const track = new SpeakerTrack(-AGE_MS);
  const cursor = new PlayoutCursor(track);
  const samples = new Int16Array(FRAME);
  const added: number[] = [];
  const delay: number[] = [];
  /** Packets placed and not yet played, in the order of their positions. */
  const ahead: { readonly packet: number; readonly position: number }[] = [];
  let concealed = 0;
  let jumps = 0;
  let heard = 0;
  let next = 0;
  let end = -1;
  for (const { at: now, plays } of steps) {
    for (let came = arrivals[next]; came !== undefined && came.at <= now; came = arrivals[++next]) {
      const { packet, at } = came;
      const position = track.place(1, packet & 0xffff, packet * FRAME, FRAME, at);
      if (position < 0) continue;
      track.write(
        position,
        samples.map((_, i) => speech(packet * FRAME + i)),
        FRAME,
      );
      ahead.push({ packet, position });
      ahead.sort((a, b) => a.position - b.position);
    }
    const position = cursor.next(FRAME, now);
    if (position >= 0) {
      concealed += FRAME - track.read(position, FRAME, samples, 0);
      if (end >= 0 && position !== end) jumps++;
    }
    end = position < 0 ? -1 : position + FRAME;
    while (ahead[0] !== undefined && ahead[0].position < end) {
      const { packet, position: begins } = ahead.shift()!;
      if (begins < position) continue;
      heard++;
      if (now < SETTLED_MS) continue;
      const played = plays + (begins - position) / SAMPLES_PER_MS;
      delay.push(played - packet * FRAME_MS);
      added.push(played - packet * FRAME_MS - delays[packet]!);
    }
  }
  return {
    packets: delays.length,
    lost: delays.length - arrivals.length,
    unheard: next - heard,
    concealed: concealed / FRAME,
    jumps,
    added: distribution(Float64Array.from(added)),
    delay: distribution(Float64Array.from(delay)),
  };
}

/** The delay on the way that 99 % of the packets do not exceed, ms. */
export const slowest = (delays: readonly number[]): number =>
  distribution(Float64Array.from(delays.filter((delay) => delay >= 0))).p99;
