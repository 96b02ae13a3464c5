import t from "tap";
import { responseTo } from "../../../src/sip/message/build.ts";
import { request } from "./messages.ts";
import { nothingLeft, Rig } from "./rig.ts";

const ours = (method: string) => request({ method, branch: "z9hG4bKours" });
const answerWith = (rig: Rig, status: number, method: string) =>
  rig.give({ in: "respond", tx: 1, response: responseFor(method, status) });

const responseFor = (method: string, status: number) =>
  responseTo(request({ method }), status, undefined, { toTag: "u" });

t.test("a client retransmits until its transaction times out", async (t) => {
  const cases = [
    { name: "INVITE: A doubles, B ends (§17.1.1.2)", method: "INVITE", at: [0.5, 1.5, 3.5, 7.5, 15.5, 31.5] },
    {
      name: "non-INVITE: E doubles up to T2, F ends (§17.1.2.2)",
      method: "BYE",
      at: [0.5, 1.5, 3.5, 7.5, 11.5, 15.5, 19.5, 23.5, 27.5, 31.5],
    },
  ];
  for (const { name, method, at } of cases) {
    await t.test(name, async (t) => {
      const rig = new Rig();
      t.same(rig.open(ours(method)).caused, [`send ${method}`]);
      t.same(rig.advanceTo(100_000), [...at.map((s) => `${s} send ${method}`), "32 failure timeout"]);
      t.same(rig.settle(), nothingLeft);
    });
    await t.test(`${name}: not over TCP`, async (t) => {
      const rig = new Rig("tcp");
      rig.open(ours(method));
      t.same(rig.advanceTo(100_000), ["32 failure timeout"]);
    });
  }
});

t.test("E is T2 once a provisional came, and keeps the deadline it had", async (t) => {
  const rig = new Rig();
  const { reply } = rig.open(ours("OPTIONS"));
  rig.advanceTo(600);
  t.same(reply(100), ["response 100"]);
  t.same(rig.advanceTo(12_000), ["1.5 send OPTIONS", "5.5 send OPTIONS", "9.5 send OPTIONS"]);
  t.same(rig.advanceTo(32_000).at(-1), "32 failure timeout");
});

t.test("an INVITE in Proceeding neither retransmits nor times out", async (t) => {
  const rig = new Rig();
  const { reply } = rig.open(ours("INVITE"));
  reply(180);
  t.same(rig.advanceTo(600_000), []);
  t.equal(rig.layer.counts.timers, 0);
  t.same(reply(200), ["response 200"]);
  t.same(rig.settle(), nothingLeft);
});

t.test("how long a finished transaction stays to absorb what comes again", async (t) => {
  const cases = [
    { timer: "D", side: "client", method: "INVITE", status: 486, udp: 32_000, tcp: 0 },
    { timer: "K", side: "client", method: "BYE", status: 200, udp: 5_000, tcp: 0 },
    { timer: "M", side: "client", method: "INVITE", status: 200, udp: 32_000, tcp: 32_000 },
    { timer: "J", side: "server", method: "BYE", status: 200, udp: 32_000, tcp: 0 },
    { timer: "L", side: "server", method: "INVITE", status: 200, udp: 32_000, tcp: 32_000 },
  ] as const;
  for (const { timer, side, method, status, ...durations } of cases) {
    for (const transport of ["udp", "tcp"] as const) {
      await t.test(`${timer} over ${transport}: ${durations[transport]} ms`, async (t) => {
        const rig = new Rig(transport);
        if (side === "client") rig.open(ours(method)).reply(status);
        else {
          rig.receive(request({ method }));
          answerWith(rig, status, method);
        }
        const alive = () => rig.layer.counts.clientTransactions + rig.layer.counts.serverTransactions;
        const duration = durations[transport];
        if (duration > 0) {
          rig.advanceTo(duration - 1);
          t.equal(alive(), 1);
        }
        rig.advanceTo(duration);
        t.same([alive(), rig.layer.counts.timers], [0, 0]);
      });
    }
  }
});

t.test("G repeats a failure until H gives up (§17.2.1)", async (t) => {
  const at = [0.5, 1.5, 3.5, 7.5, 11.5, 15.5, 19.5, 23.5, 27.5, 31.5];
  for (const { transport, repeats } of [
    { transport: "udp", repeats: at },
    { transport: "tcp", repeats: [] },
  ] as const) {
    const rig = new Rig(transport);
    t.same(rig.receive(request()), ["back 100", "request INVITE"]);
    t.same(answerWith(rig, 486, "INVITE"), ["back 486"]);
    t.same(rig.advanceTo(100_000), [...repeats.map((s) => `${s} back 486`), "32 serverFailure timeout"]);
    t.same(rig.settle(), nothingLeft);
  }
});

t.test("an ACK stops G, and I absorbs further ones for 5 s, or not at all over TCP", async (t) => {
  for (const { transport, stays } of [
    { transport: "udp", stays: 5_000 },
    { transport: "tcp", stays: 0 },
  ] as const) {
    const rig = new Rig(transport);
    rig.receive(request());
    answerWith(rig, 486, "INVITE");
    rig.advanceTo(700);
    t.same(rig.receive(request({ method: "ACK", toTag: "u" })), []);
    if (stays > 0) {
      t.same(rig.advanceTo(700 + stays - 1), []);
      t.same(rig.receive(request({ method: "ACK", toTag: "u" })), []);
    }
    rig.advanceTo(700 + stays);
    t.same(rig.settle(), nothingLeft);
  }
});

t.test("64·T1 after its CANCEL an INVITE without a final response is over (§9.1)", async (t) => {
  const rig = new Rig();
  const { tx, reply } = rig.open(ours("INVITE"));
  reply(180);
  rig.advanceTo(1_000);
  t.same(rig.give({ in: "cancel", tx }), ["send CANCEL"]);
  const happened = rig.advanceTo(100_000).filter((word) => !word.includes("send"));
  t.same(happened, ["33 failure timeout"], "and the CANCEL's own timeout is nobody's business");
  t.same(rig.settle(), nothingLeft);
});
