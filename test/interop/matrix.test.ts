import t from "tap";
import { stretches, tonesIn } from "../../lab/sound/analysis.ts";
import { tone } from "../../lab/sound/signals.ts";
import type { CallView, MonitoringView } from "../../src/calls/live/views.ts";
import { eventually } from "../support/eventually.ts";
import { recordingOf } from "../support/recording.ts";
import { Desk } from "./support/desk.ts";
import { needs } from "./support/tools.ts";

const skip = needs("baresip");

const CUSTOMER_HZ = 440;
const AGENT_HZ = 1000;
const MONITOR_HZ = 1800;
const tones = [CUSTOMER_HZ, AGENT_HZ, MONITOR_HZ];
const NUMBER = "1130004000";

/** What is heard in the dump of a phone lags by its buffers: 160 ms of audio_buffer and the jitter buffer. */
const SETTLE_MS = 500;
/** The longest a stretch in the recording may begin or end away from the moment this test saw it, ms. */
const BLUR_MS = 400;

const steps = [
  { mode: "passive", customer: [AGENT_HZ], agent: [CUSTOMER_HZ] },
  { mode: "semi_active", customer: [AGENT_HZ], agent: [CUSTOMER_HZ, MONITOR_HZ] },
  { mode: "active", customer: [AGENT_HZ, MONITOR_HZ], agent: [CUSTOMER_HZ, MONITOR_HZ] },
  { mode: "passive", customer: [AGENT_HZ], agent: [CUSTOMER_HZ] },
  { mode: "active", customer: [AGENT_HZ, MONITOR_HZ], agent: [CUSTOMER_HZ, MONITOR_HZ] },
] as const;

t.test(
  "three real phones: every mode, switched live, held by REST and by phone, and the recording of it all",
  {
    skip,
  },
  async (t) => {
    const desk = await Desk.open(t, { holdMusic: "silence" });
    const ana = await desk.seat("Ana", "1001", { voice: tone(AGENT_HZ) });
    const clara = await desk.supervisor("Clara", "1003", { voice: tone(MONITOR_HZ) });
    const maria = await desk.customer(NUMBER, ana.agent, tone(CUSTOMER_HZ));

    await maria.dial(desk.uri(NUMBER));
    await maria.event("CALL_ESTABLISHED");
    const answered = performance.now();
    const since = (): number => performance.now() - answered;
    const call = await eventually(
      async () => (await desk.admin.list<CallView>("/v1/calls")).find(({ state }) => state === "answered"),
      "the call to be live",
    );
    const listening = { callId: call.id, mode: "passive" };
    const { id } = await clara.api.post<MonitoringView>("/v1/monitorings", listening);
    await clara.phone.event("CALL_ESTABLISHED");
    await eventually(
      async () => (await clara.api.get<MonitoringView>(`/v1/monitorings/${id}`)).state === "connected",
      "the monitoring to be connected",
    );

    // The stretches in which the recording should hold the monitor, as seen from here.
    const expected: { fromMs: number; toMs: number }[] = [];
    const begin = (): number => expected.push({ fromMs: since(), toMs: Number.POSITIVE_INFINITY });
    const end = (): void => {
      const last = expected.at(-1);
      if (last?.toMs === Number.POSITIVE_INFINITY) last.toMs = since();
    };

    const heardAfter = async (what: string, customer: readonly number[], agent: readonly number[]): Promise<void> => {
      await clara.phone.hear(SETTLE_MS);
      const [atCustomer, atAgent] = await Promise.all([maria.hear(600), ana.phone.hear(600)]);
      t.strictSame(tonesIn(atCustomer, tones), customer, `${what}: what the customer hears`);
      t.strictSame(tonesIn(atAgent, tones), agent, `${what}: what the agent hears`);
    };

    for (const step of steps) {
      const changed = await clara.api.patch<MonitoringView>(`/v1/monitorings/${id}`, { mode: step.mode });
      t.equal(changed.mode, step.mode);
      if (step.mode === "active") begin();
      else end();
      await heardAfter(step.mode, step.customer, step.agent);
      const monitor = await clara.phone.hear(400);
      t.strictSame(
        tonesIn(monitor, tones),
        [CUSTOMER_HZ, AGENT_HZ],
        `${step.mode}: the monitor hears both, never itself`,
      );
    }

    // M3: held by REST, the customer waits in silence and the agent still hears the monitor.
    await desk.admin.post(`/v1/calls/${call.id}/hold`);
    end();
    await heardAfter("held by REST", [], [MONITOR_HZ]);
    await desk.admin.post(`/v1/calls/${call.id}/resume`);
    begin();
    await heardAfter("resumed by REST", [AGENT_HZ, MONITOR_HZ], [CUSTOMER_HZ, MONITOR_HZ]);

    // baresip's dump of the agent stops at its own hold: the customer's and the recording must tell.
    await ana.phone.command("hold");
    await eventually(
      async () => (await desk.admin.get<CallView>(`/v1/calls/${call.id}`)).state === "held",
      "the call to be held by the agent's phone",
    );
    end();
    await clara.phone.hear(SETTLE_MS);
    t.strictSame(tonesIn(await maria.hear(600), tones), [], "held by phone: what the customer hears");
    await ana.phone.command("resume");
    await eventually(
      async () => (await desk.admin.get<CallView>(`/v1/calls/${call.id}`)).state === "answered",
      "the call to go on",
    );
    begin();
    await clara.phone.hear(SETTLE_MS);
    t.strictSame(
      tonesIn(await maria.hear(600), tones),
      [AGENT_HZ, MONITOR_HZ],
      "resumed by phone: what the customer hears",
    );

    await maria.command("hangup");
    end();
    await Promise.all([ana.phone.event("CALL_CLOSED"), clara.phone.event("CALL_CLOSED")]);

    const { row, wav } = await recordingOf(desk.admin, call.id);
    t.match(row, { state: "complete", channels: 2, sampleRate: 8000, missingMs: 0 });
    const [left, right] = [wav.tracks[0]!, wav.tracks[1]!];
    t.strictSame(tonesIn(left, tones), [CUSTOMER_HZ, MONITOR_HZ], "M2: left");
    t.strictSame(tonesIn(right, tones), [AGENT_HZ, MONITOR_HZ], "M2: right");
    for (const [side, track] of Object.entries({ left, right })) {
      const found = stretches(track, MONITOR_HZ);
      t.equal(found.length, expected.length, `${side}: the monitor is recorded in ${expected.length} stretches`);
      found.forEach((stretch, i) => {
        const wanted = expected[i]!;
        const near = (a: number, b: number): boolean => Math.abs(a - b) < BLUR_MS;
        const seen = `${stretch.fromMs}–${stretch.toMs} ms, seen ${wanted.fromMs.toFixed()}–${wanted.toMs.toFixed()} ms`;
        t.ok(near(stretch.fromMs, wanted.fromMs) && near(stretch.toMs, wanted.toMs), `${side}: active ${seen}`);
      });
    }
  },
);
