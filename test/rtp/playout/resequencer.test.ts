import t from "tap";
import { Resequencer } from "../../../src/rtp/playout/resequencer.ts";

/** Feeds packets in the order of a text, 20 ms apart unless `@ms` says when, and tells in which order they are taken: `-` for one that was too late. */
function story(words: string, first = 65_534): string {
  const resequencer = new Resequencer();
  resequencer.begin(first);
  const told: string[] = [];
  let now = 0;
  const drain = (atOnce = false): void => {
    for (let next = resequencer.next(now, atOnce); next !== undefined; next = resequencer.next(now, atOnce)) {
      told.push(`${(next.sequence - first) & 0xffff}${next.payload[0] === (next.sequence & 0xff) ? "" : "?"}`);
    }
  };
  for (const word of words.split(" ")) {
    const [, number, at] = /^(\d+|tick|all)(?:@(\d+))?$/.exec(word)!;
    now = at === undefined ? now + 20 : Number(at);
    resequencer.settle(now);
    if (number === "tick" || number === "all") {
      drain(number === "all");
      continue;
    }
    const sequence = (first + Number(number)) & 0xffff;
    if (resequencer.weigh(sequence, now) < 0) {
      told.push("-");
      continue;
    }
    const kept = resequencer.hold(Buffer.from([sequence & 0xff, 7]), 0, 2, sequence, 0, 160, now);
    t.ok(kept, "room for it");
    drain();
  }
  return told.join(" ");
}

const stories: readonly [title: string, words: string, expected: string][] = [
  ["in order nothing waits", "0 1 2 3", "0 1 2 3"],
  ["where nothing ever came late, a lost packet holds nothing up", "0 1 3 4 5", "0 1 3 4 5"],
  ["the first that comes late is too late", "0 2 1 3", "0 2 - 3"],
  ["and the next is waited for, as long as that one was", "0@0 2@20 1@30 3@40 5@60 4@65 6@80", "0 2 - 3 4 5 6"],
  ["but no longer", "0@0 2@20 1@30 3@40 5@60 6@80", "0 2 - 3 5 6"],
  ["the clock ends the wait where no packet does", "0@0 2@20 1@30 3@40 5@60 tick@65 tick@70", "0 2 - 3 5"],
  ["all at once for a listener that cannot wait", "0@0 2@20 1@30 3@40 5@60 all@61 4@62", "0 2 - 3 5 -"],
  ["the patience goes away in good weather", "0@0 2@20 1@24 3@40 4@20000 6@40000 7@40020", "0 2 - 3 4 6 7"],
  [
    "never more than its places",
    "0 2@20 1@100 3 5@101 6@101 7@101 8@101 9@101 10@101 11@101 12@101",
    "0 2 - 3 5 6 7 8 9 10 11 12",
  ],
];

for (const [title, words, expected] of stories) t.test(title, async (t) => t.equal(story(words), expected, words));

t.test("a packet too long for its place is not kept", async (t) => {
  const resequencer = new Resequencer();
  resequencer.begin(0);
  t.notOk(resequencer.hold(Buffer.alloc(3000), 12, 3000, 1, 0, 160, 0));
  t.ok(resequencer.isEmpty);
});
