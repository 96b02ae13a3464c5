import t from "tap";
import { RecordingTimeline } from "../../../src/calls/call/recordingTimeline.ts";

const HOUR = 3_600_000;

t.test("stretches, on the recording's own time line and in their order", async (t) => {
  const timeline = new RecordingTimeline();
  timeline.start(1000);
  timeline.note("monitor_public", true, 2000);
  timeline.note("hold", true, 3000.4);
  timeline.note("hold", true, 3500);
  timeline.note("hold", false, 4000.2);
  timeline.note("hold", false, 4100);
  timeline.note("monitor_public", false, 6000);
  timeline.note("hold", true, 7000);
  timeline.end(7500);
  timeline.met([{ id: "a" }]);
  timeline.met([{ id: "b" }, { id: "a" }]);
  t.strictSame(timeline.marks(HOUR), {
    items: [
      { atMs: 1000, durationMs: 4000, kind: "monitor_public" },
      { atMs: 2000, durationMs: 1000, kind: "hold" },
      { atMs: 6000, durationMs: 500, kind: "hold" },
    ],
    agentIds: ["a", "b"],
  });
});

t.test("what was so before the beginning begins there, what is cut off ends at the end", async (t) => {
  const timeline = new RecordingTimeline();
  timeline.note("hold", true, 0);
  timeline.start(1000);
  timeline.note("hold", false, 1500);
  timeline.note("pause", true, 2000);
  timeline.note("monitor_public", true, 9000);
  timeline.end(10_000);
  t.strictSame(timeline.marks(3000).items, [
    { atMs: 0, durationMs: 500, kind: "hold" },
    { atMs: 1000, durationMs: 2000, kind: "pause" },
  ]);
});

t.test("no recording, no time at all, and too many", async (t) => {
  const timeline = new RecordingTimeline();
  timeline.note("hold", true, 0);
  timeline.note("hold", false, 500);
  t.strictSame(timeline.marks(HOUR).items, [], "before it has begun");
  timeline.start(1000);
  timeline.note("hold", true, 1100);
  timeline.note("hold", false, 1100);
  t.strictSame(timeline.marks(HOUR).items, [], "nothing lasted");
  for (let i = 0; i < 2000; i++) timeline.note("hold", i % 2 === 0, 2000 + i);
  t.equal(timeline.marks(HOUR).items.length, 1000);
  for (let i = 0; i < 2000; i++) timeline.note("pause", i % 2 === 0, 8000 + i);
  t.equal(timeline.marks(HOUR).items.length, 1000, "and no more than a thousand");
});
