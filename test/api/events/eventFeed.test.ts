/** Thousands of readers of an account's events: the order of what they get, what they may see of it, and those who do not read. */
import t, { type Test } from "tap";
import type { Bearer } from "../../../src/accounts/account.ts";
import type { User } from "../../../src/accounts/directory/shapes.ts";
import { EventFeed } from "../../../src/api/events/eventFeed.ts";
import { OpenStreams } from "../../../src/api/events/openStreams.ts";
import { Slices } from "../../../src/api/events/slices.ts";
import type { LiveEvent } from "../../../src/calls/live/callCentre.ts";
import { seededEntropy } from "../../../src/kernel/entropy.ts";
import { VirtualTime } from "../../support/virtualTime.ts";
import { people } from "../support/people.ts";
import { event, Sink, settle } from "./support/readers.ts";

const HEARTBEAT = 1_000;

/** A feed whose users are all who were ever seen, unless they are taken away. */
function openFeed(t: Test, eventLog = 2_000) {
  const users = new Map<string, User>(Object.values(people).map((user) => [user.id, user]));
  const ended = new Set<string>();
  const endings = new Set<(id: string) => void>();
  const time = new VirtualTime();
  let tell = (_event: LiveEvent): void => undefined;
  const feed = new EventFeed({
    account: {
      id: "main",
      directory: { user: (id: string) => users.get(id) } as never,
      holds: ({ id }) => !ended.has(id),
      onBearerEnded: (listener) => {
        endings.add(listener);
        return () => void endings.delete(listener);
      },
    },
    subscribe: (listener) => {
      tell = listener;
      return () => undefined;
    },
    clock: time,
    entropy: seededEntropy(1),
    limits: { eventLog, heartbeat: HEARTBEAT },
    openStreams: new OpenStreams({ eventStreams: 1e6, eventStreamsOfAccount: 1e6, eventStreamsInAll: 1e6 }),
    slices: new Slices(),
  });
  t.teardown(() => feed.close());
  return {
    feed,
    time,
    users,
    tell: (live: LiveEvent) => tell(live),
    end: (bearerId: string) => {
      ended.add(bearerId);
      for (const listener of endings) listener(bearerId);
    },
    /** Ends without a word, as a sign-in that runs out. */
    runOut: (bearerId: string) => void ended.add(bearerId),
    open: (user: User, sink = new Sink(), bearerId = `sign_in_of_${user.id}`, lastEventId?: string): Sink => {
      const bearer: Bearer = { user, id: bearerId, signInId: bearerId, scopes: null };
      t.ok(feed.open({ bearer, lastEventId }, () => sink));
      return sink;
    },
  };
}

t.test("thousands get all events in order, while others have their turn", async (t) => {
  const { open, tell } = openFeed(t);
  const sinks = Array.from({ length: 1_000 }, () => open(people.nemo));
  const words = [..."abcdefgh"];
  for (const word of words) {
    tell(event(word));
    await settle(1);
  }
  t.ok(
    sinks.some((sink) => sink.words.length < words.length),
    "some are behind",
  );
  await settle();
  for (const sink of sinks) if (sink.words.join("") !== words.join("")) t.same(sink.words, words);
});

t.test("a right that is taken away before a reader's turn counts", async (t) => {
  const { open, tell, users } = openFeed(t);
  const first = open(people.clara);
  const crowd = Array.from({ length: 300 }, () => open(people.nemo));
  const last = open(people.clara);
  const dashboards = ({ screens }: User): boolean => screens.agentsDashboard;
  tell(event("call", dashboards));
  await settle(1);
  users.set(people.clara.id, { ...people.clara, screens: { agentsDashboard: false } });
  await settle();
  t.same(first.words, ["call"]);
  t.same(last.words, []);
  for (const sink of crowd) if (sink.words.length > 0) t.fail("seen by somebody else");
});

t.test("a right that is taken away while a reader does not read counts, too", async (t) => {
  const { open, tell, users } = openFeed(t);
  const slow = open(people.clara, new Sink(false));
  const dashboards = ({ screens }: User): boolean => screens.agentsDashboard;
  for (let i = 0; i < 100; i++) tell(event(`${i} ${"x".repeat(200)}`, dashboards));
  await settle();
  users.set(people.clara.id, { ...people.clara, screens: { agentsDashboard: false } });
  slow.readOn();
  await settle();
  t.ok(slow.words.length < 10, "nothing but what was in its socket already");
});

t.test("a reader who reads after a while misses nothing", async (t) => {
  const { open, tell } = openFeed(t);
  const slow = open(people.nemo, new Sink(false));
  const words = Array.from({ length: 100 }, (_, i) => `${i} ${"x".repeat(200)}`);
  for (const word of words) tell(event(word));
  await settle();
  t.ok(slow.writableLength < 3_000, "nothing is kept for it");
  slow.readOn();
  await settle(100);
  t.same(slow.words, words);
});

t.test("a reader who does not read is dropped", async (t) => {
  await t.test("when what it has not read is no longer kept", async (t) => {
    const { open, tell, feed } = openFeed(t, 50);
    const slow = open(people.nemo, new Sink(false));
    const quick = open(people.nemo);
    for (let i = 0; i < 80; i++) {
      tell(event("x".repeat(200)));
      await settle(2);
    }
    t.ok(slow.destroyed);
    t.equal(feed.readers, 1);
    t.equal(quick.words.length, 80);
  });
  await t.test("when it has taken nothing for a whole heartbeat", async (t) => {
    const { open, tell, time } = openFeed(t);
    const slow = open(people.nemo, new Sink(false));
    const late = open(people.nemo, new Sink(false));
    for (let i = 0; i < 20; i++) tell(event("x".repeat(200)));
    await settle();
    time.advance(HEARTBEAT);
    await settle();
    t.notOk(slow.destroyed);
    late.readOn();
    await settle();
    time.advance(HEARTBEAT);
    await settle();
    t.ok(slow.destroyed);
    t.notOk(late.destroyed);
    t.equal(late.words.length, 20);
    t.equal(late.heartbeats, 1);
  });
});

t.test("who may no longer read is sent nothing more", async (t) => {
  await t.test("a bearer that is ended: at once, and no other of the same user", async (t) => {
    const { open, tell, end } = openFeed(t);
    const [one, other] = [open(people.nemo, new Sink(), "one"), open(people.nemo, new Sink(), "other")];
    tell(event("a"));
    end("one");
    await settle();
    t.ok(one.destroyed);
    t.same(one.words, [], "not even what came before");
    t.same(other.words, ["a"]);
  });
  await t.test("one that runs out: with the next heartbeat, even if it does not read", async (t) => {
    const { open, tell, runOut, time, feed } = openFeed(t);
    const sinks = [open(people.nemo, new Sink(), "one"), open(people.nemo, new Sink(false), "one")];
    for (let i = 0; i < 20; i++) tell(event("x".repeat(200)));
    await settle();
    runOut("one");
    for (let i = 0; i < 2; i++) {
      time.advance(HEARTBEAT);
      await settle();
    }
    for (const sink of sinks) t.ok(sink.destroyed);
    t.equal(feed.readers, 0);
    t.equal(time.pending, 0, "no timer is left");
  });
});

t.test("one timer beats for all, as long as there is anybody", async (t) => {
  const { open, time } = openFeed(t);
  t.equal(time.pending, 0);
  const sinks = Array.from({ length: 250 }, () => open(people.nemo));
  t.equal(time.pending, 1);
  for (let i = 0; i < 3; i++) {
    time.advance(HEARTBEAT);
    await settle();
  }
  for (const sink of sinks) if (sink.heartbeats !== 3) t.equal(sink.heartbeats, 3);
  for (const sink of sinks) sink.destroy();
  await settle();
  t.equal(time.pending, 0);
});

t.test("who left before it was known who it is, is no reader", async (t) => {
  const { open, feed, time } = openFeed(t);
  const gone = new Sink();
  gone.destroy();
  await settle();
  open(people.nemo, gone);
  t.equal(feed.readers, 0);
  t.equal(time.pending, 0);
});

t.test("an event that fails for one reader is told, and reaches the others", async (t) => {
  const { open, tell } = openFeed(t);
  const [ana, nemo] = [open(people.ana), open(people.nemo)];
  const told = new Promise<Error>((resolve) => process.once("uncaughtException", resolve));
  tell(
    event("a", ({ id }) => {
      if (id === people.ana.id) throw new Error("a defect");
      return true;
    }),
  );
  t.match(await told, { message: "a defect" });
  tell(event("b"));
  await settle();
  t.same(ana.words, ["b"]);
  t.same(nemo.words, ["a", "b"]);
});
