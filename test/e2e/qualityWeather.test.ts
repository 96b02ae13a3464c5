/** The figures of a call over bad networks on the built server: what was lost and how late it came, and the same with a monitor (U4). */
import t, { type Test } from "tap";
import type { ReportRow } from "../../src/accounts/journal/journal.ts";
import type { CallView } from "../../src/calls/live/views.ts";
import type { CallQuality } from "../../src/kernel/quality.ts";
import { type Centre, centre, type LiveCall } from "../support/centre.ts";
import { eventually } from "../support/eventually.ts";
import { voiceOf } from "../support/hearing.ts";
import { metric } from "../support/metrics.ts";

/** The customer's network loses each so manieth packet. */
const EVERY = 10;
/** Every second packet of the agent's is so late, ms: the jitter of RFC 3550 §6.4.1 is the mean difference. */
const LATE_MS = 16;
/** Timers of phones add so much to that, ms; on a busy machine what the line without delays shows comes on top. */
const SCATTER_MS = 6;

/** A call in bad weather, until its view has figures. */
async function call(
  t: Test,
  c: Centre,
  watch: (call: LiveCall) => Promise<unknown>,
): Promise<readonly [CallView, ReportRow]> {
  const live = await c.call();
  const { customer, agent } = live;
  let packets = 0;
  customer.audio.weather = () => (++packets % EVERY === 0 ? undefined : 0);
  let delayed = 0;
  agent.audio.weather = () => (++delayed % 2 === 0 ? LATE_MS : 0);
  await watch(live);
  const view = await eventually(
    async () => {
      const now = await c.admin.get<CallView>(`/v1/calls/${live.id}`);
      return now.quality?.customer?.received && now.quality.agent?.received ? now : undefined;
    },
    "figures of both legs",
    12_000,
  );
  await customer.bye();
  await agent.ended();
  const row = await eventually(async () => {
    const one = await c.report(live.id);
    return one.endedAt !== null && one.quality !== null && one;
  }, "the final row");
  t.strictSame(customer.requests, [], "nothing reached the customer's dialog");
  return [view, row];
}

function figures(t: Test, quality: CallQuality | null | undefined, where: string): void {
  const [lossy, late] = [quality?.customer?.received, quality?.agent?.received];
  t.ok(lossy && late, where);
  t.ok(Math.abs(lossy!.lossRatio - 1 / EVERY) < 0.02, `${where}: the customer's loss ${lossy!.lossRatio}`);
  t.ok(late!.lossRatio < 0.02, `${where}: the agent's ${late!.lossRatio}`);
  const scatter = SCATTER_MS + lossy!.jitterMs;
  t.ok(Math.abs(late!.jitterMs - LATE_MS) < scatter, `${where}: the agent's jitter ${late!.jitterMs} ms`);
  t.ok(lossy!.jitterMs < late!.jitterMs, `${where}: the customer's ${lossy!.jitterMs} ms`);
  // G.107 with Ie 0 and Bpl 25.1 (G.113): 10 % of random loss costs 27 of 93; what a busy machine delays costs more.
  t.ok(lossy!.mos > 2.5 && lossy!.mos < 3.7, `${where}: the customer's MOS ${lossy!.mos}`);
  t.ok(late!.mos > 3.5, `${where}: the agent's ${late!.mos}`);
}

t.test("the figures of a bad line are true, and the same with a monitor", async (t) => {
  const c = await centre(t);
  c.trunk.voice = voiceOf("customer");
  c.ana.phone.voice = voiceOf("agent");
  c.clara.phone.voice = voiceOf("monitor");
  const [view, plain] = await call(t, c, async () => {});
  figures(t, view.quality, "in the view");
  figures(t, plain.quality, "in the row");
  t.equal(plain.quality!.customer!.codec, "PCMA");

  t.equal((await metric(c.admin, "ponto_rtp_loss_ratio_count", { direction: "received" })) >= 2, true);
  const lost = await metric(c.admin, "ponto_rtp_loss_ratio_sum", { direction: "received" });
  const count = await metric(c.admin, "ponto_rtp_loss_ratio_count", { direction: "received" });
  t.ok(Math.abs((2 * lost) / count - 1 / EVERY) < 0.08, `${lost} of ${count} in the metrics: half of the legs lose`);
  const jitter = await metric(c.admin, "ponto_rtp_jitter_seconds_sum", { direction: "received" });
  const scatter = 2 * (SCATTER_MS + plain.quality!.customer!.received!.jitterMs);
  t.ok(Math.abs((2 * jitter) / count - LATE_MS / 1000) < scatter / 1000, `${jitter} s over ${count}`);

  const [, watched] = await call(t, c, (live) => c.monitor(live, "active"));
  figures(t, watched.quality, "with a monitor who speaks");
  const shape = ({ quality }: ReportRow) =>
    JSON.stringify(quality, (_key, value: unknown) => (typeof value === "number" ? "a number" : value));
  t.equal(shape(watched), shape(plain), "U4: the same things are known");
  const mos = ({ quality }: ReportRow) => [quality!.customer!.received!.mos, quality!.agent!.received!.mos];
  for (const [i, value] of mos(watched).entries())
    t.ok(Math.abs(value - mos(plain)[i]!) < 0.6, `U4: ${mos(watched)} as ${mos(plain)}`);
});
