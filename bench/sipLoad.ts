/** The load generator of the bench `sip`: a process of its own. */
import { openSocketPair } from "../lab/media/socketPair.ts";
import { voipOf } from "../lab/ponto/account.ts";
import { Api } from "../lab/ponto/api.ts";
import type { Peer } from "../lab/sip/wire.ts";
import type { Agent } from "../src/accounts/directory/shapes.ts";
import type { Distribution } from "./percentiles.ts";
import { type CallRow, calling } from "./sipCalling.ts";
import { type RegisterRow, registering } from "./sipRegistering.ts";
import { answering } from "./traffic/answering.ts";
import { CallFloor } from "./traffic/callFloor.ts";
import { Directory } from "./traffic/directory.ts";
import { inTurns } from "./traffic/inTurns.ts";
import { measuring } from "./traffic/measuring.ts";
import type { Account } from "./traffic/phone.ts";
import { SipPeer } from "./traffic/sipPeer.ts";
import { writeSdp } from "./traffic/sipText.ts";

export interface SipLoadOptions {
  readonly url: string;
  readonly token: string;
  readonly sip: Peer;
  readonly serverPid: number;
  /** Extensions of ten phones each, and how many phones begin to register each second. */
  readonly extensions: number;
  readonly registersPerSecond: number;
  readonly callsPerSecond: number;
  readonly seconds: number;
  /** Calls with speech in both directions, beside the short ones. */
  readonly talking: number;
}

/** The delays of the packets of the calls that talk. */
export interface SpeechRow extends Distribution {
  readonly talking: number;
  readonly lost: number;
}

export type SipRow =
  | { readonly kind: "register"; readonly row: RegisterRow }
  | { readonly kind: "calls"; readonly row: CallRow }
  | { readonly kind: "speech"; readonly row: SpeechRow };

/** Agents who take the short calls in turn: each is free again long before his next one. */
const AGENTS = 400;
/** Of their extensions. */
const PREFIX = 3;
const FIRST_REGISTERED = 50_000;

const options = JSON.parse(process.argv[2]!) as SipLoadOptions;
const api = new Api(options.url, options.token);
const tell = (row: SipRow): void => void process.send!(row);

async function registers(): Promise<void> {
  const accounts = await inTurns(options.extensions, async (i): Promise<Account> => {
    const extension = String(FIRST_REGISTERED + i);
    const name = `Bench${extension}`;
    const agent = await api.post<Agent>("/v1/agents", { name, email: `${name}@example.com`, extension });
    return { extension, token: (await voipOf(api, agent)).token };
  });
  const { sip: server, serverPid, registersPerSecond } = options;
  await registering(server, accounts, registersPerSecond, serverPid, (row) => tell({ kind: "register", row }));
}

async function calls(): Promise<void> {
  const { sip: server, serverPid, callsPerSecond: perSecond, seconds, talking } = options;
  const [trunk, phones] = [await SipPeer.open(server), await SipPeer.open(server)];
  const sink = await openSocketPair("127.0.0.1");
  answering(phones, { called: (_user, invite) => writeSdp(sink.port, "PCMA", invite) });
  const directory = await Directory.open(api, server, phones, trunk, PREFIX);
  const numbers = (await directory.called(AGENTS)).slice(0, AGENTS).map(({ number }) => number);

  const floor = await CallFloor.open(api, server);
  const seats = await floor.directory.called(talking);
  const talks = await inTurns(talking, (i) => floor.call(seats[i]!, { customer: "PCMA", agent: "PCMA" }));
  const streams = talks.flatMap(({ toAgent, toCustomer }) => [toAgent, toCustomer]);
  const [row, speech] = await Promise.all([
    calling({ server, serverPid, trunk, numbers, mediaPort: sink.port, perSecond, seconds }),
    measuring(streams, [], serverPid, seconds),
  ]);
  tell({ kind: "calls", row });
  tell({ kind: "speech", row: { talking, lost: speech.lost, ...speech.between } });

  await inTurns(talks.length, (i) => talks[i]!.hangUp());
  await Promise.all([floor.close(), trunk.close(), phones.close(), sink.close()]);
}

await registers();
await calls();
process.disconnect();
