import t, { type Test } from "tap";
import type { UsageOutput } from "../../../src/sip/dialog/usage.ts";
import { type Network, SimulatedCall } from "./simulatedCall.ts";

const SEEDS = 150;
const MINUTE = 60_000;

const kinds = (outputs: readonly UsageOutput[]): string[] => outputs.map(({ out }) => out);
const endOf = (call: SimulatedCall, peer: string): string | undefined => {
  const end = call.outputsOf(peer).find((output) => output.out === "ended" || output.out === "refused");
  return end === undefined ? undefined : end.out === "ended" ? `${end.by} ${end.cause}` : `refused ${end.status}`;
};

/** Plays a race under many seeds, and holds for each what must hold at the end of any call. */
function race(
  t: Test,
  network: Omit<Network, "seed">,
  prepare: (call: SimulatedCall) => void,
  verify: (call: SimulatedCall, note: string) => void,
): void {
  for (let seed = 1; seed <= SEEDS; seed++) {
    const call = new SimulatedCall({ ...network, seed });
    const note = `seed ${seed}`;
    call.later(0, "caller", { in: "start" });
    prepare(call);
    call.time.runUntilIdle(10 * MINUTE);
    for (const peer of call.peers) {
      const outputs = kinds(call.outputsOf(peer));
      if (!call.isClosed(peer)) t.fail(`${note}: ${peer} is not closed`);
      if (outputs.at(-1) !== "closed") t.fail(`${note}: ${peer} speaks after its end`);
      const ends = outputs.filter((out) => out === "ended" || out === "refused").length;
      if (ends !== 1) t.fail(`${note}: ${peer} ended ${ends} times`);
    }
    if (call.unanswered.length > 0) t.fail(`${note}: unanswered ${call.unanswered.join()}`);
    verify(call, note);
  }
}

/** That every one of the outcomes was seen over the seeds, so that the race was one. */
function allSeen(t: Test, seen: ReadonlySet<string>, expected: readonly string[]): void {
  t.same([...seen].sort(), [...expected].sort(), "outcomes");
}

t.test("CANCEL and 200 cross (RFC 5407 §3.1.2)", async (t) => {
  const seen = new Set<string>();
  race(
    t,
    {},
    (call) => {
      call.later(50 + call.random(100), "callee0", { in: "accept", sdp: "v=0" });
      call.later(50 + call.random(100), "caller", { in: "hangUp" });
    },
    (call) => {
      const answered = kinds(call.outputsOf("caller")).includes("answered");
      const cancelled = kinds(call.outputsOf("caller")).includes("cancel");
      seen.add(
        `${answered ? "answered" : "unanswered"}, ${cancelled ? "cancelled" : "BYE"}: ${endOf(call, "callee0")}`,
      );
      if (endOf(call, "caller") !== "us hung_up") t.fail(`the caller hung up, not ${endOf(call, "caller")}`);
    },
  );
  allSeen(t, seen, [
    "unanswered, cancelled: peer cancel",
    "unanswered, cancelled: peer bye",
    "answered, BYE: peer bye",
  ]);
});

t.test("BYE and BYE cross (RFC 5407 §3.2.1)", async (t) => {
  const seen = new Set<string>();
  race(
    t,
    {},
    (call) => {
      call.later(100, "callee0", { in: "accept", sdp: "v=0" });
      call.later(1000 + call.random(60), "caller", { in: "hangUp" });
      call.later(1000 + call.random(60), "callee0", { in: "hangUp" });
    },
    (call) => seen.add(`${endOf(call, "caller")}, ${endOf(call, "callee0")}`),
  );
  allSeen(t, seen, ["us hung_up, us hung_up", "us hung_up, peer bye", "peer bye, us hung_up"]);
});

t.test("BYE and re-INVITE cross (RFC 5407 §3.2.2)", async (t) => {
  const seen = new Set<number>();
  race(
    t,
    {},
    (call) => {
      call.later(100, "callee0", { in: "accept", sdp: "v=0" });
      call.time.at(1000 + call.random(80), () => call.inject("callee0", "caller", "INVITE", 50));
      call.later(1030 + call.random(80), "callee0", { in: "answerOffer", sdp: "v=0" });
      call.later(1000 + call.random(80), "callee0", { in: "hangUp" });
    },
    (call) => {
      for (const status of call.injected) seen.add(status);
      if (call.injected.length !== 1) t.fail("a re-INVITE without an answer");
    },
  );
  t.same([...seen].sort(), [200, 481, 487], "answered before, too late, and ended while it waited");
});

t.test("2xx and ACK are lost (§13.3.1.4)", async (t) => {
  let retransmitted = 0;
  race(
    t,
    { loss: 50 },
    (call) => {
      call.later(100, "callee0", { in: "ring", status: 180 });
      call.later(200, "callee0", { in: "accept", sdp: "v=0" });
      call.later(2 * MINUTE, "caller", { in: "hangUp" });
    },
    (call, note) => {
      retransmitted += call.outputsOf("caller").filter(({ out }) => out === "ack").length > 1 ? 1 : 0;
      const established = kinds(call.outputsOf("callee0")).includes("established");
      const expected = established ? "peer bye" : "us no_ack";
      if (endOf(call, "callee0") !== expected) t.fail(`${note}: ${endOf(call, "callee0")}`);
    },
  );
  t.ok(retransmitted > SEEDS / 4, "the same ACK again in many of them");
});

t.test("nothing gets through: both ends give up", async (t) => {
  race(
    t,
    { loss: 100 },
    (call) => {
      call.later(200, "callee0", { in: "accept", sdp: "v=0" });
      call.later(2 * MINUTE, "caller", { in: "hangUp" });
    },
    (call, note) => {
      if (endOf(call, "callee0") !== "us no_ack") t.fail(`${note}: ${endOf(call, "callee0")}`);
      if (endOf(call, "caller") !== "us timeout") t.fail(`${note}: ${endOf(call, "caller")}`);
    },
  );
});

t.test("hung up right after the answer: the BYE waits for the ACK (§15)", async (t) => {
  race(
    t,
    { loss: 30 },
    (call) => {
      call.later(100, "callee0", { in: "accept", sdp: "v=0" });
      call.later(100, "callee0", { in: "hangUp" });
      call.later(2 * MINUTE, "caller", { in: "hangUp" });
    },
    (call, note) => {
      const bye = call.outputsOf("callee0").filter((output) => output.out === "send").length;
      if (bye !== 1 || endOf(call, "callee0") !== "us hung_up")
        t.fail(`${note}: ${endOf(call, "callee0")}, ${bye} BYEs`);
      if (endOf(call, "caller") !== "peer bye") t.fail(`${note}: ${endOf(call, "caller")}`);
    },
  );
});

t.test("several forks answer: one becomes the leg, the others are ended", async (t) => {
  race(
    t,
    { forks: 4, loss: 20 },
    (call) => {
      for (const callee of call.callees) call.later(60 + call.random(60), callee, { in: "accept", sdp: "v=0" });
      call.later(2 * MINUTE, "caller", { in: "hangUp" });
    },
    (call, note) => {
      const answers = kinds(call.outputsOf("caller")).filter((out) => out === "answered").length;
      if (answers !== 1) t.fail(`${note}: answered ${answers} times`);
      const ends = call.callees.map((callee) => endOf(call, callee));
      if (ends.some((end) => end !== "peer bye")) t.fail(`${note}: ${ends.join()}`);
    },
  );
});

t.test("a reliable provisional is lost: it comes again, and the 2xx waits for its PRACK (RFC 3262 §3)", async (t) => {
  const seen = new Set<string>();
  race(
    t,
    { loss: 60 },
    (call) => {
      call.later(60, "callee0", { in: "ring", status: 183, sdp: "v=0" });
      call.later(60 + call.random(200), "callee0", { in: "accept", sdp: "v=0" });
      call.later(MINUTE, "caller", { in: "hangUp" });
    },
    (call, note) => {
      const caller = call.outputsOf("caller");
      const told = kinds(caller).filter((out) => out === "progress" || out === "answered" || out === "refused");
      const end = told.at(-1);
      seen.add(`${end}`);
      if (end === "answered" && told.join() !== "progress,answered") t.fail(`${note}: ${told.join()}`);
      const answered = caller.find((output) => output.out === "answered");
      if (answered?.out === "answered" && answered.sdp !== "v=0") t.fail(`${note}: no answer`);
      if (end === "refused" && endOf(call, "caller") !== "refused 504") t.fail(`${note}: ${endOf(call, "caller")}`);
    },
  );
  allSeen(t, seen, ["answered", "refused"]);
});

/** What became of each end's own offer. */
const offersOf = (call: SimulatedCall, peer: string): string[] =>
  call
    .outputsOf(peer)
    .flatMap((output) =>
      output.out === "offerAnswered" ? ["answered"] : output.out === "offerRefused" ? [`${output.status}`] : [],
    );

t.test("re-INVITEs cross: both ends back off, and no offer is lost (RFC 5407 §3.3.1, RFC 3261 §14.1)", async (t) => {
  const seen = new Set<string>();
  let glares = 0;
  race(
    t,
    { thinks: 20, loss: 10 },
    (call) => {
      call.later(60, "callee0", { in: "accept", sdp: "v=0" });
      call.later(5000 + call.random(60), "caller", { in: "offer", sdp: "caller's" });
      call.later(5000 + call.random(60), "callee0", { in: "offer", sdp: "callee's" });
      call.later(3 * MINUTE, "caller", { in: "hangUp" });
    },
    (call, note) => {
      const [ours, theirs] = [offersOf(call, "caller"), offersOf(call, "callee0")];
      if (ours.length !== 1 || theirs.length !== 1) t.fail(`${note}: ${ours} and ${theirs}`);
      // One that was overtaken is given back to its call, which may make it anew.
      seen.add([...ours, ...theirs].sort().join(" and "));
      glares += call.outputsOf("caller").filter((o) => o.out === "respond" && o.response.status === 491).length;
      if (ours[0] !== "answered" && theirs[0] !== "answered") t.fail(`${note}: nobody's offer came through`);
    },
  );
  allSeen(t, seen, ["491 and answered", "answered and answered"]);
  t.ok(glares > 20, `they did cross, ${glares} times`);
});

t.test("UPDATE and re-INVITE cross: one of them is refused with 491 or 500 (RFC 5407 §3.3.2)", async (t) => {
  const seen = new Set<string>();
  race(
    t,
    { thinks: 20 },
    (call) => {
      call.later(60, "callee0", { in: "accept", sdp: "v=0" });
      call.later(5000 + call.random(60), "caller", { in: "offer", sdp: "caller's" });
      call.later(60_000, "caller", { in: "hangUp" });
      call.time.at(5000 + call.random(120), () => call.inject("caller", "callee0", "UPDATE", 77));
    },
    (call, note) => {
      seen.add(`UPDATE ${call.injected.join()}, offer ${offersOf(call, "caller").join()}`);
      if (call.injected.length !== 1) t.fail(`${note}: the UPDATE got ${call.injected.length} answers`);
    },
  );
  // An answer of ours that goes out first makes the offer void.
  allSeen(t, seen, ["UPDATE 200, offer answered", "UPDATE 200, offer 491", "UPDATE 491, offer answered"]);
});

t.test("BYE and a re-INVITE of ours cross (RFC 5407 §3.2.2, §3.2.3)", async (t) => {
  const seen = new Set<string>();
  race(
    t,
    { thinks: 40, loss: 20 },
    (call) => {
      call.later(60, "callee0", { in: "accept", sdp: "v=0" });
      call.later(5000 + call.random(100), "caller", { in: "offer", sdp: "caller's" });
      call.later(5000 + call.random(200), call.random(2) === 0 ? "caller" : "callee0", { in: "hangUp" });
    },
    (call) => {
      const [offer] = offersOf(call, "caller");
      seen.add(`${endOf(call, "caller")}, offer ${offer}`);
    },
  );
  allSeen(t, seen, [
    "us hung_up, offer undefined",
    "us hung_up, offer answered",
    "peer bye, offer undefined",
    "peer bye, offer answered",
    // Its 487 overtakes the BYE, or a 481 does.
    "peer bye, offer 487",
    "us dialog_gone, offer undefined",
  ]);
});
