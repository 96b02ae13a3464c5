import fc from "fast-check";
import t from "tap";
import { type EventFields, EventText } from "../../client/eventText.ts";

const read = (...pieces: string[]): EventFields[] => {
  const text = new EventText();
  return pieces.flatMap((piece) => text.take(piece));
};

t.test("events by the fields of their lines", async (t) => {
  const cases: [what: string, text: string, events: object[]][] = [
    ["all fields", "id: 1\nevent: call.ended\ndata: {}\n\n", [{ id: "1", type: "call.ended", data: "{}" }]],
    ["without blanks", "id:1\nevent:x\ndata:y\n\n", [{ id: "1", type: "x", data: "y" }]],
    ["several lines of data", "data: a\ndata\ndata:  b\n\n", [{ id: "", type: "message", data: "a\n\n b" }]],
    ["CRLF and CR", "data: a\r\n\r\ndata: b\r\r", [{ id: "", type: "message", data: "a" }]],
    [
      "the id stays",
      "id: 7\ndata: a\n\ndata: b\n\n",
      [
        { id: "7", data: "a" },
        { id: "7", data: "b" },
      ],
    ],
    ["a comment, a pause, an unknown field", ": hello\nretry: 250\ncolour: red\n\n", []],
    ["no data, no event", "event: x\n\ndata: a\n\n", [{ type: "message", data: "a" }]],
    ["what is not ended", "data: a\n", []],
  ];
  for (const [what, text, events] of cases) {
    const found = read(text);
    t.equal(found.length, events.length, what);
    t.match(found, events, what);
  }
  const told = new EventText();
  told.take("retry: 250\nretry: soon\n\n");
  t.equal(told.retryMs, 250);
});

t.test("wherever the stream is cut into pieces", async () => {
  const text = "id: 1\r\nevent: a\r\ndata: x\r\n\r\n: beat\n\nid: 2\ndata: y\ndata: z\n\ndata: w\r\n\r\n";
  const whole = read(text);
  fc.assert(
    fc.property(fc.array(fc.nat(text.length), { maxLength: 8 }), (cuts) => {
      const at = [0, ...cuts.sort((a, b) => a - b), text.length];
      const pieces = at.slice(1).map((end, i) => text.slice(at[i], end));
      return JSON.stringify(read(...pieces)) === JSON.stringify(whole);
    }),
  );
});
