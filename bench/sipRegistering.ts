/** Phones by the thousand that register: each is challenged, answers, and some time later refreshes with the nonce it has. */
import { setTimeout as delay } from "node:timers/promises";
import type { Peer } from "../lab/sip/wire.ts";
import { type Distribution, distribution } from "./percentiles.ts";
import { counting, each, type ProcessorTime } from "./processorTime.ts";
import { type Account, Phone } from "./traffic/phone.ts";
import { SipPeer } from "./traffic/sipPeer.ts";

export interface RegisterRow extends Distribution {
  readonly round: "with challenge" | "refresh";
  readonly sent: number;
  /** How many got their 200. */
  readonly registered: number;
  readonly retransmissions: number;
  /** A phone's. */
  readonly cost: ProcessorTime;
}

/** Phones of one extension, as many as the server keeps. */
const PHONES_AN_ACCOUNT = 10;
/** The phones whose turn it is are counted this often, ms. */
const STEP_MS = 2;
/** What is on its way when all has been sent may still come, ms. */
const PATIENCE_MS = 15_000;

/** Two rounds of one REGISTER a phone, `perSecond` phones beginning each second. */
export async function registering(
  server: Peer,
  accounts: readonly Account[],
  perSecond: number,
  serverPid: number,
  tell: (row: RegisterRow) => void,
): Promise<void> {
  const peer = await SipPeer.open(server);
  const phones = accounts.flatMap((account, a) =>
    Array.from({ length: PHONES_AN_ACCOUNT }, (_, i) => new Phone(peer, server, account, a * PHONES_AN_ACCOUNT + i)),
  );
  for (const round of ["with challenge", "refresh"] as const) {
    const before = peer.retransmissions;
    const cost = counting(serverPid);
    const took = await inTurn(peer, phones, perSecond);
    tell({
      round,
      sent: phones.length,
      registered: took.length,
      retransmissions: peer.retransmissions - before,
      cost: each(cost(), phones.length),
      ...distribution(Float64Array.from(took)),
    });
  }
  await peer.close();
}

async function inTurn(peer: SipPeer, phones: readonly Phone[], perSecond: number): Promise<number[]> {
  const took: number[] = [];
  const since = performance.now();
  let begun = 0;
  while (begun < phones.length) {
    const due = Math.min(phones.length, ((performance.now() - since) * perSecond) / 1000);
    for (; begun < due; begun++) phones[begun]!.register((ms) => ms !== undefined && took.push(ms));
    await delay(STEP_MS);
  }
  const end = performance.now() + PATIENCE_MS;
  while (peer.waiting > 0 && performance.now() < end) await delay(STEP_MS);
  return took;
}
