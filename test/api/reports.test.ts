/** Reports as pages and as a table for spreadsheets. */
import t from "tap";
import { reportRow } from "./support/fakeAccounts.ts";
import { openOffice } from "./support/office.ts";

const csv = { accept: "text/csv" };

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

t.test("filters reach the store, times in UTC", async (t) => {
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
    from: "2026-01-01T03:00:00.000Z",
    to: "2026-01-02T00:00:00.000Z",
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
      "answeredAt,endedAt,ringMs,talkMs,holdMs,hungUpBy,sipStatus,transfers,recordingId",
  );
  t.equal(
    lines[1],
    "report_0,call_0,inbound,answered,+5511999990000,agent_ana,ana,1001,trunk_1,2026-01-01T10:00:00.000Z," +
      "2026-01-01T10:00:01.000Z,2026-01-01T10:00:05.000Z,2026-01-01T10:01:05.000Z,4000,60000,0,customer,200,,",
  );
});

t.test("CSV names every column of a row", async (t) => {
  const office = await openOffice(t);
  const answer = await office.ask("rita", "GET", "/v1/reports/calls", { headers: csv });
  t.same(answer.body.split("\r\n")[0]?.split(","), Object.keys(reportRow(1)));
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
