/** The whole exchange in virtual time, and strangers who send it anything: it survives, and in the end nothing is left of it. */
import type { Test } from "tap";
import { type Log, silentLog } from "../../src/kernel/log.ts";
import { parseNameAddr } from "../../src/sip/message/fields.ts";
import { parseMessage } from "../../src/sip/message/parse.ts";
import { SERVER } from "../sim/support/centre.ts";
import { NUMBER, office } from "../sim/support/office.ts";
import { Caller } from "./caller.ts";
import { Dice } from "./dice.ts";
import { nowhere, type Setting, wire } from "./messages.ts";

const SIP_PORT = 5060;
const TRUNK = "10.2.0.1";
/** A stranger's address, one that a trunk is known by, and a phone's. */
const SOURCES = ["10.9.9.9", TRUNK, "10.1.0.1"];
/** Tags and identities are drawn from the latest ones, so that messages find dialogs that live. */
const REMEMBERED = 6;

/** What the server lets a sender see of its dialogs, which the sender then uses. */
class Eavesdropper {
  readonly #tags: string[] = [...nowhere.tags];
  readonly #callIds: string[] = [...nowhere.callIds];

  get setting(): Setting {
    return { users: [...nowhere.users, NUMBER, "1002"], tags: this.#tags, callIds: this.#callIds };
  }

  /** @param caller Told of the tags that are meant for it. */
  hear(bytes: Buffer, caller: Caller): void {
    // The refusal of a malformed request carries that request's own fields.
    if (/^SIP\/2\.0 (400|414|416|505|513) /.test(bytes.toString("latin1"))) return;
    const parsed = parseMessage(bytes);
    if (!parsed.ok)
      throw new Error(
        `the server sent what it would refuse itself: ${parsed.error.reason} in ${bytes.toString("latin1")}`,
      );
    const { headers } = parsed.value;
    for (const name of ["From", "To"]) {
      const tag = parseNameAddr(headers.get(name) ?? "")?.params.get("tag");
      if (tag !== undefined) remember(this.#tags, tag);
    }
    const callId = headers.get("Call-ID") ?? "";
    remember(this.#callIds, callId);
    caller.answered(callId, parseNameAddr(headers.get("To") ?? "")?.params.get("tag") ?? "");
  }
}

function remember(list: string[], word: string): void {
  if (list.includes(word)) return;
  list.push(word);
  if (list.length > REMEMBERED) list.shift();
}

/** Sends `count` messages over some seconds; phones that ring because of them behave as phones do. */
export async function survives(t: Test, seed: number, count: number): Promise<void> {
  const faults: object[] = [];
  const log: Log = { ...silentLog, error: (fields) => void faults.push(fields) };
  const there = await office({ seed, log, lawless: true });
  const { place, anaPhone, brunoPhone } = there;
  const beta = place.company("beta");
  beta.account.trunk("Operadora", TRUNK);
  beta.account.number(NUMBER, beta.account.agent("Bela", "1001"));
  const dice = new Dice(seed);
  for (const phone of [anaPhone, brunoPhone]) {
    phone.manner = (call) => {
      if (dice.once(2)) call.answer();
    };
  }
  const eavesdropper = new Eavesdropper();
  const caller = new Caller(dice, TRUNK);
  const senders = SOURCES.map((address) =>
    place.net.socket(address, 0, (bytes, _address, port) => {
      // Descriptions may name this port, too: media comes from others.
      if (port === SIP_PORT) eavesdropper.hear(bytes, caller);
    }),
  );

  for (let sent = 0; sent < count; sent++) {
    const calls = dice.once(2);
    const bytes = calls ? caller.next() : wire(dice, eavesdropper.setting);
    (calls ? senders[1]! : dice.pick(senders)).send(bytes, 0, bytes.length, SIP_PORT, SERVER);
    if (dice.once(4)) await place.pass(dice.below(200));
    if (dice.once(30)) for (const call of [...anaPhone.calls, ...brunoPhone.calls]) call.hangUp();
  }
  for (const call of [...anaPhone.calls, ...brunoPhone.calls]) call.hangUp();
  for (const sender of senders) sender.close();
  await place.pass(70_000);
  t.ok(place.account.journal.reports.size > 0, "there were calls");
  t.strictSame(faults, [], "nothing set off a defect");
  await place.nothingLeft(t);
}
