/**
 * The E-model (ITU-T G.107, 06/2015) with its default values: R = Ro − Is − Id − Ie,eff + A. Everything but the network is a
 * reference telephone in a quiet room, so that what differs between two calls is what their networks did.
 * For wideband codecs Ro and Ie,eff are those of G.107.1. Both are ratings on one scale, on which 93.2 is G.711 without a fault.
 */
import type { CodecName } from "../codecs/codec.ts";

/** Default values of G.107 Table 2: loudness, side tone, echo losses, room noise and noise floor, quantizing. dB unless said. */
const SLR = 8;
const RLR = 2;
const STMR = 15;
const TELR = 65;
const WEPL = 110;
const D_SEND = 3;
const D_RECEIVE = 3;
const ROOM_SEND = 35;
const ROOM_RECEIVE = 35;
const CIRCUIT_NOISE = -70;
const NOISE_FLOOR = -64;
const QUANTIZING_UNITS = 1;
/** A: no advantage over a telephone on the wall is granted. */
const ADVANTAGE = 0;

/** Ro − Is of G.107.1: a wideband connection without a fault. */
const WIDEBAND = 129;
/** Random loss has 1. Above 2 the formula was not verified (G.107 §7.5). */
const LARGEST_BURST_RATIO = 2;

interface Impairment {
  readonly wideband: boolean;
  /** Ie and Bpl, or Ie,WB and Bpl,WB: what the codec itself takes away, and how well it stands loss, percent. */
  readonly equipment: number;
  readonly robustness: number;
}

/** G.113 Appendix I: G.711 with the concealment of its own Appendix I, loss at random. */
const g711: Impairment = { wideband: false, equipment: 0, robustness: 25.1 };

const impairments: Readonly<Record<CodecName, Impairment>> = {
  PCMA: g711,
  PCMU: g711,
  /** G.113 Appendix IV, at 64 kbit/s. */
  G722: { wideband: true, equipment: 13, robustness: 4.9 },
  /**
   * An assumption: ITU-T has published no values for Opus. Taken to sound like AMR-WB at a like rate (Ie,WB 1 at 23.05 kbit/s, G.113
   * Appendix IV) and to stand loss no better than G.722 does.
   */
  opus: { wideband: true, equipment: 1, robustness: 4.9 },
};

/** What the network did. */
export interface Transmission {
  readonly codec: CodecName;
  /** One way, mouth to ear. */
  readonly delayMs: number;
  /** 0 to 1: lost or discarded. */
  readonly lossRatio: number;
  /** BurstR: the mean length of runs of loss over that of random loss; 1 where it is not known. */
  readonly burstRatio?: number;
}

/** The rating R, 0 to 129. */
export function ratingOf(transmission: Transmission): number {
  const { wideband } = impairments[transmission.codec];
  const best = wideband ? WIDEBAND : NARROWBAND;
  const rating = best - delayImpairment(transmission.delayMs) - effectiveImpairment(transmission) + ADVANTAGE;
  return Math.max(0, Math.min(WIDEBAND, rating));
}

/** The mean opinion score of a rating (Annex B): 1 below 0, 4.5 from 100 on. */
export function opinionOf(rating: number): number {
  if (rating <= 0) return 1;
  if (rating >= 100) return 4.5;
  // The cubic dips below 1 under a rating of 6.5, which no opinion does.
  return Math.max(1, 1 + 0.035 * rating + rating * (rating - 60) * (100 - rating) * 7e-6);
}

/** Ie,eff (§7.5). */
function effectiveImpairment({ codec, lossRatio, burstRatio = 1 }: Transmission): number {
  const { equipment, robustness } = impairments[codec];
  const loss = 100 * Math.max(0, Math.min(1, lossRatio));
  const burst = Math.max(1, Math.min(LARGEST_BURST_RATIO, burstRatio));
  return equipment + ((95 - equipment) * loss) / (loss / burst + robustness);
}

const lg = Math.log10;
/** A level from the sum of powers. */
const sum = (...levels: readonly number[]): number =>
  10 * lg(levels.reduce((power, level) => power + 10 ** (level / 10), 0));

/** No: all noise as the circuit's (§7.2). */
const NOISE = noise();
/** Ro (§7.2): 94.77. */
const SIGNAL_TO_NOISE = 15 - 1.5 * (SLR + NOISE);
/** Ro − Is. */
const NARROWBAND = SIGNAL_TO_NOISE - simultaneousImpairment();

function noise(): number {
  const send = ROOM_SEND - SLR - D_SEND - 100 + 0.004 * (ROOM_SEND - SLR - RLR - D_SEND - 14) ** 2;
  const listenerSidetone = STMR + D_RECEIVE;
  const atEar = ROOM_RECEIVE + 10 * lg(1 + 10 ** ((10 - listenerSidetone) / 10));
  const receive = RLR - 121 + atEar + 0.008 * (atEar - 35) ** 2;
  return sum(CIRCUIT_NOISE, send, receive, NOISE_FLOOR + RLR);
}

/** Is (§7.3): too loud a connection, side tone, quantizing distortion. */
function simultaneousImpairment(): number {
  const loud = (SLR + RLR + 0.2 * (64 + NOISE - RLR)) / 8;
  const loudness = 20 * ((1 + loud ** 8) ** (1 / 8) - loud);
  const sidetone =
    12 * (1 + ((STMR - 13) / 6) ** 8) ** (1 / 8) -
    28 * (1 + ((STMR + 1) / 19.4) ** 35) ** (1 / 35) -
    13 * (1 + ((STMR - 3) / 33) ** 13) ** (1 / 13) +
    29;
  const q = 37 - 15 * lg(QUANTIZING_UNITS);
  const g = 1.07 + 0.258 * q + 0.0602 * q ** 2;
  const y = (SIGNAL_TO_NOISE - 100) / 15 + 46 / 8.4 - g / 9;
  const z = 46 / 30 - g / 40;
  return loudness + sidetone + 15 * lg(1 + 10 ** y + 10 ** z);
}

/** Id (§7.4): echo to the talker and to the listener, and delay as such. The echo's path is as long as the speech's (T = Ta = Tr / 2). */
function delayImpairment(delayMs: number): number {
  const t = Math.max(0, delayMs);
  return talkerEcho(t) + listenerEcho(2 * t) + pureDelay(t);
}

function talkerEcho(t: number): number {
  if (t < 1) return 0;
  const loss = TELR - 40 * lg((1 + t / 10) / (1 + t / 150)) + 6 * Math.exp(-0.3 * t ** 2);
  const half = (-1.5 * (NOISE - RLR) - (80 + 2.5 * (loss - 14))) / 2;
  return (half + Math.sqrt(half ** 2 + 100) - 1) * (1 - Math.exp(-t));
}

function listenerEcho(roundTrip: number): number {
  const half = (SIGNAL_TO_NOISE - 10.5 * (WEPL + 7) * (roundTrip + 1) ** -0.25) / 2;
  return half + Math.sqrt(half ** 2 + 169);
}

function pureDelay(t: number): number {
  if (t <= 100) return 0;
  const x = lg(t / 100) / lg(2);
  return 25 * ((1 + x ** 6) ** (1 / 6) - 3 * (1 + (x / 3) ** 6) ** (1 / 6) + 2);
}
