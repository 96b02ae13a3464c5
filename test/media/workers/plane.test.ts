/** The main thread's side: placement, ports, workers that die. */
import t from "tap";
import { seededEntropy } from "../../../src/kernel/entropy.ts";
import type { MediaCommand, MediaEvent } from "../../../src/media/commands.ts";
import { createInlinePlane } from "../../../src/media/workers/inlineWorker.ts";
import { Plane, type WorkerReports } from "../../../src/media/workers/plane.ts";
import { noStats } from "../../../src/media/workers/statsSum.ts";
import { PortPool } from "../../../src/rtp/portPool.ts";
import { VirtualNet } from "../../support/virtualNet.ts";
import { VirtualTime } from "../../support/virtualTime.ts";
import { MemoryRecording } from "../support/stage.ts";

/** A plane whose workers only keep what they are sent. */
function deafPlane(workers: number, ports = new PortPool(20_000, 20_009)) {
  const time = new VirtualTime();
  const events: MediaEvent[] = [];
  const made: { commands: MediaCommand[]; reports: WorkerReports; closed: boolean }[] = [];
  const plane = new Plane({
    workers,
    ports,
    address: "10.0.0.1",
    scheduler: time,
    entropy: seededEntropy(1),
    emit: (event) => void events.push(event),
    spawn: (reports) => {
      const worker = { commands: [] as MediaCommand[], reports, closed: false };
      made.push(worker);
      return {
        post: (command) => void worker.commands.push(command),
        close: async () => {
          worker.closed = true;
        },
      };
    },
  });
  return { plane, time, events, workers: made, ports };
}

const openCall = (call: number): MediaCommand => ({ op: "openCall", call, holdMusic: "default" });

t.test("calls are spread over the workers, the idlest first; a call stays where it is", async (t) => {
  const { plane, workers } = deafPlane(2);
  for (const call of [1, 2, 3]) plane.send(openCall(call));
  plane.openLeg(2, 7, "agent");
  t.strictSame(
    workers.map(({ commands }) => commands.map(({ op, call }) => `${op} ${call}`)),
    [
      ["openCall 1", "openCall 3"],
      ["openCall 2", "openLeg 2"],
    ],
  );
  workers[0]!.reports.event({ event: "callClosed", call: 1 });
  workers[0]!.reports.event({ event: "callClosed", call: 3 });
  plane.send(openCall(4));
  t.match(workers[0]!.commands.at(-1), { op: "openCall", call: 4 });
});

t.test("a taken port is tried no further; the next is", async (t) => {
  const { plane, workers, events, ports } = deafPlane(1);
  plane.send(openCall(1));
  plane.openLeg(1, 7, "agent");
  const [worker] = workers;
  const tried = () => worker!.commands.flatMap((command) => (command.op === "openLeg" ? [command.port] : []));
  const taken = { event: "legFailed", call: 1, leg: 7, code: "port_taken", message: "" } as const;
  worker!.reports.event(taken);
  t.strictSame(tried(), [20_000, 20_002]);
  t.strictSame(events, [], "the call hears nothing of it");
  for (let i = 0; i < 4; i++) worker!.reports.event(taken);
  t.strictSame(tried(), [20_000, 20_002, 20_004, 20_006, 20_008]);
  worker!.reports.event({ event: "callClosed", call: 1 });
  t.equal(ports.inUse, 0);
});

t.test("no_ports when every port is in use; a freed one can be had again after its rest", async (t) => {
  const { plane, workers, events, time } = deafPlane(1);
  plane.send(openCall(1));
  for (let leg = 1; leg <= 6; leg++) plane.openLeg(1, leg, "agent");
  t.strictSame(events, [], "never from within the call");
  time.advance(0);
  t.match(events, [{ event: "legFailed", call: 1, leg: 6, code: "no_ports" }]);
  workers[0]!.reports.event({ event: "portFreed", port: 20_004 });
  time.advance(2000);
  plane.openLeg(1, 8, "agent");
  t.match(workers[0]!.commands.at(-1), { op: "openLeg", leg: 8, port: 20_004 });
});

t.test("a worker that dies: its calls are told, its ports freed, another takes its place", async (t) => {
  const { plane, workers, events, ports } = deafPlane(2);
  for (const call of [1, 2, 3]) plane.send(openCall(call));
  for (const call of [1, 2, 3]) plane.openLeg(call, 10 + call, "agent");
  workers[0]!.reports.event({ event: "stats", stats: { ...noStats, packetsIn: 5, legs: 2 } });
  workers[0]!.reports.lost();
  t.match(events.slice(1), [
    { event: "workerLost", call: 1 },
    { event: "workerLost", call: 3 },
    { event: "stats", stats: { packetsIn: 5, legs: 0, workersLost: 1 } },
  ]);
  t.equal(ports.inUse, 1);
  plane.send({ op: "closeLeg", call: 1, leg: 11 });
  t.equal(workers.length, 2, "a worker that cannot live is not started for nothing");
  plane.send(openCall(4));
  t.equal(workers.length, 3);
  t.strictSame(
    workers[2]!.commands.map(({ op, call }) => `${op} ${call}`),
    ["openCall 4"],
  );
  workers[1]!.reports.event({ event: "stats", stats: { ...noStats, packetsIn: 7, legs: 1 } });
  t.match(events.at(-1), { stats: { packetsIn: 12, legs: 1 } }, "what it had counted stays counted");
});

t.test("a worker that dies is replaced at once, unless it has only just begun", async (t) => {
  const { plane, workers, time } = deafPlane(1);
  time.advance(1000);
  workers[0]!.reports.lost();
  t.equal(workers.length, 2);
  time.advance(999);
  workers[1]!.reports.lost();
  t.equal(workers.length, 2, "it would only die again");
  plane.send(openCall(1));
  t.equal(workers.length, 3);
});

const report = (busy: number): MediaEvent => ({ event: "stats", stats: { ...noStats, busy } });

t.test(
  "a worker that hangs is noticed after five looks, ended and replaced; its calls are lost, no others",
  async (t) => {
    const { plane, workers, events, ports, time } = deafPlane(2);
    for (const call of [1, 2]) plane.send(openCall(call));
    for (const call of [1, 2]) plane.openLeg(call, 10 + call, "agent");
    for (const { reports } of workers) reports.event(report(0.1));
    for (let second = 0; second < 5; second++) {
      time.advance(1000);
      workers[1]!.reports.event(report(0.1));
    }
    t.notOk(workers[0]!.closed);
    events.length = 0;
    time.advance(1000);
    t.match(events, [
      { event: "workerHung", calls: 1 },
      { event: "workerLost", call: 1 },
      { event: "stats", stats: { workersLost: 1, busy: 0.1 } },
    ]);
    t.match([workers[0]!.closed, workers[1]!.closed, workers.length], [true, false, 3]);
    t.equal(ports.inUse, 1);
    events.length = 0;
    workers[0]!.reports.event({ event: "callClosed", call: 2 });
    workers[0]!.reports.lost();
    t.strictSame(events, [], "nobody listens to it any more");
    workers[1]!.reports.event({ event: "callClosed", call: 2 });
    t.equal(time.pending, 0, "without calls nobody looks");
  },
);

t.test("one that only finishes files, or has not said a word yet, is given half a minute", async (t) => {
  for (const begin of [false, true]) {
    const { plane, workers, events, time } = deafPlane(1);
    plane.send(openCall(1));
    if (begin) {
      workers[0]!.reports.event(report(0));
      plane.send({ op: "closeCall", call: 1 });
    }
    time.advance(30_000);
    t.notOk(workers[0]!.closed);
    time.advance(1000);
    t.ok(workers[0]!.closed);
    t.match(events.slice(-2), [{ event: "workerLost", call: 1 }, { event: "stats" }]);
  }
});

t.test(
  "calls go where the least of the thread is taken, by what it tells and by calls that do not show yet",
  async (t) => {
    const { plane, workers } = deafPlane(2, new PortPool(20_000, 29_999));
    let last = 0;
    const place = (): number => {
      plane.send(openCall(++last));
      return workers.findIndex(({ commands }) => commands.some(({ op, call }) => op === "openCall" && call === last));
    };
    const answer = (call: number): void => {
      for (const [i, role] of (["customer", "agent"] as const).entries()) {
        plane.openLeg(call, 2 * call + i, role);
        plane.send({ op: "describeLeg", call, leg: 2 * call + i } as MediaCommand);
      }
    };
    const [first, second] = [place(), place()];
    t.strictSame([first, second], [0, 1]);
    for (const call of [1, 2]) answer(call);
    workers[0]!.reports.event(report(0.211));
    workers[1]!.reports.event(report(0.2));
    t.strictSame(
      Array.from({ length: 10 }, place),
      [1, 1, 1, 1, 1, 1, 0, 1, 0, 1],
      "ten that ring are reckoned with although they show nothing",
    );
    workers[0]!.reports.event(report(0.211));
    workers[1]!.reports.event(report(0.2));
    t.equal(place(), 0, "still: they ring");
  },
);

t.test("a call is placed near another; a leg moves with its port, on one worker only", async (t) => {
  const { plane, workers, events, time, ports } = deafPlane(2);
  plane.send(openCall(1));
  plane.send({ op: "openCall", call: 2, holdMusic: "default", near: 1 });
  plane.send(openCall(3));
  t.match(workers[0]!.commands.at(-1), { op: "openCall", call: 2 });
  t.match(workers[1]!.commands.at(-1), { op: "openCall", call: 3 });

  plane.openLeg(2, 7, "agent");
  const move = (to: number): MediaCommand => ({ op: "moveLeg", call: 2, leg: 7, to, role: "customer" });
  plane.send(move(3));
  time.advance(0);
  t.match(events, [{ event: "legFailed", call: 3, leg: 7, code: "other_worker" }]);
  plane.send(move(1));
  t.match(workers[0]!.commands.at(-1), { op: "moveLeg", to: 1 });
  workers[0]!.reports.event({ event: "callClosed", call: 2 });
  t.equal(ports.inUse, 1, "the port is the other call's now");
  plane.send(move(1));
  t.equal(workers[0]!.commands.filter(({ op }) => op === "moveLeg").length, 1, "a leg that is gone does not move");
  workers[0]!.reports.event({ event: "callClosed", call: 1 });
  t.equal(ports.inUse, 0);
});

t.test("close waits for the calls, then ends the workers", async (t) => {
  const { plane, workers } = deafPlane(1);
  plane.send(openCall(1));
  const closing = plane.close();
  t.match(workers[0]!.commands.at(-1), { op: "closeCall", call: 1 });
  t.notOk(workers[0]!.closed);
  workers[0]!.reports.event({ event: "callClosed", call: 1 });
  await closing;
  t.ok(workers[0]!.closed);
});

t.test("inline: a whole call over a simulated network", async (t) => {
  const time = new VirtualTime();
  const net = new VirtualNet(time);
  const events: MediaEvent[] = [];
  const ports = new PortPool(20_000, 20_100);
  const plane = createInlinePlane({
    datagrams: net,
    scheduler: time,
    entropy: seededEntropy(1),
    ports,
    address: "10.0.0.1",
    openRecording: (file) => new MemoryRecording(file),
    emit: (event) => void events.push(event),
  });
  net.refuse(20_000, "EADDRINUSE");
  plane.send(openCall(1));
  plane.openLeg(1, 1, "customer");
  t.equal(events.length, 0);
  time.advance(10);
  t.match(
    events.find(({ event }) => event === "legOpened"),
    { call: 1, leg: 1, port: 20_002 },
  );
  const closing = plane.close();
  time.advance(10);
  await closing;
  t.strictSame([net.open, time.pending, ports.inUse], [0, 0, 0]);
});
