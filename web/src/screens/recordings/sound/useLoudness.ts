import { useEffect, useState } from "react";
import type { Recording } from "../../../api/history.ts";
import { type Loudness, outline } from "./loudness.ts";
import { readLoudness } from "./readLoudness.ts";
import { type Stretch, silences } from "./silence.ts";

/** What is known of a recording's sound so far. Another object each time that more is. */
export interface KnownSound {
  /** Of each track, to be drawn. */
  readonly outlines: readonly Float32Array[];
  readonly silences: readonly Stretch[];
  /** From 0 to 1. */
  readonly share: number;
}

/** How often what is drawn is drawn anew while the file is read, ms. */
const PAUSE = 500;

const known = ({ tracks, knownMs }: Loudness, { durationMs }: Recording): KnownSound => ({
  outlines: tracks.map(outline),
  silences: silences(tracks, knownMs),
  share: Math.min(1, knownMs / durationMs),
});

/** The sound of a recording; undefined before anything of it is known, and null where it cannot be read. */
export function useLoudness(recording: Recording): KnownSound | null | undefined {
  const [sound, setSound] = useState<KnownSound | null>();
  useEffect(() => {
    const abort = new AbortController();
    const read = async (): Promise<void> => {
      let shown = 0;
      let last: Loudness | undefined;
      for await (const loudness of readLoudness(recording, abort.signal)) {
        last = loudness;
        if (abort.signal.aborted || performance.now() - shown < PAUSE) continue;
        shown = performance.now();
        setSound(known(loudness, recording));
      }
      if (!abort.signal.aborted && last !== undefined) setSound(known(last, recording));
    };
    read().catch(() => {
      if (!abort.signal.aborted) setSound(null);
    });
    return () => abort.abort();
  }, [recording]);
  return sound;
}
