/** Groups over the whole exchange: who rings, who is seen to ring, who gets the call, and what the report says. */
import t, { type Test } from "tap";
import type { Group } from "../../src/accounts/directory/shapes.ts";
import type { ReportRow } from "../../src/accounts/journal/journal.ts";
import { silence } from "../media/support/signals.ts";
import { CUSTOMER, calm, storm } from "./support/centre.ts";
import { type Office, office } from "./support/office.ts";
import { refuses, rings, type SimPhone } from "./support/phone.ts";
import type { PhoneCall } from "./support/phoneCall.ts";

const GROUP_NUMBER = "1130005000";

interface Scene extends Office {
  readonly group: Group;
  /** The phones of the members in the group's order: Ana, Bruno, Clara. */
  readonly phones: readonly SimPhone[];
}

/** Ana, Bruno and Clara are a group; whoever is rung rings. */
async function scene(strategy: Group["strategy"], options: Parameters<typeof office>[0] = {}): Promise<Scene> {
  const quiet = { voice: silence, manner: rings };
  const there = await office(options, { customer: quiet, ana: quiet, bruno: quiet, clara: quiet, davi: quiet });
  const { account } = there.place;
  const members = ["Ana", "Bruno", "Clara"].map((name) => account.agentNamed(name));
  const group = account.group("Sales", members, { strategy, extension: "2001" });
  account.number(GROUP_NUMBER, group);
  return { ...there, group, phones: [there.anaPhone, there.brunoPhone, there.claraPhone] };
}

const rung = ({ place }: Scene, phone: SimPhone, times = 1): Promise<void> =>
  place.until("the phone to ring", () => phone.calls.length >= times);

const over = ({ place }: Scene, call: PhoneCall): Promise<void> =>
  place.until("the call to end", () => call.state === "ended", 250_000);

const up = ({ place }: Scene, ...calls: PhoneCall[]): Promise<void> =>
  place.until("the call to be up", () => calls.every(({ connectedAt }) => connectedAt !== undefined));

/** What the agents are shown to do: `Ana ringing, …`. */
const shown = ({ place }: Scene): string =>
  place.centre
    .agentsLive(place.administrator)
    .filter(({ name }) => name !== "Davi")
    .map(({ name, status }) => `${name} ${status}`)
    .join(", ");

async function concluded(there: Scene, t: Test, report: Partial<ReportRow>): Promise<void> {
  await there.place.nothingLeft(t);
  const rows = [...there.place.account.journal.reports.values()];
  t.equal(rows.length, 1, "the call has one row");
  t.match(rows[0], report);
}

const skies = [
  { sky: "calm", weather: calm, seed: 1 },
  { sky: "storm", weather: storm, seed: 2 },
];

for (const { sky, ...options } of skies) {
  t.test(`all at once (${sky})`, async (t) => {
    const there = await scene("all", options);
    const { place, customer, phones, brunoPhone, bruno } = there;
    const ours = customer.dial(GROUP_NUMBER);
    for (const phone of phones) await rung(there, phone);
    await place.until("ringing", () => ours.came.includes("180 INVITE"));
    t.equal(shown(there), "Ana ringing, Bruno ringing, Clara ringing");
    t.match(place.liveCall, { state: "ringing", agent: null, customer: { number: CUSTOMER } });
    brunoPhone.call.answer();
    await up(there, ours, brunoPhone.call);
    t.match(place.liveCall, { state: "answered", agent: { id: bruno.id, extension: "1002" } });
    for (const phone of phones.filter((phone) => phone !== brunoPhone)) {
      await over(there, phone.call);
      t.equal(phone.call.status, 487, "the others are CANCELled");
    }
    t.equal(shown(there), "Ana available, Bruno in_call, Clara available");
    ours.hangUp();
    await over(there, brunoPhone.call);
    await concluded(there, t, { disposition: "answered", agentId: bruno.id, agentName: "Bruno", hungUpBy: "customer" });
  });

  t.test(`RFC 5359 §2.12, find-me: one after the other, each for the group's time (${sky})`, async (t) => {
    const there = await scene("sequential", options);
    const { customer, anaPhone, brunoPhone, claraPhone } = there;
    const ours = customer.dial(GROUP_NUMBER);
    await rung(there, anaPhone);
    t.equal(shown(there), "Ana ringing, Bruno available, Clara available");
    await rung(there, brunoPhone);
    await over(there, anaPhone.call);
    t.equal(anaPhone.call.status, 487, "Ana's time is over");
    t.equal(shown(there), "Ana available, Bruno ringing, Clara available");
    t.equal(claraPhone.calls.length, 0);
    brunoPhone.call.refuse(486);
    await rung(there, claraPhone);
    claraPhone.call.answer();
    await up(there, ours, claraPhone.call);
    t.equal(anaPhone.calls.length + brunoPhone.calls.length, 2, "nobody was rung twice");
    claraPhone.call.hangUp();
    await over(there, ours);
    await concluded(there, t, { disposition: "answered", agentName: "Clara", hungUpBy: "agent" });
  });

  t.test(`nobody answers (${sky})`, async (t) => {
    const there = await scene("sequential", options);
    const ours = there.customer.dial(GROUP_NUMBER);
    await over(there, ours);
    t.equal(ours.status, 480);
    await concluded(there, t, { disposition: "no_answer", agentId: null, agentName: null, sipStatus: 480 });
  });

  t.test(`the caller gives up while all ring (${sky})`, async (t) => {
    const there = await scene("all", options);
    const ours = there.customer.dial(GROUP_NUMBER);
    for (const phone of there.phones) await rung(there, phone);
    await there.place.until("ringing", () => ours.came.includes("180 INVITE"));
    ours.hangUp();
    await over(there, ours);
    for (const phone of there.phones) await over(there, phone.call);
    t.equal(shown(there), "Ana available, Bruno available, Clara available");
    await concluded(there, t, { disposition: "cancelled", agentId: null, hungUpBy: "customer" });
  });
}

t.test("the ring time of a turn is the group's", async (t) => {
  const there = await scene("sequential");
  there.customer.dial(GROUP_NUMBER);
  await rung(there, there.anaPhone);
  const began = there.place.time.now();
  await rung(there, there.brunoPhone);
  t.ok(Math.abs(there.place.time.now() - began - 20_000) < 100, "20 s");
});

t.test("all decline", async (t) => {
  const there = await scene("all");
  for (const phone of there.phones) phone.manner = refuses(603);
  const ours = there.customer.dial(GROUP_NUMBER);
  await over(there, ours);
  t.equal(ours.status, 486);
  await concluded(there, t, { disposition: "busy", agentId: null, sipStatus: 486 });
});

t.test("an agent with two phones rings once on each, and is one agent", async (t) => {
  const there = await scene("all");
  const { place, ana, anaPhone, customer } = there;
  const second = await place.phone(ana, "10.1.0.9", { manner: rings, voice: silence });
  const told: string[] = [];
  const end = place.centre.subscribe(({ type, render }) => {
    const agent = render(place.administrator.user)?.agent as { name: string; status: string } | undefined;
    if (type === "agent.status" && agent?.name === "Ana") told.push(agent.status);
  });
  const ours = customer.dial(GROUP_NUMBER);
  await rung(there, second);
  await rung(there, anaPhone);
  second.call.refuse(486);
  await place.pass(1000);
  t.match(shown(there), /Ana ringing/, "her other phone rings on");
  anaPhone.call.answer();
  await up(there, ours, anaPhone.call);
  ours.hangUp();
  await over(there, anaPhone.call);
  await place.pass(1000);
  t.strictSame(told, ["ringing", "in_call", "available"]);
  t.strictSame([anaPhone.calls.length, second.calls.length], [1, 1]);
  end();
});

t.test("two answer at the same moment: one talks, the other is hung up", async (t) => {
  const there = await scene("all");
  const { customer, phones, anaPhone, brunoPhone } = there;
  const ours = customer.dial(GROUP_NUMBER);
  for (const phone of phones) await rung(there, phone);
  anaPhone.call.answer();
  brunoPhone.call.answer();
  await up(there, ours);
  await there.place.until("one to be hung up", () => [anaPhone, brunoPhone].some(({ call }) => call.state === "ended"));
  const [talks, not] = anaPhone.call.state === "ended" ? [brunoPhone, anaPhone] : [anaPhone, brunoPhone];
  t.ok(not.call.came.includes("BYE"), "ACK, then BYE");
  ours.hangUp();
  await over(there, talks.call);
  await concluded(there, t, { disposition: "answered", agentId: talks === anaPhone ? there.ana.id : there.bruno.id });
});

t.test("the longest idle first: whoever talked last is rung last", async (t) => {
  const there = await scene("longest_idle");
  const { place, customer, anaPhone, brunoPhone, claraPhone } = there;
  for (const phone of there.phones) phone.manner = (call) => call.answer();
  const order: string[] = [];
  for (let i = 0; i < 6; i++) {
    const ours = customer.dial(GROUP_NUMBER);
    await up(there, ours);
    order.push(place.liveCall.agent!.name);
    await place.pass(1000);
    ours.hangUp();
    await place.until("the end", () => place.centre.calls(place.administrator).length === 0);
    await place.pass(1000);
  }
  t.strictSame(new Set(order.slice(0, 3)), new Set(["Ana", "Bruno", "Clara"]));
  t.strictSame(order.slice(3), order.slice(0, 3));
  t.strictSame(
    [anaPhone, brunoPhone, claraPhone].map(({ calls }) => calls.length),
    [2, 2, 2],
  );
});

t.test("two callers at once ring two agents", async (t) => {
  const there = await scene("sequential");
  const { customer, anaPhone, brunoPhone, claraPhone } = there;
  customer.dial(GROUP_NUMBER);
  await rung(there, anaPhone);
  customer.dial(GROUP_NUMBER);
  await rung(there, brunoPhone);
  t.strictSame(
    [anaPhone, brunoPhone, claraPhone].map(({ calls }) => calls.length),
    [1, 1, 0],
  );
});

t.test("members who talk or do not want to be disturbed are passed over", async (t) => {
  const there = await scene("sequential");
  const { place, customer, anaPhone, brunoPhone, claraPhone } = there;
  anaPhone.dial("1004");
  await place.until("Ana's call", () => /Ana in_call/.test(shown(there)));
  place.account.agent("Bruno", "1002", { doNotDisturb: true });
  customer.dial(GROUP_NUMBER);
  await rung(there, claraPhone);
  t.strictSame([anaPhone.calls.length, brunoPhone.calls.length], [1, 0], "Ana's one call is her own");
  claraPhone.call.refuse(603);
  const ours = customer.call;
  await over(there, ours);
  t.equal(ours.status, 486);
});

t.test("U5: a member who monitors is not offered the group's calls, and nobody sees why", async (t) => {
  const there = await scene("all");
  const { place, customer, clara, claraPhone, anaPhone, brunoPhone } = there;
  anaPhone.manner = (call) => call.answer();
  claraPhone.manner = (call) => call.answer();
  const watched = customer.dial("1130004000");
  await up(there, watched);
  await place.connectMonitor(clara, "passive");
  t.equal(shown(there), "Ana in_call, Bruno available, Clara available");
  customer.dial(GROUP_NUMBER);
  await rung(there, brunoPhone);
  await place.pass(1000);
  t.equal(claraPhone.calls.length, 1, "only the monitoring's own call");
});

t.test("agents reach a group by its extension", async (t) => {
  const there = await scene("all");
  const { place, daviPhone, anaPhone, ana } = there;
  const ours = daviPhone.dial("2001");
  await rung(there, anaPhone);
  t.match(place.liveCall, { direction: "internal", agent: null, customer: { number: "1004", name: "Davi" } });
  t.match(anaPhone.call.invite?.headers.get("From"), /"Davi" <sip:1004@/);
  anaPhone.call.answer();
  await up(there, ours, anaPhone.call);
  t.match(place.liveCall, { agent: { name: "Ana" } });
  ours.hangUp();
  await over(there, anaPhone.call);
  await concluded(there, t, {
    direction: "internal",
    disposition: "answered",
    agentId: ana.id,
    customerNumber: "1004",
  });
});
