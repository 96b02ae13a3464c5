/** Sessions that are refreshed, and sessions that nobody refreshes (RFC 4028), on whole calls. */
import t from "tap";
import { bodyText, type SipRequest, textBody } from "../../src/sip/message/message.ts";
import { silence } from "../media/support/signals.ts";
import { calm, storm } from "./support/centre.ts";
import { NUMBER, type Office, office } from "./support/office.ts";
import type { PhoneCall } from "./support/phoneCall.ts";
import { describe } from "./support/sdp.ts";

const skies = [
  { sky: "calm", weather: calm, seed: 1 },
  { sky: "storm", weather: storm, seed: 1 },
];
const voices = { customer: { voice: silence }, ana: { voice: silence } };

/** The customer calls with this Session-Expires; both parties are up. */
async function call(
  { place, customer, anaPhone }: Office,
  sessionExpires: string,
  allow = "INVITE, ACK, BYE, UPDATE",
): Promise<{ ours: PhoneCall; theirs: PhoneCall }> {
  const headers = [
    ["Supported", "timer"],
    ["Session-Expires", sessionExpires],
    ["Allow", allow],
  ] as const;
  const ours = customer.dial(NUMBER, { headers });
  await place.until("the call to be up", () => ours.state === "connected" && anaPhone.calls.length > 0);
  await place.until("the agent to be up", () => anaPhone.call.connectedAt !== undefined);
  return { ours, theirs: anaPhone.call };
}

const granted = (refresher: string) => [["Session-Expires", `90;refresher=${refresher}`]] as const;

for (const { sky, weather, seed } of skies) {
  t.test(`RFC 4028 §10, we refresh, ${sky}: UPDATE each half interval, and the same with a monitor (U1)`, async (t) => {
    const there = await office({ seed, weather }, { ...voices, clara: { voice: silence } });
    const { place, clara } = there;
    const { ours } = await call(there, "90;refresher=uas");
    const updates: SipRequest[] = [];
    ours.within = (request) => {
      if (request.method !== "UPDATE") return undefined;
      updates.push(request);
      return { status: 200, headers: granted("uac") };
    };
    await place.pass(140_000);
    t.equal(updates.length, 3, "in 140 s");
    const id = await place.connectMonitor(clara, "passive");
    const before = ours.came.length;
    await place.pass(90_000);
    t.same(new Set(ours.came.slice(before)), new Set(["UPDATE"]), "nothing else is sent in the party's dialog");
    t.equal(updates.length, 5);
    t.equal(updates[4]!.body.length, 0);
    t.equal(place.monitoring(id).state, "connected");
    ours.hangUp();
    await place.nothingLeft(t);
  });

  t.test(
    `RFC 4028 §7.4, we refresh, ${sky}: by re-INVITE where UPDATE is not taken, with the same words`,
    async (t) => {
      const there = await office({ seed, weather }, voices);
      const { place, customer } = there;
      const { ours } = await call(there, "90;refresher=uas", "INVITE, ACK, BYE");
      const agreed = ours.peerSdp;
      const { codec, ptime } = ours.sound;
      const answer = describe({ address: customer.address, port: 5000, codecs: [codec], ptime }, 2);
      const offered: string[] = [];
      ours.within = (request) => {
        if (request.method !== "INVITE") return undefined;
        offered.push(bodyText(request));
        const headers = [
          ["Content-Type", "application/sdp"],
          ["Contact", `<sip:${customer.address}:5060>`],
          ...granted("uac"),
        ] as const;
        return { status: 200, headers, body: textBody(answer) };
      };
      await place.pass(100_000);
      t.same(offered, [agreed, agreed]);
      t.equal(place.liveCall.state, "answered");
      ours.hangUp();
      await place.nothingLeft(t);
    },
  );

  t.test(
    `RFC 4028 §10, the phone refreshes, ${sky}: then it falls silent, and the call ends and says so`,
    async (t) => {
      const there = await office({ seed, weather }, voices);
      const { place, customer, anaPhone } = there;
      const { ours, theirs } = await call(there, "90;refresher=uac");
      await place.pass(45_000);
      ours.reinvite({
        headers: [
          ["Supported", "timer"],
          ["Session-Expires", "90;refresher=uac"],
        ],
      });
      await place.pass(58_000);
      t.equal(place.liveCall.state, "answered", "the refresh counted");
      await place.until("the end", () => ours.state === "ended" && theirs.state === "ended", 6000);
      const bye = customer.arrived.find(({ text }) => text.startsWith("BYE "));
      t.match(bye?.text, /\r\nReason: SIP;cause=408;text="Session expired"\r\n/);
      t.ok(anaPhone.arrived.some(({ text }) => text.startsWith("BYE ")));
      t.match([...place.account.journal.reports.values()], [{ disposition: "answered", hungUpBy: "system" }]);
      await place.nothingLeft(t);
    },
  );
}

t.test("an interval that is too short is refused, and says what would do (RFC 4028 §9)", async (t) => {
  const there = await office({}, voices);
  const { place, customer } = there;
  const ours = customer.dial(NUMBER, {
    headers: [
      ["Supported", "timer"],
      ["Session-Expires", "60"],
    ],
  });
  await place.until("the refusal", () => ours.state === "ended");
  t.equal(ours.status, 422);
  t.match(customer.arrived.find(({ text }) => text.startsWith("SIP/2.0 422"))?.text, /\r\nMin-SE: 90\r\n/);
  await place.nothingLeft(t);
});
