/** The scope of a user's monitoring permissions, and what a monitoring is for. */
import t from "tap";
import type { User } from "../../src/accounts/directory/shapes.ts";
import type { LiveEvent } from "../../src/calls/live/callCentre.ts";
import { codeOf, must } from "./support/centre.ts";
import { inboundCall, type Office, office } from "./support/office.ts";
import { rings } from "./support/phone.ts";
import { connected, talkingOffice, uri } from "./support/transfers.ts";

/** Clara may monitor the agents of a group with only Ana in it. */
function onlyAna({ place, ana }: Office): User {
  const group = place.account.group("Vendas", [ana]);
  return place.account.user("Clara", { monitoring: { groupIds: [group.id] } });
}

t.test(
  "inside the scope a monitoring is begun, outside it is refused before anything that has to do with calls",
  async (t) => {
    const o = await talkingOffice();
    const { place, bruno } = o;
    const clara = onlyAna(o);
    t.equal(codeOf(await place.monitor(clara, "passive", { agentId: bruno.id })), "agent_out_of_scope");
    const { ours } = await inboundCall(o);
    const id = await place.connectMonitor(clara, "passive");
    t.equal(codeOf(await place.monitor(clara, "passive", { agentId: bruno.id })), "agent_out_of_scope");
    t.equal(codeOf(await place.monitor(clara, "passive", { agentId: "agent_nobody" })), "agent_not_found");
    must(place.centre.release(place.viewer(clara), id));
    const nobody = place.account.user("Clara", { monitoring: { groupIds: [] } });
    t.equal(codeOf(await place.monitor(nobody, "passive")), "agent_out_of_scope", "an empty scope is nobody");
    const administrator = place.account.user("Clara", { role: "administrator", monitoring: { groupIds: [] } });
    t.equal(codeOf(await place.monitor(administrator, "passive")), "ok", "the administrator's is everybody");
    ours.hangUp();
    await place.nothingLeft(t);
  },
);

t.test("by the call's id the agent who was called is the one that counts", async (t) => {
  const o = await office();
  const { place, anaPhone, brunoPhone } = o;
  const clara = onlyAna(o);
  const calls = anaPhone.dial("1002");
  await connected(o, brunoPhone, 0);
  await place.until("the call", () => calls.state === "connected");
  t.equal(codeOf(await place.monitor(clara, "passive")), "agent_out_of_scope", "Ana calls Bruno");
  t.equal(codeOf(await place.monitor(clara, "passive", { agentId: o.ana.id })), "ok");
  calls.hangUp();
  await place.nothingLeft(t);
});

const shrinking: readonly [title: string, shrink: (o: Office) => void][] = [
  ["the user's scope shrinks", ({ place }) => void place.account.user("Clara", { monitoring: { groupIds: [] } })],
  ["the agent leaves the group", ({ place, bruno }) => void place.account.group("Vendas", [bruno])],
];

for (const [title, shrink] of shrinking) {
  for (const state of ["connected", "dialing"] as const) {
    t.test(`${title}: a monitoring that is ${state} ends at once (permission_revoked)`, async (t) => {
      const o = await talkingOffice();
      const { place, claraPhone } = o;
      const clara = onlyAna(o);
      const { ours, theirs } = await inboundCall(o);
      if (state === "dialing") claraPhone.manner = rings;
      const { monitoring } = must(await place.monitor(clara, "active"));
      await place.until(state, () => place.monitoring(monitoring.id).state === state && claraPhone.calls.length > 0);
      await place.pass(100);
      const since = place.time.now();
      shrink(o);
      await place.until("its end", () => claraPhone.call.state === "ended");
      t.ok(place.time.now() - since <= 200);
      t.match(place.monitoring(monitoring.id), { state: "ended", reason: "permission_revoked" });
      t.equal(theirs.state, "connected", "the call goes on");
      ours.hangUp();
      await place.nothingLeft(t);
    });
  }
}

t.test("a group that grows ends nothing", async (t) => {
  const o = await talkingOffice();
  const { place, ana, bruno } = o;
  const { ours } = await inboundCall(o);
  const id = await place.connectMonitor(onlyAna(o), "active");
  place.account.group("Vendas", [bruno, ana]);
  await place.pass(300);
  t.match(place.monitoring(id), { state: "connected" });
  ours.hangUp();
  await place.nothingLeft(t);
});

for (const [title, inScope] of [
  ["outside the scope ends it (permission_revoked)", false],
  ["inside the scope is followed", true],
] as const) {
  t.test(`a transfer to an agent ${title}`, async (t) => {
    const o = await talkingOffice();
    const { place, ana, bruno, claraPhone } = o;
    const clara = onlyAna(o);
    if (inScope) place.account.group("Vendas", [ana, bruno]);
    const { ours, theirs } = await inboundCall(o);
    const id = await place.connectMonitor(clara, "passive");
    theirs.refer(uri("1002"));
    await connected(o, o.brunoPhone, 0);
    await place.until("Ana to be free", () => theirs.state === "ended");
    await place.pass(200);
    if (inScope) t.match(place.monitoring(id), { state: "connected", agentId: bruno.id });
    else {
      t.match(place.monitoring(id), { state: "ended", reason: "permission_revoked", agentId: ana.id });
      t.equal(claraPhone.call.state, "ended");
    }
    t.equal(ours.state, "connected", "the call goes on");
    ours.hangUp();
    await place.nothingLeft(t);
  });
}

t.test(
  "a purpose is kept with the monitoring and in each of its audit entries, and shown to nobody else",
  async (t) => {
    const o = await talkingOffice();
    const { place, ana, clara, davi } = o;
    const { ours } = await inboundCall(o);
    const seen: string[] = [];
    place.centre.subscribe((event) => void seen.push(JSON.stringify(event.render(davi) ?? null)));
    const purpose = "Treinamento de quem é novo";
    const id = await place.connectMonitor(clara, "passive", { agentId: ana.id, purpose });
    t.equal(place.monitoring(id).purpose, purpose, "the administrator");
    t.equal(place.centre.monitoring(place.viewer(clara), id)?.purpose, purpose, "its owner");
    ours.hangUp();
    await place.nothingLeft(t);
    t.ok(seen.length > 2);
    t.notOk(
      seen.some((text) => text.includes("Treinamento")),
      "no event of another supervisor's has it",
    );
    const { audits, reports } = place.account.journal;
    t.ok(audits.length >= 3 && audits.every(({ detail }) => detail.purpose === purpose));
    t.notOk(JSON.stringify([...reports.values()]).includes("Treinamento"));
  },
);

t.test("where the settings ask for a purpose, a monitoring without one is refused before anything else", async (t) => {
  const o = await talkingOffice();
  const { place, clara } = o;
  const { directory } = place.account;
  const settings = directory.settings();
  directory.setSettings({ ...settings, monitoring: { ...settings.monitoring, purpose: "required" } });
  const { ours } = await inboundCall(o);
  const refused = await place.monitor(clara, "passive", { callId: "call_none" });
  t.match(refused, { ok: false, error: { code: "invalid_request", errors: [{ path: "purpose" }] } });
  t.equal(codeOf(await place.monitor(clara, "passive", { callId: place.liveCall.id, purpose: "QA" })), "ok");
  ours.hangUp();
  await place.nothingLeft(t);
});

/** The monitored agent as a dashboard user with every monitoring right, and as the administrator. */
for (const role of ["restricted", "administrator"] as const) {
  t.test(
    `U5 U6 the monitored agent as ${role} finds no trace, in the calls she had meanwhile and after them`,
    async (t) => {
      const o = await talkingOffice();
      const { place, ana, clara, davi } = o;
      const own = place.account.user("Ana", { email: ana.email, role });
      const events: LiveEvent[] = [];
      place.centre.subscribe((event) => void events.push(event));
      const { ours } = await inboundCall(o);
      const id = await place.connectMonitor(clara, "active", { agentId: ana.id, follow: "agent", purpose: "QA" });
      const traces = (user: User): string => {
        const viewer = place.viewer(user);
        const { centre } = place;
        const calls = centre.calls(viewer);
        return JSON.stringify([
          calls,
          calls.map((call) => centre.call(viewer, call.id)),
          centre.agentsLive(viewer),
          centre.monitorings(viewer),
          centre.monitoring(viewer, id) ?? null,
          // As they came, and as they are replayed now.
          events.map((event) => event.render(user) ?? null),
        ]);
      };
      const tells = (user: User) => traces(user).includes(id) || traces(user).includes('"monitored"');
      t.notOk(tells(own), "during the call");
      t.ok(tells(davi), "another supervisor sees it");
      ours.hangUp();
      await place.until("it to wait", () => place.centre.calls(place.viewer(clara)).length === 0);
      await place.pass(200);
      t.notOk(tells(own), "between her calls");
      const again = await inboundCall(o);
      await place.pass(300);
      t.notOk(tells(own), "in the next one");
      t.ok(tells(davi) && tells(clara));
      must(place.centre.release(place.viewer(clara), id));
      again.ours.hangUp();
      await place.pass(1000);
      t.notOk(tells(own), "afterwards");
      const reports = [...place.account.journal.reports.values()];
      t.equal(reports.length, 2, "U4 one row a call");
      t.notOk(JSON.stringify(reports).includes(id));
      t.ok(
        place.account.journal.audits.filter(({ subject }) => subject === id).length >= 4,
        "the audit log has it all",
      );
      await place.nothingLeft(t);
    },
  );
}
