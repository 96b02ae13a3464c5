/** The life of a monitoring (3 to 7): how the monitor's phone is rung, how that fails, and how a monitoring ends. */
import t from "tap";
import type { PhoneCall } from "../../lab/phone/call.ts";
import { answers, asksForAnswer, ignores, refuses, rings } from "../../lab/phone/manners.ts";
import { phoneOf } from "../../lab/ponto/account.ts";
import type { User } from "../../src/accounts/directory/shapes.ts";
import type { MonitoringView } from "../../src/calls/live/views.ts";
import { type Centre, centre, type LiveCall, type Monitoring, type SupervisorSeat } from "../support/centre.ts";
import { eventually } from "../support/eventually.ts";
import { hears, voiceOf } from "../support/hearing.ts";

const ask = (c: Centre, call: LiveCall, mode = "passive", who: SupervisorSeat = c.clara): Promise<MonitoringView> =>
  who.api.post<MonitoringView>("/v1/monitorings", { callId: call.id, mode });

const invites = ({ phone }: SupervisorSeat): number => phone.log.requests("INVITE").length;

t.test("the monitor's phone is rung", async (t) => {
  const c = await centre(t);
  const call = await c.call();
  c.clara.phone.manner = rings;
  const patchVoip = (voip: object) => c.admin.patch(`/v1/agents/${c.clara.agent.id}`, { voip });
  const released = async (view: MonitoringView, leg: PhoneCall) => {
    await c.clara.api.delete(`/v1/monitorings/${view.id}`);
    await leg.ended();
  };

  await t.test("with the account's caller ID", async (t) => {
    const view = await ask(c, call);
    t.match(view, { state: "dialing", mode: "passive", callId: call.id, agentId: c.ana.agent.id, connectedAt: null });
    const leg = await c.clara.phone.incoming();
    t.match(await c.calls(), [{ monitored: false, monitorings: [] }], "not marked before it is connected");
    t.match(leg.from, /^"\(11\) 3000-3000" <sip:1130003000@/);
    t.match(leg.invite.get("P-Asserted-Identity"), /<sip:1130003000@/);
    await c.admin.patch("/v1/settings", { monitoring: { callerId: "1140009000", callerName: "Qualidade" } });
    await released(view, leg);
    const other = await ask(c, call);
    const again = await c.clara.phone.incoming();
    t.match(again.from, /^"Qualidade" <sip:1140009000@/);
    t.match(again.invite.get("P-Asserted-Identity"), /<sip:1140009000@/);
    await released(other, again);
  });

  await t.test("asking it to answer by itself where the agent's settings say so", async (t) => {
    for (const { autoAnswer, asked } of [
      { autoAnswer: "off", asked: false },
      { autoAnswer: "monitoring", asked: true },
      { autoAnswer: "all", asked: true },
    ]) {
      await patchVoip({ autoAnswer });
      const view = await ask(c, call);
      const leg = await c.clara.phone.incoming();
      t.equal(asksForAnswer(leg.invite), asked, autoAnswer);
      await released(view, leg);
    }
  });

  await t.test("whatever the agent forwards", async (t) => {
    await patchVoip({ forwardTo: { always: "1001", busy: "1001", noAnswer: "1001" } });
    const view = await ask(c, call);
    const leg = await c.clara.phone.incoming();
    t.equal(leg.state, "ringing");
    await released(view, leg);
    await patchVoip({ forwardTo: { always: null, busy: null, noAnswer: null } });
  });

  await t.test("at every contact; the first to answer takes it", async (t) => {
    const desk = await phoneOf(c.admin, c.clara.agent, c.server.now.sip, { manner: rings });
    t.teardown(() => desk.close());
    const view = await ask(c, call);
    const [soft, hard] = await Promise.all([c.clara.phone.incoming(), desk.incoming()]);
    await hard.answer();
    t.equal(await soft.ended(), 487, "the other one is cancelled");
    t.match(await c.monitoring(view.id, "connected"), { reason: null, sipStatus: null });
    await desk.unregister();
    await c.clara.api.delete(`/v1/monitorings/${view.id}`);
    t.equal(await hard.ended(), "theirs");
  });

  await t.test("and falls silent when the monitoring is released or forbidden meanwhile", async (t) => {
    const view = await ask(c, call);
    const leg = await c.clara.phone.incoming();
    await c.clara.api.delete(`/v1/monitorings/${view.id}`);
    t.equal(await leg.ended(), 487);
    t.match(await c.monitoring(view.id, "ended"), { reason: "released", connectedAt: null });
    const other = await ask(c, call);
    const again = await c.clara.phone.incoming();
    await c.admin.patch(`/v1/users/${c.clara.user.id}`, { monitoring: { passive: false } });
    t.equal(await again.ended(), 487);
    t.match(await c.monitoring(other.id, "ended"), { reason: "permission_revoked", connectedAt: null });
    await c.admin.patch(`/v1/users/${c.clara.user.id}`, { monitoring: { passive: true } });
  });

  await t.test("once, however often its user asks", async (t) => {
    const before = invites(c.clara);
    const first = await ask(c, call);
    const again = await c.clara.api.request<MonitoringView>("POST", "/v1/monitorings", {
      agentId: c.ana.agent.id,
      mode: "whisper",
    });
    t.match(again, { status: 200, body: { id: first.id, state: "dialing", mode: "semi_active" } }, "while it rings");
    const leg = await c.clara.phone.incoming();
    await leg.answer();
    await c.monitoring(first.id, "connected");
    const third = await c.clara.api.request<MonitoringView>("POST", "/v1/monitorings", {
      callId: call.id,
      mode: "active",
    });
    t.match(third, { status: 200, body: { id: first.id, state: "connected", mode: "active" } }, "and afterwards");
    t.equal(invites(c.clara) - before, 1);
    await released(first, leg);
  });

  await t.test("and is busy for everybody else meanwhile (U5)", async (t) => {
    const bruno = await c.seat("Bruno", "1002");
    const view = await ask(c, call);
    const leg = await c.clara.phone.incoming();
    await leg.answer();
    await c.monitoring(view.id, "connected");
    const before = invites(c.clara);
    t.equal(await (await bruno.phone.dial("1003")).ended(), 486);
    t.equal(invites(c.clara), before, "her phone does not ring");
    await released(view, leg);
  });
});

t.test("a monitoring fails without touching the call", async (t) => {
  const c = await centre(t, { settings: { monitoring: { ringSeconds: 1 } } });
  const call = await c.call();
  const rows = [
    { status: 486, reason: "busy" },
    { status: 600, reason: "busy" },
    { status: 603, reason: "declined" },
    { status: 403, reason: "declined" },
    { status: 480, reason: "no_answer" },
    { status: 408, reason: "no_answer" },
    { status: 404, reason: "unreachable" },
    { status: 410, reason: "unreachable" },
    { status: 500, reason: "unreachable" },
    { status: 503, reason: "unreachable" },
  ];
  for (const { status, reason } of rows) {
    await t.test(`the phone answers ${status}: ${reason}`, async (t) => {
      c.clara.phone.manner = refuses(status);
      const { id } = await ask(c, call);
      await c.clara.phone.incoming();
      t.match(await c.monitoring(id, "failed"), { reason, sipStatus: status, connectedAt: null, endedAt: String });
    });
  }

  await t.test("nobody answers in time", async (t) => {
    c.clara.phone.manner = rings;
    const { id } = await ask(c, call);
    const leg = await c.clara.phone.incoming();
    t.equal(await leg.ended(), 487);
    t.match(await c.monitoring(id, "failed"), { reason: "no_answer", sipStatus: null });
  });

  await t.test("the phone says nothing at all", async (t) => {
    c.clara.phone.deaf = true;
    const { id } = await ask(c, call);
    t.match(await c.monitoring(id, "failed"), { reason: "no_answer", sipStatus: null });
    c.clara.phone.deaf = false;
  });

  t.match(await c.calls(), [{ id: call.id, state: "answered", monitored: false, monitorings: [] }]);
  t.strictSame(call.customer.requests, [], "U1");

  await t.test("the call ends while the monitor's phone rings", async (t) => {
    await c.admin.patch("/v1/settings", { monitoring: { ringSeconds: 30 } });
    // What was sent while it was deaf may still come: only the phone's own view of this call counts.
    c.clara.phone.manner = ignores;
    const { id } = await ask(c, call);
    await call.customer.bye();
    t.match(await c.monitoring(id, "failed"), { reason: "call_ended", sipStatus: null });
  });
});

interface End {
  readonly name: string;
  readonly mode?: "passive" | "semi_active" | "active";
  readonly act: (c: Centre, monitoring: Monitoring) => Promise<unknown>;
  readonly reason: string;
  /** Who hangs up the monitor's leg. */
  readonly by?: "ours";
  /** Makes good again what was taken away. */
  readonly mend?: (c: Centre) => Promise<unknown>;
}

const patchUser = (c: Centre, changes: object): Promise<User> => c.admin.patch(`/v1/users/${c.clara.user.id}`, changes);

const ends: readonly End[] = [
  { name: "the monitor hangs up", act: (_, { leg }) => leg.bye(), reason: "monitor_hung_up", by: "ours" },
  { name: "by API", act: (c, { id }) => c.clara.api.delete(`/v1/monitorings/${id}`), reason: "released" },
  {
    name: "the permission for its mode is taken away",
    mode: "active",
    act: (c) => patchUser(c, { monitoring: { active: false } }),
    reason: "permission_revoked",
    mend: (c) => patchUser(c, { monitoring: { active: true } }),
  },
  {
    name: "the screen is taken away",
    act: (c) => patchUser(c, { screens: { agentsDashboard: false } }),
    reason: "permission_revoked",
    mend: (c) => patchUser(c, { screens: { agentsDashboard: true } }),
  },
  {
    name: "the monitor's agent loses its phone",
    act: (c) => c.admin.patch(`/v1/agents/${c.clara.agent.id}`, { voip: { enabled: false } }),
    reason: "permission_revoked",
    mend: async (c) => {
      await c.admin.patch(`/v1/agents/${c.clara.agent.id}`, { voip: { enabled: true } });
      await c.clara.phone.register();
    },
  },
  {
    name: "the monitor's agent becomes somebody else's",
    act: (c) => c.admin.patch(`/v1/agents/${c.clara.agent.id}`, { email: "other@example.com" }),
    reason: "permission_revoked",
    mend: (c) => c.admin.patch(`/v1/agents/${c.clara.agent.id}`, { email: c.clara.agent.email }),
  },
  {
    name: "the monitor's phone sends neither RTP nor RTCP for a while",
    act: async (_, { leg }) => leg.audio.fallSilent(),
    reason: "media_timeout",
  },
  {
    name: "the monitor's phone calls somebody",
    act: (c) => c.clara.phone.dial("1002"),
    reason: "became_party",
  },
];

t.test("a monitoring ends", async (t) => {
  const c = await centre(t, { settings: { monitoring: { mediaTimeoutSeconds: 1 } } });
  const bruno = await c.seat("Bruno", "1002", { manner: rings });
  c.trunk.voice = voiceOf("customer");
  c.ana.phone.voice = voiceOf("agent");
  c.clara.phone.voice = voiceOf("monitor");
  const call = await c.call();

  for (const { name, mode = "passive", act, reason, by, mend } of ends) {
    await t.test(name, async (t) => {
      const monitoring = await c.monitor(call, mode);
      await act(c, monitoring);
      t.equal(await monitoring.leg.ended(), by ?? "theirs");
      const view = await eventually(async () => {
        const seen = await c.admin.get<MonitoringView>(`/v1/monitorings/${monitoring.id}`);
        return seen.state === "ended" && seen;
      }, "the monitoring to be over");
      t.match(view, { reason, endedAt: String });
      t.match(await c.calls(), [{ id: call.id, state: "answered", monitored: false, monitorings: [] }].slice(0, 1));
      await mend?.(c);
      for (const leg of c.clara.phone.calls.filter(
        ({ direction, ending }) => direction === "outgoing" && ending === undefined,
      ))
        await leg.cancel();
    });
  }

  for (const what of ["user", "agent"] as const) {
    await t.test(`the monitor's ${what} is removed`, async (t) => {
      const eva = await c.supervisor("Eva", "1005");
      const { id, leg } = await c.monitor(call, "active", eva);
      await c.admin.delete(`/v1/${what}s/${eva[what].id}`);
      t.equal(await leg.ended(), "theirs");
      t.match(await c.admin.get(`/v1/monitorings/${id}`), { state: "ended", reason: "permission_revoked" });
    });
  }

  await t.test("but goes on when another permission is taken away", async (t) => {
    const monitoring = await c.monitor(call, "passive");
    await patchUser(c, { monitoring: { active: false, semiActive: false } });
    const refused = await c.clara.api.request("PATCH", `/v1/monitorings/${monitoring.id}`, { mode: "active" });
    t.match(refused, { status: 403, body: { code: "mode_not_permitted" } });
    t.match(await c.monitoring(monitoring.id, "connected"), { mode: "passive" });
    await patchUser(c, { monitoring: { active: true, semiActive: true } });
    await monitoring.leg.bye();
    await c.monitoring(monitoring.id, "ended");
  });

  t.equal(bruno.phone.calls.length, 1, "only the call of the monitor who became a party rang at Bruno's");
  t.strictSame(
    [await hears(call.customer.audio), await hears(call.agent.audio)],
    ["agent", "customer"],
    "the call goes on",
  );
  t.strictSame(call.customer.requests, [], "U1: and its parties were told nothing");

  await t.test("with the call: the monitor's leg gets its BYE within 200 ms", async (t) => {
    const { id, leg } = await c.monitor(call, "active");
    const hungUp = performance.now();
    await call.customer.bye();
    await leg.ended();
    const bye = c.clara.phone.log.entries.find(
      ({ message }) => message.method === "BYE" && message.callId === leg.invite.callId,
    );
    t.ok(bye!.at - hungUp <= 200, `${bye!.at - hungUp} ms`);
    t.match(await c.monitoring(id, "ended"), { reason: "call_ended" });
  });
});

t.test("several monitors on one call, and either end of an internal one as the target", async (t) => {
  const c = await centre(t);
  const bruno = await c.seat("Bruno", "1002", { manner: answers, voice: voiceOf("customer") });
  const dora = await c.supervisor("Dora", "1004", { voice: voiceOf("second") });
  c.ana.phone.voice = voiceOf("agent");
  c.clara.phone.voice = voiceOf("monitor");
  const calling = await (await bruno.phone.dial("1001")).answered();
  const called = await c.ana.phone.incoming();
  const enter = async (who: SupervisorSeat, agentId: string) => {
    const { id } = await who.api.post<MonitoringView>("/v1/monitorings", { agentId, mode: "semi_active" });
    const leg = await who.phone.incoming();
    return { view: await c.monitoring(id, "connected", who), leg };
  };
  const onCalled = await enter(c.clara, c.ana.agent.id);
  const onCaller = await enter(dora, bruno.agent.id);
  t.equal(onCalled.view.callId, onCaller.view.callId);
  t.equal(onCaller.view.agentId, bruno.agent.id);
  const listen = () => Promise.all([calling, called, onCalled.leg, onCaller.leg].map(({ audio }) => hears(audio)));
  t.strictSame(await listen(), ["agent second", "customer monitor", "customer agent", "customer agent"]);
  await c.clara.api.patch(`/v1/monitorings/${onCalled.view.id}`, { mode: "active" });
  t.strictSame(
    await listen(),
    ["agent monitor second", "customer monitor", "customer agent", "customer agent monitor"],
    "M1: the other monitor hears who is public",
  );
  await dora.api.patch(`/v1/monitorings/${onCaller.view.id}`, { mode: "active" });
  t.strictSame(await listen(), [
    "agent monitor second",
    "customer monitor second",
    "customer agent second",
    "customer agent monitor",
  ]);
  await calling.bye();
  await Promise.all([onCalled.leg.ended(), onCaller.leg.ended()]);
});

t.test("of an agent's several calls the one talking is monitored, else the last answered", async (t) => {
  const c = await centre(t);
  c.trunk.voice = voiceOf("customer");
  c.ana.phone.voice = voiceOf("agent");
  const monitored = async (): Promise<{ callId: string | null; heard: string }> => {
    const { id } = await c.clara.api.post<MonitoringView>("/v1/monitorings", {
      agentId: c.ana.agent.id,
      mode: "listen",
    });
    const leg = await c.clara.phone.incoming();
    const { callId } = await c.monitoring(id, "connected");
    const heard = await hears(leg.audio);
    await leg.bye();
    await c.monitoring(id, "ended");
    return { callId, heard };
  };
  const first = await c.call();
  await first.agent.hold();
  const second = await c.call("11955554444");
  t.strictSame(await monitored(), { callId: second.id, heard: "customer agent" }, "the second is talking");
  await second.agent.hold();
  t.strictSame(await monitored(), { callId: second.id, heard: "music" }, "both are held: the last answered");
  await first.agent.resume();
  t.strictSame(await monitored(), { callId: first.id, heard: "customer agent" }, "the first is talking");
});
