/** An attended transfer between calls that live on different media workers: the leg cannot move, so its phone is asked to. */
import t from "tap";
import { shareAt } from "../media/support/signals.ts";
import { inboundCall, type Office } from "./support/office.ts";
import { connected, PITCH, talkingOffice, uri } from "./support/transfers.ts";

/** Ana's consultation lives beside her call, and it is Bruno who is going to join his customer to her. */
async function askedFromAnotherWorker(o: Office) {
  const { place, bruno, brunoPhone, anaPhone, customer } = o;
  place.account.number("1130005000", bruno);
  const anas = await inboundCall(o);
  const customers = customer.dial("1130005000");
  const brunos = await connected(o, brunoPhone, 0);
  await place.until("the second call", () => customers.state === "connected");
  const consultation = anaPhone.dial("1002");
  const asked = await connected(o, brunoPhone, 1);
  await place.until("the consultation", () => consultation.state === "connected");
  await place.pass(300);
  return { anas, customers, brunos, consultation, asked };
}

t.test("one re-INVITE to whoever is put through, nothing to the customer", async (t) => {
  const o = await talkingOffice({ workers: 2 });
  const { place, ana } = o;
  const { anas, customers, brunos, consultation, asked } = await askedFromAnotherWorker(o);
  const [before, answers] = [customers.came.length, consultation.came.length];
  brunos.refer(uri("1001"), asked);
  await place.until("Bruno to be free", () => brunos.state === "ended" && asked.state === "ended");
  await place.pass(300);
  const from = place.time.now();
  await place.pass(1000);
  t.strictSame(customers.came.slice(before), []);
  t.strictSame(consultation.came.slice(answers), ["INVITE", "ACK"]);
  t.ok(shareAt(customers.sound.samples(from), PITCH.ana) > 0.9);
  t.ok(shareAt(consultation.sound.samples(from), PITCH.customer) > 0.9);
  t.strictSame(
    place.centre.calls(place.administrator).map((call) => [call.state, call.agent?.id]),
    [
      ["answered", ana.id],
      ["answered", ana.id],
    ],
  );
  customers.hangUp();
  anas.ours.hangUp();
  await place.nothingLeft(t);
});

for (const direction of ["sendrecv", "sendonly"] as const)
  t.test(
    `its own re-INVITE (${direction}) crosses ours: the answer tells it the new port, and the call goes on`,
    async (t) => {
      const o = await talkingOffice({ workers: 2 });
      const { place } = o;
      const { anas, customers, brunos, consultation, asked } = await askedFromAnotherWorker(o);
      // RFC 3261 §14.2: "a UAS that receives an INVITE on a dialog while an INVITE it had sent on that dialog is in progress MUST return a 491".
      let met = 0;
      consultation.within = ({ method }) => {
        if (method !== "INVITE" || ++met > 1) return undefined;
        return { status: 491 };
      };
      brunos.refer(uri("1001"), asked);
      await place.until("our re-INVITE", () => met === 1);
      consultation.reinvite({ direction });
      await place.until("Bruno to be free", () => brunos.state === "ended" && asked.state === "ended");
      await place.pass(6_000);
      t.same([consultation.state, customers.state], ["connected", "connected"]);
      if (direction === "sendonly") consultation.reinvite();
      await place.pass(300);
      const from = place.time.now();
      await place.pass(1000);
      t.ok(shareAt(customers.sound.samples(from), PITCH.ana) > 0.9);
      t.ok(shareAt(consultation.sound.samples(from), PITCH.customer) > 0.9);
      customers.hangUp();
      anas.ours.hangUp();
      await place.nothingLeft(t);
    },
  );
