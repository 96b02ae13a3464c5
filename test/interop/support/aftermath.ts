import type { Test } from "tap";
import type { Api } from "../../../lab/ponto/api.ts";
import type { ReportRow } from "../../../src/accounts/journal/journal.ts";
import type { CallView } from "../../../src/calls/live/views.ts";
import { eventually } from "../../support/eventually.ts";
import { metric } from "../../support/metrics.ts";

/** What holds something of a call while there is one. */
const gauges = ["ponto_calls", "ponto_monitorings", "ponto_legs", "ponto_rtp_ports_in_use"];

/**
 * What the server says when the phones have hung up: `count` report rows, each over, the oldest first. That no call is live and
 * nothing of one is left is part of the test.
 */
export async function aftermath(test: Test, admin: Api, count = 1): Promise<readonly ReportRow[]> {
  const rows = await eventually(async () => {
    const found = await admin.list<ReportRow>("/v1/reports/calls");
    return found.length >= count && found.every(({ endedAt }) => endedAt !== null) && found;
  }, `${count} report rows`);
  test.equal(rows.length, count, "one row a call");
  test.strictSame(await admin.list<CallView>("/v1/calls"), [], "no call is live");
  for (const gauge of gauges)
    await eventually(async () => (await metric(admin, gauge)) === 0, `${gauge} to be 0`).catch((error: Error) =>
      test.fail(error.message),
    );
  return [...rows].sort((a, b) => a.startedAt.localeCompare(b.startedAt));
}
