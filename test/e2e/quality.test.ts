import t from "tap";
import { tone } from "../../lab/sound/signals.ts";
import type { ReportRow } from "../../src/accounts/journal/journal.ts";
import type { CallView } from "../../src/calls/live/views.ts";
import { centre } from "../support/centre.ts";
import { eventually } from "../support/eventually.ts";
import { metric } from "../support/metrics.ts";

t.test("how a call sounds: in its view, in the metrics, in its report row", async (t) => {
  const c = await centre(t);
  c.ana.phone.voice = tone(1000);
  const call = await c.call();
  call.customer.audio.speak(tone(440));
  const view = await eventually(
    async () => {
      const { quality } = await c.admin.get<CallView>(`/v1/calls/${call.id}`);
      return quality?.customer?.received !== undefined && quality.agent?.received !== undefined && quality;
    },
    "figures of both legs",
    10_000,
  );
  for (const leg of [view.customer, view.agent]) {
    t.ok(leg!.received!.expected! > 150, `${leg!.received!.expected} packets`);
    t.ok(leg!.received!.lossRatio < 0.05 && leg!.received!.mos > 3.5, JSON.stringify(leg));
  }
  t.ok((await metric(c.admin, "ponto_mos_count", { direction: "received" })) >= 2);
  t.ok((await metric(c.admin, "ponto_rtp_jitter_seconds_count", { direction: "received" })) >= 2);
  await call.customer.bye();
  const row = await eventually(async () => {
    const rows = await c.admin.list<ReportRow>("/v1/reports/calls");
    return rows.find(({ callId, quality }) => callId === call.id && quality !== null);
  }, "the row with its quality");
  t.ok(row.quality!.customer!.received!.expected! >= view.customer!.received!.expected!);
  t.equal(row.disposition, "answered");
});
