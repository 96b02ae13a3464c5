/** How well a leg sounds, in figures: media measures them, calls show them, the account keeps them. */

/** One direction of a leg's audio. Null: not known; of what we send only the peer can tell, and many peers tell little. */
export interface StreamQuality {
  /** Packets that the sender's numbering lets expect. */
  readonly expected: number | null;
  /** Of them, those that never came, and those that came too late to be played (RFC 3611 §4.7.1). */
  readonly lost: number;
  readonly discarded: number | null;
  readonly duplicates: number | null;
  readonly reordered: number | null;
  /** Lost of expected, 0 to 1; and lost or discarded of expected: what had to be concealed. */
  readonly lossRatio: number;
  readonly concealedRatio: number;
  /** How many of 1 are missing within bursts of loss and within the gaps between them, and how long these are on average (RFC 3611 §4.7.2). */
  readonly burstDensity: number | null;
  readonly gapDensity: number | null;
  readonly burstMs: number | null;
  readonly gapMs: number | null;
  /** Interarrival jitter (RFC 3550 §6.4.1). */
  readonly jitterMs: number;
  /** From mouth to ear over this leg: half the round trip and the playout delay that the jitter asks for. */
  readonly delayMs: number | null;
  /** The E-model's rating: 93 is G.711 without a fault, wideband reaches 129 (ITU-T G.107, G.107.1). */
  readonly rFactor: number;
  /** Estimated mean opinion score, 1 to 4.5 (G.107 Annex B). */
  readonly mos: number;
}

/** A leg: what we hear of its phone and what its phone hears of us. */
export interface LegQuality {
  readonly codec: string;
  readonly roundTripMs: number | null;
  readonly received: StreamQuality | null;
  readonly sent: StreamQuality | null;
}

/** Of each party's leg; null before anything was measured. */
export interface CallQuality {
  readonly customer: LegQuality | null;
  readonly agent: LegQuality | null;
}

/** One direction over the last seconds, for sums over all legs. */
export interface RecentStream {
  readonly lossRatio: number;
  readonly jitterMs: number;
  readonly mos: number;
}

export interface RecentQuality {
  readonly roundTripMs: number | null;
  readonly received: RecentStream | null;
  readonly sent: RecentStream | null;
}

/** One figure of how all parties' legs sound together. */
export interface QualityFigure {
  readonly metric: "lossRatio" | "jitterSeconds" | "roundTripSeconds" | "mos";
  /** What we hear of the phone, what the phone says it hears of us; null: of the leg as a whole. */
  readonly direction: "received" | "sent" | null;
  /** In the unit of the metric. */
  readonly bounds: readonly number[];
  /** Cumulative counts for each bound, then +Inf. */
  readonly counts: readonly number[];
  readonly sum: number;
}
