/** What the server says to requests that are no call: the same to everybody where it must be, and an honest no otherwise. */
import t from "tap";
import { TestPhone } from "../../lab/phone/phone.ts";
import type { SipMessage } from "../../lab/sip/message.ts";
import { centre } from "../support/centre.ts";

t.test("requests outside of calls", async (t) => {
  const c = await centre(t);
  const { sip } = c.server.now;
  const stranger = await TestPhone.start({ user: "9999", server: sip });
  t.teardown(() => stranger.close());
  const ask = (phone: TestPhone, method: string, uri = `sip:${phone.domain}`): Promise<SipMessage> =>
    phone.ask(phone.compose(method, uri, { headers: [["Contact", phone.contact]] }));

  await t.test("OPTIONS is answered alike for everybody", async (t) => {
    const answers = await Promise.all([
      ask(c.ana.phone, "OPTIONS"),
      ask(stranger, "OPTIONS"),
      ask(stranger, "OPTIONS", `sip:1001@${stranger.domain}`),
      ask(stranger, "OPTIONS", `sip:8888@${stranger.domain}`),
    ]);
    const shown = answers.map((answer) => ({
      status: answer.status,
      allow: answer.get("Allow"),
      accept: answer.get("Accept"),
      names: answer.headers.map(([name]) => name),
    }));
    t.equal(shown[0]!.status, 200);
    t.match(shown[0]!.allow, /INVITE.*BYE/);
    for (const other of shown.slice(1)) t.strictSame(other, shown[0]);
  });

  const rows = [
    { method: "PUBLISH", status: 405 },
    { method: "NOTIFY", status: 405 },
    { method: "FROBNICATE", status: 501 },
  ];
  for (const { method, status } of rows) {
    await t.test(`${method} is answered ${status}`, async (t) => {
      const answer = await ask(stranger, method);
      t.equal(answer.status, status);
      // RFC 3261 §8.2.1: "the UAS MUST add an Allow header field" to a 405.
      if (status === 405) t.match(answer.get("Allow"), /INVITE/);
    });
  }

  await t.test("a stranger's REGISTER, INVITE, SUBSCRIBE, REFER and MESSAGE are challenged", async (t) => {
    for (const method of ["REGISTER", "SUBSCRIBE", "REFER", "MESSAGE"]) {
      const answer = await ask(stranger, method);
      t.equal(answer.status, 401, method);
      t.match(answer.get("WWW-Authenticate"), /^Digest .*nonce=/);
    }
    t.equal(await (await stranger.dial("1001")).ended(), 401);
  });

  await t.test("a request in a dialog that is not there is answered 481", async (t) => {
    for (const method of ["BYE", "INFO", "UPDATE", "INVITE"]) {
      const uri = `sip:1001@${stranger.domain}`;
      const answer = await stranger.ask(stranger.compose(method, uri, { to: `<${uri}>;tag=none` }));
      t.equal(answer.status, 481, method);
    }
  });

  await t.test("a method that a dialog does not know leaves the call alone", async (t) => {
    const call = await c.call();
    const answer = await call.customer.request("FROBNICATE");
    t.equal(answer.status, 405);
    t.match(answer.get("Allow"), /INVITE/);
    t.equal((await call.customer.request("OPTIONS")).status, 200);
    t.match(await c.calls(), [{ id: call.id, state: "answered" }]);
    await call.customer.bye();
  });
});
