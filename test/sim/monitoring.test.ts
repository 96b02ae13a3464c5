/** The life of a monitoring in virtual time: how it fails, how it changes, how it ends. */
import t, { type Test } from "tap";
import type { MonitorMode } from "../../src/mixer/audibility.ts";
import { silence } from "../media/support/signals.ts";
import { calm, codeOf, must, storm } from "./support/centre.ts";
import { inboundCall, type Office, office } from "./support/office.ts";
import { answers, type Manner, refuses, rings } from "./support/phone.ts";

const speaking = { customer: { voice: silence }, ana: { voice: silence }, clara: { voice: silence } };

/** A call to monitor; afterwards nothing is left of it. */
async function onACall(
  t: Test,
  run: (there: Office & { readonly callId: string; readonly hangUp: () => void }) => Promise<void>,
  options: Parameters<typeof office>[0] = {},
): Promise<void> {
  const there = await office(options, speaking);
  const { ours } = await inboundCall(there);
  const callId = there.place.liveCall.id;
  await run({ ...there, callId, hangUp: () => ours.hangUp() });
  ours.hangUp();
  await there.place.nothingLeft(t);
  t.match(there.place.account.journal.reports.get(callId), { disposition: "answered" }, "the call never noticed");
}

// --- failures ----------------------------------------------------------------------------------------------------------

interface Failing {
  readonly title: string;
  readonly manner: Manner;
  readonly reason: string;
  readonly sipStatus: number | null;
}

const failing: readonly Failing[] = [
  ...(
    [
      [486, "busy"],
      [600, "busy"],
      [603, "declined"],
      [403, "declined"],
      [480, "no_answer"],
      [408, "no_answer"],
      [404, "unreachable"],
      [410, "unreachable"],
      [500, "unreachable"],
      [503, "unreachable"],
    ] as const
  ).map(([status, reason]) => ({
    title: `its phone answers ${status}`,
    manner: refuses(status),
    reason,
    sipStatus: status,
  })),
  { title: "it rings until its time is over", manner: rings, reason: "no_answer", sipStatus: null },
];

for (const { title, manner, reason, sipStatus } of failing) {
  t.test(`a monitoring fails: ${title}`, (t) =>
    onACall(t, async ({ place, clara, claraPhone }) => {
      claraPhone.manner = manner;
      const { created, monitoring } = must(await place.monitor(clara, "active"));
      t.ok(created);
      t.equal(monitoring.state, "dialing");
      const since = place.time.now();
      await place.until("the failure", () => place.monitoring(monitoring.id).state === "failed");
      t.match(place.monitoring(monitoring.id), { reason, sipStatus, connectedAt: null });
      if (manner === rings) t.equal(Math.round((place.time.now() - since) / 1000), 30, "after the setting's 30 s");
      t.equal(place.liveCall.monitored, false);
      t.match(
        place.account.journal.audits.map(({ action }) => action),
        ["monitoring.requested", "monitoring.failed"],
      );
    }),
  );
}

t.test("a monitoring fails: its phone does not react (no status came: null)", (t) =>
  onACall(t, async ({ place, clara, claraPhone }) => {
    place.net.setWeather(claraPhone.address, 5060, { loss: 1 });
    const { monitoring } = must(await place.monitor(clara, "passive"));
    await place.until("the failure", () => place.monitoring(monitoring.id).state === "failed");
    t.match(place.monitoring(monitoring.id), { reason: "no_answer", sipStatus: null });
    place.net.setWeather(claraPhone.address, 5060, calm);
  }),
);

t.test("a monitoring fails with the call's end while its phone rings", (t) =>
  onACall(t, async ({ place, clara, claraPhone, hangUp }) => {
    claraPhone.manner = rings;
    const { monitoring } = must(await place.monitor(clara, "passive"));
    await place.until("ringing", () => claraPhone.calls.length > 0);
    hangUp();
    await place.until("the failure", () => place.monitoring(monitoring.id).state === "failed");
    t.match(place.monitoring(monitoring.id), { reason: "call_ended", sipStatus: null });
    await place.until("CANCEL", () => claraPhone.call.came.includes("CANCEL"));
  }),
);

t.test("a failed monitoring can be asked for again", (t) =>
  onACall(t, async ({ place, clara, claraPhone }) => {
    claraPhone.manner = refuses(486);
    const { monitoring } = must(await place.monitor(clara, "passive"));
    await place.until("the failure", () => place.monitoring(monitoring.id).state === "failed");
    claraPhone.manner = answers;
    t.not(await place.connectMonitor(clara, "passive"), monitoring.id);
  }),
);

// --- ends --------------------------------------------------------------------------------------------------------------

interface Ending {
  readonly title: string;
  readonly reason: string;
  readonly end: (there: Office & { readonly id: string; readonly hangUp: () => void }) => Promise<void> | void;
  /** The longest that the monitor's leg may take to hear of it, ms. */
  readonly within?: number;
}

const endings: readonly Ending[] = [
  { title: "the call ends", reason: "call_ended", end: ({ hangUp }) => hangUp(), within: 200 },
  { title: "the monitor hangs up", reason: "monitor_hung_up", end: ({ claraPhone }) => claraPhone.call.hangUp() },
  {
    title: "it is released",
    reason: "released",
    end: ({ place, clara, id }) => void must(place.centre.release(place.viewer(clara), id)),
    within: 200,
  },
  {
    title: "the mode's permission is taken away",
    reason: "permission_revoked",
    end: ({ place }) =>
      void place.account.user("Clara", { monitoring: { passive: true, semiActive: true, active: false } }),
    within: 200,
  },
  {
    title: "the screen is taken away",
    reason: "permission_revoked",
    end: ({ place }) => void place.account.user("Clara", { screens: { agentsDashboard: false } }),
  },
  {
    title: "the user is deleted",
    reason: "permission_revoked",
    end: ({ place, clara }) => place.account.removeUser(clara),
  },
  {
    title: "the agent is deleted",
    reason: "permission_revoked",
    end: ({ place }) => place.account.removeAgent(place.account.agentNamed("Clara")),
  },
  {
    title: "the agent's VoIP is disabled",
    reason: "permission_revoked",
    end: ({ place }) => void place.account.agent("Clara", "1003", { enabled: false }),
  },
  {
    title: "its phone sends nothing for a minute",
    reason: "media_timeout",
    end: ({ claraPhone }) => claraPhone.call.sound.mute(),
  },
  {
    title: "its phone dials out",
    reason: "became_party",
    end: ({ claraPhone }) => void claraPhone.dial("1002"),
  },
];

for (const { title, reason, end, within } of endings) {
  t.test(`a monitoring ends: ${title} (${reason})`, (t) =>
    onACall(t, async (there) => {
      const { place, clara, claraPhone } = there;
      const id = await place.connectMonitor(clara, "active");
      await place.until("Clara to be connected", () => claraPhone.call.connectedAt !== undefined);
      const leg = claraPhone.call;
      t.match(place.liveCall, { monitored: true, monitorings: [{ id, mode: "active", state: "connected" }] });
      const since = place.time.now();
      await end({ ...there, id });
      await place.until("the end", () => place.monitoring(id).state === "ended", 70_000);
      t.match(place.monitoring(id), { reason, sipStatus: null });
      await place.until("the monitor's BYE", () => leg.state === "ended");
      // 10 ms of them are the network's.
      if (within !== undefined) t.ok(leg.endedAt! - since <= within, `BYE after ${leg.endedAt! - since} ms`);
      if (reason === "media_timeout") t.ok(Math.abs(leg.endedAt! - since - 60_000) < 200, "after 60 s");
      for (const call of claraPhone.calls) call.hangUp();
      t.equal(codeOf(await place.centre.changeMode(place.viewer(clara), id, "passive")), "monitoring_ended");
    }),
  );
}

t.test("a right that its mode does not need may be taken away", (t) =>
  onACall(t, async ({ place, clara }) => {
    const id = await place.connectMonitor(clara, "passive");
    place.account.user("Clara", { monitoring: { passive: true, semiActive: false, active: false } });
    await place.pass(1000);
    t.equal(place.monitoring(id).state, "connected");
  }),
);

t.test("RTCP alone keeps a monitor that says nothing", (t) =>
  onACall(t, async ({ place, clara, claraPhone }) => {
    const id = await place.connectMonitor(clara, "passive");
    await place.until("Clara to be connected", () => claraPhone.call.connectedAt !== undefined);
    claraPhone.call.sound.mute();
    // An empty receiver report (RFC 3550 §6.4.2) every five seconds.
    const report = Buffer.from([0x80, 201, 0, 1, 1, 2, 3, 4]);
    for (let i = 0; i < 20; i++) {
      claraPhone.call.sound.sendRtcp(Buffer.from(report));
      await place.pass(5000);
    }
    t.equal(place.monitoring(id).state, "connected");
  }),
);

// --- changes -----------------------------------------------------------------------------------------------------------

t.test("asking again changes the mode in place, while it rings and later: one INVITE, one id", (t) =>
  onACall(t, async ({ place, clara, claraPhone, callId }) => {
    claraPhone.manner = rings;
    const { monitoring } = must(await place.monitor(clara, "passive"));
    const again = must(await place.result(place.monitor(clara, "semi_active")));
    t.match(again, { created: false, monitoring: { id: monitoring.id, mode: "semi_active", state: "dialing" } });
    await place.until("ringing", () => claraPhone.calls.length > 0);
    claraPhone.call.answer();
    await place.until("connected", () => place.monitoring(monitoring.id).state === "connected");
    t.equal(place.monitoring(monitoring.id).mode, "semi_active");
    const third = must(await place.result(place.monitor(clara, "active", { callId })));
    t.match(third, { created: false, monitoring: { id: monitoring.id, mode: "active", state: "connected" } });
    t.equal(claraPhone.calls.length, 1);
    const modes = place.account.journal.audits.map(({ action, detail }) => [action, detail.mode]);
    t.strictSame(
      modes,
      [
        ["monitoring.requested", "passive"],
        ["monitoring.mode_changed", "semi_active"],
        ["monitoring.connected", "semi_active"],
        ["monitoring.mode_changed", "active"],
      ],
      "U6",
    );
  }),
);

const keys: readonly [key: string, mode: MonitorMode][] = [
  ["5", "semi_active"],
  ["6", "active"],
  ["4", "passive"],
];

for (const by of ["RFC 4733", "application/dtmf-relay", "application/dtmf"]) {
  t.test(`M8 the keys 4, 5 and 6 select the mode, by ${by}; a refused key changes nothing`, (t) =>
    onACall(
      t,
      async ({ place, clara, claraPhone }) => {
        const id = await place.connectMonitor(clara, "passive");
        await place.until("Clara to be connected", () => claraPhone.call.connectedAt !== undefined);
        await place.pass(500);
        const press = async (key: string) => {
          if (by === "RFC 4733") claraPhone.call.sound.press(Number(key));
          else claraPhone.call.info(key, by);
          await place.pass(4000);
        };
        for (const [key, mode] of keys) {
          await press(key);
          t.equal(place.monitoring(id).mode, mode, `key ${key}`);
        }
        place.account.user("Clara", { monitoring: { passive: true, semiActive: true, active: false } });
        await press("6");
        t.equal(place.monitoring(id).mode, "passive", "a key that the user has no right to");
        await press("7");
        t.equal(place.monitoring(id).mode, "passive", "a key without meaning");
        t.equal(
          place.account.journal.audits.filter(({ action }) => action === "monitoring.mode_changed").length,
          keys.length,
        );
      },
      { weather: storm },
    ),
  );
}

t.test("a monitoring outlives a storm, holds of its own phone included (M5)", (t) =>
  onACall(
    t,
    async ({ place, clara, claraPhone }) => {
      const id = await place.connectMonitor(clara, "passive");
      await place.until("Clara to be connected", () => claraPhone.call.connectedAt !== undefined);
      const leg = claraPhone.call;
      leg.reinvite({ direction: "sendonly" });
      await place.pass(5000);
      const heard = leg.sound.heard.length;
      await place.pass(2000);
      t.equal(leg.sound.heard.length, heard, "it hears nothing");
      leg.reinvite();
      await place.pass(5000);
      t.ok(leg.sound.heard.length > heard + 50, "it hears again");
      t.equal(place.monitoring(id).state, "connected");
    },
    { weather: storm, seed: 4 },
  ),
);

t.test("an agent that answers by hand is rung without the auto-answer headers", (t) =>
  onACall(t, async ({ place, clara, claraPhone }) => {
    place.account.agent("Clara", "1003", { autoAnswer: "off" });
    await place.connectMonitor(clara, "passive");
    const { headers } = claraPhone.call.invite!;
    for (const name of ["Call-Info", "Alert-Info", "Answer-Mode"]) t.equal(headers.get(name), undefined, name);
  }),
);

t.test(
  "the monitor's phone is rung with the account's caller ID, on every contact, with the auto-answer headers",
  async (t) => {
    const there = await office();
    const { place, clara, claraPhone } = there;
    const second = await place.phone(place.account.agentNamed("Clara"), "10.1.1.3");
    claraPhone.manner = rings;
    second.manner = rings;
    await place.ready();
    const { ours } = await inboundCall(there);
    must(await place.monitor(clara, "passive"));
    await place.until("both phones to ring", () => claraPhone.calls.length === 1 && second.calls.length === 1);
    const { headers } = second.call.invite!;
    t.match(headers.get("From"), /^"\(11\) 3000-3000" <sip:1130003000@/);
    t.match(headers.get("P-Asserted-Identity"), /<sip:1130003000@/);
    t.ok(headers.get("Call-Info")?.includes("answer-after=0"));
    t.equal(headers.get("Answer-Mode"), "Auto");
    second.call.answer();
    await place.until("the other to be CANCELled", () => claraPhone.call.came.includes("CANCEL"));
    ours.hangUp();
    await place.nothingLeft(t);
  },
);
