import t from "tap";
import { CallRecord } from "../../../src/calls/call/callRecord.ts";
import { People } from "../../../src/calls/call/people.ts";
import { planOf } from "../plans.ts";

const START = Date.UTC(2026, 0, 1);
const at = (ms: number) => ({ now: 500 + ms, wall: START + ms });
const time = (ms: number) => new Date(START + ms).toISOString();
const quality = { customer: null, agent: null };
const call = {
  id: "call_1",
  plan: planOf("inbound"),
  people: new People(planOf("inbound")),
  trunkId: "trunk_1",
  recordingId: "rec_1",
  quality,
};

t.test("a call that was held and picked up again", async (t) => {
  const record = new CallRecord(at(0));
  record.ringing(at(100));
  record.ringing(at(900));
  record.answered(at(1000));
  record.held(true, at(3000));
  record.held(true, at(3500));
  record.held(false, at(4000));
  record.held(false, at(4500));
  record.held(true, at(9000));
  const row = record.row(call, at(10_000), { by: "customer", disposition: "answered", sipStatus: 200 });
  t.strictSame(row, {
    id: "report_1",
    callId: "call_1",
    direction: "inbound",
    disposition: "answered",
    customerNumber: "11988887777",
    agentId: "agent_ana",
    agentName: "Ana",
    agentExtension: "1001",
    trunkId: "trunk_1",
    startedAt: time(0),
    ringingAt: time(100),
    answeredAt: time(1000),
    endedAt: time(10_000),
    ringMs: 900,
    talkMs: 7000,
    holdMs: 2000,
    hungUpBy: "customer",
    sipStatus: 200,
    transfers: [],
    recordingId: "rec_1",
    quality,
    ownNumber: "+551130003000",
  });
});

t.test("a call that rang in vain", async (t) => {
  const record = new CallRecord(at(0));
  record.ringing(at(100));
  t.match(record.row(call, at(5000), { by: "system", disposition: "no_answer", sipStatus: 480 }), {
    answeredAt: null,
    ringMs: 4900,
    talkMs: 0,
    holdMs: 0,
    sipStatus: 480,
  });
});

t.test("a call that never rang", async (t) => {
  t.match(new CallRecord(at(0)).row(call, at(50), { by: "system", disposition: "failed", sipStatus: 404 }), {
    ringingAt: null,
    ringMs: 0,
  });
});

t.test("a call that still runs has the row that it needs should the process die now", async (t) => {
  const record = new CallRecord(at(0));
  record.answered(at(1000));
  record.held(true, at(2000));
  t.match(record.row(call, at(3000)), {
    disposition: "interrupted",
    endedAt: null,
    hungUpBy: null,
    sipStatus: null,
    quality: null,
  });
  t.match(
    record.row(call, at(4000), { by: "agent", disposition: "answered", sipStatus: 200 }),
    { holdMs: 2000 },
    "the hold goes on",
  );
});
