/** Reports as pages and as a table for spreadsheets. */
import t from "tap";
import type { StreamQuality } from "../../src/kernel/quality.ts";
import { reportRow } from "./support/fakeAccount.ts";
import { openOffice } from "./support/office.ts";

const csv = { accept: "text/csv" };

const stream: StreamQuality = {
  expected: 500,
  lost: 5,
  discarded: 0,
  duplicates: 1,
  reordered: 2,
  lossRatio: 0.01,
  concealedRatio: 0.01,
  burstDensity: 0,
  gapDensity: 0.01,
  burstMs: 0,
  gapMs: 10_000,
  jitterMs: 3.5,
  delayMs: null,
  rFactor: 88.8,
  mos: 4.2,
};

t.test("JSON by the page", async (t) => {
  const office = await openOffice(t);
  office.accounts.reportRows.push(reportRow(2), reportRow(3));
  const first = (await office.ask("rita", "GET", "/v1/reports/calls?limit=2")).json();
  t.same(
    first.items.map(({ id }: { id: string }) => id),
    ["report_1", "report_2"],
  );
  const rest = (await office.ask("rita", "GET", `/v1/reports/calls?limit=2&cursor=${first.nextCursor}`)).json();
  t.match(rest, { items: [{ id: "report_3" }], nextCursor: null });
});

t.test("filters reach the store as they are", async (t) => {
  const office = await openOffice(t);
  const query = new URLSearchParams({
    from: "2026-01-01T00:00:00-03:00",
    to: "2026-01-02T00:00:00Z",
    direction: "inbound",
    agentId: "agent_ana",
    number: "+5511",
    disposition: "answered",
  });
  t.equal((await office.ask("rita", "GET", `/v1/reports/calls?${query}`)).statusCode, 200);
  t.same(office.accounts.askedFilter, {
    from: "2026-01-01T00:00:00-03:00",
    to: "2026-01-02T00:00:00Z",
    direction: "inbound",
    agentId: "agent_ana",
    number: "+5511",
    disposition: "answered",
  });
});

t.test("CSV holds every row, a line each", async (t) => {
  const office = await openOffice(t);
  office.accounts.reportRows.length = 0;
  for (let i = 0; i < 1_203; i++) office.accounts.reportRows.push(reportRow(i));
  const answer = await office.ask("rita", "GET", "/v1/reports/calls?limit=5", { headers: csv });
  t.match(answer.headers["content-type"], "text/csv");
  t.match(answer.headers["content-disposition"], "attachment");
  t.equal(answer.headers.vary, "accept");
  const lines = answer.body.split("\r\n");
  t.equal(lines.pop(), "", "ends with CRLF");
  t.equal(lines.length, 1_204);
  t.equal(
    lines[0],
    "id,callId,direction,disposition,customerNumber,agentId,agentName,agentExtension,trunkId,startedAt,ringingAt," +
      "answeredAt,endedAt,ringMs,talkMs,holdMs,hungUpBy,sipStatus,transfers,recordingId," +
      "customerCodec,customerRoundTripMs,customerReceivedLossRatio,customerReceivedJitterMs,customerReceivedMos," +
      "customerSentLossRatio,customerSentJitterMs,customerSentMos," +
      "agentCodec,agentRoundTripMs,agentReceivedLossRatio,agentReceivedJitterMs,agentReceivedMos," +
      "agentSentLossRatio,agentSentJitterMs,agentSentMos,ownNumber",
  );
  t.equal(
    lines[1],
    "report_0,call_0,inbound,answered,+5511999990000,agent_ana,ana,1001,trunk_1,2026-01-01T10:00:00.000Z," +
      "2026-01-01T10:00:01.000Z,2026-01-01T10:00:05.000Z,2026-01-01T10:01:05.000Z,4000,60000,0,customer,200,," +
      ",".repeat(17),
  );
});

t.test("CSV names every column of a row", async (t) => {
  const office = await openOffice(t);
  const answer = await office.ask("rita", "GET", "/v1/reports/calls", { headers: csv });
  const columns = answer.body.split("\r\n")[0]?.split(",") ?? [];
  const plain = Object.keys(reportRow(1)).filter((name) => name !== "quality" && name !== "ownNumber");
  t.equal(columns.pop(), "ownNumber", "what came later stands last");
  t.same(columns.slice(0, plain.length), plain);
  t.ok(
    columns.slice(plain.length).every((name) => /^(customer|agent)[A-Z]/.test(name)),
    "then those of the quality",
  );
});

t.test("how the legs sounded, in a row and as columns", async (t) => {
  const office = await openOffice(t);
  const quality = { customer: { codec: "PCMA", roundTripMs: 42.5, received: stream, sent: null }, agent: null };
  office.accounts.reportRows[0] = reportRow(1, { quality });
  const { body } = await office.ask("rita", "GET", "/v1/reports/calls", { headers: csv });
  t.ok(body.split("\r\n")[1]?.endsWith(`,PCMA,42.5,0.01,3.5,4.2${",".repeat(12)}`));
  const answer = await office.ask("rita", "GET", "/v1/reports/calls");
  t.same(answer.json().items[0].quality, quality);
});

t.test("CSV quotes what must be, transfers included", async (t) => {
  const office = await openOffice(t);
  const transfer = { at: "t", type: "blind", fromAgentId: "a", toAgentId: null, toNumber: "1" } as const;
  office.accounts.reportRows[0] = reportRow(1, { agentName: 'Ana "A", Jr', transfers: [transfer] });
  const { body } = await office.ask("rita", "GET", "/v1/reports/calls", { headers: csv });
  t.match(body, ',"Ana ""A"", Jr",');
  t.match(body, `,"${JSON.stringify([transfer]).replaceAll('"', '""')}",`);
});

t.test("a caller's number cannot become a formula", async (t) => {
  const office = await openOffice(t);
  office.accounts.reportRows[0] = reportRow(1, { customerNumber: "=HYPERLINK(1)" });
  t.match((await office.ask("rita", "GET", "/v1/reports/calls", { headers: csv })).body, ",'=HYPERLINK(1),");
});
