import { useEffect } from "react";
import type { Mode } from "../../api/me.ts";
import { modes } from "../../parts/monitoring/modes.ts";

/** Where digits are typed, and Esc means something else. */
const FIELDS = 'input:not([type="radio"], [type="checkbox"], [type="button"]), textarea, select, [contenteditable]';
/** What Esc closes first. */
const ON_TOP = '[role="dialog"], [role="alertdialog"], [role="menu"], [role="listbox"]';

/** Lists of choices stay in the page, unseen, when they are closed. */
const isSomethingOnTop = (): boolean =>
  [...document.querySelectorAll(ON_TOP)].some((element) => element.checkVisibility());

/** What is open has the focus, or had it in something that is gone; what is closing has given it back. */
const isForWhatIsOnTop = (target: EventTarget | null): boolean =>
  target === document.body ? isSomethingOnTop() : target instanceof Element && target.closest(ON_TOP) !== null;

/** `1`, `2` and `3` change the mode of the running monitoring, `Esc` asks whether to stop it. */
export function useMonitoringKeys(onMode: (mode: Mode) => void, onStop: () => void): void {
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      const { key, target, altKey, ctrlKey, metaKey, repeat, isComposing, defaultPrevented } = event;
      if (altKey || ctrlKey || metaKey || repeat || isComposing || defaultPrevented) return;
      if (target instanceof Element && target.closest(FIELDS) !== null) return;
      const mode = modes[["1", "2", "3"].indexOf(key)];
      if (mode !== undefined) onMode(mode);
      if (key === "Escape" && !isForWhatIsOnTop(target)) onStop();
    };
    window.addEventListener("keydown", press);
    return () => window.removeEventListener("keydown", press);
  }, [onMode, onStop]);
}
