import t from "tap";
import type { Call } from "../../../src/calls/call/call.ts";
import { AgentBoard } from "../../../src/calls/live/agentBoard.ts";
import { Account } from "../../sim/support/account.ts";
import { planOf } from "../plans.ts";

const START = Date.UTC(2026, 0, 1);

/** What the board looks at of a call. */
const call = (state: "ringing" | "answered" | "held", plan = planOf("inbound")): Call =>
  ({
    rings: (id: string) => state === "ringing" && plan.callerSide === "customer" && id === plan.agent.id,
    live: state !== "ringing",
    talking: state === "answered",
  }) as Call;

type Voip = Parameters<Account["agent"]>[2];

const rows: readonly [status: string, when: string, calls: readonly Call[], registered: boolean, voip?: Voip][] = [
  ["offline", "its phone is not registered", [], false],
  ["offline", "VoIP is off", [], true, { enabled: false }],
  ["available", "its phone is registered", [], true],
  ["do_not_disturb", "it wants no calls", [], true, { doNotDisturb: true }],
  ["offline", "it wants no calls and has no phone", [], false, { doNotDisturb: true }],
  ["ringing", "it is called", [call("ringing")], true],
  ["in_call", "it calls out", [call("ringing", planOf("outbound"))], true],
  ["in_call", "it talks", [call("answered")], true],
  ["in_call", "it talks although it wants no calls", [call("answered")], true, { doNotDisturb: true }],
  ["on_hold", "its call is held", [call("held")], true],
  ["in_call", "it talks while another call waits", [call("held"), call("answered")], true],
  ["on_hold", "a call waits while another rings", [call("ringing"), call("held")], true],
  ["in_call", "it talks, its registration run out", [call("answered")], false],
];

for (const [status, when, calls, registered, voip] of rows) {
  t.test(`${status} when ${when}`, async (t) => {
    const agent = new Account().agent("Ana", "1001", voip);
    const board = new AgentBoard();
    board.update(agent, calls, registered, START);
    t.match(board.view(agent), { name: "Ana", extension: "1001", status, since: "2026-01-01T00:00:00.000Z" });
  });
}

t.test("on an internal call the one who dials is busy, the one who is called rings", async (t) => {
  const account = new Account();
  const board = new AgentBoard();
  const dialling = [call("ringing", planOf("internal"))];
  const [ana, bruno] = [account.agent("Ana", "1001"), account.agent("Bruno", "1002")];
  board.update(ana, dialling, true, START);
  board.update(bruno, dialling, true, START);
  t.equal(board.view(ana).status, "ringing");
  t.equal(board.view(bruno).status, "in_call");
});

t.test("a status is told when it changes, with the time of its change", async (t) => {
  const agent = new Account().agent("Ana", "1001");
  const board = new AgentBoard();
  t.equal(board.update(agent, [], true, START), false, "the first is no change");
  t.equal(board.update(agent, [], true, START + 1000), false);
  t.equal(board.view(agent).since, "2026-01-01T00:00:00.000Z");
  t.equal(board.update(agent, [call("ringing")], true, START + 2000), true);
  t.equal(board.view(agent).since, "2026-01-01T00:00:02.000Z");
  board.forget(agent.id);
  t.equal(board.view(agent).status, "offline");
});
