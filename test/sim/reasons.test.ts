/** Why a call ends goes from one end to the other (RFC 3326). */
import t from "tap";
import { Headers } from "../../src/sip/message/headers.ts";
import { noBody } from "../../src/sip/message/message.ts";
import { silence } from "../media/support/signals.ts";
import { SERVER } from "./support/centre.ts";
import { inboundCall, NUMBER, office } from "./support/office.ts";
import { rings, type SimPhone } from "./support/phone.ts";
import type { PhoneCall } from "./support/phoneCall.ts";

const voices = { customer: { voice: silence }, ana: { voice: silence } };

/** The Reason of the last request of a method that a phone got. */
const reasonIn = ({ arrived }: SimPhone, method: string): string | undefined =>
  /^Reason: (.*)\r$/m.exec(arrived.findLast(({ text }) => text.startsWith(`${method} `))?.text ?? "")?.[1];

/** A request of the phone's in the dialog of its call, with a Reason. */
function sendWithReason(phone: SimPhone, call: PhoneCall, method: string, reason: string): void {
  const [, callId, ours, theirs] = /^(.*);to-tag=(.*);from-tag=(.*)$/.exec(call.named)!;
  const headers = Headers.of([
    ["From", `<sip:${phone.address}>;tag=${theirs}`],
    ["To", `<sip:${NUMBER}@${SERVER}>;tag=${ours}`],
    ["Call-ID", callId!],
    ["CSeq", `1000 ${method}`],
    ["Reason", reason],
  ]);
  phone.send({ kind: "request", method, uri: `sip:${NUMBER}@${SERVER}`, headers, body: noBody });
}

t.test("a BYE's Reason goes with the other end's BYE, cleaned", async (t) => {
  const there = await office({}, voices);
  const { place, customer, anaPhone } = there;
  const { ours, theirs } = await inboundCall(there);
  sendWithReason(customer, ours, "BYE", 'Q.850;cause=31;text="Normal, unspecified";x-switch=sw1.internal');
  await place.until("the end", () => theirs.state === "ended");
  t.equal(reasonIn(anaPhone, "BYE"), 'Q.850;cause=31;text="Normal, unspecified"');
  ours.drop();
  await place.nothingLeft(t);
});

t.test("a phone that lost the race is told that another one answered", async (t) => {
  const there = await office({}, voices);
  const { place, customer, ana, anaPhone } = there;
  const second = await place.phone(ana, "10.1.0.9", { manner: rings });
  await place.ready();
  const ours = customer.dial(NUMBER);
  await place.until("the answer", () => ours.state === "connected" && second.call.state === "ended");
  t.equal(reasonIn(second, "CANCEL"), 'SIP;cause=200;text="Call completed elsewhere"');
  t.equal(anaPhone.call.state, "connected");
  ours.hangUp();
  await place.nothingLeft(t);
});
