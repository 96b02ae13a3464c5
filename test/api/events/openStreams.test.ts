import t from "tap";
import { OpenStreams } from "../../../src/api/events/openStreams.ts";

const limits = { eventStreams: 2, eventStreamsOfAccount: 3, eventStreamsInAll: 5 };

t.test("each of the three limits holds by itself", async (t) => {
  const open = new OpenStreams(limits);
  const add = (account: string, user: string) => open.add(account, user) !== undefined;
  t.same([add("a", "ana"), add("a", "ana"), add("a", "ana")], [true, true, false], "of a user");
  t.same([add("a", "bia"), add("a", "caio")], [true, false], "of an account");
  t.same(
    [add("b", "ana"), add("b", "ana"), add("b", "bia")],
    [true, true, false],
    "in all: the same name is another user there",
  );
});

t.test("what is closed makes room, once", async (t) => {
  const open = new OpenStreams(limits);
  const close = open.add("a", "ana")!;
  open.add("a", "ana");
  t.equal(open.add("a", "ana"), undefined);
  close();
  t.ok(open.add("a", "ana"));
  t.equal(open.add("a", "ana"), undefined);
});
