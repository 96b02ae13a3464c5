import { useEffect } from "react";
import type { Playback } from "./usePlayback.ts";

/** Things that take keys themselves. */
const TYPING =
  "input, textarea, select, [contenteditable], [role=listbox], [role=menu], [role=dialog], [role=combobox]";
/** Things that a space or Enter presses. */
const PRESSED = "a, button, [role=button], label";

const STEP_MS = 5_000;
const LEAP_MS = 10_000;

type Deed = (playback: Playback) => void;

const by =
  (ms: number): Deed =>
  ({ seek, nowMs }) =>
    seek(nowMs() + ms);

/** As in players that people know. */
const deeds: Readonly<Record<string, Deed>> = {
  " ": ({ toggle }) => toggle(),
  k: ({ toggle }) => toggle(),
  j: by(-LEAP_MS),
  l: by(LEAP_MS),
  ArrowLeft: by(-STEP_MS),
  ArrowRight: by(STEP_MS),
  Home: ({ seek }) => seek(0),
};

/** Space or K plays and pauses, arrows and J, L go back and forth, wherever on the page one is not typing. */
export function usePlayerKeys(playback: Playback): void {
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      const { key, target, altKey, ctrlKey, metaKey, shiftKey, isComposing, defaultPrevented } = event;
      if (altKey || ctrlKey || metaKey || shiftKey || isComposing || defaultPrevented) return;
      if (target instanceof Element && target.closest(key === " " ? `${TYPING}, ${PRESSED}` : TYPING) !== null) return;
      const deed = deeds[key.length === 1 ? key.toLowerCase() : key];
      if (deed === undefined) return;
      event.preventDefault();
      deed(playback);
    };
    window.addEventListener("keydown", press);
    return () => window.removeEventListener("keydown", press);
  }, [playback]);
}
