import fc from "fast-check";
import t from "tap";
import { SourceLock } from "../../src/rtp/sourceLock.ts";

const SDP = "192.0.2.1";
const SIGNALLING = "198.51.100.7";
const STRANGER = "203.0.113.9";

/**
 * A story: `time address:port` and whether it is accepted. `describe` opens the lock, `describe2` with another port, `null` with
 * the null address of a hold; `bad` is no RTP.
 * At its end: where we send.
 */
function story(lines: readonly (readonly [number, string, boolean?])[]) {
  const lock = new SourceLock();
  const wrong: string[] = [];
  for (const [now, what, expected] of lines) {
    if (what === "describe") lock.describe(SDP, 4000, SIGNALLING, now);
    else if (what === "null") lock.describe("0.0.0.0", 4000, SIGNALLING, now);
    else if (what === "describe2") lock.describe(SDP, 5000, SIGNALLING, now);
    else {
      const [source, bad] = what.split(" ");
      const [address, port] = source!.split(":");
      if (lock.accepts(address!, Number(port), bad === undefined, now) !== expected) wrong.push(`${now} ${what}`);
    }
  }
  return { wrong, sendsTo: `${lock.sendAddress}:${lock.sendPort}`, lock };
}

const exact = `${SDP}:4000`;
const nat = `${SIGNALLING}:61000`;
const samePhone = `${SDP}:4444`;
const stranger = `${STRANGER}:4000`;

for (const [what, lines, sendsTo] of [
  [
    "nothing is accepted before the SDP",
    [
      [0, exact, false],
      [900, stranger, false],
    ],
    ":0",
  ],
  [
    "exactly the SDP's address locks at once",
    [
      [0, "describe"],
      [1, exact, true],
      [2, exact, true],
    ],
    exact,
  ],
  [
    "once locked all others are refused, for good",
    [
      [0, "describe"],
      [1, exact, true],
      [5000, exact, true],
      [5001, nat, false],
      [5002, samePhone, false],
      [9000, stranger, false],
    ],
    exact,
  ],
  [
    "NAT has to wait 500 ms",
    [
      [0, "describe"],
      [499, nat, false],
      [499, samePhone, false],
      [500, nat, true],
      [520, nat, true],
    ],
    nat,
  ],
  [
    "NAT: another port of the SDP's own address",
    [
      [0, "describe"],
      [500, samePhone, true],
    ],
    samePhone,
  ],
  [
    "NAT: the first locks, the second is refused, even the exact one",
    [
      [0, "describe"],
      [600, nat, true],
      [601, samePhone, false],
      [602, `${SIGNALLING}:61001`, false],
      [603, exact, false],
    ],
    nat,
  ],
  [
    "a stranger is refused before and after",
    [
      [0, "describe"],
      [1, stranger, false],
      [600, stranger, false],
      [700, exact, true],
      [701, stranger, false],
    ],
    exact,
  ],
  [
    "what is no RTP never locks and is never accepted",
    [
      [0, "describe"],
      [1, `${exact} bad`, false],
      [600, `${nat} bad`, false],
      [700, exact, true],
      [701, `${exact} bad`, false],
    ],
    exact,
  ],
  [
    "nine seconds of silence change nothing",
    [
      [0, "describe"],
      [0, exact, true],
      [9999, nat, false],
    ],
    exact,
  ],
  [
    "ten seconds of silence open the lock by the same rule",
    [
      [0, "describe"],
      [0, exact, true],
      [10_499, nat, false],
      [10_500, nat, true],
      [10_520, exact, false],
    ],
    nat,
  ],
  [
    "ten seconds of silence: the old source goes on",
    [
      [0, "describe"],
      [600, nat, true],
      [10_700, nat, true],
      [10_701, exact, true],
    ],
    exact,
  ],
  [
    "ten seconds of silence: no stranger",
    [
      [0, "describe"],
      [0, exact, true],
      [20_000, stranger, false],
    ],
    exact,
  ],
  [
    "new SDP: what was locked is refused until the rule lets it in",
    [
      [0, "describe"],
      [600, nat, true],
      [1000, "describe2"],
      [1001, nat, false],
      [1002, exact, false],
      [1500, nat, true],
    ],
    nat,
  ],
  [
    "new SDP: we send there at once",
    [
      [0, "describe"],
      [600, nat, true],
      [1000, "describe2"],
    ],
    `${SDP}:5000`,
  ],
  [
    "a refresh with the same SDP does not break a stream through NAT",
    [
      [0, "describe"],
      [600, nat, true],
      [1000, "describe"],
      [1010, nat, true],
      [1020, samePhone, false],
      [1510, nat, true],
      [1511, samePhone, false],
    ],
    nat,
  ],
  [
    "a refresh with the same SDP gives the exact address its chance",
    [
      [0, "describe"],
      [600, nat, true],
      [1000, "describe"],
      [1010, exact, true],
      [1020, nat, false],
    ],
    exact,
  ],
  [
    "a refresh: another port of the peer's own address cannot take the place of a stream that goes on",
    [
      [0, "describe"],
      [600, nat, true],
      [1000, "describe"],
      [1490, nat, true],
      [1500, `${SIGNALLING}:61001`, false],
      [1505, samePhone, false],
      [1510, nat, true],
      [1511, `${SIGNALLING}:61001`, false],
    ],
    nat,
  ],
  [
    "a refresh, after which the stream through NAT comes from another port: it has half a second to fall silent",
    [
      [0, "describe"],
      [600, nat, true],
      [1000, "describe"],
      [1020, nat, true],
      [1519, `${SIGNALLING}:61001`, false],
      [1520, `${SIGNALLING}:61001`, true],
      [1540, nat, false],
    ],
    `${SIGNALLING}:61001`,
  ],
  [
    "ten seconds of silence, and the stream is back: nobody beside it can take its place",
    [
      [0, "describe"],
      [600, nat, true],
      [10_700, nat, true],
      [11_190, nat, true],
      [11_200, `${SIGNALLING}:61001`, false],
      [11_210, nat, true],
    ],
    nat,
  ],
  [
    "a hold with the null address opens nothing, and the resume finds the stream where it was",
    [
      [0, "describe"],
      [600, nat, true],
      [1000, "null"],
      [1600, samePhone, false],
      [1700, nat, true],
      [2000, "describe"],
      [2010, nat, true],
    ],
    nat,
  ],
  [
    "a first description with the null address: by the rule for NAT",
    [
      [0, "null"],
      [10, nat, false],
      [600, nat, true],
    ],
    nat,
  ],
] as [string, [number, string, boolean?][], string][]) {
  t.test(what, async (t) => {
    const told = story(lines);
    t.strictSame(told.wrong, []);
    t.equal(told.sendsTo, sendsTo);
  });
}

t.test("it is known when the source was last heard", async (t) => {
  t.equal(new SourceLock().lastHeard, Number.NEGATIVE_INFINITY);
  const { lock } = story([
    [0, "describe"],
    [7, exact, true],
    [9, stranger, false],
  ]);
  t.equal(lock.lastHeard, 7);
  t.ok(lock.locked);
});

t.test("whatever comes: a stranger is never accepted, and between two openings only one source is", async () => {
  const sources = [exact, nat, samePhone, stranger, `${STRANGER}:61000`, `${SIGNALLING}:4000`];
  const event = fc.tuple(fc.integer({ min: 0, max: 400 }), fc.constantFrom(...sources));
  fc.assert(
    fc.property(fc.array(event, { maxLength: 80 }), (events) => {
      const lock = new SourceLock();
      lock.describe(SDP, 4000, SIGNALLING, 0);
      let now = 0;
      const accepted = new Set<string>();
      for (const [wait, source] of events) {
        if (now + wait - Math.max(0, lock.lastHeard) >= 10_000) return true;
        now += wait;
        const [address, port] = source.split(":");
        if (lock.accepts(address!, Number(port), true, now)) accepted.add(source);
      }
      return accepted.size <= 1 && ![...accepted].some((source) => source.startsWith(STRANGER));
    }),
  );
});
