import type { FastifyInstance, InjectOptions, LightMyRequestResponse } from "fastify";
import type { Test } from "tap";
import { createApi } from "../../../src/api/api.ts";
import { Desks } from "../../../src/api/desk.ts";
import { type ApiOptions, defaultLimits, type Health, type Limits } from "../../../src/api/options.ts";
import type { TrunkState } from "../../../src/calls/live/views.ts";
import { seededEntropy } from "../../../src/kernel/entropy.ts";
import { silentLog } from "../../../src/kernel/log.ts";
import { ok } from "../../../src/kernel/result.ts";
import { VirtualTime } from "../../support/virtualTime.ts";
import { ApiDocument } from "./document.ts";
import { FakeAccount } from "./fakeAccount.ts";
import { FakeCalls } from "./fakeCalls.ts";
import { type Person, tokenOf } from "./people.ts";

/** A server with a single account. */
const accountsOf = (account: FakeAccount): ApiOptions["accounts"] => ({
  async authenticate(token) {
    const bearer = await account.authenticate(token);
    return bearer === undefined ? undefined : { account, ...bearer };
  },
  async signIn({ email, password }) {
    const signedIn = await account.signIn(email, password);
    return signedIn.ok ? ok({ account, ...signedIn.value }) : signedIn;
  },
});

/** An API over fakes, closed when the test ends. */
export interface Office {
  readonly app: FastifyInstance;
  readonly accounts: FakeAccount;
  readonly calls: FakeCalls;
  readonly time: VirtualTime;
  readonly errors: string[];
  health: Health;
  trunkState: TrunkState;
  /** A request with the Bearer token of `person`; nobody's where it is undefined. */
  ask(person: Person | undefined, method: string, url: string, more?: Ask): Promise<LightMyRequestResponse>;
}

export interface Ask {
  readonly body?: unknown;
  readonly headers?: Record<string, string>;
  readonly remoteAddress?: string;
}

/** @param look sees the API before its routes are made. */
export async function openOffice(
  t: Test,
  limits: Partial<Limits> = {},
  look: (app: FastifyInstance) => void = () => undefined,
  more: Partial<ApiOptions> = {},
): Promise<Office> {
  const accounts = new FakeAccount();
  const calls = new FakeCalls();
  const time = new VirtualTime();
  const errors: string[] = [];
  const desks = new Desks({ clock: time, entropy: seededEntropy(2), limits: { ...defaultLimits, ...limits } });
  desks.open({
    account: accounts,
    calls,
    trunkState: () => office.trunkState,
  });
  const app = createApi({
    accounts: accountsOf(accounts),
    desks,
    clock: time,
    entropy: seededEntropy(1),
    log: { ...silentLog, error: (_fields, message) => void errors.push(message) },
    version: "1.2.3",
    sip: { registrar: () => ({ host: "192.0.2.1", port: 5060 }), transports: ["udp", "tcp"] },
    metrics: async () => "ponto_calls 2\n",
    health: () => office.health,
    limits,
    ...more,
  });
  const office: Office = {
    app,
    accounts,
    calls,
    time,
    errors,
    health: { ready: true, reasons: [] },
    trunkState: { registered: true, reachable: null, lastError: null },
    async ask(person, method, url, { body, headers, remoteAddress } = {}) {
      undocumented.length = 0;
      const answer = await app.inject({
        method: method as NonNullable<InjectOptions["method"]>,
        url,
        headers: { ...(person === undefined ? {} : { authorization: `Bearer ${tokenOf(person)}` }), ...headers },
        ...(body === undefined ? {} : { payload: body as object }),
        ...(remoteAddress === undefined ? {} : { remoteAddress }),
      });
      if (undocumented.length > 0) throw new Error(`The document does not say so: ${undocumented.join("; ")}`);
      return answer;
    },
  };
  const undocumented: string[] = [];
  holdToDocument(app, undocumented);
  t.teardown(() => app.close());
  look(app);
  await app.ready();
  return office;
}

/** The same for every office. */
let document: ApiDocument | undefined;

/** Compares every answer with what the document promises. */
function holdToDocument(app: FastifyInstance, faults: string[]): void {
  app.addHook("onSend", async ({ method, routeOptions }, reply, payload) => {
    const { url, schema } = routeOptions;
    if (url === undefined || schema === undefined || schema.hide === true || method === "HEAD") return payload;
    document ??= new ApiDocument(app);
    const [mediaType = ""] = String(reply.getHeader("content-type") ?? "").split(";");
    const body = typeof payload === "string" ? payload : "";
    faults.push(...document.answerFaults(method, url, reply.statusCode, mediaType, body));
    return payload;
  });
}
