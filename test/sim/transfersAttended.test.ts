/** Attended transfers by REFER with Replaces (RFC 3515, 3891; RFC 5589 §7, RFC 5359 §2.5). */
import t from "tap";
import { shareAt } from "../media/support/signals.ts";
import { calm, storm } from "./support/centre.ts";
import { inboundCall, type Office } from "./support/office.ts";
import type { PhoneCall } from "./support/phoneCall.ts";
import { connected, isOneStream, PITCH, talkingOffice, uri } from "./support/transfers.ts";

/** Ana holds the customer and calls Bruno. */
async function consulting(o: Office) {
  const { place, anaPhone, brunoPhone } = o;
  const { ours, theirs } = await inboundCall(o);
  const { id } = place.liveCall;
  theirs.reinvite({ direction: "sendonly" });
  await place.until("the hold", () => place.liveCall.state === "held" && theirs.came.includes("200 INVITE"));
  const consultation = anaPhone.dial("1002");
  const brunos = await connected(o, brunoPhone, 0);
  await place.until("the consultation", () => consultation.state === "connected");
  await place.pass(500);
  return { ours, theirs, consultation, brunos, id };
}

async function heardOf(o: Office, ours: PhoneCall, brunos: PhoneCall) {
  const from = o.place.time.now() + 100;
  await o.place.pass(1000);
  return [
    shareAt(ours.sound.samples(from), PITCH.bruno) > 0.9,
    shareAt(brunos.sound.samples(from), PITCH.customer) > 0.9,
  ];
}

for (const [name, weather] of [
  ["clean", calm],
  ["lossy", storm],
] as const) {
  for (const inThe of ["first", "second"] as const) {
    t.test(`REFER in the ${inThe} dialog, ${name} network`, async (t) => {
      const o = await talkingOffice({ seed: 7, weather });
      const { place, ana, bruno } = o;
      const { ours, theirs, consultation, brunos, id } = await consulting(o);
      const [toOurs, toBruno] = [ours.came.length, brunos.came.length];
      if (inThe === "first") theirs.refer(uri("1002"), consultation);
      else consultation.refer(uri("1001"), theirs);
      await place.until("Ana to be free", () => theirs.state === "ended" && consultation.state === "ended");
      t.strictSame(await heardOf(o, ours, brunos), [true, true], "the customer and Bruno talk");
      t.strictSame(ours.came.slice(toOurs), [], "no SIP message to the customer");
      t.strictSame(
        brunos.came.slice(toBruno).filter((what) => what !== "ACK"),
        [],
        "nor to Bruno",
      );
      t.ok(isOneStream(ours.sound.heard), "the customer's stream goes on");
      t.ok(isOneStream(brunos.sound.heard), "Bruno's, too");
      t.equal((inThe === "first" ? theirs : consultation).notified.at(-1), "SIP/2.0 200 OK");
      t.match(place.liveCall, { id, state: "answered", agent: { id: bruno.id }, customer: { number: "11988887777" } });
      brunos.hangUp();
      await place.nothingLeft(t);
      const rows = [...place.account.journal.reports.values()];
      t.match(rows, [
        {
          callId: id,
          agentId: bruno.id,
          hungUpBy: "agent",
          transfers: [{ type: "attended", fromAgentId: ana.id, toAgentId: bruno.id, toNumber: null }],
        },
        { direction: "internal", disposition: "answered", agentId: bruno.id, transfers: [] },
      ]);
    });
  }
}
