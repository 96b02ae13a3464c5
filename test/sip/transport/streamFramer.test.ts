import fc from "fast-check";
import t from "tap";
import { callIdOf } from "../../../src/sip/message/access.ts";
import { type Framed, StreamFramer } from "../../../src/sip/transport/streamFramer.ts";
import { options } from "./wire.ts";

const message = (callId: string, body = ""): string => options("SIP/2.0/TCP h;branch=z9hG4bK1", callId, body);

/** What came out, readable: a Call-ID, `ping`, a refusal, or why the stream was lost. */
const told = (framed: Framed): string => {
  if (framed.framed === "ping") return "ping";
  if (framed.framed === "lost") return `lost: ${framed.problem.reason}`;
  const what = framed.parsed.ok ? callIdOf(framed.parsed.value) : `refused: ${framed.parsed.error.reason}`;
  return framed.last ? `${what}, the last` : what;
};

/** The stream in pieces that end at `cuts`. */
function feed(stream: Buffer, cuts: readonly number[]): string[] {
  const framer = new StreamFramer();
  const ends = [...new Set([...cuts, stream.length])].filter((at) => at <= stream.length).sort((a, b) => a - b);
  let from = 0;
  return ends.flatMap((end) => {
    const output = framer.push(stream.subarray(from, end)).map(told);
    from = end;
    return output;
  });
}

const table: [name: string, stream: string, output: string[]][] = [
  ["two in a row", message("a") + message("b"), ["a", "b"]],
  ["bodies in bytes", message("a", "é☎") + message("b", "x"), ["a", "b"]],
  ["an empty line before", `\r\n${message("a")}\r\n${message("b")}`, ["a", "b"]],
  ["pings", `\r\n\r\n${message("a")}\r\n\r\n\r\n\r\n`, ["ping", "a", "ping", "ping"]],
  ["a body that looks like a ping", `${message("a", "\r\n\r\n")}${message("b")}`, ["a", "b"]],
  ["a body that looks like a message", message("a", message("inner")) + message("b"), ["a", "b"]],
  ["a field is wrong", message("a").replace("70", "x") + message("b"), ["refused: Malformed Max-Forwards", "b"]],
  [
    "no length",
    `${message("a")}${message("b", "body").replace(/Content-Length: 4\r\n/, "")}${message("c")}`,
    ["a", "b, the last"],
  ],
  ["not SIP", `${message("a")}GET / HTTP/1.1\r\n\r\n${message("b")}`, ["a", "lost: Malformed start line"]],
  ["too large", message("a").replace("Length: 0", "Length: 65536"), ["lost: Message Too Large"]],
];

t.test("the same comes out however the stream is cut", async (t) => {
  for (const [name, stream, output] of table) {
    const bytes = Buffer.from(stream);
    t.same(feed(bytes, []), output, name);
    t.same(feed(bytes, Array.from(bytes.keys())), output, `${name}, byte by byte`);
    fc.assert(
      fc.property(fc.array(fc.nat(bytes.length), { maxLength: 12 }), (cuts) => {
        t.strictSame(feed(bytes, cuts), output);
      }),
      { seed: 1, numRuns: 20 },
    );
  }
});

t.test("memory is bounded: an endless head is given up", async (t) => {
  const framer = new StreamFramer();
  const line = Buffer.from(`X: ${"x".repeat(1000)}\r\n`);
  let output = framer.push(Buffer.from("OPTIONS sip:a SIP/2.0\r\n"));
  for (let i = 0; i < 70 && output.length === 0; i++) output = framer.push(line);
  t.same(output.map(told), ["lost: Message Too Large"]);
  t.equal(framer.partial, false, "nothing is kept");
  t.same(framer.push(Buffer.from(message("a"))), [], "nothing more is read");
});

t.test("who never sends the rest of a body can be told, who never ended a head cannot", async (t) => {
  const short = new StreamFramer();
  short.push(Buffer.from(message("a", "body").slice(0, -1)));
  const end = short.end();
  t.match(end, { framed: "lost", problem: { status: 400, request: { method: "OPTIONS" } } });
  t.same(short.push(Buffer.from(message("b"))), [], "nothing more is read");
  const headless = new StreamFramer();
  headless.push(Buffer.from(message("a").slice(0, -2)));
  t.equal(headless.end(), undefined);
});

t.test("part of a message is known to be waiting", async (t) => {
  const framer = new StreamFramer();
  t.equal(framer.partial, false);
  framer.push(Buffer.from("OPTIONS"));
  t.equal(framer.partial, true);
  const whole = new StreamFramer();
  whole.push(Buffer.from(message("a")));
  t.equal(whole.partial, false);
});
