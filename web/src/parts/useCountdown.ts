import { useEffect, useState } from "react";
import { eachSecond } from "./ticks.ts";

/** The seconds left of `seconds`, down to 0, from the moment at which `of` became something else. */
export function useCountdown(seconds: number, of: unknown): number {
  const [left, setLeft] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another `of` is another wait, as long as the one before or not.
  useEffect(() => {
    const end = Date.now() + seconds * 1000;
    return eachSecond((now) => setLeft(Math.max(0, Math.ceil((end - now) / 1000))));
  }, [seconds, of]);
  return left;
}
