/** A company that is served no longer, while its calls run and are listened to: it goes, and nobody else notices. In virtual time. */
import t from "tap";
import { ACCOUNT, SimCarrier } from "./support/carrier.ts";
import { calm, must, storm } from "./support/centre.ts";
import { callBetween, companies } from "./support/companies.ts";
import { rings } from "./support/phone.ts";
import { isOneStream } from "./support/transfers.ts";

const CARRIER = "10.2.0.1";

for (const [sky, weather] of Object.entries({ calm, storm }))
  t.test(`its legs are hung up, its trunks taken away, and the other company's sound goes on (${sky})`, async (t) => {
    const { place, alfa, beta } = await companies();
    const carrier = await SimCarrier.open(place, CARRIER);
    const trunk = beta.account.trunk("Operadora", CARRIER, { auth: "register", register: true, ...ACCOUNT });
    await place.until("the registration", () => beta.pbx.trunkState(trunk.id).registered === true);
    const stays = await callBetween(place, alfa.first.phone, alfa.second.phone, "1002");
    const goes = await callBetween(place, beta.first.phone, beta.second.phone, "1002");
    const viewer = { user: beta.supervisor.user, ip: "192.0.2.7" };
    const { centre } = beta.pbx;
    const asked = { callId: centre.calls(place.administrator)[0]!.id, mode: "passive" as const };
    const { monitoring } = must(await centre.monitor(viewer, asked));
    await place.until("the monitoring", () => centre.monitoring(viewer, monitoring.id)?.state === "connected");
    const monitors = beta.supervisor.phone.call;
    for (const { phone } of [beta.first, beta.second, beta.supervisor])
      place.net.setWeather(phone.address, 5060, weather);
    await place.pass(500);

    const from = place.time.now();
    const removed = place.exchange.remove("beta");
    t.equal(place.exchange.pbx("beta"), undefined, "it is served no longer from that moment");
    await place.result(removed);
    const took = place.time.now() - from;
    t.ok(took <= 2_100, `${took} ms`);
    if (sky === "calm") {
      for (const call of [goes.ours, goes.theirs, monitors])
        t.ok(call.state === "ended" && call.came.includes("BYE"), "each leg has got its BYE");
      t.equal(carrier.contact, undefined, "the trunk's binding is gone");
    }
    t.match([...beta.account.journal.reports.values()], [{ live: false, hungUpBy: "system" }]);
    t.ok(
      beta.account.journal.audits.some(({ action }) => /end|stop/.test(action)),
      "the monitoring's end is in the log",
    );
    await place.pass(3_000);

    for (const { sound, came } of [stays.ours, stays.theirs]) {
      const heard = sound.heard.filter(({ at }) => at >= from);
      t.ok(isOneStream(heard), "not a packet is missing");
      const gaps = heard.slice(1).map(({ at }, i) => at - heard[i]!.at);
      t.ok(Math.max(...gaps) <= 20 && heard.length > 150, "nor late");
      t.notOk(came.includes("BYE"));
    }
    t.equal(place.exchange.liveCalls, 1);

    beta.first.phone.register();
    beta.first.phone.dial("1002");
    await place.pass(5_000);
    t.notOk(beta.first.phone.registered, "its phones are strangers now");
    stays.ours.hangUp();
    await place.pass(200_000);
    const { registrations, ...counts } = place.exchange.counts();
    t.strictSame(counts, { calls: 0, monitorings: 0, usages: 0, timers: 0, transactions: 0, correspondence: 0 });
    t.equal(place.ports.inUse, 0);
    t.equal(registrations, 3, "the other company's phones");
  });

t.test("calls that ring are cancelled, and a company comes back as it was", async (t) => {
  const { place, beta } = await companies();
  beta.second.phone.manner = rings;
  await place.ready();
  const call = beta.first.phone.dial("1002");
  await place.until("the ringing", () => call.came.includes("180 INVITE"));
  await place.result(place.exchange.remove("beta"));
  await place.pass(100);
  t.equal(call.state, "ended");
  t.ok(beta.second.phone.call.came.includes("CANCEL"));
  t.equal(place.exchange.counts().registrations, 3, "the other company's");

  const again = place.company("beta", beta.domain);
  again.account.agent("Bela", "1001");
  beta.first.phone.register();
  await place.until("the registration", () => beta.first.phone.registered);
  t.equal(again.pbx.counts().registrations, 1);
  t.notOk(again.pbx === beta.pbx);
});

t.test("a company that is not there, or goes twice, is no matter; and the exchange may close meanwhile", async (t) => {
  const { place, beta } = await companies();
  await place.result(place.exchange.remove("nobody"));
  await callBetween(place, beta.first.phone, beta.second.phone, "1002");
  const removals = [place.exchange.remove("beta"), place.exchange.remove("beta"), place.exchange.close()];
  await place.result(Promise.all(removals));
  t.equal(place.ports.inUse, 0);
  t.ok(place.recordings.every(({ closed }) => closed));
});

t.test("what a company's phones say after it has gone is answered as to anybody", async (t) => {
  const { place, beta } = await companies();
  const { ours, theirs } = await callBetween(place, beta.first.phone, beta.second.phone, "1002");
  // Their last words are lost on the way to us.
  for (const { phone } of [beta.first, beta.second]) place.net.setWeather(phone.address, 5060, { loss: 1 });
  await place.result(place.exchange.remove("beta"));
  for (const { phone } of [beta.first, beta.second]) place.net.setWeather(phone.address, 5060, calm);
  ours.reinvite();
  await place.until("an answer", () => ours.came.includes("481 INVITE") || ours.state === "ended");
  theirs.hangUp();
  await place.pass(40_000);
  t.equal(place.exchange.counts().correspondence, 0);
  t.equal(place.exchange.counts().transactions, 0);
});
