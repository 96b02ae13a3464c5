/** Every torture message to the real server, by one transport, as a stranger sends it; and whether the server is as well as before. */
import type { Test } from "tap";
import { metric } from "../support/metrics.ts";
import { type ServerUnderTest, startServer } from "../support/server.ts";
import { isExpected, maySayNothing, type TortureMessage, tortureAbsent, tortureMessages } from "./messages.ts";
import { finalAnswer, probe, type Stranger, strangers } from "./strangers.ts";

type TransportName = keyof typeof strangers;

/** One test a message, named after it. */
export function torture(t: Test, transport: TransportName): void {
  t.test(`torture messages by ${transport.toUpperCase()}`, { skip: tortureAbsent }, async (t) => {
    const server = await startServer(t);
    const messages = tortureMessages();
    t.equal(messages.length, 62, "all messages are there");
    for (const message of messages) {
      const { rfc, section, name, accept } = message;
      await t.test(`${rfc} §${section} ${name} is answered ${JSON.stringify(accept)}`, async (t) => {
        const stranger = await strangers[transport](server.now.sip);
        t.teardown(() => stranger.close());
        const status = await statusFor(message, stranger, transport);
        t.ok(isExpected(message, status), `the answer is ${status ?? "silence"}`);
      });
    }
    await t.test("the server is as well as before", (t) => wellness(t, server, transport, messages.length));
  });
}

/**
 * The final answer to the message. Silence is known by the answer to what is sent after it: the server reads a socket in order.
 * Where a stream cannot be read any further, the end of the connection says so.
 */
async function statusFor(
  message: TortureMessage,
  stranger: Stranger,
  transport: TransportName,
): Promise<number | undefined> {
  stranger.send(message.bytes);
  if (maySayNothing(message)) {
    stranger.send(probe(transport).toString());
    await stranger.until(() => stranger.closed || probed(stranger), "what comes after the message");
  } else {
    await stranger.until(() => stranger.closed || finalAnswer(stranger) !== undefined, "the answer");
  }
  return finalAnswer(stranger)?.status;
}

async function wellness(t: Test, server: ServerUnderTest, transport: TransportName, sent: number): Promise<void> {
  const stranger = await strangers[transport](server.now.sip);
  t.teardown(() => stranger.close());
  stranger.send(probe(transport).toString());
  await stranger.until(() => probed(stranger), "the answer to OPTIONS");

  const admin = await server.now.administrator();
  for (const name of ["ponto_calls", "ponto_legs", "ponto_rtp_ports_in_use", "ponto_registrations"])
    t.equal(await metric(admin, name), 0, name);
  t.ok((await metric(admin, "ponto_sip_messages_total", { direction: "in", transport })) >= sent, "all were counted");
  t.strictSame(
    server.now.logs.filter(({ event }) => event === "fault"),
    [],
    "nothing set off a defect",
  );
}

const probed = (stranger: Stranger): boolean =>
  stranger.heard.some(({ callId, status }) => callId.startsWith("probe-") && status === 200);
