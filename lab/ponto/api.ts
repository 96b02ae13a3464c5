import { Ponto, PontoProblem } from "../../client/ponto.ts";
import { EventStream } from "./eventStream.ts";

export interface Reply<T> {
  readonly status: number;
  readonly headers: Headers;
  readonly body: T;
}

export { PontoProblem as ApiProblem };

/** The REST API as one caller uses it, by paths as they are on the wire: `/v1/agents/agent_1`. */
export class Api {
  readonly #ponto: Ponto;

  /** @param base the server's URL, without a path. */
  constructor(base: string | Ponto, token?: string) {
    this.#ponto = typeof base === "string" ? new Ponto(base, token === undefined ? {} : { token }) : base;
  }

  /** The same by the paths of the OpenAPI document, with types. */
  get typed(): Ponto {
    return this.#ponto;
  }

  /** The API as the user with this password uses it. @param domain of the account, where several know the e-mail. */
  async signIn(email: string, password: string, domain?: string): Promise<Api> {
    return new Api(await this.#ponto.signIn(email, password, domain));
  }

  /** The API with another token or API key. */
  as(token: string): Api {
    return new Api(this.#ponto.as(token));
  }

  get<T>(path: string): Promise<T> {
    return this.#insist("get", path);
  }

  post<T>(path: string, body?: unknown): Promise<T> {
    return this.#insist("post", path, body);
  }

  patch<T>(path: string, body: unknown): Promise<T> {
    return this.#insist("patch", path, body);
  }

  delete(path: string): Promise<void> {
    return this.#insist("delete", path);
  }

  /** Every item of a list, page after page. */
  async list<T>(path: string): Promise<readonly T[]> {
    const items: T[] = [];
    for await (const item of this.#ponto.list(path as "/v1/agents")) items.push(item as T);
    return items;
  }

  async download(path: string, headers: Record<string, string> = {}): Promise<Reply<Buffer>> {
    const response = await this.#ponto.send("GET", path, { headers });
    return { status: response.status, headers: response.headers, body: Buffer.from(await response.arrayBuffer()) };
  }

  /** Sends one request and gives back whatever came, refusals too. A body that is text goes as it is. */
  async request<T = unknown>(
    method: string,
    path: string,
    body?: unknown,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<Reply<T>> {
    const response = await this.#ponto.send(method, path, { body, headers });
    const text = await response.text();
    const json = response.headers.get("content-type")?.includes("json") === true && text !== "";
    return { status: response.status, headers: response.headers, body: (json ? JSON.parse(text) : text) as T };
  }

  /** Subscribes to the server-sent events; resolves when the stream is open. */
  events(lastEventId?: string): Promise<EventStream> {
    return EventStream.open(this.#ponto, lastEventId);
  }

  /** The body of a success; an `ApiProblem` otherwise. */
  async #insist<T>(method: "get" | "post" | "patch" | "delete", path: string, body?: unknown): Promise<T> {
    const { data } = await this.#ponto.http.request(method, path as never, { body } as never);
    return data as T;
  }
}
