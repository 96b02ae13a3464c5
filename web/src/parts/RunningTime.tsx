import { useEffect, useRef } from "react";
import { clock } from "./duration.ts";
import { eachSecond } from "./ticks.ts";

/** How long something has lasted; counts on without drawing anything else anew. */
export function RunningTime({ since }: { readonly since: string }) {
  const place = useRef<HTMLTimeElement>(null);
  useEffect(() => {
    const from = Date.parse(since);
    return eachSecond((now) => {
      if (place.current !== null) place.current.textContent = clock(now - from);
    });
  }, [since]);
  return <time ref={place} dateTime={since} style={{ fontVariantNumeric: "tabular-nums" }} />;
}
