/** A full disk: calls go on, what is lost is told and is silence in its place, and all is well when space returns. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmdirSync } from "node:fs";
import { rm, statfs, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import t, { type Test } from "tap";
import { tonesIn } from "../../lab/sound/analysis.ts";
import { tone } from "../../lab/sound/signals.ts";
import { centre } from "../support/centre.ts";
import { eventually } from "../support/eventually.ts";
import { metric } from "../support/metrics.ts";
import { temporaryFolder } from "../support/server.ts";

const AGENT_HZ = 1000;
const DISK_BYTES = 8 << 20;

const mount = (folder: string): boolean =>
  spawnSync("mount", ["-t", "tmpfs", "-o", `size=${DISK_BYTES},mode=755`, "tmpfs", folder]).status === 0;

/** False, or why no small disk can be had. */
function cannotMount(): string | false {
  const folder = mkdtempSync(join(tmpdir(), "ponto-mount-"));
  const mounted = mount(folder);
  if (mounted) spawnSync("umount", [folder]);
  rmdirSync(folder);
  return mounted ? false : "this machine does not let a test mount a file system";
}

const skip = cannotMount();

/** A folder on a file system of its own, of a few megabytes. */
async function smallDisk(t: Test): Promise<string> {
  const folder = await temporaryFolder(t);
  if (!mount(folder)) throw new Error("it could be mounted a moment ago");
  // Lazily: the server may still have files open when a test fails.
  t.teardown(() => void spawnSync("umount", ["-l", folder]));
  return folder;
}

/** Takes every byte that is left. @returns what gives them back */
async function fillUp(folder: string): Promise<() => Promise<void>> {
  const ballast = join(folder, "ballast");
  for (let size = 1 << 20; size >= 1; size >>= 1) {
    for (let full = false; !full; )
      full = await writeFile(ballast, Buffer.alloc(size), { flag: "a" }).then(
        () => false,
        () => true,
      );
  }
  return () => rm(ballast);
}

t.test("a disk that fills up in mid-call and has space again", { skip }, async (t) => {
  const folder = await smallDisk(t);
  const c = await centre(t, { server: { dataDir: folder } });
  const server = c.server.now;
  c.ana.phone.voice = tone(AGENT_HZ);
  const ready = () => c.admin.request<{ status: string; reasons: string[] }>("GET", "/readyz");
  t.match(await ready(), { status: 200, body: { status: "ok", reasons: [] } });
  const call = await c.call();
  await call.customer.audio.pass(1000);

  const giveBack = await fillUp(folder);
  t.equal((await statfs(folder)).bavail, 0, "the disk is full");
  const degraded = await eventually(
    async () => {
      const { status, body } = await ready();
      return body.reasons.includes("recording_failing") ? { status, body } : undefined;
    },
    "the server to be degraded",
    10_000,
  );
  t.match(degraded, { status: 200, body: { status: "degraded" } });
  await server.logged(({ event, code }) => event === "recording_failing" && code === "ENOSPC", "a line that says so");
  t.match(await c.calls(), [{ id: call.id, recording: "failed" }], "the dashboard shows it");

  t.strictSame(tonesIn(await call.customer.audio.hear(300), [AGENT_HZ]), [AGENT_HZ], "the call goes on");
  // Longer than the writer's queue: some of it is lost for good.
  await eventually(
    async () => (await metric(c.admin, "ponto_recording_lost_seconds_total")) > 0,
    "a loss to be counted",
    10_000,
  );

  await giveBack();
  await server.logged(({ event }) => event === "recording_healed", "a line that it works again", 10_000);
  await eventually(async () => (await ready()).body.status === "ok", "the server to be well", 15_000);
  await call.customer.audio.pass(1000);
  await call.customer.bye();
  await call.agent.ended();
  const { row, wav } = await c.recording(call.id);
  t.equal(row.state, "partial");
  t.ok(row.missingMs > 0 && row.missingMs < row.durationMs, `${row.missingMs} of ${row.durationMs} ms are missing`);
  const right = wav.tracks[1]!;
  t.equal(Math.floor(right.length / 8), row.durationMs, "the length is kept");
  t.strictSame(tonesIn(right.subarray(0, 8000), [AGENT_HZ]), [AGENT_HZ], "it plays before the loss");
  t.strictSame(tonesIn(right.subarray(-4000), [AGENT_HZ]), [AGENT_HZ], "and after it");
  t.match(await c.report(call.id), { disposition: "answered", recordingId: row.id });
});

t.test("a call that begins and ends while the disk is full keeps its row", { skip }, async (t) => {
  const folder = await smallDisk(t);
  const c = await centre(t, { server: { dataDir: folder } });
  const giveBack = await fillUp(folder);
  const call = await c.call();
  await call.customer.audio.pass(1000);
  await call.customer.bye();
  await call.agent.ended();
  await giveBack();
  t.match(await c.report(call.id), { disposition: "answered", hungUpBy: "customer" });
  const ready = await eventually(
    async () => {
      const { body } = await c.admin.request<{ status: string }>("GET", "/readyz");
      return body.status === "ok" ? body : undefined;
    },
    "the server to be well",
    15_000,
  );
  t.ok(ready);
});
