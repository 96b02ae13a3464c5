/** What finished calls come to, by line, by hour and by agent. */
import fc from "fast-check";
import t from "tap";
import { HourClock } from "../../../src/accounts/journal/hourClock.ts";
import type { ReportRow } from "../../../src/accounts/journal/journal.ts";
import { reportOf } from "../support/rows.ts";
import { actor, must, refusal, TestAccount } from "../support/testAccount.ts";

async function withRows(test: typeof t, rows: readonly ReportRow[]): Promise<TestAccount> {
  const account = await TestAccount.create(test);
  for (const row of rows) account.accounts.journal.report({ ...row, live: false });
  return account;
}

const day = (n: number, time = "12:00"): string => `2026-01-${String(n).padStart(2, "0")}T${time}:00.000Z`;

t.test("usage by number and by trunk", async (t) => {
  const missed = { answeredAt: null, talkMs: 0, disposition: "no_answer" } as const;
  const outbound = { direction: "outbound", ownNumber: "+551130004000" } as const;
  const account = await withRows(t as never, [
    reportOf("a", { startedAt: day(1), talkMs: 1_000 }),
    reportOf("b", { startedAt: day(1, "23:59"), ...missed }),
    reportOf("c", { startedAt: day(9), talkMs: 20_000, trunkId: "trunk_2" }),
    reportOf("d", { startedAt: day(2), ...outbound, talkMs: 300_000, transfers: [] }),
    reportOf("e", { startedAt: day(2), direction: "internal", ownNumber: null, trunkId: null, talkMs: 9 }),
  ]);
  account.accounts.journal.report({ ...reportOf("live", { startedAt: day(1) }), live: true });
  const three = { inboundCalls: 3, outboundCalls: 0, inboundTalkMs: 21_000, outboundTalkMs: 0 };
  const one = { inboundCalls: 0, outboundCalls: 1, inboundTalkMs: 0, outboundTalkMs: 300_000 };
  t.same(must(await account.accounts.usage("number", {})), [
    { id: "+551130003000", calls: 3, answered: 2, talkMs: 21_000, ...three },
    { id: "+551130004000", calls: 1, answered: 1, talkMs: 300_000, ...one },
  ]);
  t.match(must(await account.accounts.usage("trunk", {})), [
    { id: "trunk_1", calls: 3, inboundCalls: 2, outboundCalls: 1, answered: 2, talkMs: 301_000 },
    { id: "trunk_2", calls: 1, talkMs: 20_000 },
  ]);
  const periods: [{ from?: string; to?: string }, number][] = [
    [{ from: day(1), to: day(2) }, 2],
    [{ from: day(1, "12:01"), to: day(2) }, 1],
    [{ from: "2026-01-01T20:59:00-03:00" }, 3],
    [{ to: day(1) }, 0],
    [{ from: day(10) }, 0],
    [{ from: "1900-01-01T00:00:00Z", to: "9999-01-01T00:00:00Z" }, 4],
  ];
  for (const [period, calls] of periods) {
    const lines = must(await account.accounts.usage("number", period));
    t.equal(
      lines.reduce((sum, line) => sum + line.calls, 0),
      calls,
      JSON.stringify(period),
    );
  }
  t.equal(refusal(await account.accounts.usage("number", { from: "then" })), "invalid_request from");
});

t.test("totals are the sums of the rows, whatever they are", async () => {
  const row = fc.record({
    hour: fc.nat(24 * 40),
    direction: fc.constantFrom("inbound", "outbound", "internal"),
    answered: fc.boolean(),
    talkMs: fc.nat(3_600_000),
    agent: fc.constantFrom("agent_1", "agent_2", null),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(row, { maxLength: 40 }), async (drawn) => {
      const rows = drawn.map(({ hour, direction, answered, talkMs, agent }, i) =>
        reportOf(`r${i}`, {
          startedAt: new Date(Date.UTC(2026, 0, 1) + hour * 3_600_000).toISOString(),
          direction: direction as ReportRow["direction"],
          answeredAt: answered ? day(1) : null,
          talkMs: answered ? talkMs : 0,
          agentId: agent,
        }),
      );
      const ends: (() => Promise<unknown> | unknown)[] = [];
      const account = await withRows({ teardown: (end: () => unknown) => ends.push(end) } as never, rows);
      try {
        const summary = must(await account.accounts.summary({}));
        const talk = rows.reduce((sum, { talkMs }) => sum + talkMs, 0);
        const sumOf = (of: readonly { calls: number }[]) => of.reduce((sum, { calls }) => sum + calls, 0);
        if (summary.calls !== rows.length || summary.talkMs !== talk || sumOf(summary.hours) !== rows.length)
          return false;
        if (sumOf(summary.agents) !== rows.filter(({ agentId }) => agentId !== null).length) return false;
        const usage = must(await account.accounts.usage("trunk", {}));
        return sumOf(usage) === rows.length;
      } finally {
        for (const end of ends) await end();
      }
    }),
    { numRuns: 12 },
  );
});

t.test("a summary by hour and by agent", async (t) => {
  const missed = { answeredAt: null, talkMs: 0 } as const;
  const account = await withRows(t as never, [
    reportOf("a", { startedAt: day(1, "12:00") }),
    reportOf("b", { startedAt: day(1, "12:59"), ...missed }),
    reportOf("c", { startedAt: day(1, "13:00"), agentName: "Carla Lima", holdMs: 7 }),
    reportOf("d", {
      startedAt: day(1, "13:01"),
      direction: "outbound",
      agentId: "agent_2",
      agentName: "Rui",
      ...missed,
    }),
    reportOf("e", { startedAt: day(1, "15:00"), agentId: null, agentName: null, ...missed }),
  ]);
  const hour = (time: string, calls: number, answered: number, of: number) => ({
    hour: day(1, time),
    calls,
    answered,
    missed: of,
  });
  t.same(must(await account.accounts.summary({})), {
    calls: 5,
    answered: 2,
    missed: 2,
    talkMs: 120_000,
    holdMs: 7,
    hours: [hour("12:00", 2, 1, 1), hour("13:00", 2, 1, 0), hour("15:00", 1, 0, 1)],
    agents: [
      { agentId: "agent_1", name: "Carla Lima", calls: 3, answered: 2, talkMs: 120_000, holdMs: 7 },
      { agentId: "agent_2", name: "Rui", calls: 1, answered: 0, talkMs: 0, holdMs: 0 },
    ],
  });
  t.match(must(await account.accounts.summary({ agentId: "agent_2" })), { calls: 1, hours: [{ calls: 1 }] });
  must(await account.accounts.updateSettings({ timeZone: "Asia/Kolkata" }, actor));
  const { hours } = must(await account.accounts.summary({}));
  t.same(
    hours.map(({ hour }) => hour.slice(11, 16)),
    ["11:30", "12:30", "14:30"],
    "hours of India",
  );
});

t.test("the hours of a time zone", async (t) => {
  const cases: [string, string, string][] = [
    ["America/Sao_Paulo", "2026-01-01T12:59:59.999Z", "2026-01-01T12:00:00.000Z"],
    ["Asia/Kathmandu", "2026-01-01T12:14:00Z", "2026-01-01T11:15:00.000Z"],
    ["Asia/Kathmandu", "2026-01-01T12:15:00Z", "2026-01-01T12:15:00.000Z"],
    ["Australia/Lord_Howe", "2026-01-01T00:30:00Z", "2026-01-01T00:00:00.000Z"],
    ["Australia/Lord_Howe", "2026-07-01T00:29:00Z", "2026-06-30T23:30:00.000Z"],
    // 25 October 2026: from 01:00 UTC on Berlin has 02:00 a second time.
    ["Europe/Berlin", "2026-10-25T00:30:00Z", "2026-10-25T00:00:00.000Z"],
    ["Europe/Berlin", "2026-10-25T01:30:00Z", "2026-10-25T01:00:00.000Z"],
  ];
  for (const [zone, moment, hour] of cases)
    t.equal(new HourClock(zone).hourOf(Date.parse(moment)), hour, `${moment} in ${zone}`);
});
