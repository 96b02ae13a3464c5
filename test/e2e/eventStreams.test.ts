/**
 * Two thousand open event streams on the built server: each hears what its user may see, calls go on, and nothing of them is left.
 * `npm run bench -- api` opens ten thousand, which takes longer.
 */
import t, { type Test } from "tap";
import { descriptors, memoryKb } from "../../bench/processBooks.ts";
import { ApiProblem } from "../../lab/ponto/api.ts";
import type { User } from "../../src/accounts/directory/shapes.ts";
import { type Centre, centre, type LiveCall } from "../support/centre.ts";
import { allTold, type CrowdReader, openCrowd } from "../support/eventCrowd.ts";
import { eventually } from "../support/eventually.ts";

/** What a user may hold open. */
const EACH = 32;
const USERS = 31;
/** Crowds that come and go. */
const CROWDS = 5;
/** What the memory may grow by from one crowd to the next, KB: if what belongs to a stream were kept, it would be 14 for each of them. */
const SLACK_KB = 12_000;

interface Reader {
  readonly user: User;
  readonly token: string;
}

const newReader = async (c: Centre, name: string, screens: User["screens"]): Promise<Reader> => {
  const email = `${name}@example.com`;
  const user = await c.admin.post<User>("/v1/users", { email, name, password: "never used to sign in", screens });
  const { key } = await c.admin.post<{ key: string }>("/v1/api-keys", { name, userId: user.id });
  return { user, token: key };
};

const streamsOf = (readers: readonly Reader[]): string[] =>
  readers.flatMap(({ token }) => Array.from({ length: EACH }, () => token));

/** A call of which every one of those who watch is told once, of its answer and of its end. */
async function toldCall(t: Test, c: Centre, watching: readonly CrowdReader[]): Promise<LiveCall> {
  const call = await c.call();
  await allTold(watching, "call.answered", call.id);
  await call.customer.bye();
  await allTold(watching, "call.ended", call.id);
  const twice = watching.filter((reader) => reader.times("call.answered", call.id) !== 1);
  t.equal(twice.length, 0, "told once");
  return call;
}

t.test("two thousand event streams", { timeout: 120_000 }, async (t) => {
  const c = await centre(t);
  const { url, pid } = c.server.now;
  const dashboards: Reader[] = [];
  const others: Reader[] = [];
  for (let i = 0; i < USERS; i++) {
    dashboards.push(await newReader(c, `dashboard${i}`, { agentsDashboard: true }));
    others.push(await newReader(c, `other${i}`, { agentsDashboard: false }));
  }
  const files = descriptors(pid);

  const crowd = async () => ({
    watching: await openCrowd(url, streamsOf(dashboards)),
    outside: await openCrowd(url, streamsOf(others)),
  });
  const leave = async (readers: readonly CrowdReader[]): Promise<void> => {
    for (const reader of readers) reader.leave();
    await eventually(
      async () => Number.isNaN(files) || descriptors(pid) <= files + EACH,
      "the sockets to be closed",
      30_000,
    );
  };

  const first = await crowd();
  const all = [...first.watching, ...first.outside];
  t.teardown(() => {
    for (const reader of all) reader.leave();
  });

  await t.test("are all open, one more of a user is refused", async (t) => {
    t.equal(all.filter(({ status }) => status !== 200).length, 0);
    const refused = await c.admin.as(dashboards[0]!.token).request<{ code: string }>("GET", "/v1/events");
    t.equal(refused.status, 429);
    t.equal(refused.body.code, "too_many_requests");
  });

  await t.test("hear of calls as their users may see them", async (t) => {
    await toldCall(t, c, first.watching);
    t.equal(first.outside.filter(({ told }) => told).length, 0, "nobody else hears anything");
  });

  await t.test("of a user who loses the right, and of one who is gone, hear no more", async (t) => {
    const [changed, gone] = dashboards as [Reader, Reader];
    await c.admin.patch(`/v1/users/${changed.user.id}`, { screens: { agentsDashboard: false } });
    await c.admin.delete(`/v1/users/${gone.user.id}`);
    const call = await toldCall(t, c, first.watching.slice(2 * EACH));
    const lost = first.watching.slice(0, 2 * EACH);
    t.equal(lost.filter((reader) => reader.times("call.answered", call.id) > 0).length, 0);
    await eventually(async () => lost.slice(EACH).every(({ ended }) => ended), "the streams of who is gone to end");
    await c.admin.patch(`/v1/users/${changed.user.id}`, { screens: { agentsDashboard: true } });
    await t.rejects(c.admin.as(gone.token).get("/v1/me"), ApiProblem);
  });

  await t.test("that are not read hold nothing up", async (t) => {
    const [idle, reading] = [first.watching.slice(2 * EACH, 12 * EACH), first.watching.slice(12 * EACH)];
    for (const reader of idle) reader.stopReading();
    for (let i = 0; i < 3; i++) await toldCall(t, c, reading);
    const call = await c.call();
    const { leg } = await c.monitor(call, "passive");
    await call.customer.bye();
    await leg.ended();
  });

  await t.test("leave nothing behind", async (t) => {
    await leave(all);
    dashboards.splice(1, 1);
    const sizes: number[] = [];
    for (let i = 0; i < CROWDS; i++) {
      const { watching, outside } = await crowd();
      await toldCall(t, c, watching);
      sizes.push(memoryKb(pid).anonymous);
      await leave([...watching, ...outside]);
    }
    // Garbage is collected when it pays: now and then a crowd finds the memory of those before it free.
    const growth = Math.min(...sizes.slice(1).map((size, i) => size - sizes[i]!));
    if (!Number.isNaN(growth)) t.ok(growth < SLACK_KB, `KB at each crowd: ${sizes.join(", ")}`);
  });
});
