/** Two companies on one server, with the same extensions, names and numbers: each has its calls, and knows nothing of the other's. */
import t from "tap";
import { TestPhone } from "../../lab/phone/phone.ts";
import { Refused } from "../../lab/phone/refused.ts";
import { emailOf, phoneOf, voipOf } from "../../lab/ponto/account.ts";
import { adminEmail } from "../../lab/ponto/server.ts";
import { tonesIn } from "../../lab/sound/analysis.ts";
import { tone } from "../../lab/sound/signals.ts";
import type { RecordingRow, ReportRow } from "../../src/accounts/journal/journal.ts";
import type { CallView } from "../../src/calls/live/views.ts";
import { NUMBER } from "../support/centre.ts";
import { anotherCompany, MAIN_DOMAIN, mainCentre } from "../support/companies.ts";
import { eventually } from "../support/eventually.ts";

const HZ = { a: 600, b: 1500 } as const;
const tones = Object.values(HZ);

t.test("two companies with the same extensions, number and people", async (t) => {
  const a = await mainCentre(t);
  const { account, centre: b } = await anotherCompany(t, a, "bravo.example");
  a.ana.phone.voice = tone(HZ.a);
  b.ana.phone.voice = tone(HZ.b);
  const [eventsA, eventsB] = [await a.admin.events(), await b.admin.events()];
  t.teardown(() => eventsA.close());
  t.teardown(() => eventsB.close());

  await t.test("calls side by side", async (t) => {
    const [callA, callB] = [await a.call("11911110000"), await b.call("11922220000")];
    t.strictSame(tonesIn(await callA.customer.audio.hear(300), tones), [HZ.a]);
    t.strictSame(tonesIn(await callB.customer.audio.hear(300), tones), [HZ.b]);
    t.match(await a.calls(), [{ id: callA.id, customer: { number: "11911110000" } }]);
    t.match(await b.calls(), [{ id: callB.id, customer: { number: "11922220000" } }]);

    const monitoring = await b.monitor(callB, "passive");
    t.strictSame(tonesIn(await monitoring.leg.audio.hear(300), tones), [HZ.b]);
    t.same(await a.admin.list("/v1/monitorings"), []);
    const asked = { callId: callB.id, mode: "passive" };
    t.match(await a.clara.api.request("POST", "/v1/monitorings", asked), {
      status: 404,
      body: { code: "call_not_found" },
    });
    t.match(await a.admin.request("DELETE", `/v1/calls/${callB.id}`), { status: 404 });
    t.match(await b.calls(), [{ id: callB.id, state: "answered" }], "which goes on");

    await Promise.all([callA.customer.bye(), callB.customer.bye()]);
    for (const [own, other] of [
      [a, b],
      [b, a],
    ] as const) {
      const row = await own.report(own === a ? callA.id : callB.id);
      t.match(row, { disposition: "answered", agentId: own.ana.agent.id });
      const recording = await eventually(
        async () => (await own.admin.list<RecordingRow>("/v1/recordings")).find(({ state }) => state === "complete"),
        "the recording to be complete",
      );
      const audio = `/v1/recordings/${recording.id}/audio`;
      t.equal((await own.admin.download(audio)).status, 200);
      t.equal((await other.admin.download(audio)).status, 404);
      t.equal((await own.admin.list<ReportRow>("/v1/reports/calls")).length, 1);
    }
  });

  await t.test("calls between agents stay inside", async (t) => {
    const brunoB = await b.seat("Bruno", "1002");
    const call = await b.ana.phone.dial("1002");
    await call.answered();
    await brunoB.phone.incoming();
    t.match(await b.calls(), [{ direction: "internal", agent: { id: brunoB.agent.id } }]);
    t.same(await a.calls(), []);
    await call.bye();

    t.equal(await (await a.ana.phone.dial("1002")).ended(), 404, "who has no such colleague");
    const strangers = [
      await a.ana.phone.dial(`sip:1002@${account.domain}`),
      await a.ana.phone.dial(`sip:7777@${account.domain}`),
    ];
    const refusals = await Promise.all(strangers.map((one) => one.ended()));
    t.equal(refusals[0], refusals[1], "the other's extensions are as unknown as those that do not exist");
    t.ok(Number(refusals[0]) >= 400);
    t.same(brunoB.phone.calls.length, 1, "his phone never rang");
  });

  await t.test("a phone does not register with the other company", async (t) => {
    const { extension, token } = await voipOf(a.admin, a.ana.agent);
    for (const [domain, user] of [
      [account.domain, extension],
      [account.domain, "7777"],
      ["nobody.example", extension],
    ] as const) {
      const phone = await TestPhone.start({ user, password: token, server: a.server.now.sip, domain });
      t.teardown(() => phone.close());
      await t.rejects(phone.register(), Refused, `${user}@${domain}`);
    }
    const own = await TestPhone.start({
      user: extension,
      password: token,
      server: a.server.now.sip,
      domain: MAIN_DOMAIN,
    });
    t.teardown(() => own.close());
    t.equal((await own.register()).status, 200);
    await own.unregister();
  });

  await t.test("people sign in to their own company", async (t) => {
    const { api } = a.server.now;
    const accountOf = async (who: Promise<typeof a.admin>) => (await who).get<{ account: { id: string } }>("/v1/me");
    const mainPassword = "segredo-do-teste";
    t.match(await accountOf(api.signIn(adminEmail, mainPassword)), { account: { id: "main", domain: MAIN_DOMAIN } });
    t.match(await accountOf(api.signIn(adminEmail, account.password)), { account: { id: account.id } });
    t.match(await accountOf(api.signIn(adminEmail, account.password, "BRAVO.example")), {
      account: { id: account.id },
    });
    const refused = await Promise.all([
      api.request("POST", "/v1/session", { email: adminEmail, password: account.password, domain: MAIN_DOMAIN }),
      api.request("POST", "/v1/session", { email: adminEmail, password: mainPassword, domain: account.domain }),
      api.request("POST", "/v1/session", { email: "nobody@example.com", password: mainPassword }),
      api.request("POST", "/v1/session", { email: emailOf("Ana"), password: mainPassword, domain: "nobody.example" }),
    ]);
    for (const { status, body } of refused)
      t.match({ status, body }, { status: 401, body: { code: "wrong_credentials" } });
    t.strictSame(new Set(refused.map(({ body }) => JSON.stringify(body))).size, 1, "to the letter");
  });

  await t.test("no event of one was told in the other", async (t) => {
    for (const [events, own] of [
      [eventsA, a],
      [eventsB, b],
    ] as const) {
      t.ok(events.events.length > 5);
      const accountIds = new Set(events.events.map(({ data }) => data.accountId));
      t.strictSame([...accountIds], [own === a ? "main" : account.id]);
      const numbers = events.events.flatMap(({ data }) => (data.call as CallView | undefined)?.customer.number ?? []);
      t.notOk(numbers.includes(own === a ? "11922220000" : "11911110000"));
    }
  });

  await t.test("all of it is there after a restart", async (t) => {
    const calls = await b.admin.list<ReportRow>("/v1/reports/calls");
    t.equal(await a.server.now.stop(), 0);
    const { api } = await a.server.restart();
    const admin = await api.signIn(adminEmail, account.password, account.domain);
    t.match(await admin.get("/v1/me"), { account: { id: account.id, name: "bravo.example", domain: "bravo.example" } });
    t.strictSame(await admin.list("/v1/reports/calls"), calls);
    t.match(await api.request("GET", "/readyz"), { status: 200, body: { status: "ok", reasons: [] } });
    const phone = await phoneOf(admin, b.ana.agent, a.server.now.sip, { domain: account.domain });
    await phone.close();
  });
});

t.test("a carrier with a trunk in both: the number that is dialled says whose call it is", async (t) => {
  const a = await mainCentre(t);
  const { centre: b } = await anotherCompany(t, a, "bravo.example");
  const other = "1130005000";
  const { host, port } = a.trunk;
  const common = { name: "Common", host, port, transport: "udp", auth: "ip" };
  const trunk = await b.admin.post<{ id: string }>("/v1/trunks", common);
  const destination = { type: "agent", id: b.ana.agent.id };
  await b.admin.post("/v1/numbers", { number: other, trunkId: trunk.id, destination });
  // It knows the server by its address, which is nobody's domain.
  const call = (number: string, from: string) => a.trunk.call(`sip:${number}@127.0.0.1`, from);
  const [first, second] = [await call(NUMBER, "11911110000"), await call(other, "11922220000")];
  await Promise.all([first.answered(), second.answered()]);
  t.match(await a.calls(), [{ customer: { number: "11911110000" } }]);
  t.match(await b.calls(), [{ customer: { number: "11922220000" } }]);
});
