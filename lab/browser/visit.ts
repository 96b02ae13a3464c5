import type { Browser, BrowserContext, ConsoleMessage, Page, Request, Response } from "playwright-core";
import { Changes } from "../waiting.ts";

export interface VisitOptions {
  /** Of the server, without a path. */
  readonly url: string;
  readonly language?: "pt-BR" | "en";
  readonly light?: "light" | "dark";
  readonly size?: Size;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** Under load a page may take long; what is there is seen at once. */
const PATIENCE = 15_000;

/** The stream of events stays open for as long as the page is there. */
const isStream = (request: Request): boolean => new URL(request.url()).pathname === "/v1/events";

/** Until what came is drawn, and what glides to its place or colour has arrived. */
const drawn = `(async () => {
  await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  const gliding = document.getAnimations().filter((one) => one instanceof CSSTransition);
  await Promise.allSettled(gliding.map(({ finished }) => finished));
})()`;

/** One person at a browser of their own: a page of the dashboard, and a note of all that goes wrong in it. */
export class Visit {
  readonly page: Page;
  /** Errors of scripts and of the console, requests that failed or were refused, requests to other hosts. */
  readonly troubles: string[] = [];
  readonly #url: string;
  readonly #context: BrowserContext;
  readonly #pending = new Set<Request>();
  readonly #changes = new Changes();

  static async begin(browser: Browser, options: VisitOptions): Promise<Visit> {
    const context = await browser.newContext({
      locale: options.language ?? "pt-BR",
      timezoneId: "America/Sao_Paulo",
      colorScheme: options.light ?? "light",
      reducedMotion: "reduce",
      viewport: options.size ?? { width: 1440, height: 900 },
    });
    return new Visit(options.url, context, await context.newPage());
  }

  private constructor(url: string, context: BrowserContext, page: Page) {
    this.#url = url;
    this.#context = context;
    this.page = page;
    page.setDefaultTimeout(PATIENCE);
    this.#watch(page);
  }

  /** Another page of the same browser: signed in where this one is. */
  async secondTab(): Promise<Visit> {
    return new Visit(this.#url, this.#context, await this.#context.newPage());
  }

  /** What went wrong since this was last asked. */
  takeTroubles(): readonly string[] {
    return this.troubles.splice(0);
  }

  /** Opens a screen by its address, and waits until it stands. */
  async open(path: string): Promise<void> {
    await this.page.goto(this.#url + path);
    await this.settled();
  }

  /** By the form, as a person does. */
  async signIn(email: string, password: string): Promise<void> {
    if (!this.page.url().startsWith(this.#url)) await this.open("/");
    await this.page.fill("input[type=email]", email);
    await this.page.fill("input[type=password]", password);
    await this.page.click("button[type=submit]");
    await this.page.waitForSelector("nav", { state: "attached" });
    await this.settled();
  }

  /** Waits until there is a heading or a refusal, nothing is being loaded any more and what came is drawn. */
  async settled(): Promise<void> {
    await this.page.waitForSelector("h1, [role=alert]");
    for (;;) {
      await this.#changes.until(() => this.#pending.size === 0, "requests to be answered", {
        patience: PATIENCE,
        state: () => [...this.#pending].map((request) => request.url()).join(" "),
      });
      await this.page.evaluate(drawn);
      if (this.#pending.size === 0) return;
    }
  }

  async leave(): Promise<void> {
    await this.#context.close();
  }

  #watch(page: Page): void {
    page.on("console", (message) => this.#read(message));
    page.on("pageerror", (error) => this.#note(`error: ${error.message}`));
    page.on("request", (request) => this.#begun(request));
    page.on("requestfinished", (request) => this.#over(request));
    page.on("requestfailed", (request) => this.#failed(request));
    page.on("response", (response) => this.#answered(response));
  }

  #note(trouble: string): void {
    this.troubles.push(trouble);
    this.#changes.announce();
  }

  #read(message: ConsoleMessage): void {
    if (message.type() === "error") this.#note(`console: ${message.text()}`);
  }

  #begun(request: Request): void {
    const { protocol, origin } = new URL(request.url());
    const own = origin === this.#url || protocol === "data:" || protocol === "blob:";
    if (!own) this.#note(`another host: ${request.url()}`);
    if (!isStream(request)) this.#pending.add(request);
  }

  #over(request: Request): void {
    this.#pending.delete(request);
    this.#changes.announce();
  }

  /** What a page gives up itself, such as the stream when it is left, has not failed. */
  #failed(request: Request): void {
    const why = request.failure()?.errorText;
    if (why !== "net::ERR_ABORTED") this.#note(`failed: ${request.method()} ${request.url()} ${why}`);
    this.#over(request);
  }

  #answered(response: Response): void {
    if (response.status() >= 400)
      this.#note(`refused: ${response.status()} ${response.request().method()} ${response.url()}`);
  }
}
