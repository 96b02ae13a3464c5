/** Calls with media at every end: customers on a trunk, agents' and supervisors' phones, each answered at once. */
import type { Api } from "../../lab/ponto/api.ts";
import type { Peer } from "../../lab/sip/wire.ts";
import type { MonitorMode } from "../../src/mixer/audibility.ts";
import { chooseNetwork, type Network, openNetwork } from "../../src/system/network.ts";
import { answering } from "./answering.ts";
import { Dialling } from "./dialling.ts";
import { direct } from "./direct.ts";
import { type CalledSeat, Directory, type SupervisorSeat } from "./directory.ts";
import { FRAMES_A_SECOND } from "./frames.ts";
import { type MediaLeg, MediaPorts } from "./mediaPorts.ts";
import { MonitorVoice } from "./monitorVoice.ts";
import { Pacer } from "./pacer.ts";
import { PartyStream } from "./partyStream.ts";
import { SipPeer } from "./sipPeer.ts";
import { readSdp, type Spoken, writeSdp } from "./sipText.ts";

/** What the two parties speak. */
export interface CallPlan {
  readonly customer: Spoken;
  readonly agent: Spoken;
}

/** A phone's end of a call that it took. */
interface TakenLeg {
  readonly media: MediaLeg;
  readonly payloadType: number;
}

/** A call on which both parties speak. */
export interface Talk {
  readonly seat: CalledSeat;
  readonly plan: CallPlan;
  readonly customer: MediaLeg;
  /** The leg that the customer's stream is heard on: another one after a transfer. */
  agent: MediaLeg;
  readonly toAgent: PartyStream;
  toCustomer: PartyStream;
  readonly hangUp: () => Promise<void>;
  monitor: Monitor | undefined;
}

export interface Monitor {
  readonly id: string;
  readonly seat: SupervisorSeat;
  readonly leg: MediaLeg;
  readonly voice: MonitorVoice;
}

/** Which frame of each second is a party's burst. */
const CUSTOMER_BURST = 5;
const AGENT_BURST = 30;
/** ms for a phone to be rung. */
const PATIENCE = 10_000;

export class CallFloor {
  readonly #network: Network;
  readonly #ports: MediaPorts;
  readonly #pacer: Pacer;
  readonly #peers: readonly [trunk: SipPeer, phones: SipPeer];
  readonly #dialling: Dialling;
  readonly #directory: Directory;
  /** What each extension speaks on the call that it awaits, and who is told of it. */
  readonly #awaited = new Map<string, { readonly codec: Spoken; readonly take: (leg: TakenLeg) => void }>();
  /** How customers described themselves, for what the server asks them later; by Call-ID. */
  readonly #offered = new Map<string, string>();
  /** Of phones, by Call-ID. */
  readonly #taken = new Map<string, MediaLeg>();
  #legs = 0;
  #streams = 0;
  #customers = 0;

  static async open(admin: Api, server: Peer, prefix?: number): Promise<CallFloor> {
    const name = chooseNetwork("auto");
    const network = openNetwork(name.ok ? name.value : "node");
    const peers = [await SipPeer.open(server), await SipPeer.open(server)] as const;
    const directory = await Directory.open(admin, server, peers[1], peers[0], prefix);
    return new CallFloor(server, peers, directory, network);
  }

  private constructor(server: Peer, peers: readonly [SipPeer, SipPeer], directory: Directory, network: Network) {
    this.#peers = peers;
    this.#directory = directory;
    this.#network = network;
    this.#ports = new MediaPorts(network);
    this.#pacer = new Pacer(network.scheduler);
    const [trunk, phones] = peers;
    this.#dialling = new Dialling(trunk, server);
    answering(trunk, { called: (_user, _invite, callId) => this.#offered.get(callId) ?? "" });
    answering(phones, {
      called: (user, invite, callId) => this.#take(user, invite, callId),
      ended: (callId) => this.#release(callId),
    });
  }

  /** Slots of packets that the pacer left out. */
  get skipped(): number {
    return this.#pacer.skipped;
  }

  get directory(): Directory {
    return this.#directory;
  }

  /** A customer calls the agent, who answers, and both begin to speak. */
  async call(seat: CalledSeat, plan: CallPlan): Promise<Talk> {
    const customer = await this.#newLeg();
    const taken = this.#await(seat.extension, plan.agent);
    const from = `119${String(10_000_000 + ++this.#customers)}`;
    const description = writeSdp(customer.port, plan.customer);
    const answered = await this.#dialling.call({ from, to: seat.number, description });
    if (typeof answered === "number") throw new Error(`the call to ${seat.extension} was answered ${answered}`);
    const { media: agent, payloadType } = await taken;
    const answer = readSdp(answered.answer, plan.customer);
    customer.connect(answer.port);
    this.#offered.set(answered.callId, description);

    const toAgent = this.#stream(customer, plan.customer, answer.payloadType, plan.agent, CUSTOMER_BURST);
    const toCustomer = this.#stream(agent, plan.agent, payloadType, plan.customer, AGENT_BURST);
    agent.hears = toAgent.receive;
    customer.hears = toCustomer.receive;
    const hangUp = async (): Promise<void> => {
      this.#pacer.remove(toAgent);
      this.#pacer.remove(talk.toCustomer);
      if (talk.monitor !== undefined) this.#pacer.remove(talk.monitor.voice);
      await answered.bye();
      this.#offered.delete(answered.callId);
      customer.close();
      this.#legs--;
    };
    const talk: Talk = { seat, plan, customer, agent, toAgent, toCustomer, hangUp, monitor: undefined };
    return talk;
  }

  /** A supervisor begins to monitor the call's agent, and to speak. */
  async monitor(talk: Talk, seat: SupervisorSeat, mode: MonitorMode): Promise<Monitor> {
    const taken = this.#await(seat.extension, "PCMA");
    const { id } = await seat.api.post<{ id: string }>("/v1/monitorings", { agentId: talk.seat.agent.id, mode });
    const { media: leg, payloadType } = await taken;
    const { toAgent, toCustomer } = talk;
    const phase = toAgent.frames % FRAMES_A_SECOND;
    const voice = new MonitorVoice(++this.#streams, payloadType, phase, (packet, length) => leg.send(packet, length));
    leg.hears = (packet) => {
      const now = performance.now();
      toAgent.burst.look(packet, now);
      toCustomer.burst.look(packet, now);
    };
    toAgent.onHeard = (packet, now) => voice.burst.look(packet, now);
    this.#pacer.add(voice);
    talk.monitor = { id, seat, leg, voice };
    return talk.monitor;
  }

  /** Another agent takes the call over, by a blind transfer of the server's. */
  async transfer(admin: Api, talk: Talk, callId: string, to: CalledSeat): Promise<void> {
    const taken = this.#await(to.extension, talk.plan.agent);
    await admin.post(`/v1/calls/${callId}/transfer`, { to: to.extension, type: "blind" });
    const { media: agent, payloadType } = await taken;
    this.#pacer.remove(talk.toCustomer);
    talk.agent = agent;
    talk.toCustomer = this.#stream(agent, talk.plan.agent, payloadType, talk.plan.customer, AGENT_BURST);
    agent.hears = talk.toAgent.receive;
    talk.customer.hears = talk.toCustomer.receive;
  }

  /** Streams of as many calls, without a server. */
  direct(calls: number): ReturnType<typeof direct> {
    return direct(this.#network, this.#pacer, calls);
  }

  async close(): Promise<void> {
    this.#pacer.stop();
    this.#ports.close();
    await Promise.all(this.#peers.map((peer) => peer.close()));
  }

  #stream(from: MediaLeg, codec: Spoken, payloadType: number, heardAs: Spoken, burstAt: number): PartyStream {
    const send = (packet: Buffer, length: number): void => from.send(packet, length);
    const stream = new PartyStream(++this.#streams, { codec, payloadType, heardAs, send }, burstAt);
    this.#pacer.add(stream);
    return stream;
  }

  async #newLeg(): Promise<MediaLeg> {
    // A phone must have its port ready when it is called: one for each leg that a customer's may lead to.
    await this.#ports.reserve(3 * ++this.#legs);
    return this.#ports.leg();
  }

  #await(extension: string, codec: Spoken): Promise<TakenLeg> {
    return new Promise((resolve, reject) => {
      const end = setTimeout(() => {
        this.#awaited.delete(extension);
        reject(new Error(`the phone ${extension} was not called`));
      }, PATIENCE);
      const take = (leg: TakenLeg): void => {
        clearTimeout(end);
        this.#awaited.delete(extension);
        resolve(leg);
      };
      this.#awaited.set(extension, { codec, take });
    });
  }

  #take(user: string, invite: string, callId: string): string {
    const extension = user.split("-", 1)[0]!;
    const awaited = this.#awaited.get(extension);
    const codec = awaited?.codec ?? "PCMA";
    const { port, payloadType } = readSdp(invite, codec);
    const media = this.#ports.leg();
    media.connect(port);
    this.#taken.set(callId, media);
    awaited?.take({ media, payloadType });
    return writeSdp(media.port, codec, invite);
  }

  #release(callId: string): void {
    this.#taken.get(callId)?.close();
    this.#taken.delete(callId);
  }
}
