/** A browser as the server sees it: a cookie, and the headers that say which page asks. */
export class Browser {
  readonly #url: string;
  #cookie: string | undefined;

  /** @param cookie what was there before: `name=value`. */
  constructor(url: string, cookie?: string) {
    this.#url = url;
    this.#cookie = cookie;
  }

  /** `name=value`. */
  get cookie(): string | undefined {
    return this.#cookie;
  }

  /** Sends one request, with the cookie if there is one; a cookie that is set is kept. A body that is text or bytes goes as it is. */
  async send(
    method: string,
    path: string,
    { body, headers = {} }: { readonly body?: unknown; readonly headers?: Readonly<Record<string, string>> } = {},
  ): Promise<Response> {
    const answer = await fetch(`${this.#url}${path}`, {
      method,
      headers: {
        ...(this.#cookie === undefined ? {} : { cookie: this.#cookie }),
        ...(body === undefined ? {} : { "content-type": "application/json" }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
    });
    const [set] = answer.headers.getSetCookie();
    if (set !== undefined) this.#cookie = set.split(";")[0];
    return answer;
  }

  async status(method: string, path: string, request?: Parameters<Browser["send"]>[2]): Promise<number> {
    const answer = await this.send(method, path, request);
    await answer.arrayBuffer();
    return answer.status;
  }

  signIn(email: string, password: string, domain?: string): Promise<number> {
    const body = { email, password, ...(domain === undefined ? {} : { domain }) };
    return this.status("POST", "/v1/session", { body, headers: { origin: this.#url } });
  }
}
