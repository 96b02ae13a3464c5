/** The load generator of the bench `sip`: a process of its own. */
import { openSocketPair } from "../lab/media/socketPair.ts";
import { voipOf } from "../lab/ponto/account.ts";
import { Api } from "../lab/ponto/api.ts";
import type { Peer } from "../lab/sip/wire.ts";
import type { Agent, PhoneNumber, Trunk } from "../src/accounts/shapes.ts";
import { Callers, inTurns } from "./callers.ts";
import { pace } from "./generator.ts";
import { measure, streamsOf } from "./measure.ts";
import type { Distribution } from "./percentiles.ts";
import { answering, type CallRow, calling } from "./sipCalling.ts";
import { SipPeer } from "./sipPeer.ts";
import { type Account, Phone, type RegisterRow, registering } from "./sipRegistering.ts";

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

const options = JSON.parse(process.argv[2]!) as SipLoadOptions;
const api = new Api(options.url, options.token);
const tell = (row: SipRow): void => void process.send!(row);

/** An agent each, who may register. */
const agents = (count: number, firstExtension: number): Promise<readonly (Account & { readonly agent: Agent })[]> =>
  inTurns(count, async (i) => {
    const extension = String(firstExtension + i);
    const name = `Bench${extension}`;
    const agent = await api.post<Agent>("/v1/agents", { name, email: `${name}@example.com`, extension });
    return { agent, extension, token: (await voipOf(api, agent)).token };
  });

async function registers(): Promise<void> {
  const accounts = await agents(options.extensions, 50_000);
  const { sip: server, serverPid, registersPerSecond } = options;
  await registering(server, accounts, registersPerSecond, serverPid, (row) => tell({ kind: "register", row }));
}

/** One phone for each agent, all behind one socket. */
async function registered(phones: SipPeer, accounts: readonly Account[]): Promise<void> {
  await inTurns(
    accounts.length,
    (i) =>
      new Promise<void>((resolve, reject) =>
        new Phone(phones, options.sip, accounts[i]!, i).register((took) =>
          took === undefined ? reject(new Error("a phone was refused")) : resolve(),
        ),
      ),
  );
}

async function numbersOf(accounts: readonly { readonly agent: Agent }[], trunk: SipPeer): Promise<readonly string[]> {
  const row = await api.post<Trunk>("/v1/trunks", {
    name: "Short calls",
    host: "127.0.0.1",
    port: trunk.port,
    transport: "udp",
    auth: "ip",
  });
  return await inTurns(accounts.length, async (i) => {
    const number = `1140${String(700_000 + i)}`;
    const destination = { type: "agent", id: accounts[i]!.agent.id };
    await api.post<PhoneNumber>("/v1/numbers", { number, trunkId: row.id, destination });
    return number;
  });
}

async function calls(): Promise<void> {
  const { sip: server, serverPid, callsPerSecond: perSecond, seconds, talking } = options;
  const [trunk, phones] = [await SipPeer.open(server), await SipPeer.open(server)];
  const sink = await openSocketPair("127.0.0.1");
  const accounts = await agents(AGENTS, 30_000);
  await registered(phones, accounts);
  const numbers = await numbersOf(accounts, trunk);
  answering(phones, sink.port);

  const callers = await Callers.open(api, server);
  const pairs = await callers.call(talking);
  const streams = await streamsOf(pairs);
  const hush = pace(streams);
  const [row, speech] = await Promise.all([
    calling({ server, serverPid, trunk, numbers, mediaPort: sink.port, perSecond, seconds }),
    measure(streams, seconds),
  ]);
  hush();
  tell({ kind: "calls", row });
  tell({ kind: "speech", row: { talking, ...speech } });

  await callers.hangUp(pairs, []);
  await Promise.all([callers.close(), trunk.close(), phones.close(), sink.close()]);
}

await registers();
await calls();
process.disconnect();
