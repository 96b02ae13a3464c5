/** Whether somebody is at this page: what it reads by itself while nobody is must not keep a sign-in alive. */
import { useEffect } from "react";

/** Who has not touched anything for so long, ms, may be gone. */
const GONE_AFTER = 60_000;

const touches = ["pointerdown", "pointermove", "wheel", "keydown"] as const;

let touchedAt = Date.now();
/** What is going on that takes somebody's presence, though not at the page. */
let occupations = 0;

const touched = (): void => {
  touchedAt = Date.now();
};

/** Notices every touch from now on; once, when the page begins. */
export function noticeTouches(): void {
  for (const touch of touches) window.addEventListener(touch, touched, { capture: true, passive: true });
}

export const isAttended = (): boolean => occupations > 0 || Date.now() - touchedAt < GONE_AFTER;

/** Somebody is there for as long as the component is, whether or not anything is touched. */
export function useOccupation(): void {
  useEffect(() => {
    occupations++;
    return () => void occupations--;
  }, []);
}
