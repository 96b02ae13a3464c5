/** Media workers in threads of their own, on this machine's sockets, disk and time. */
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import t from "tap";
import { silentLog } from "../../../src/kernel/log.ts";
import type { MediaCommand, MediaEvent } from "../../../src/media/commands.ts";
import { Plane } from "../../../src/media/workers/plane.ts";
import { spawnThread } from "../../../src/media/workers/threadWorker.ts";
import { recoverRecording } from "../../../src/recording/recovery.ts";
import { parseWavHeader } from "../../../src/recording/wav.ts";
import { PortPool } from "../../../src/rtp/portPool.ts";
import { systemScheduler } from "../../../src/system/clock.ts";
import { systemEntropy } from "../../../src/system/entropy.ts";
import { networks } from "../../support/networks.ts";

const openCall = (call: number): MediaCommand => ({ op: "openCall", call, holdMusic: "default" });

for (const { name, missing } of networks)
  t.test(
    `by ${name}: legs on real sockets, a recording on a real disk, and all of it ends`,
    { timeout: 30_000, skip: missing },
    async (t) => {
      const folder = mkdtempSync(join(tmpdir(), "plane-"));
      t.teardown(() => rmSync(folder, { recursive: true }));
      const waiting: { matches: (event: MediaEvent) => boolean; resolve: (event: MediaEvent) => void }[] = [];
      const seen: MediaEvent[] = [];
      const emit = (event: MediaEvent): void => {
        seen.push(event);
        for (const { matches, resolve } of waiting) if (matches(event)) resolve(event);
      };
      const next = (name: MediaEvent["event"]): Promise<MediaEvent> => {
        const already = seen.find(({ event }) => event === name);
        if (already !== undefined) return Promise.resolve(already);
        return new Promise((resolve) => {
          waiting.push({ matches: ({ event }) => event === name, resolve });
        });
      };
      const plane = new Plane({
        workers: 1,
        ports: new PortPool(24_000, 31_998),
        address: "127.0.0.1",
        scheduler: systemScheduler,
        entropy: systemEntropy,
        emit,
        spawn: (reports) => spawnThread(silentLog, reports, { network: name }),
      });
      const path = join(folder, "call.wav");
      plane.send(openCall(1));
      plane.openLeg(1, 1, "customer");
      t.match(await next("legOpened"), { leg: 1 });
      plane.send({ op: "startRecording", call: 1, plan: { path, layout: "stereo", onHold: "silence" } });
      await next("recordingStarted");
      plane.send({ op: "closeCall", call: 1 });
      await next("callClosed");
      t.ok(seen.some(({ event }) => event === "recordingClosed"));
      t.ok(existsSync(path));
      await plane.close();
    },
  );

t.test("a worker that dies is told as lost", { timeout: 30_000 }, async (t) => {
  const lost = new EventTarget();
  const mortal = import.meta.resolve("../support/mortalWorker.ts");
  const reports = { event: () => undefined, lost: () => lost.dispatchEvent(new Event("lost")) };
  const worker = spawnThread(silentLog, reports, { network: "node", script: mortal });
  const told = once(lost, "lost");
  worker.post(openCall(1));
  await told;
  await worker.close();
  t.pass("told");
});

t.test("a worker that dies leaves a recording that is made whole without a restart", { timeout: 30_000 }, async (t) => {
  const folder = mkdtempSync(join(tmpdir(), "worker-"));
  t.teardown(() => rmSync(folder, { recursive: true }));
  const path = join(folder, "call.wav");
  // Its figures come each second.
  const seconds = 3;
  let told = 0;
  const recorded = new EventTarget();
  const event = ({ event }: MediaEvent): void => {
    if (event === "stats" && ++told === seconds) recorded.dispatchEvent(new Event("recorded"));
  };
  const enough = once(recorded, "recorded");
  const worker = spawnThread(silentLog, { event, lost: () => t.fail("it is ended") }, { network: "node" });
  worker.post(openCall(1));
  worker.post({ op: "startRecording", call: 1, plan: { path, layout: "stereo", onHold: "silence" } });
  await enough;
  await worker.close();
  const stereo = { channels: 2, sampleRate: 8000 };
  const found = await recoverRecording(path, stereo);
  t.match(found, stereo);
  t.ok(found!.durationMs >= 1000 * (seconds - 2), `${found!.durationMs} ms`);
  const { size } = statSync(path);
  t.equal(size, found!.bytes);
  t.match(parseWavHeader(readFileSync(path)), { ...stereo, frames: (size - 44) / 4 });
});

t.test("a worker that hangs can be ended", { timeout: 30_000 }, async (t) => {
  const told = new EventTarget();
  const reports = {
    event: () => told.dispatchEvent(new Event("told")),
    lost: () => t.fail("it did not die of itself"),
  };
  const script = import.meta.resolve("../support/hangingWorker.ts");
  const worker = spawnThread(silentLog, reports, { network: "node", script });
  const hangs = once(told, "told");
  worker.post({ op: "openCall", call: 1, holdMusic: "silence" });
  await hangs;
  await worker.close();
  t.pass("it is gone");
});

t.test("a worker outlives what its engine does not catch", { timeout: 30_000 }, async (t) => {
  const told = new EventTarget();
  const event = (event: MediaEvent): void => {
    told.dispatchEvent(Object.assign(new Event(event.event), { detail: event }));
  };
  const worker = spawnThread(silentLog, { event, lost: () => t.fail("it lives") }, { network: "node" });
  t.teardown(() => worker.close());
  const fault = once(told, "fault");
  worker.post(null as unknown as MediaCommand);
  t.match(await fault, [{ detail: { event: "fault", call: undefined, cause: /TypeError/ } }]);
  const closed = once(told, "callClosed");
  worker.post(openCall(1));
  worker.post({ op: "closeCall", call: 1 });
  t.match(await closed, [{ detail: { call: 1 } }], "and still works");
});
