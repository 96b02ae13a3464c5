import type { Test } from "tap";
import { emailOf, ensure, ensureAgent, ensureNumber, ensureSupervisor, voipOf } from "../../../lab/ponto/account.ts";
import type { Api } from "../../../lab/ponto/api.ts";
import type { Signal } from "../../../lab/sound/signals.ts";
import type { Agent, Trunk } from "../../../src/accounts/directory/shapes.ts";
import { type ServerUnderTest, startServer } from "../../support/server.ts";
import { Baresip, type BaresipOptions } from "./baresip.ts";

const PASSWORD = "senha-do-teste";

/** A server whose phones are all baresip. */
export class Desk {
  readonly #test: Test;
  readonly server: ServerUnderTest;
  readonly admin: Api;

  /** @param settings of the account @param env settings of the process */
  static async open(test: Test, settings: object = {}, env: Readonly<Record<string, string>> = {}): Promise<Desk> {
    const server = await startServer(test, { env });
    const admin = await server.now.administrator();
    await admin.patch("/v1/settings", settings);
    return new Desk(test, server, admin);
  }

  private constructor(test: Test, server: ServerUnderTest, admin: Api) {
    this.#test = test;
    this.server = server;
    this.admin = admin;
  }

  /** An agent whose phone is a baresip, registered, that answers at once. */
  async seat(
    name: string,
    extension: string,
    options: Partial<BaresipOptions> = {},
  ): Promise<{ agent: Agent; phone: Baresip }> {
    const agent = await ensureAgent(this.admin, name, extension);
    const { token } = await voipOf(this.admin, agent);
    return { agent, phone: await this.#registered(extension, token, { answers: "auto", ...options }) };
  }

  /** A seat whose agent may monitor, and the API as that user. */
  async supervisor(name: string, extension: string, options: Partial<BaresipOptions> = {}) {
    const seat = await this.seat(name, extension, options);
    await ensureSupervisor(this.admin, name, PASSWORD);
    return { ...seat, api: await this.server.now.api.signIn(emailOf(name), PASSWORD) };
  }

  /** A customer behind a trunk of its own, whose calls to `number` reach the agent. */
  async customer(number: string, agent: Agent, voice: Signal): Promise<Baresip> {
    const phone = await Baresip.start(this.#test, { user: "11988887777", voice });
    const trunk = await ensure<Trunk, "name">(this.admin, "/v1/trunks", "name", {
      name: `Operadora ${number}`,
      host: "127.0.0.1",
      port: phone.port,
      transport: "udp",
      auth: "ip",
    });
    await ensureNumber(this.admin, number, trunk, agent);
    return phone;
  }

  /** A customer whose phone is a trunk that registers with us. @param srtp of the trunk */
  async gateway(
    username: string,
    options: Partial<BaresipOptions>,
    srtp: Trunk["srtp"] = "off",
  ): Promise<{ trunk: Trunk; phone: Baresip }> {
    const { transport = "udp" } = options;
    const known = { name: username, host: "gateway.invalid", auth: "accept-register", username } as const;
    const wanted = { ...known, transport, srtp };
    const trunk = await ensure<Trunk, "name">(this.admin, "/v1/trunks", "name", wanted, { password: PASSWORD });
    return { trunk, phone: await this.#registered(username, PASSWORD, options) };
  }

  /** How a phone dials a number or extension of the server. */
  uri(user: string, transport: BaresipOptions["transport"] = "udp"): string {
    const { address, port } = transport === "tls" ? this.server.now.sipTls : this.server.now.sip;
    return `sip:${user}@${address}:${port}`;
  }

  async #registered(user: string, password: string, options: Partial<BaresipOptions>): Promise<Baresip> {
    const registrar = options.transport === "tls" ? this.server.now.sipTls : this.server.now.sip;
    const phone = await Baresip.start(this.#test, { user, password, registrar, ...options });
    if (!(await phone.registered())) throw new Error(`baresip could not register as ${user}`);
    return phone;
  }
}
