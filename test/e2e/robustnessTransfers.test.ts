/** Transfers, groups and forwards when the process dies or is told to stop, and what is left after many of them. */
import { readdirSync, readFileSync, readlinkSync } from "node:fs";
import t from "tap";
import type { PhoneCall } from "../../lab/phone/call.ts";
import { answers, answersAfter, type Manner, refuses, rings } from "../../lab/phone/manners.ts";
import type { Group, PhoneNumber, Route, Trunk } from "../../src/accounts/directory/shapes.ts";
import type { RecordingRow, ReportRow } from "../../src/accounts/journal/journal.ts";
import type { CallView } from "../../src/calls/live/views.ts";
import { seededEntropy } from "../../src/kernel/entropy.ts";
import { type Centre, CUSTOMER, centre, NUMBER } from "../support/centre.ts";
import { eventually } from "../support/eventually.ts";
import { metric } from "../support/metrics.ts";

const GROUP_NUMBER = "1130005000";
/** The least level of pino's that tells of trouble. */
const WARNING = 40;

const groupOf = async (c: Centre, agentIds: readonly string[], strategy: Group["strategy"]) => {
  const group = await c.admin.post<Group>("/v1/groups", {
    ...{ name: "Vendas", strategy, agentIds, ringSeconds: 5, extension: "2001" },
  });
  const destination = { type: "group", id: group.id };
  await c.admin.post<PhoneNumber>("/v1/numbers", { number: GROUP_NUMBER, destination });
};

/** What the process has open, but for connections, those of the API being their clients' to keep, and files that are just being replaced. */
function openOf(pid: number): readonly string[] {
  const rows = readFileSync("/proc/net/tcp", "latin1").split("\n");
  const inodes = new Set(rows.map((row) => `socket:[${row.trim().split(/\s+/)[9]}]`));
  const target = (fd: string): readonly string[] => {
    try {
      return [readlinkSync(`/proc/${pid}/fd/${fd}`)];
    } catch {
      // Closed between the two looks.
      return [];
    }
  };
  return readdirSync(`/proc/${pid}/fd`)
    .flatMap(target)
    .filter((link) => !inodes.has(link) && !link.endsWith(".new"))
    .sort();
}

t.test(
  "kill -9 while transfers are on their way: one row for each call that was answered, and its recording",
  async (t) => {
    const c = await centre(t);
    const bruno = await c.seat("Bruno", "1002", { manner: rings });
    const blind = await c.call();
    await c.admin.post(`/v1/calls/${blind.id}/transfer`, { to: "1002", type: "blind" });
    await bruno.phone.incoming();
    const attended = await c.call("11977776666");
    const carla = await c.seat("Carla", "1004");
    await c.admin.post(`/v1/calls/${attended.id}/transfer`, { to: "1004", type: "attended" });
    await carla.phone.incoming();
    await eventually(
      async () => (await c.calls()).filter(({ state }) => state === "answered").length === 1,
      "Carla's answer",
    );
    const consultation = (await c.calls()).find(({ state }) => state === "answered")!;
    await attended.customer.audio.pass(1500);
    await c.server.now.kill9();

    const server = await c.server.restart();
    const admin = await server.administrator();
    const rows = await admin.list<ReportRow>("/v1/reports/calls");
    t.strictSame(rows.map(({ callId }) => callId).sort(), [blind.id, attended.id, consultation.id].sort());
    for (const row of rows) t.match(row, { disposition: "interrupted", transfers: [] });
    const recordings = await admin.list<RecordingRow>("/v1/recordings");
    t.strictSame(recordings.map(({ callId }) => callId).sort(), rows.map(({ callId }) => callId).sort());
    for (const recording of recordings) t.match(recording, { state: "recovered" });
    t.strictSame(await admin.list<CallView>("/v1/calls"), []);
  },
);

t.test(
  "SIGTERM while a group rings and a transfer is on its way: everybody is told, everything is written",
  async (t) => {
    const c = await centre(t, { server: { env: { PONTO_SHUTDOWN_GRACE_SECONDS: "1" } } });
    const [bruno, carla] = [
      await c.seat("Bruno", "1002", { manner: rings }),
      await c.seat("Carla", "1004", { manner: rings }),
    ];
    await groupOf(c, [bruno.agent.id], "sequential");
    const call = await c.call();
    await c.admin.post(`/v1/calls/${call.id}/transfer`, { to: "1004", type: "attended" });
    const asked = await carla.phone.incoming();
    const caller = await c.trunk.call(GROUP_NUMBER, CUSTOMER);
    const rung = await bruno.phone.incoming();
    await caller.ringing();
    process.kill(c.server.now.pid, "SIGTERM");
    t.equal(await caller.ended(), 480);
    t.strictSame([await rung.ended(), await asked.ended()], [487, 487]);
    t.strictSame([await call.customer.ended(), await call.agent.ended()], ["theirs", "theirs"]);
    t.equal(await c.server.now.ended(), 0);
    const admin = await c.server.restart().then((server) => server.administrator());
    const rows = await admin.list<ReportRow>("/v1/reports/calls");
    t.equal(rows.length, 3);
    t.notOk(rows.some(({ endedAt, disposition }) => endedAt === null || disposition === "interrupted"));
    t.match(await admin.list<RecordingRow>("/v1/recordings"), [{ callId: call.id, state: "complete" }]);
  },
);

t.test("after fifty calls with transfers and forwards nothing is left", async (t) => {
  // Who was left behind by a transfer talks on until the end: on a slow machine nearly all of them at once.
  const c = await centre(t, { server: { rtpPorts: 1000 } });
  const entropy = seededEntropy(50);
  const below = (n: number): number => entropy.uint32() % n;
  const manners: readonly Manner[] = [answers, answers, answersAfter(5), answersAfter(30), rings, refuses(486)];
  const bruno = await c.seat("Bruno", "1002");
  const carla = await c.seat("Carla", "1004");
  const seats = [c.ana, bruno, carla];
  const [trunk] = await c.admin.list<Trunk>("/v1/trunks");
  await c.admin.post<Route>("/v1/routes", { prefix: "0", strip: 1, trunkIds: [trunk!.id] });
  await groupOf(
    c,
    seats.map(({ agent }) => agent.id),
    "all",
  );
  const forward = (id: string, forwardTo: object) => c.admin.patch(`/v1/agents/${id}`, { voip: { forwardTo } });
  await forward(c.ana.agent.id, { busy: "1002" });
  await forward(bruno.agent.id, { busy: "011966665555" });
  await forward(carla.agent.id, { busy: "1001" });
  const { pid } = c.server.now;
  const before = openOf(pid);
  const targets = ["1001", "1002", "1004", "2001", "011955554444", "9999"];

  /** As long as a few requests take, so that what comes next falls anywhere in the call. */
  const someTime = async (): Promise<void> => {
    for (let i = below(8); i >= 0; i--) await c.calls();
  };

  /** One call, with whatever is done to it, until it has ended for its caller. */
  const live = async (): Promise<void> => {
    for (const { phone } of [...seats, { phone: c.trunk }]) phone.manner = manners[below(manners.length)]!;
    const from = below(3) === 0 ? seats[below(3)]!.phone : c.trunk;
    const to = from === c.trunk ? [NUMBER, GROUP_NUMBER][below(2)]! : targets[below(targets.length)]!;
    const caller = await from.dial(to, from === c.trunk ? { from: CUSTOMER } : {});
    const done: (() => Promise<unknown>)[] = [
      () => refer(),
      () => rest("blind"),
      () => rest("attended").then(() => decide("complete")),
      () => rest("attended").then(() => decide("cancel")),
      () => Promise.all([rest("attended"), refer()]),
      () => Promise.all([rest("blind"), caller.state === "connected" ? caller.bye() : undefined]),
    ];
    const target = (): string => targets[below(targets.length)]!;
    const refer = async (): Promise<void> => {
      const call = seats.flatMap(({ phone }) => phone.calls).find(({ state }) => state === "connected");
      await call?.refer(target()).catch(() => undefined);
    };
    const anyCall = async () => (await c.calls()).find(({ state }) => state !== "ringing")?.id ?? "none";
    const rest = async (type: "blind" | "attended") =>
      c.admin.request("POST", `/v1/calls/${await anyCall()}/transfer`, { to: target(), type });
    const decide = async (decision: string) =>
      c.admin.request("POST", `/v1/calls/${await anyCall()}/transfer/${decision}`);
    await someTime();
    for (let i = below(3); i >= 0; i--) await done[below(done.length)]!();
    await someTime();
    if (caller.state === "connected") await caller.bye();
    else if (caller.state === "calling" && caller.ending === undefined) await caller.cancel().catch(() => undefined);
  };
  for (let i = 0; i < 10; i++) await Promise.all(Array.from({ length: 5 }, live));

  // Whoever still talks was left behind by a caller that is gone.
  const talking = (): readonly PhoneCall[] =>
    [...seats, { phone: c.trunk }].flatMap(({ phone }) => phone.calls).filter(({ state }) => state === "connected");
  for (const call of talking()) await call.bye().catch(() => undefined);
  for (const call of await c.calls()) await c.admin.request("DELETE", `/v1/calls/${call.id}`);
  const gauges = ["ponto_calls", "ponto_legs", "ponto_rtp_ports_in_use", "ponto_monitorings"];
  const sum = async () => (await Promise.all(gauges.map((name) => metric(c.admin, name)))).reduce((a, b) => a + b, 0);
  await eventually(async () => (await sum()) === 0, "every call, leg and port to be given back");
  const isClosed = async () => openOf(pid).length <= before.length;
  await eventually(isClosed, "every file and socket to be closed").catch(() => undefined);
  t.strictSame(openOf(pid), before);
  const rows = await c.admin.list<ReportRow>("/v1/reports/calls");
  // Who dials itself or a number that nobody has is refused without a row; consultations have rows of their own.
  t.ok(rows.length >= 30, `${rows.length} calls`);
  t.ok(rows.filter(({ transfers }) => transfers.length > 0).length > 0, "transfers among them");
  t.strictSame(
    rows.filter(({ endedAt }) => endedAt === null),
    [],
    "every row is final",
  );
  t.notOk(rows.some(({ disposition }) => disposition === "interrupted"));
  const recordings = await c.admin.list<RecordingRow>("/v1/recordings");
  t.strictSame(
    recordings.filter(({ state, missingMs }) => state !== "complete" || missingMs > 0),
    [],
  );
  const trouble = c.server.now.logs.filter(({ level }) => Number(level) >= WARNING);
  t.strictSame(trouble, [], "and nothing went wrong");
});
