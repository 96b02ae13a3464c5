import t from "tap";
import { EchoUsage } from "../../../src/calls/legs/echoUsage.ts";

t.test("it answers each offer with the offer, in the next turn", async (t) => {
  const echo = new EchoUsage("v=0 first");
  t.strictSame(echo.handle({ in: "start" }, 7), [{ out: "setTimer", name: "ring", at: 7 }]);
  t.strictSame(echo.handle({ in: "offer", sdp: "v=0 second" }, 8), [{ out: "setTimer", name: "ring", at: 8 }]);
  t.strictSame(echo.handle({ in: "timer", name: "ring" }, 8), [
    { out: "answered", sdp: "v=0 first" },
    { out: "offerAnswered", sdp: "v=0 second" },
  ]);
  t.strictSame(echo.handle({ in: "timer", name: "ring" }, 8), [], "once");
});

t.test("it ends when it is hung up, answered or not, and is told nothing else", async (t) => {
  const echo = new EchoUsage("v=0");
  echo.handle({ in: "start" }, 0);
  t.strictSame(echo.handle({ in: "info", bodies: [] }, 0), []);
  t.strictSame(
    echo.handle({ in: "hangUp" }, 0).map(({ out }) => out),
    ["clearTimer", "ended", "closed"],
  );
  t.notOk(echo.hasDialog());
});
