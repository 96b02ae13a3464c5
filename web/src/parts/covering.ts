import { useEffect } from "react";

let questions = 0;

/** Notes that a question stands before whatever else is open, for as long as it does. */
export function useCovering(opened: boolean): void {
  useEffect(() => {
    if (!opened) return;
    questions++;
    // The key that answers it is still on its way to what lies behind.
    return () => void setTimeout(() => questions--);
  }, [opened]);
}

/** Whether a question is to be answered first: until then nothing behind it closes. */
export const isCovered = (): boolean => questions > 0;
