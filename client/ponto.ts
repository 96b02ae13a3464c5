/** Ponto's API for programs in TypeScript: typed by its OpenAPI document, in Node and in browsers. */
import createClient, { type Client } from "openapi-fetch";
import type { components, paths } from "./api.d.ts";
import { EventConnection, type PontoEvent } from "./eventConnection.ts";

export type { components, EventConnection, PontoEvent, paths };
/** A thing of the API by the name of its schema, `Schema<"Agent">`. */
export type Schema<Name extends keyof components["schemas"]> = components["schemas"][Name];
export type ProblemCode = Schema<"Problem">["code"];

/** The server refused; `code` is stable (RFC 9457). Undefined where something between us and the server answered. */
export class PontoProblem extends Error {
  readonly status: number;
  readonly code: ProblemCode | undefined;
  readonly problem: Partial<Schema<"Problem">>;
  /** After how many seconds it may be asked again, where the server says. */
  readonly retryAfter: number | undefined;

  constructor(request: string, status: number, problem: Partial<Schema<"Problem">>, retryAfter?: number) {
    const { code, detail, title } = problem;
    super(`${request} was answered ${status} ${code ?? ""} ${detail ?? title ?? ""}`.trim());
    this.name = "PontoProblem";
    this.status = status;
    this.code = code;
    this.problem = problem;
    this.retryAfter = retryAfter;
  }
}

export interface PontoOptions {
  /** A sign-in's token or an API key; left out in a browser that has the cookie. */
  readonly token?: string;
  /** How long an answer may take, ms; 10,000 by default. */
  readonly patience?: number;
  /** Whether a request that came too soon is sent again when the server says; true by default. */
  readonly repeats?: boolean;
  /** Whether nobody is behind the requests that are sent now: they then do not make the sign-in last longer. */
  readonly unattended?: () => boolean;
}

/** Lists that come page by page. */
export type ListPath = {
  [Path in keyof paths]: paths[Path] extends Listing<unknown> ? Path : never;
}[keyof paths];
type Listing<Item> = {
  get: { responses: { 200: { content: { "application/json": { items: Item[]; nextCursor: string | null } } } } };
};
export type ItemOf<Path extends ListPath> = paths[Path] extends Listing<infer Item> ? Item : never;
type QueryOf<Path extends ListPath> = paths[Path] extends { get: { parameters: { query?: infer Query } } }
  ? Omit<NonNullable<Query>, "cursor">
  : never;

/** How often a request is sent again that came too soon, and how long one waits at most for that, s. */
const MAX_REPEATS = 3;
const LONGEST_WAIT = 120;
/** Before a stream that broke off is opened again, ms, where the server does not say; twice as long after each failure. */
const FIRST_PAUSE = 500;
const LONGEST_PAUSE = 30_000;

/** The API as one caller uses it. */
export class Ponto {
  /** `GET`, `POST`, … by the paths of the document. A refusal is thrown as a `PontoProblem`, so that `data` is there. */
  readonly http: Client<paths>;
  readonly #url: string;
  readonly #options: PontoOptions;

  /** @param url of the server, without a path. */
  constructor(url: string, options: PontoOptions = {}) {
    this.#url = url.replace(/\/$/, "");
    this.#options = options;
    this.http = createClient<paths>({
      baseUrl: this.#url,
      headers: this.#credentials(),
      fetch: (request) => this.#fetch(request),
    });
    this.http.use({
      async onResponse({ request, response }) {
        if (!response.ok) throw await problemOf(request, response);
      },
    });
  }

  /** The API with another token or key. */
  as(token: string): Ponto {
    return new Ponto(this.#url, { ...this.#options, token });
  }

  /** The API as the user with this password uses it. @param domain of the account, where several know the e-mail. */
  async signIn(email: string, password: string, domain?: string): Promise<Ponto> {
    const body = { email, password, ...(domain === undefined ? {} : { domain }) };
    const { data } = await this.http.POST("/v1/session", { body });
    return this.as(data!.token);
  }

  /** Every item of a list, page after page, as fast as they are taken. */
  async *list<Path extends ListPath>(path: Path, query?: QueryOf<Path>): AsyncGenerator<ItemOf<Path>, void, undefined> {
    let cursor: string | null = null;
    do {
      const params = { query: { ...query, ...(cursor === null ? {} : { cursor }) } };
      const { data } = await this.http.GET(path as "/v1/agents", { params } as never);
      const page = data as unknown as { items: ItemOf<Path>[]; nextCursor: string | null };
      yield* page.items;
      cursor = page.nextCursor;
    } while (cursor !== null);
  }

  /**
   * Events as they happen, for as long as one likes: a stream that breaks off is opened again where it broke off. An event `events.lost` says
   * that this came too late. Ends with `signal`; a refusal (401: the sign-in is over) is thrown.
   */
  async *events(
    from: { lastEventId?: string; signal?: AbortSignal } = {},
  ): AsyncGenerator<PontoEvent, void, undefined> {
    const { signal = new AbortController().signal } = from;
    let { lastEventId } = from;
    let pause = FIRST_PAUSE;
    while (!signal.aborted) {
      try {
        const connection = await this.openEvents({ signal, ...(lastEventId === undefined ? {} : { lastEventId }) });
        for await (const event of connection) {
          lastEventId = event.id;
          yield event;
        }
        pause = connection.retryMs ?? FIRST_PAUSE;
      } catch (error) {
        if (error instanceof PontoProblem && error.status < 500 && error.status !== 429) throw error;
        pause = Math.min(pause * 2, LONGEST_PAUSE);
      }
      await wait(pause, signal);
    }
  }

  /**
   * One connection to the events, once it is open. With `silence` it breaks off where neither an event nor the server's sign of life, each
   * 15 seconds, came for so many ms: a network that went away says nothing.
   */
  async openEvents({
    lastEventId,
    signal,
    silence,
  }: {
    lastEventId?: string;
    signal?: AbortSignal;
    silence?: number;
  } = {}): Promise<EventConnection> {
    const request = new Request(`${this.#url}/v1/events`, {
      headers: {
        ...this.#credentials(),
        ...this.#attendance(),
        Accept: "text/event-stream",
        ...(lastEventId === undefined ? {} : { "Last-Event-ID": lastEventId }),
      },
      ...(signal === undefined ? {} : { signal }),
    });
    const response = await fetch(request);
    if (response.status !== 200 || response.body === null) throw await problemOf(request, response);
    return new EventConnection(response.body, silence);
  }

  /** Sends any request and answers whatever comes, refusals too. A body that is text goes as it is. @param path with its query: `/v1/calls?limit=1` */
  send(
    method: string,
    path: string,
    more: { body?: unknown; headers?: Record<string, string> } = {},
  ): Promise<Response> {
    const { body, headers = {} } = more;
    const request = new Request(this.#url + path, {
      method,
      headers: {
        ...this.#credentials(),
        ...(body === undefined ? {} : { "Content-Type": "application/json" }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
    });
    return this.#fetch(request);
  }

  #credentials(): Record<string, string> {
    const { token } = this.#options;
    return token === undefined ? {} : { Authorization: `Bearer ${token}` };
  }

  #attendance(): Record<string, string> {
    return this.#options.unattended?.() === true ? { "Ponto-Unattended": "true" } : {};
  }

  /** Sends a request, and sends it again when the server says so: who is asked to wait was not served. */
  async #fetch(request: Request): Promise<Response> {
    const { repeats: repeatsAtAll = true } = this.#options;
    for (const [name, value] of Object.entries(this.#attendance())) request.headers.set(name, value);
    for (let repeats = repeatsAtAll ? 0 : MAX_REPEATS; ; repeats++) {
      const signal = AbortSignal.any([request.signal, AbortSignal.timeout(this.#options.patience ?? 10_000)]);
      const response = await fetch(new Request(request.clone(), { signal }));
      const seconds = retryAfterOf(response) ?? Number.NaN;
      if (response.status !== 429 || repeats === MAX_REPEATS || !(seconds <= LONGEST_WAIT)) return response;
      await response.body?.cancel();
      await wait(seconds * 1000, request.signal);
    }
  }
}

/** In seconds, as Ponto says it. */
function retryAfterOf(response: Response): number | undefined {
  const told = response.headers.get("retry-after");
  return told === null || Number.isNaN(Number(told)) ? undefined : Number(told);
}

async function problemOf({ method, url }: Request, response: Response): Promise<PontoProblem> {
  const text = await response.text();
  const isProblem = response.headers.get("content-type")?.includes("json") === true;
  const problem = isProblem ? JSON.parse(text) : {};
  return new PontoProblem(`${method} ${new URL(url).pathname}`, response.status, problem, retryAfterOf(response));
}

/** Resolves after a time, or when `signal` ends it. */
function wait(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const done = (): void => {
      clearTimeout(timer);
      signal.removeEventListener("abort", done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal.addEventListener("abort", done);
  });
}
