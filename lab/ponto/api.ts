import { setTimeout as delay } from "node:timers/promises";
import { EventStream } from "./eventStream.ts";

export interface Reply<T> {
  readonly status: number;
  readonly headers: Headers;
  readonly body: T;
}

export interface Listed<T> {
  readonly items: readonly T[];
  readonly nextCursor: string | null;
}

/** The server refused; `code` is the stable one of its problem+json. */
export class ApiProblem extends Error {
  readonly status: number;
  readonly code: string | undefined;

  constructor(request: string, status: number, body: unknown) {
    const { code, detail, title } = (body ?? {}) as { code?: string; detail?: string; title?: string };
    super(`${request} was answered ${status} ${code ?? ""} ${detail ?? title ?? ""}`.trim());
    this.name = "ApiProblem";
    this.status = status;
    this.code = code;
  }
}

/** How long a request may take, ms. */
const PATIENCE = 10_000;

/** The REST API as one caller uses it. Paths are whole: `/v1/agents`. */
export class Api {
  readonly #base: string;
  readonly #token: string | undefined;

  /** @param base the server's URL, without a path. */
  constructor(base: string, token?: string) {
    this.#base = base;
    this.#token = token;
  }

  /** The API as the user with this password uses it. @param domain of the account, where several know the e-mail. */
  async signIn(email: string, password: string, domain?: string): Promise<Api> {
    const { token } = await this.post<{ token: string }>("/v1/session", { email, password, domain });
    return this.as(token);
  }

  /** The API with another token or API key. */
  as(token: string): Api {
    return new Api(this.#base, token);
  }

  get<T>(path: string): Promise<T> {
    return this.#insist("GET", path);
  }

  post<T>(path: string, body?: unknown): Promise<T> {
    return this.#insist("POST", path, body);
  }

  patch<T>(path: string, body: unknown): Promise<T> {
    return this.#insist("PATCH", path, body);
  }

  delete(path: string): Promise<void> {
    return this.#insist("DELETE", path);
  }

  /** Every item of a list, page after page. */
  async list<T>(path: string): Promise<readonly T[]> {
    const items: T[] = [];
    let cursor: string | null = null;
    do {
      const joint = path.includes("?") ? "&" : "?";
      const page: Listed<T> = await this.get(
        cursor === null ? path : `${path}${joint}cursor=${encodeURIComponent(cursor)}`,
      );
      items.push(...page.items);
      cursor = page.nextCursor;
    } while (cursor !== null);
    return items;
  }

  async download(path: string, headers: Record<string, string> = {}): Promise<Reply<Buffer>> {
    const response = await this.#fetch("GET", path, undefined, headers);
    return {
      status: response.status,
      headers: response.headers,
      body: Buffer.from(await response.arrayBuffer()),
    };
  }

  /** Sends one request and gives back whatever came, refusals too. A body that is text goes as it is. */
  async request<T = unknown>(
    method: string,
    path: string,
    body?: unknown,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<Reply<T>> {
    const response = await this.#fetch(method, path, body, headers);
    const text = await response.text();
    const json = response.headers.get("content-type")?.includes("json") === true && text !== "";
    return { status: response.status, headers: response.headers, body: (json ? JSON.parse(text) : text) as T };
  }

  /** Subscribes to the server-sent events; resolves when the stream is open. */
  events(lastEventId?: string): Promise<EventStream> {
    return EventStream.open(`${this.#base}/v1/events`, {
      ...this.#credentials(),
      ...(lastEventId === undefined ? {} : { "Last-Event-ID": lastEventId }),
    });
  }

  /** The body of a success; a problem otherwise. Too many requests: once more when the server says so. */
  async #insist<T>(method: string, path: string, body?: unknown): Promise<T> {
    const reply = await this.request<T>(method, path, body);
    if (reply.status === 429 && reply.headers.has("retry-after")) {
      await delay(Number(reply.headers.get("retry-after")) * 1000);
      return await this.#insist(method, path, body);
    }
    if (reply.status >= 400) throw new ApiProblem(`${method} ${path}`, reply.status, reply.body);
    return reply.body;
  }

  #fetch(
    method: string,
    path: string,
    body?: unknown,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<Response> {
    return fetch(`${this.#base}${path}`, {
      method,
      signal: AbortSignal.timeout(PATIENCE),
      headers: {
        ...this.#credentials(),
        ...(body === undefined ? {} : { "Content-Type": "application/json" }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
    });
  }

  #credentials(): Record<string, string> {
    return this.#token === undefined ? {} : { Authorization: `Bearer ${this.#token}` };
  }
}
