import t from "tap";
import { reasonOf } from "../../../src/sip/dialog/reason.ts";
import { fromPeer } from "./messages.ts";

t.test("a peer's Reason, as it may go on to the other leg (RFC 3326)", async (t) => {
  const cases: [title: string, values: readonly string[], expected: string | undefined][] = [
    ["none", [], undefined],
    ["Q.850", ["Q.850;cause=16"], "Q.850;cause=16"],
    ["with text", ['Q.850 ;cause=16 ;text="Terminated"'], 'Q.850;cause=16;text="Terminated"'],
    ["SIP", ['SIP;cause=200;text="Call completed elsewhere"'], 'SIP;cause=200;text="Call completed elsewhere"'],
    ["in lower case", ["sip;cause=600"], "SIP;cause=600"],
    [
      "Q.850 before SIP",
      ['SIP;cause=480, Q.850;cause=19;text="No answer, again"'],
      'Q.850;cause=19;text="No answer, again"',
    ],
    ["the first of two", ["SIP;cause=480", "X.25;cause=1"], "SIP;cause=480"],
    ["other parameters stay behind", ["Q.850;cause=16;x-node=secret.internal"], "Q.850;cause=16"],
    ["leading zeros", ["Q.850;cause=016"], "Q.850;cause=16"],
    ["another protocol", ["preemption;cause=1"], undefined],
    ["no cause", ['Q.850;text="?"'], undefined],
    ["a cause that is no number", ["Q.850;cause=x"], undefined],
    ["a cause out of all bounds", ["Q.850;cause=16161616"], undefined],
    ["malformed parameters", ["Q.850;;cause=16"], undefined],
    ["quotes and controls within the text", ['SIP;cause=1;text="a\\"b\\\\c\td\u00e9"'], 'SIP;cause=1;text="abcd"'],
    ["a long text", [`SIP;cause=1;text="${"x".repeat(500)}"`], `SIP;cause=1;text="${"x".repeat(64)}"`],
  ];
  for (const [title, values, expected] of cases) {
    const headers = values.map((value) => ["Reason", value] as const);
    t.equal(reasonOf(fromPeer("BYE", { headers })), expected, title);
  }
});
