import fc from "fast-check";
import t from "tap";
import { infoOfPress, keyOfInfo, pressOfInfo } from "../../../src/calls/legs/infoKey.ts";

const rows: readonly [type: string, body: string, key: string | undefined][] = [
  ["application/dtmf-relay", "Signal=5\r\nDuration=160\r\n", "5"],
  ["application/dtmf-relay", "signal= # \r\nduration=100", "#"],
  ["application/dtmf-relay", "Duration=100\nSignal=a\n", "A"],
  ["Application/DTMF-Relay ; charset=utf-8", "Signal=6", "6"],
  ["application/dtmf", "4", "4"],
  ["application/dtmf", " *\r\n", "*"],
  ["application/dtmf", "45", undefined],
  ["application/dtmf-relay", "Signal=45", undefined],
  ["application/dtmf-relay", "Duration=5", undefined],
  ["application/dtmf-relay", "", undefined],
  ["text/plain", "5", undefined],
  ["application/media_control+xml", "<media_control/>", undefined],
];

for (const [type, body, key] of rows)
  t.test(`M8 ${type} ${JSON.stringify(body)}: ${key ?? "no key"}`, async (t) => t.equal(keyOfInfo(type, body), key));

const presses: readonly [type: string, body: string, ms: number][] = [
  ["application/dtmf-relay", "Signal=5\r\nDuration=250\r\n", 250],
  ["application/dtmf-relay", "Duration = 40 \nSignal=5", 40],
  ["application/dtmf-relay", "Signal=5", 160],
  ["application/dtmf-relay", "Signal=5\r\nDuration=long", 160],
  ["application/dtmf-relay", "Signal=5\r\nDuration=-1", 160],
  ["application/dtmf-relay", "Signal=5\r\nDuration=999999999", 10_000],
  ["application/dtmf", "5", 160],
];

for (const [type, body, durationMs] of presses)
  t.test(`${type} ${JSON.stringify(body)} lasts ${durationMs} ms`, async (t) =>
    t.strictSame(pressOfInfo(type, body), { key: "5", durationMs }),
  );

t.test("what we write is what we read, whichever form the peer takes", async (t) => {
  for (const key of "0123456789*#ABCD") {
    const [relay, bare] = infoOfPress({ key, durationMs: 230 });
    t.strictSame(pressOfInfo(relay!.contentType, relay!.text), { key, durationMs: 230 });
    t.equal(keyOfInfo(bare!.contentType, bare!.text), key);
  }
});

t.test("M8 nothing a phone sends makes more of a key than one letter", async () => {
  fc.assert(
    fc.property(fc.constantFrom("application/dtmf", "application/dtmf-relay"), fc.string(), (type, body) =>
      /^[0-9A-D*#]?$/.test(keyOfInfo(type, body) ?? ""),
    ),
  );
});
