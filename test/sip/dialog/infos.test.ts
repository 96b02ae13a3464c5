import t from "tap";
import type { UsageInput } from "../../../src/sip/dialog/usage.ts";
import { bodyText } from "../../../src/sip/message/message.ts";
import { answer } from "./messages.ts";
import { inWords } from "./outputs.ts";
import { gets, hangUp, PlayedLeg, type Script } from "./playedLeg.ts";

const key = (text: string): UsageInput => ({
  in: "info",
  bodies: [
    { contentType: "application/dtmf-relay", text: `Signal=${text}` },
    { contentType: "application/dtmf", text },
  ],
});

/** A leg of ours that has been answered with CSeq 1. */
function answered(extra: Parameters<typeof PlayedLeg.calling>[0] = {}): PlayedLeg {
  const leg = PlayedLeg.calling(extra);
  leg.handle({ in: "start" }, 0);
  leg.handle(gets("invite", 200, { toTag: "alice", sdp: answer }), 10);
  return leg;
}

const scripts: readonly (readonly [title: string, script: Script])[] = [
  [
    "one at a time, in order",
    [
      [100, key("1"), ["send info:1: 2 INFO"]],
      [110, key("2"), []],
      [120, key("3"), []],
      [130, gets("info:1", 100), []],
      [140, gets("info:1", 200), ["send info:2: 3 INFO"]],
      [150, gets("info:2", 200), ["send info:3: 4 INFO"]],
      [160, gets("info:3", 200), []],
    ],
  ],
  [
    "a peer that refuses one, or says nothing, gets the next",
    [
      [100, key("1"), ["send info:1: 2 INFO"]],
      [110, key("2"), []],
      [120, key("3"), []],
      [130, gets("info:1", 405), ["send info:2: 3 INFO"]],
      [32_130, { in: "failed", token: "info:2", cause: "timeout" }, ["send info:3: 4 INFO"]],
    ],
  ],
  [
    "who does not know the dialog any more is hung up (§12.2.1.2)",
    [
      [100, key("1"), ["send info:1: 2 INFO"]],
      [110, gets("info:1", 481), ["ended us dialog_gone", "send bye:1: 3 BYE"]],
    ],
  ],
  [
    "what waits is not said after the end",
    [
      [100, key("1"), ["send info:1: 2 INFO"]],
      [110, key("2"), []],
      [120, hangUp, ["ended us hung_up", "send bye:1: 3 BYE"]],
      [130, gets("info:1", 200), []],
      [140, key("3"), []],
    ],
  ],
];

for (const [title, script] of scripts) t.test(title, async (t) => answered().play(t, script));

t.test("a peer that does not read the one form gets the other, from then on at once", async (t) => {
  const leg = answered();
  leg.play(t, [
    [100, key("1"), ["send info:1: 2 INFO"]],
    [110, gets("info:1", 415), ["send info:2: 3 INFO"]],
    [120, gets("info:2", 200), []],
    [130, key("2"), ["send info:3: 4 INFO"]],
  ]);
  const said = ["info:1", "info:2", "info:3"].map((token) => leg.sent(token));
  t.strictSame(
    said.map((info) => [info.headers.get("Content-Type"), bodyText(info)]),
    [
      ["application/dtmf-relay", "Signal=1"],
      ["application/dtmf", "1"],
      ["application/dtmf", "2"],
    ],
  );
  leg.play(t, [
    [140, gets("info:3", 415), []],
    [150, key("3"), []],
  ]);
});

t.test("a challenge is answered", async (t) => {
  const leg = answered({ authorize: () => ["Authorization", "Digest x"] });
  leg.play(t, [
    [100, key("1"), ["send info:1: 2 INFO"]],
    [110, gets("info:1", 401), ["send info:2: 3 INFO"]],
    [120, gets("info:2", 200), []],
  ]);
  t.equal(leg.sent("info:2").headers.get("Authorization"), "Digest x");
});

t.test("before the answer there is nobody to tell, and no more than a few wait", async (t) => {
  const leg = PlayedLeg.calling();
  leg.handle({ in: "start" }, 0);
  t.strictSame(inWords(leg.handle(key("1"), 5)), []);
  const busy = answered();
  for (let i = 0; i < 100; i++) busy.handle(key("1"), 100 + i);
  let sent = 1;
  for (; sent < 200; sent++) if (inWords(busy.handle(gets(`info:${sent}`, 200), 300)).length === 0) break;
  t.equal(sent, 33);
});

t.test("an answer whose Allow names INFO says so", async (t) => {
  for (const [allow, takesInfo] of [
    ["INFO", true],
    ["UPDATE", undefined],
  ] as const) {
    const leg = PlayedLeg.calling();
    leg.handle({ in: "start" }, 0);
    const outputs = leg.handle(gets("invite", 200, { toTag: "alice", sdp: answer, headers: [["Allow", allow]] }), 10);
    t.match(
      outputs.find(({ out }) => out === "answered"),
      { takesInfo },
    );
  }
});
