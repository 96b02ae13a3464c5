import { useComputedColorScheme } from "@mantine/core";
import { type RefObject, useCallback, useEffect, useMemo, useRef, useState } from "react";
import WaveSurfer from "wavesurfer.js";
import type { Recording } from "../../../api/history.ts";
import { audioPath } from "../sound/readLoudness.ts";
import { pastSilence } from "../sound/silence.ts";
import { useLoudness } from "../sound/useLoudness.ts";

/** Whole: by it one knows that the file is the one that is playing already. */
const urlOf = (id: string): string => new URL(audioPath(id), window.location.origin).href;

/** Drawn on a canvas, which knows no variables of a style sheet. */
const colours = {
  light: { waveColor: "#8aa4ad", progressColor: "#0b7285", cursorColor: "#c92a2a" },
  dark: { waveColor: "#6c8088", progressColor: "#45a9c1", cursorColor: "#ff8787" },
} as const;
const TRACK_HEIGHT = { alone: 96, several: 56 } as const;

export interface Playback {
  readonly isPlaying: boolean;
  /** The browser cannot play it. */
  readonly hasFailed: boolean;
  /** How much of the file has been looked through for drawing and for silences, 0 to 1; null: it cannot be. */
  readonly knownShare: number | null;
  readonly nowMs: () => number;
  readonly toggle: () => void;
  readonly seek: (toMs: number) => void;
  /** Plays so many times as fast. */
  readonly setRate: (rate: number) => void;
  readonly skipSilence: (skip: boolean) => void;
  /** Tells the time, ms, at once and as it goes on. Returns what ends it. */
  readonly onTime: (listener: (atMs: number) => void) => () => void;
}

/** Plays a recording, and draws it into `place`. */
export function usePlayback(recording: Recording, place: RefObject<HTMLElement | null>): Playback {
  const { id, durationMs, channels } = recording;
  const [isPlaying, setPlaying] = useState(false);
  const [hasFailed, setFailed] = useState(false);
  const surfer = useRef<WaveSurfer>(null);
  const listeners = useRef(new Set<(atMs: number) => void>());
  const skips = useRef(false);
  const sound = useLoudness(recording);
  const silent = useRef(sound?.silences ?? []);
  const scheme = useComputedColorScheme("light");

  useEffect(() => {
    const container = place.current;
    if (container === null) return;
    const media = new Audio();
    media.preload = "metadata";
    const made = WaveSurfer.create({
      container,
      media,
      url: urlOf(id),
      duration: durationMs / 1000,
      // Nothing is known yet; the file would be read whole, and kept, if this were left out.
      peaks: Array.from({ length: channels }, () => new Float32Array(1)),
      splitChannels: Array.from({ length: channels }, () => ({})),
      height: channels === 1 ? TRACK_HEIGHT.alone : TRACK_HEIGHT.several,
      barWidth: 2,
      barGap: 1,
      barRadius: 2,
      cursorWidth: 2,
      dragToSeek: true,
    });
    const tell = (): void => {
      const atMs = made.getCurrentTime() * 1000;
      for (const listen of listeners.current) listen(atMs);
    };
    made.on("play", () => setPlaying(true));
    made.on("pause", () => setPlaying(false));
    made.on("finish", () => setPlaying(false));
    made.on("timeupdate", (seconds) => {
      const atMs = seconds * 1000;
      const to = skips.current && made.isPlaying() ? pastSilence(silent.current, atMs) : atMs;
      if (to > atMs) made.setTime(to / 1000);
      tell();
    });
    made.on("seeking", tell);
    media.addEventListener("error", () => setFailed(true));
    surfer.current = made;
    return () => {
      surfer.current = null;
      made.destroy();
      media.removeAttribute("src");
    };
  }, [id, durationMs, channels, place]);

  useEffect(() => surfer.current?.setOptions(colours[scheme]), [scheme]);

  useEffect(() => {
    if (sound === undefined || sound === null) return;
    silent.current = sound.silences;
    // Draws it anew; what plays goes on. A drawing that the next one overtakes is of no interest.
    surfer.current?.load(urlOf(id), [...sound.outlines], durationMs / 1000).catch(() => undefined);
  }, [sound, id, durationMs]);

  const nowMs = useCallback(() => (surfer.current?.getCurrentTime() ?? 0) * 1000, []);
  const seek = useCallback(
    (toMs: number) => surfer.current?.setTime(Math.min(Math.max(0, toMs), durationMs) / 1000),
    [durationMs],
  );
  const toggle = useCallback(() => {
    surfer.current?.playPause().catch(() => setFailed(true));
  }, []);
  const setRate = useCallback((rate: number) => surfer.current?.setPlaybackRate(rate, true), []);
  const skipSilence = useCallback((skip: boolean) => {
    skips.current = skip;
  }, []);
  const onTime = useCallback(
    (listener: (atMs: number) => void) => {
      listeners.current.add(listener);
      listener(nowMs());
      return () => void listeners.current.delete(listener);
    },
    [nowMs],
  );
  const knownShare = sound === null ? null : (sound?.share ?? 0);
  return useMemo(
    () => ({ isPlaying, hasFailed, knownShare, nowMs, toggle, seek, setRate, skipSilence, onTime }),
    [isPlaying, hasFailed, knownShare, nowMs, toggle, seek, setRate, skipSilence, onTime],
  );
}
