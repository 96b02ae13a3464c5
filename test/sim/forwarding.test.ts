/** Calls that are passed on, over the whole exchange: by the agent's settings, or by the phone itself. */
import t, { type Test } from "tap";
import type { Agent } from "../../src/accounts/directory/shapes.ts";
import type { ReportRow } from "../../src/accounts/journal/journal.ts";
import { silence } from "../media/support/signals.ts";
import { CUSTOMER, calm, type SimCentre, storm } from "./support/centre.ts";
import { inboundCall, NUMBER, type Office, office } from "./support/office.ts";
import { answers, redirects, refuses, rings, type SimPhone } from "./support/phone.ts";
import type { PhoneCall } from "./support/phoneCall.ts";

type ForwardTo = Agent["voip"]["forwardTo"];

/** Ana's calls go on. */
const forward = (place: SimCentre, to: Partial<ForwardTo>, more: Partial<Agent["voip"]> = {}): void =>
  void place.account.agent("Ana", "1001", { forwardTo: { always: null, busy: null, noAnswer: null, ...to }, ...more });

const quiet = { voice: silence };

const rung = ({ place }: Office, phone: SimPhone): Promise<void> =>
  place.until("the phone to ring", () => phone.calls.length > 0);

const over = ({ place }: Office, call: PhoneCall): Promise<void> =>
  place.until("the call to end", () => call.state === "ended", 250_000);

const up = ({ place }: Office, ...calls: PhoneCall[]): Promise<void> =>
  place.until("the call to be up", () => calls.every(({ connectedAt }) => connectedAt !== undefined));

interface Flow {
  readonly title: string;
  /** What is set, and how Ana's phone behaves. */
  readonly given: (there: Office) => void;
  readonly anaRang: number;
  readonly bruno: Partial<ReportRow>;
}

const byBruno = { disposition: "answered", agentName: "Bruno", agentExtension: "1002" } as const;

const flows: readonly Flow[] = [
  {
    title: "RFC 5359 §2.7, call forwarding unconditional",
    given: ({ place }) => forward(place, { always: "1002" }),
    anaRang: 0,
    bruno: byBruno,
  },
  {
    title: "RFC 5359 §2.8, call forwarding busy",
    given: ({ place, anaPhone }) => {
      forward(place, { busy: "1002" });
      anaPhone.manner = refuses(486);
    },
    anaRang: 1,
    bruno: byBruno,
  },
  {
    title: "RFC 5359 §2.9, call forwarding no answer",
    given: ({ place, anaPhone }) => {
      forward(place, { noAnswer: "1002" });
      anaPhone.manner = rings;
    },
    anaRang: 1,
    bruno: byBruno,
  },
  {
    title: "no answer, where the phone does not even say that it rings",
    given: ({ place, anaPhone }) => {
      forward(place, { noAnswer: "1002" });
      anaPhone.manner = () => undefined;
    },
    anaRang: 1,
    bruno: byBruno,
  },
  {
    title: "do not disturb is busy",
    given: ({ place }) => forward(place, { busy: "1002" }, { doNotDisturb: true }),
    anaRang: 0,
    bruno: byBruno,
  },
  {
    title: "the phone redirects (302): its user part, at no host of its choice",
    given: ({ anaPhone }) => {
      anaPhone.manner = redirects("<sip:1002@10.66.66.66:5099>");
    },
    anaRang: 1,
    bruno: byBruno,
  },
  {
    title: "a loop is left where it closes",
    given: ({ place, anaPhone }) => {
      forward(place, { busy: "1003" });
      place.account.agent("Clara", "1003", { forwardTo: { always: "1001", busy: null, noAnswer: null } });
      anaPhone.manner = redirects("<sip:1001@10.1.0.1>, <sip:1003@10.1.0.3>, <sip:1002@10.1.0.2>");
    },
    anaRang: 1,
    bruno: byBruno,
  },
];

async function concluded(there: Office, t: Test, report: Partial<ReportRow>): Promise<void> {
  await there.place.nothingLeft(t);
  const rows = [...there.place.account.journal.reports.values()];
  t.equal(rows.length, 1, "the call has one row");
  t.match(rows[0], report);
}

for (const { title, given, anaRang, bruno } of flows) {
  for (const { sky, ...options } of [
    { sky: "calm", weather: calm, seed: 1 },
    { sky: "storm", weather: storm, seed: 2 },
  ]) {
    t.test(`${title} (${sky})`, async (t) => {
      const there = await office(options, { customer: quiet, ana: quiet, bruno: quiet });
      given(there);
      const ours = there.customer.dial(NUMBER);
      await rung(there, there.brunoPhone);
      await up(there, ours, there.brunoPhone.call);
      t.equal(there.anaPhone.calls.length, anaRang);
      t.match(there.brunoPhone.call.invite?.headers.get("From"), CUSTOMER, "Bruno sees who calls");
      t.match(there.place.liveCall, { agent: { name: "Bruno" }, customer: { number: CUSTOMER } });
      await there.place.pass(500);
      ours.hangUp();
      await over(there, there.brunoPhone.call);
      for (const call of there.anaPhone.calls) await over(there, call);
      t.notOk(
        there.place.phones.some(({ address }) => address === "10.66.66.66"),
        "nobody lives where the phone pointed to",
      );
      await concluded(there, t, bruno);
    });
  }
}

t.test("not answered in time: the account's setting, 25 s unless it is changed", async (t) => {
  for (const [settings, expected] of [
    [{}, 25_000],
    [{ forwarding: { noAnswerSeconds: 10 } }, 10_000],
  ] as const) {
    const there = await office({ settings }, { ana: { manner: rings } });
    forward(there.place, { noAnswer: "1002" });
    there.customer.dial(NUMBER);
    await rung(there, there.anaPhone);
    const began = there.place.time.now();
    await rung(there, there.brunoPhone);
    t.ok(Math.abs(there.place.time.now() - began - expected) < 100, `${expected} ms`);
  }
});

t.test("to a number outside: the trunk is told who calls and who passed the call on", async (t) => {
  const there = await office({}, { customer: quiet, ana: quiet });
  const { place, customer } = there;
  const mobile = await place.trunk("10.2.0.2", { manner: answers, ...quiet });
  const outside = place.account.trunk("Celular", "10.2.0.2");
  place.account.route("09", [outside], { strip: 1 });
  await place.ready();
  forward(place, { always: "0977776666" });
  const ours = customer.dial(NUMBER);
  await rung(there, mobile);
  await up(there, ours, mobile.call);
  const { invite } = mobile.call;
  t.match(invite?.uri, "sip:977776666@10.2.0.2");
  t.match(invite?.headers.get("From"), CUSTOMER);
  t.equal(invite?.headers.get("Diversion"), "<sip:+551130004000@ponto.example>;reason=unconditional");
  t.match(place.liveCall, { direction: "inbound", agent: null, customer: { number: CUSTOMER } });
  t.equal(there.anaPhone.calls.length, 0);
  ours.hangUp();
  await over(there, mobile.call);
  await concluded(there, t, { direction: "inbound", disposition: "answered", trunkId: there.trunk.id, agentId: null });
});

t.test("a forward that fails: the caller is told how it ended there", async (t) => {
  const there = await office({}, { ana: { manner: refuses(486) }, bruno: { manner: refuses(486) } });
  forward(there.place, { busy: "1002" });
  const ours = there.customer.dial(NUMBER);
  await over(there, ours);
  t.equal(ours.status, 486);
  await concluded(there, t, { disposition: "busy", agentName: "Ana" });
});

t.test("whom a call is passed on to is shown to ring, and only they", async (t) => {
  const there = await office({}, { bruno: { manner: rings } });
  const { place, customer, brunoPhone } = there;
  forward(place, { always: "1002" });
  const ours = customer.dial(NUMBER);
  await rung(there, brunoPhone);
  const statuses = place.centre.agentsLive(place.administrator).map(({ name, status }) => `${name} ${status}`);
  t.strictSame(statuses, ["Ana available", "Bruno ringing", "Clara available", "Davi available"]);
  ours.hangUp();
  await over(there, brunoPhone.call);
  await place.nothingLeft(t);
});

t.test("a monitor's INVITE is never passed on", async (t) => {
  for (const manner of [rings, refuses(486), redirects("<sip:1002@10.1.0.2>")]) {
    const there = await office({}, { clara: { manner } });
    const { place, clara, brunoPhone } = there;
    place.account.agent("Clara", "1003", { forwardTo: { always: "1002", busy: "1002", noAnswer: "1002" } });
    const { ours } = await inboundCall(there);
    const asked = await place.monitor(clara, "passive");
    t.ok(asked.ok);
    await place.pass(60_000);
    t.equal(brunoPhone.calls.length, 0);
    t.match(asked.ok && place.monitoring(asked.value.monitoring.id), { state: "failed" });
    ours.hangUp();
    await place.nothingLeft(t);
  }
});

t.test("who asks a phone to answer by itself is the account, never the caller", async (t) => {
  const asking = [
    ["Call-Info", "<sip:evil.example>;answer-after=0"],
    ["Alert-Info", "<http://evil.example>;info=alert-autoanswer;delay=0"],
    ["Answer-Mode", "Auto"],
    ["Priv-Answer-Mode", "Auto"],
    ["X-AutoAnswer", "true"],
    ["Diversion", "<sip:1003@evil.example>"],
  ] as const;
  const names = asking.map(([name]) => name);
  const there = await office({}, { customer: quiet, ana: quiet, bruno: quiet });
  const { place, customer, anaPhone, brunoPhone } = there;
  const asked = (phone: SimPhone) => names.filter((name) => phone.call.invite?.headers.get(name) !== undefined);

  place.account.agent("Ana", "1001", { autoAnswer: "off" });
  const ours = customer.dial(NUMBER, { headers: asking });
  await rung(there, anaPhone);
  await up(there, ours, anaPhone.call);
  t.strictSame(asked(anaPhone), []);
  ours.hangUp();
  await over(there, anaPhone.call);

  const internal = brunoPhone.dial("1001", { headers: asking });
  await place.until("Ana to be called again", () => anaPhone.calls.length === 2);
  await up(there, internal);
  t.strictSame(asked(anaPhone), []);
  internal.hangUp();
  await over(there, anaPhone.call);

  const outbound = brunoPhone.dial("011955554444", { headers: asking });
  await place.until("the trunk to be called", () => customer.calls.length === 2);
  await up(there, outbound);
  t.strictSame(asked(customer), []);
  outbound.hangUp();
  await over(there, customer.call);

  place.account.agent("Ana", "1001", { autoAnswer: "all" });
  const again = customer.dial(NUMBER, { headers: asking });
  await place.until("Ana to be called a third time", () => anaPhone.calls.length === 3);
  await up(there, again);
  t.strictSame(asked(anaPhone), ["Call-Info", "Alert-Info", "Answer-Mode"]);
  t.notMatch(anaPhone.arrived.map(({ text }) => text).join(), "evil.example");
  again.hangUp();
  await place.nothingLeft(t);
});
