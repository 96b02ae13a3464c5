import fc from "fast-check";
import t from "tap";
import { keyOfInfo } from "../../../src/calls/legs/infoKey.ts";

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

t.test("M8 nothing a phone sends makes more of a key than one letter", async () => {
  fc.assert(
    fc.property(fc.constantFrom("application/dtmf", "application/dtmf-relay"), fc.string(), (type, body) =>
      /^[0-9A-D*#]?$/.test(keyOfInfo(type, body) ?? ""),
    ),
  );
});
