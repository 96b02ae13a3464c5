/** Whole calls in virtual time, in good weather and bad. */
import t from "tap";
import { calm, storm } from "./support/centre.ts";
import { inboundCall, office } from "./support/office.ts";

const seeds = [1, 2, 3];
const weathers = { calm, storm };

for (const [sky, weather] of Object.entries(weathers)) {
  for (const seed of seeds) {
    t.test(`an inbound call is answered and the customer hangs up (${sky}, seed ${seed})`, async (t) => {
      const there = await office({ seed, weather });
      const { ours, theirs } = await inboundCall(there);
      const { id } = there.place.liveCall;
      await there.place.pass(2000);
      ours.hangUp();
      await there.place.until("the agent's BYE", () => theirs.state === "ended");
      await there.place.nothingLeft(t);
      const row = there.place.account.journal.reports.get(id);
      t.match(row, { direction: "inbound", disposition: "answered", hungUpBy: "customer", sipStatus: 200 });
    });
  }
}
