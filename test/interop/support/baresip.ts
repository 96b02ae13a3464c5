/**
 * Drives Debian's baresip 1.0 without a screen or a sound card: one process, one folder, one control socket a phone.
 *
 * What one must know of it: it plays to an `aubridge` device so that it decodes at all; `sndfile` dumps what is
 * heard (`…-dec.wav`) and said (`…-enc.wav`) from the answer on, but the dump stops at the first re-INVITE of either
 * side; it ignores auto-answer headers; and its REGISTER result is announced only to those already listening.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, openSync, readFileSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { connect, type Socket } from "node:net";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import type { Test } from "tap";
import { endWithUs } from "../../../lab/ponto/orphans.ts";
import { type PortRange, reservePorts } from "../../../lab/ports.ts";
import type { Peer } from "../../../lab/sip/wire.ts";
import { RATE, type Signal, take } from "../../../lab/sound/signals.ts";
import { wavOf } from "../../../lab/sound/wav.ts";
import { Changes } from "../../../lab/waiting.ts";
import { eventually } from "../../support/eventually.ts";
import { temporaryFolder } from "../../support/server.ts";
import { Dump } from "./dump.ts";
import { netstringReader, writeNetstring } from "./netstring.ts";

export interface BaresipOptions {
  readonly user: string;
  readonly password?: string;
  /** Where it registers; without it, it only calls and is called by address. */
  readonly registrar?: Peer;
  readonly transport?: "udp" | "tcp" | "tls";
  readonly answers?: "auto" | "manual";
  /** What it says, a minute of it, over and over. Without it the phone sends nothing, keys neither. */
  readonly voice?: Signal;
  /** Samples a second of the voice: 8,000 unless given. */
  readonly voiceRate?: number;
  /** `PCMU,PCMA` by default; `G722/16000/1`, `opus/48000/2`. One that it does not know so makes it offer all it has. */
  readonly codecs?: string;
  /** ms: of the packets that it sends, 20 unless given. */
  readonly ptime?: number;
  /** SRTP by SDES: best effort as RTP/AVP with keys, or RTP/SAVP, or RTP/SAVPF; none unless given. */
  readonly encryption?: "srtp" | "srtp-mand" | "srtp-mandf";
}

/** What the control socket reports of calls and registrations. */
export interface BaresipEvent {
  readonly type: string;
  readonly param?: string;
  readonly peeruri?: string;
}

interface CommandAnswer {
  readonly ok: boolean;
  readonly data: string;
}

const VOICE_MS = 60_000;
const MODULES = ["g711", "g722", "opus", "aufile", "aubridge", "sndfile", "srtp", "uuid"];

export class Baresip {
  readonly #test: Test;
  readonly #options: BaresipOptions;
  readonly #folder: string;
  readonly #ports: PortRange;
  readonly #port: number;
  readonly #controlPort: number;
  readonly #changes = new Changes();
  readonly #answers = new Map<string, CommandAnswer>();
  readonly events: BaresipEvent[] = [];
  #process: ChildProcess | undefined;
  #control: Socket | undefined;
  #commands = 0;

  /** Starts a phone that ends with the test. */
  static async start(test: Test, options: BaresipOptions): Promise<Baresip> {
    const folder = await temporaryFolder(test);
    const phone = new Baresip(test, options, folder, await reservePorts(1));
    test.teardown(() => phone.#stop());
    await phone.#configure();
    await phone.#run();
    return phone;
  }

  /** Every port of a phone is of its own block: it binds UDP and TCP at one port and TLS above it, and none can be bound first for it. */
  private constructor(test: Test, options: BaresipOptions, folder: string, ports: PortRange) {
    this.#test = test;
    this.#options = options;
    this.#folder = folder;
    this.#ports = ports;
    this.#port = ports.min + 2;
    this.#controlPort = ports.min + 4;
  }

  /** The signalling port. */
  get port(): number {
    return this.#port;
  }

  /** That it registers and calls by. */
  get transport(): NonNullable<BaresipOptions["transport"]> {
    return this.#options.transport ?? "udp";
  }

  /** Whether it sends and receives RTP at the port. */
  owns(port: number): boolean {
    return port >= this.#ports.min && port <= this.#ports.max;
  }

  get uri(): string {
    return `sip:${this.#options.user}@127.0.0.1:${this.#port}`;
  }

  /** Runs a command of its menu: `dial sip:…`, `hangup`, `hold`, `resume`, `accept`, `reginfo`, `sndcode 5`. */
  async command(command: string, params = ""): Promise<CommandAnswer> {
    const token = `c${++this.#commands}`;
    this.#control?.write(writeNetstring(JSON.stringify({ command, params, token })));
    return await this.#changes.until(() => this.#answers.get(token), `baresip's answer to ${command}`);
  }

  dial(uri: string): Promise<CommandAnswer> {
    return this.command("dial", uri);
  }

  /** The first event of the type, from `since` of {@link events} on, seen already or still to come. */
  event(type: string, { since = 0, patience = 8000 } = {}): Promise<BaresipEvent> {
    return this.#changes.until(
      () => this.events.slice(since).find((event) => event.type === type),
      `${type} of baresip ${this.#options.user}`,
      { patience, state: () => `had ${this.events.map((event) => event.type).join(", ") || "no events"}` },
    );
  }

  /** Whether the last REGISTER was accepted; waits while it is still on its way. */
  async registered(): Promise<boolean> {
    const result = await eventually(async () => {
      const { data } = await this.command("reginfo");
      return /OK|ERR/.exec(data)?.[0];
    }, "baresip's registration");
    return result === "OK";
  }

  /** Samples a second of what is heard in the newest call: the codec's, and 48,000 of Opus. */
  async rate(): Promise<number> {
    return (await this.#sounding()).rate;
  }

  /** Everything heard in the newest call so far. */
  async heard(): Promise<Int16Array> {
    const dump = await Dump.newest(this.#dumps, "dec");
    return dump === undefined ? new Int16Array() : await dump.read(0, await dump.length());
  }

  /** What is heard from now on, `ms` of it. */
  async hear(ms: number): Promise<Int16Array> {
    const dump = await this.#sounding();
    const from = await dump.length();
    const count = (ms * dump.rate) / 1000;
    await eventually(
      async () => (await dump.length()) >= from + count,
      `${ms} ms of sound at baresip ${this.#options.user}`,
      ms + 5000,
    );
    return await dump.read(from, count);
  }

  /** Presses a key (RFC 4733). */
  async press(key: string): Promise<void> {
    await this.command("sndcode", key);
  }

  /** What it printed; for the messages of failing tests. */
  printed(): string {
    return readFileSync(join(this.#folder, "log"), "latin1");
  }

  async #configure(): Promise<void> {
    const {
      user,
      password,
      registrar,
      answers = "manual",
      codecs = "PCMU,PCMA",
      voice,
      voiceRate = RATE,
      ptime,
      transport,
      encryption,
    } = this.#options;
    await mkdir(this.#dumps);
    if (voice !== undefined) {
      const file = wavOf(take(voice, VOICE_MS, 0, voiceRate), voiceRate);
      await writeFile(join(this.#folder, "voice.wav"), file);
    }
    const source = voice === undefined ? "aubridge,nothing" : `aufile,${join(this.#folder, "voice.wav")}`;
    const config = [
      "poll_method epoll",
      `sip_listen 127.0.0.1:${this.#port}`,
      "net_interface 127.0.0.1",
      `audio_player aubridge,ear`,
      `audio_source ${source}`,
      "audio_alert aubridge,alert",
      `ausrc_srate ${voiceRate}`,
      "auplay_srate 8000",
      "ausrc_channels 1",
      "auplay_channels 1",
      "audio_buffer 20-160",
      "jitter_buffer_delay 2-10",
      // Whom it asks for redundancy codes what it sends like speech; tones alone pass for music, of which few bits leave little.
      "opus_inbandfec yes",
      `rtp_ports ${this.#ports.min + 10}-${this.#ports.max}`,
      "ringback_disabled yes",
      "module_path /usr/lib/baresip/modules",
      ...MODULES.map((name) => `module ${name}.so`),
      "module_tmp account.so",
      ...["menu", "debug_cmd", "ctrl_tcp"].map((name) => `module_app ${name}.so`),
      `ctrl_tcp_listen 127.0.0.1:${this.#controlPort}`,
      `snd_path ${this.#dumps}`,
    ];
    const domain = registrar === undefined ? `127.0.0.1:${this.#port}` : `${registrar.address}:${registrar.port}`;
    const account = [
      `<sip:${user}@${domain}${transport === undefined || transport === "udp" ? "" : `;transport=${transport}`}>`,
      `regint=${registrar === undefined ? 0 : 600}`,
      `answermode=${answers}`,
      `audio_codecs=${codecs}`,
      ...(password === undefined ? [] : [`auth_pass=${password}`]),
      ...(encryption === undefined ? [] : [`mediaenc=${encryption}`]),
      ...(ptime === undefined ? [] : [`ptime=${ptime}`]),
    ];
    await writeFile(join(this.#folder, "config"), `${config.join("\n")}\n`);
    await writeFile(join(this.#folder, "accounts"), `${account.join(";")}\n`);
  }

  async #run(): Promise<void> {
    const log = openSync(join(this.#folder, "log"), "w");
    this.#process = spawn("baresip", ["-f", this.#folder, "-s"], { cwd: this.#folder, stdio: ["ignore", log, log] });
    closeSync(log);
    endWithUs(this.#process, true);
    await eventually(async () => {
      if (this.#process?.exitCode !== null) throw new Error(`baresip ended at once:\n${this.printed()}`);
      this.#control = await opened(this.#controlPort);
      return this.#control;
    }, "baresip's control socket");
    const read = netstringReader((text) => this.#take(JSON.parse(text)));
    this.#control?.on("data", read).on("error", () => {});
  }

  #take(message: BaresipEvent & CommandAnswer & { event?: boolean; token?: string }): void {
    if (message.event === true) this.events.push(message);
    else if (message.token !== undefined) this.#answers.set(message.token, message);
    this.#changes.announce();
  }

  get #dumps(): string {
    return join(this.#folder, "dumps");
  }

  #sounding(): Promise<Dump> {
    return eventually(() => Dump.newest(this.#dumps, "dec"), `sound at baresip ${this.#options.user}`);
  }

  async #stop(): Promise<void> {
    const child = this.#process;
    if (child !== undefined && child.exitCode === null && child.signalCode === null) {
      const ended = once(child, "exit");
      this.#control?.write(writeNetstring(JSON.stringify({ command: "quit", token: "quit" })));
      await Promise.race([ended, delay(1500)]);
      child.kill("SIGKILL");
      await ended;
    }
    this.#control?.destroy();
    this.#changes.close();
    this.#ports.release();
    if (!this.#test.passing()) this.#test.comment(this.printed().slice(-3000));
  }
}

async function opened(port: number): Promise<Socket | undefined> {
  const socket = connect(port, "127.0.0.1");
  try {
    await once(socket, "connect");
    return socket;
  } catch {
    return undefined;
  }
}
