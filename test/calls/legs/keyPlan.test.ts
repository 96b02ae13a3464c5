import t from "tap";
import { keyPlan } from "../../../src/calls/legs/keyPlan.ts";

/** How a peer takes keys, by what was negotiated and what its Allow says: with events and INFO, events alone, INFO alone, neither. */
const table = [
  [undefined, "events", "events", "info", "tones"],
  ["auto", "events", "events", "info", "tones+"],
  ["rfc4733", "events", "events", "none", "none"],
  ["info", "info", "info", "info", "info"],
  ["inband", "tones+", "tones+", "tones+", "tones+"],
] as const;

for (const [dtmf, ...expected] of table) {
  t.test(dtmf === undefined ? "a phone" : `a trunk: ${dtmf}`, async (t) => {
    const cases = [
      [true, true],
      [true, false],
      [false, true],
      [false, false],
    ] as const;
    const plans = cases.map(([hasEvents, takesInfo]) => keyPlan({ dtmf, takesInfo }, hasEvents));
    t.strictSame(
      plans.map(({ takes, givesTones }) => `${takes}${givesTones ? "+" : ""}`),
      expected,
    );
  });
}
