/** Calls that come back to us, by others who send them round: they end (RFC 3261 §16.3, RFC 5393). */
import t from "tap";
import type { SipRequest } from "../../src/sip/message/message.ts";
import { silence } from "../media/support/signals.ts";
import { calm, storm } from "./support/centre.ts";
import { NUMBER, office } from "./support/office.ts";
import { rings } from "./support/phone.ts";
import type { PhoneCall } from "./support/phoneCall.ts";

const skies = [
  { sky: "calm", weather: calm, seed: 1 },
  { sky: "storm", weather: storm, seed: 1 },
];
const voices = { customer: { voice: silence }, ana: { voice: silence } };

/** What is left of an INVITE's hops where the next one is reached. */
const hopsLeft = (invite: SipRequest): string => String(Number(invite.headers.get("Max-Forwards")) - 1);

for (const { sky, weather, seed } of skies) {
  t.test(`our INVITE comes back as it was, ${sky}: 482 (RFC 3261 §16.3 step 4)`, async (t) => {
    const there = await office({ seed, weather }, voices);
    const { place, customer, anaPhone } = there;
    customer.manner = rings;
    const ours = anaPhone.dial("011988887777");
    await place.until("the trunk to be called", () => customer.calls.length > 0);
    const { invite } = customer.call;
    const headers = invite!.headers.clone().set("Max-Forwards", hopsLeft(invite!));
    customer.send({ ...invite!, uri: `sip:${NUMBER}@10.0.0.1`, headers });
    await place.until("the refusal", () => customer.arrived.some(({ text }) => text.startsWith("SIP/2.0 482 ")));
    t.equal(ours.state, "calling", "the call itself goes on");
    customer.call.refuse(482);
    await place.until("the end", () => ours.state === "ended");
    t.equal(ours.status, 482);
    await place.nothingLeft(t);
  });

  t.test(`a trunk sends every call of ours round under another Call-ID, ${sky}: Max-Forwards ends it`, async (t) => {
    const there = await office({ seed, weather }, voices);
    const { place, customer } = there;
    // Who calls the number is sent to another, and where the trunk takes that one to is ours again.
    place.account.agent("Ana", "1001", { forwardTo: { always: "011988887777", busy: null, noAnswer: null } });
    const rounds: { came: PhoneCall; went: PhoneCall }[] = [];
    customer.manner = (came) => {
      const went = customer.dial(NUMBER, { headers: [["Max-Forwards", hopsLeft(came.invite!)]] });
      rounds.push({ came, went });
    };
    const first = customer.dial(NUMBER, { headers: [["Max-Forwards", "6"]] });
    await place.until(
      "the end",
      () => {
        for (const { came, went } of rounds)
          if (went.state === "ended" && came.state === "offered") came.refuse(went.status!);
        return first.state === "ended";
      },
      100_000,
    );
    t.equal(first.status, 483);
    t.equal(rounds.length, 3, "each round takes two hops: ours and the trunk's");
    await place.nothingLeft(t);
  });
}

t.test("an INVITE that may ring fewer phones at a time than there are (RFC 5393 §5.3.3)", async (t) => {
  const there = await office({}, voices);
  const { place, customer, ana, anaPhone } = there;
  const second = await place.phone(ana, "10.1.0.9");
  await place.ready();
  const narrow = customer.dial(NUMBER, { headers: [["Max-Breadth", "1"]] });
  await place.until("the refusal", () => narrow.state === "ended");
  t.equal(narrow.status, 440);
  t.equal(anaPhone.calls.length + second.calls.length, 0);
  const wide = customer.dial(NUMBER, { headers: [["Max-Breadth", "7"]] });
  await place.until("the answer", () => wide.state === "connected");
  const shares = [anaPhone, second].map(({ call }) => call.invite!.headers.get("Max-Breadth"));
  t.same(shares.sort(), ["3", "4"]);
  wide.hangUp();
  await place.nothingLeft(t);
});
