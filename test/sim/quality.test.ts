/** How a call's legs sounded: in its view while it lives, in its report row for good; a monitoring changes nothing of it (U4). */
import t from "tap";
import { noise } from "../media/support/signals.ts";
import { calm } from "./support/centre.ts";
import { inboundCall, type Office, office } from "./support/office.ts";
import { rings } from "./support/phone.ts";
import { connected, uri } from "./support/transfers.ts";

const speaking = (): Promise<Office> =>
  office(
    { seed: 3, weather: calm },
    { customer: { voice: noise(1) }, ana: { voice: noise(2) }, bruno: { voice: noise(3) }, clara: { voice: noise(4) } },
  );

/** Of the packets that the customer's phone sends, each twentieth is lost. */
function lossyCustomer({ place, customer }: Office): { sent: number; lost: number } {
  const count = { sent: 0, lost: 0 };
  const ports = new Set<number>();
  place.net.watch((data, from, _to, arrives) => {
    if (from.address !== customer.address || from.port === 5060 || (data[1]! & 0x7f) >= 72) return;
    if (!ports.has(from.port)) {
      ports.add(from.port);
      place.net.setWeather(from.address, from.port, { fate: () => ((count.sent + 1) % 20 === 0 ? undefined : 10) });
    }
    count.sent++;
    if (!arrives) count.lost++;
  });
  return count;
}

const row = ({ place }: Office, callId: string) => place.account.journal.reports.get(callId)!;

t.test("the view has the newest figures, the row the last ones", async (t) => {
  const o = await speaking();
  const { place } = o;
  const count = lossyCustomer(o);
  const { ours } = await inboundCall(o);
  const { id } = place.liveCall;
  const admin = place.viewer(place.account.user("Admin", { role: "administrator" }));
  t.equal(place.centre.call(admin, id)?.quality, null, "nothing was measured yet");
  t.match(row(o, id), { live: true, quality: null }, "what a crash would leave");
  await place.pass(6000);
  const view = place.centre.call(admin, id)?.quality;
  t.match(view, { customer: { codec: "PCMA", sent: null }, agent: { received: { lost: 0, lossRatio: 0 } } });
  t.ok(view?.customer?.received?.lost !== undefined && view.customer.received.lost > 8);
  t.notOk("quality" in place.centre.calls(admin)[0]!, "lists are spared it");
  await place.pass(6000);
  ours.hangUp();
  await place.nothingLeft(t);
  const { quality, talkMs, endedAt, live } = row(o, id);
  t.equal(live, false);
  t.ok(talkMs >= 12_000 && talkMs < 12_200 && endedAt !== null, "the row's times are those of the end");
  const { received } = quality!.customer!;
  t.ok(Math.abs(received!.expected! - count.sent) <= 2, `${received!.expected} of ${count.sent}`);
  t.ok(Math.abs(received!.lost - count.lost) <= 1 && count.lost > 25, `${received!.lost} of ${count.lost}`);
  t.match(quality!.agent!.received, { lost: 0, mos: 4.38 });
  const sums = place.exchange.qualityFigures.filter(({ metric }) => metric === "lossRatio");
  t.strictSame(
    sums.map(({ direction, counts }) => [direction, counts.at(-1)]),
    [
      ["received", 6],
      ["sent", 0],
    ],
    "two legs, each told twice and at its end",
  );
});

t.test("a call that nobody answered has no quality", async (t) => {
  const o = await speaking();
  o.anaPhone.manner = rings;
  const { place, customer } = o;
  const call = customer.dial("1130004000");
  await place.pass(1000);
  call.hangUp();
  await place.nothingLeft(t);
  t.strictSame(
    [...place.account.journal.reports.values()].map(({ quality }) => quality),
    [null],
  );
});

t.test("a leg that moves to another call keeps its figures", async (t) => {
  const o = await speaking();
  const { place, anaPhone, brunoPhone } = o;
  const { ours, theirs } = await inboundCall(o);
  const { id } = place.liveCall;
  await place.pass(2000);
  theirs.reinvite({ direction: "sendonly" });
  await place.until("the hold", () => place.liveCall.state === "held");
  const consultation = anaPhone.dial("1002");
  const brunos = await connected(o, brunoPhone, 0);
  await place.until("the consultation", () => consultation.state === "connected");
  await place.pass(4000);
  theirs.refer(uri("1002"), consultation);
  await place.until("Ana to be free", () => theirs.state === "ended" && consultation.state === "ended");
  await place.pass(1000);
  brunos.hangUp();
  await place.nothingLeft(t);
  const { quality } = row(o, id);
  t.ok(quality!.agent!.received!.expected! > 240, "Bruno's leg, the consultation's packets counted in");
  t.ok(quality!.customer!.received!.expected! > 340, "the customer's whole call");
  t.match(ours.state, "ended");
});

t.test("U4: with a monitoring the row is what it is without", async (t) => {
  const run = async (monitored: boolean) => {
    const o = await speaking();
    const { place } = o;
    lossyCustomer(o);
    const { ours } = await inboundCall(o);
    const { id } = place.liveCall;
    const end = place.time.now() + 7000;
    if (monitored) await place.connectMonitor(o.clara, "active");
    await place.pass(end - place.time.now());
    ours.hangUp();
    await place.nothingLeft(t);
    return row(o, id).quality;
  };
  const alone = await run(false);
  t.ok(alone?.customer?.received !== null);
  t.strictSame(await run(true), alone);
});
