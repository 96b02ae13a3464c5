import t from "tap";
import { People } from "../../../src/calls/call/people.ts";
import { QualityRecord } from "../../../src/calls/call/qualityRecord.ts";
import type { LegQuality, RecentQuality } from "../../../src/kernel/quality.ts";
import { planOf } from "../plans.ts";

const quality = (roundTripMs: number): LegQuality => ({ codec: "PCMA", roundTripMs, received: null, sent: null });
const silent: RecentQuality = { roundTripMs: null, received: null, sent: null };
const sounding = (roundTripMs: number, recent = silent) => ({ quality: quality(roundTripMs), recent });

t.test("nothing before anything was measured", async (t) => {
  t.equal(new QualityRecord().of(new People(planOf("inbound"))), null);
});

t.test("each end by its own leg, the newest figures", async (t) => {
  const record = new QualityRecord();
  t.ok(record.take(1, sounding(10), "customer"));
  t.strictSame(record.of(new People(planOf("inbound"))), { customer: quality(10), agent: null });
  record.take(2, sounding(20), "agent");
  record.take(1, sounding(11), "customer");
  t.strictSame(record.of(new People(planOf("inbound"))), { customer: quality(11), agent: quality(20) });
});

t.test("the last figures of a leg that has left count until another stands there", async (t) => {
  const record = new QualityRecord();
  record.take(2, sounding(20), "agent");
  t.ok(record.take(2, sounding(21), undefined));
  t.match(record.of(new People(planOf("inbound"))), { agent: quality(21) });
  record.take(3, sounding(30), "agent");
  t.notOk(record.take(2, sounding(22), undefined), "too late");
  t.match(record.of(new People(planOf("inbound"))), { agent: quality(30) });
  t.notOk(record.take(9, sounding(90), undefined), "a leg that never stood here");
});

t.test("an agent who called and stays alone with somebody outside is the agent of the call", async (t) => {
  const record = new QualityRecord();
  const people = new People(planOf("internal"));
  record.take(1, sounding(10), "customer");
  record.take(2, sounding(20), "agent");
  t.match(record.of(people), { customer: quality(10), agent: quality(20) });
  people.seat("agent", { number: "11988887777", name: null, agent: undefined });
  t.match(record.of(people), { customer: quality(20), agent: quality(10) });
});

t.test("the score of the moment is that of the worst stream, to one decimal", async (t) => {
  const record = new QualityRecord();
  const stream = (mos: number) => ({ lossRatio: 0, jitterMs: 0, mos });
  const mos = (leg: number, received: number | null, sent: number | null, side: "customer" | "agent") => {
    const recent = {
      ...silent,
      received: received === null ? null : stream(received),
      sent: sent === null ? null : stream(sent),
    };
    record.take(leg, sounding(0, recent), side);
    return record.mos;
  };
  t.equal(record.mos, null);
  t.equal(mos(1, null, null, "customer"), null, "nothing came in the last seconds");
  t.equal(mos(1, 4.4092, null, "customer"), 4.4);
  t.equal(mos(2, 4.3, 3.25, "agent"), 3.3);
  t.equal(mos(2, 4.3, 4.2, "agent"), 4.2, "the newest counts");
});
