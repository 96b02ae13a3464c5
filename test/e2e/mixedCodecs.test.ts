/** Quick calls between phones of every codec over bad networks, each with a monitor: nothing is left of them. */
import { readdir, readFile } from "node:fs/promises";
import t, { type Test } from "tap";
import type { Coding } from "../../lab/sound/coding.ts";
import { noise } from "../../lab/sound/signals.ts";
import type { CallView, MonitoringView } from "../../src/calls/live/views.ts";
import { seededEntropy } from "../../src/kernel/entropy.ts";
import type { MonitorMode } from "../../src/mixer/audibility.ts";
import { type Centre, centre, type Seat, type SupervisorSeat } from "../support/centre.ts";
import { eventually } from "../support/eventually.ts";
import { metric } from "../support/metrics.ts";

const ROUNDS = 20;
/** The first ones open and compile what stays. */
const WARM_UP = 10;
const TALK_MS = 160;
/** What the collector may not have got round to, MB: of sixty calls, the sound that three legs each keep would be far more. */
const SLACK_MB = 50;
const PAGE_BYTES = 4096;

const owned = ["ponto_calls", "ponto_monitorings", "ponto_legs", "ponto_rtp_ports_in_use"] as const;
const pairs: readonly (readonly [Coding, Coding, Coding, MonitorMode])[] = [
  ["opus", "G722", "PCMA", "active"],
  ["PCMU", "opus", "G722", "semi_active"],
  ["G722", "PCMA", "opus", "passive"],
];

interface Trio {
  readonly caller: Seat;
  readonly called: Seat;
  readonly monitor: SupervisorSeat;
  readonly mode: MonitorMode;
}

/** Two agents and a supervisor for each pair of codecs. */
async function trios(c: Centre): Promise<readonly Trio[]> {
  const made: Trio[] = [];
  for (const [i, [ours, theirs, watching, mode]] of pairs.entries()) {
    const options = (coding: Coding, seed: number) => ({ codecs: [coding], voice: noise(seed), keep: 50 });
    const caller = await c.seat(`Um${i}`, `20${i}1`, options(ours, 1));
    const called = await c.seat(`Dois${i}`, `20${i}2`, options(theirs, 2));
    const monitor = await c.supervisor(`Tres${i}`, `20${i}3`, options(watching, 3));
    made.push({ caller, called, monitor, mode });
  }
  return made;
}

async function quickCall(c: Centre, { caller, called, monitor, mode }: Trio, seed: number): Promise<void> {
  const entropy = seededEntropy(seed);
  const ours = await caller.phone.dial(called.agent.extension);
  await ours.answered();
  const theirs = await called.phone.incoming();
  // A tenth is lost, the rest comes up to 30 ms late and overtakes.
  for (const { audio } of [ours, theirs])
    audio.weather = () => (entropy.uint32() % 10 === 0 ? undefined : entropy.uint32() % 30);
  const view = await eventually(
    async () =>
      (await c.calls()).find((one: CallView) => one.agent?.id === called.agent.id && one.state === "answered"),
    "the call to be live",
  );
  const { id } = await monitor.api.post<MonitoringView>("/v1/monitorings", { callId: view.id, mode });
  const leg = await monitor.phone.incoming();
  await c.monitoring(id, "connected", monitor);
  await ours.audio.pass(TALK_MS);
  await (seed % 2 === 0 ? ours : theirs).bye();
  await Promise.all([ours, theirs, leg].map((one) => one.ended()));
  await Promise.all([caller.phone.forget(ours), called.phone.forget(theirs), monitor.phone.forget(leg)]);
}

/** Once everything of the calls is given back: how many files are open, and how much memory is held, MB. */
async function footprint(t: Test, c: Centre): Promise<{ readonly files: number; readonly megabytes: number }> {
  await eventually(async () => {
    const left = await Promise.all(owned.map((name) => metric(c.admin, name)));
    return left.every((value) => value === 0);
  }, "everything to be given back");
  const { pid } = c.server.now;
  t.equal(c.server.now.logs.filter(({ event }) => event === "fault").length, 0, "no defect showed");
  const pages = Number((await readFile(`/proc/${pid}/statm`, "utf8")).split(" ")[1]);
  return { files: (await readdir(`/proc/${pid}/fd`)).length, megabytes: (pages * PAGE_BYTES) / 2 ** 20 };
}

t.test("sixty calls of every codec, watched, over networks that lose and overtake", async (t) => {
  const c = await centre(t, { server: { rtpPorts: 1000 } });
  const everybody = await trios(c);
  const rounds = async (from: number, to: number) => {
    for (let round = from; round < to; round++) await Promise.all(everybody.map((trio) => quickCall(c, trio, round)));
  };
  await rounds(0, WARM_UP);
  const before = await footprint(t, c);
  await rounds(WARM_UP, WARM_UP + ROUNDS);
  const after = await footprint(t, c);
  t.ok(after.files <= before.files + 2, `${before.files} files open before, ${after.files} after`);
  t.ok(after.megabytes <= before.megabytes + SLACK_MB, `${before.megabytes} MB before, ${after.megabytes} after`);
  const calls = (WARM_UP + ROUNDS) * pairs.length;
  t.equal((await c.admin.list("/v1/reports/calls")).length, calls, "a row for each call");
  const recordings = await eventually(async () => {
    const rows = await c.admin.list<{ state: string; missingMs: number }>("/v1/recordings");
    return rows.every(({ state }) => state !== "writing") && rows;
  }, "the recordings to be closed");
  t.equal(recordings.length, calls, "and a recording");
  t.ok(recordings.every(({ state, missingMs }) => state === "complete" && missingMs === 0));
  t.equal(await c.server.now.stop(), 0);
});
