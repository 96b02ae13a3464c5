/** Calls of several legs and of legs that fail: trunks, forks, early media, ports, workers. Nothing is left of any of them. */
import t, { type Test } from "tap";
import type { ReportRow } from "../../src/accounts/journal/journal.ts";
import { responseTo } from "../../src/sip/message/build.ts";
import { noise, silence } from "../media/support/signals.ts";
import { calm, storm } from "./support/centre.ts";
import { inboundCall, NUMBER, type Office, office } from "./support/office.ts";
import { answers, refuses, rings, type SimPhone } from "./support/phone.ts";
import type { PhoneCall } from "./support/phoneCall.ts";

const skies = [
  { sky: "calm", weather: calm, seed: 1 },
  ...[1, 2].map((seed) => ({ sky: `storm, seed ${seed}`, weather: storm, seed })),
];

async function inEveryWeather(
  t: Test,
  run: (there: Office, t: Test) => Promise<void>,
  report?: Partial<ReportRow>,
  prepare: (there: Office) => Promise<void> = async () => undefined,
): Promise<void> {
  for (const { sky, weather, seed } of skies) {
    await t.test(sky, async (t) => {
      const there = await office({ seed, weather }, { customer: { voice: silence }, ana: { voice: silence } });
      await prepare(there);
      await there.place.ready();
      await run(there, t);
      await there.place.nothingLeft(t);
      if (report !== undefined) t.match([...there.place.account.journal.reports.values()][0], report);
    });
  }
}

const over = ({ place }: Office, ...calls: PhoneCall[]): Promise<void> =>
  place.until("the call to end", () => calls.every(({ state }) => state === "ended"), 250_000);

const up = ({ place }: Office, ...calls: PhoneCall[]): Promise<void> =>
  place.until("the call to be up", () => calls.every(({ connectedAt }) => connectedAt !== undefined), 120_000);

const called = ({ place }: Office, ...phones: SimPhone[]): Promise<void> =>
  place.until("the phones to be called", () => phones.every(({ calls }) => calls.length > 0), 120_000);

t.test("a trunk challenges the call and gets the credentials of its account", async (t) => {
  await inEveryWeather(
    t,
    async (there, t) => {
      const { customer, anaPhone, place, trunk } = there;
      place.account.trunk(trunk.name, trunk.host, { username: "ponto", password: "segredo" });
      customer.challenge = (request) =>
        request.headers.get("Proxy-Authorization") !== undefined
          ? undefined
          : responseTo(request, 407, undefined, {
              toTag: "challenge",
              headers: [["Proxy-Authenticate", 'Digest realm="operadora", nonce="abc", qop="auth", algorithm=MD5']],
            });
      const ours = anaPhone.dial("011988887777");
      await called(there, customer);
      await up(there, ours, customer.call);
      const credentials = customer.call.invite!.headers.get("Proxy-Authorization")!;
      t.match(credentials, /username="ponto"/);
      t.match(credentials, /realm="operadora"/);
      ours.hangUp();
      await over(there, customer.call);
    },
    { direction: "outbound", disposition: "answered" },
  );
});

t.test("a trunk that wants credentials it does not take fails the call", async (t) => {
  await inEveryWeather(
    t,
    async (there, t) => {
      const { customer, anaPhone } = there;
      customer.challenge = (request) =>
        responseTo(request, 407, undefined, {
          toTag: "challenge",
          headers: [["Proxy-Authenticate", 'Digest realm="operadora", nonce="abc", qop="auth", algorithm=MD5']],
        });
      const ours = anaPhone.dial("011988887777");
      await over(there, ours);
      t.equal(ours.status, 480, "a challenge of the far leg is not the caller's");
    },
    { disposition: "failed", sipStatus: 407 },
  );
});

for (const [title, fail] of [
  [
    "answers 503",
    (there: Office) => {
      there.customer.manner = refuses(503);
    },
  ],
  ["is silent", ({ place }: Office) => place.net.setWeather("10.2.0.1", 5060, { loss: 1 })],
] as const) {
  t.test(`the second trunk takes the call when the first ${title}`, async (t) => {
    let second: SimPhone;
    await inEveryWeather(
      t,
      async (there, t) => {
        fail(there);
        const ours = there.anaPhone.dial("991988887777");
        await called(there, second);
        await up(there, ours, second.call);
        ours.hangUp();
        await over(there, second.call);
        t.equal(second.calls.length, 1);
        there.place.net.setWeather("10.2.0.1", 5060, calm);
      },
      { disposition: "answered", trunkId: "trunk_segunda" },
      async ({ place, trunk }) => {
        const other = place.account.trunk("Segunda", "10.2.0.2");
        place.account.route("99", [trunk, other]);
        second = await place.trunk("10.2.0.2");
      },
    );
  });
}

t.test("a refusal of the person called is not tried on another trunk", async (t) => {
  let second: SimPhone;
  await inEveryWeather(
    t,
    async (there, t) => {
      there.customer.manner = refuses(486);
      const ours = there.anaPhone.dial("991988887777");
      await over(there, ours);
      t.equal(ours.status, 486);
      t.equal(second.calls.length, 0);
    },
    { disposition: "busy", trunkId: "trunk_operadora" },
    async ({ place, trunk }) => {
      place.account.route("99", [trunk, place.account.trunk("Segunda", "10.2.0.2")]);
      second = await place.trunk("10.2.0.2");
    },
  );
});

t.test("of several contacts the first to answer has the call, the others are CANCELled", async (t) => {
  let others: SimPhone[];
  await inEveryWeather(
    t,
    async (there, t) => {
      const { customer, anaPhone } = there;
      for (const phone of [anaPhone, ...others]) phone.manner = rings;
      const ours = customer.dial(NUMBER);
      await called(there, anaPhone, ...others);
      others[0]!.call.answer();
      await up(there, ours, others[0]!.call);
      const losers = [anaPhone.call, others[1]!.call];
      await over(there, ...losers);
      t.strictSame(
        losers.map(({ status }) => status),
        [487, 487],
      );
      t.ok(losers.every(({ came }) => came.includes("CANCEL")));
      ours.hangUp();
      await over(there, others[0]!.call);
    },
    { disposition: "answered" },
    async ({ place, ana }) => {
      others = [await place.phone(ana, "10.1.1.1"), await place.phone(ana, "10.1.1.2")];
    },
  );
});

t.test("two contacts answer at once: one has the call, the other gets BYE", async (t) => {
  let other: SimPhone;
  await inEveryWeather(
    t,
    async (there, t) => {
      const { customer, anaPhone } = there;
      for (const phone of [anaPhone, other]) phone.manner = rings;
      const ours = customer.dial(NUMBER);
      await called(there, anaPhone, other);
      anaPhone.call.answer();
      other.call.answer();
      await there.place.until(
        "one of them to be sent away",
        () => [anaPhone.call, other.call].filter(({ state }) => state === "ended").length === 1,
      );
      await up(there, ours);
      t.equal([anaPhone.call, other.call].filter(({ state }) => state === "connected").length, 1);
      ours.hangUp();
      await over(there, anaPhone.call, other.call);
    },
    { disposition: "answered" },
    async ({ place, ana }) => {
      other = await place.phone(ana, "10.1.1.1");
    },
  );
});

t.test("a dead contact keeps nobody from answering", async (t) => {
  let dead: SimPhone;
  await inEveryWeather(
    t,
    async (there) => {
      const { place, customer, anaPhone } = there;
      await dead.close();
      place.phones.splice(place.phones.indexOf(dead), 1);
      const ours = customer.dial(NUMBER);
      await called(there, anaPhone);
      await up(there, ours, anaPhone.call);
      ours.hangUp();
      await over(there, anaPhone.call);
      // Its socket was there at the beginning.
      place.net.socket("10.1.1.1", 5060, () => undefined);
    },
    { disposition: "answered" },
    async ({ place, ana }) => {
      dead = await place.phone(ana, "10.1.1.1");
    },
  );
});

t.test("M2 early media is heard by the caller and not recorded", async (t) => {
  await inEveryWeather(t, async (there, t) => {
    const { place, customer, anaPhone } = there;
    customer.manner = (call) => call.ring(183, noise(5));
    const ours = anaPhone.dial("011988887777");
    await called(there, customer);
    await place.until("the 183", () => ours.came.includes("183 INVITE"));
    await place.pass(2000);
    t.ok(ours.sound.heard.length > 50, "the caller hears the announcement");
    t.equal(place.recordings.length, 0, "nothing is recorded before the answer");
    customer.call.sound.speak(silence);
    // What was said before the answer has arrived.
    await place.pass(100);
    customer.call.answer();
    await up(there, ours, customer.call);
    await place.pass(1000);
    ours.hangUp();
    await over(there, customer.call);
    t.ok(
      [...place.recordings[0]!.channel(0)].every((sample) => Math.abs(sample) <= 8),
      "of the announcement nothing is in the recording",
    );
  });
});

t.test("a call that there are no RTP ports for is refused with 503", async (t) => {
  const there = await office({ legs: 3 });
  const { place, customer, brunoPhone } = there;
  const { ours, theirs } = await inboundCall(there);
  const more = brunoPhone.dial("01144445555");
  await over(there, more);
  t.equal(more.status, 503);
  t.equal(customer.calls.length, 1, "the trunk is not called");
  ours.hangUp();
  await over(there, theirs);
  await place.nothingLeft(t);
  t.match([...place.account.journal.reports.values()].at(-1), { disposition: "failed", sipStatus: 503 });
});

t.test("a port that another program has is passed over", async (t) => {
  const there = await office();
  there.place.net.refuse(20_000, "EADDRINUSE");
  const { ours, theirs } = await inboundCall(there);
  ours.hangUp();
  await over(there, theirs);
  await there.place.nothingLeft(t);
});

for (const when of ["answered", "ringing"] as const) {
  t.test(`the media worker dies while a call is ${when}: the call ends, the next one works`, async (t) => {
    const there = await office();
    const { place, customer, anaPhone } = there;
    if (when === "ringing") anaPhone.manner = rings;
    const ours = customer.dial(NUMBER);
    await called(there, anaPhone);
    const theirs = anaPhone.call;
    if (when === "answered") await up(there, ours, theirs);
    else await place.until("ringing", () => ours.came.includes("180 INVITE"));
    const { id } = place.liveCall;
    place.loseWorker();
    await over(there, ours, theirs);
    await place.pass(100);
    const disposition = when === "answered" ? "interrupted" : "failed";
    t.match(place.account.journal.reports.get(id), { disposition, hungUpBy: "system" });
    anaPhone.manner = answers;
    const next = await inboundCall(there);
    next.ours.hangUp();
    await over(there, next.theirs);
    await place.nothingLeft(t);
    if (when === "answered")
      t.match(place.account.journal.recordings.get(id), { state: "recovered", durationMs: 1000 }, "the file is saved");
  });
}

t.test("a new call while the account's only trunk is full is refused with 503", async (t) => {
  const there = await office();
  const { place, trunk, customer, brunoPhone } = there;
  place.account.trunk(trunk.name, trunk.host, { maxCalls: 1 });
  const { ours, theirs } = await inboundCall(there);
  const more = brunoPhone.dial("01144445555");
  await over(there, more);
  t.equal(more.status, 503);
  t.equal(customer.calls.length, 1);
  ours.hangUp();
  await over(there, theirs);
  await place.nothingLeft(t);
});
