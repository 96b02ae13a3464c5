/** Files and lists on their way to whoever asked: they end with what they were asked with, and with their account. */
import type { ServerResponse } from "node:http";
import { Readable } from "node:stream";
import type { FastifyInstance } from "fastify";
import type { Account, Bearer } from "../../accounts/account.ts";

export class Downloads {
  readonly #running = new Map<ServerResponse, Bearer>();
  readonly #ending: () => void;

  constructor(account: Pick<Account, "onBearerEnded">) {
    this.#ending = account.onBearerEnded((id) => {
      for (const [answer, bearer] of this.#running) if (bearer.id === id) answer.destroy();
    });
  }

  begin(answer: ServerResponse, bearer: Bearer): void {
    this.#running.set(answer, bearer);
    answer.once("close", () => this.#running.delete(answer));
  }

  close(): void {
    this.#ending();
    for (const answer of this.#running.keys()) answer.destroy();
  }
}

/** Keeps an eye on every answer that is sent piece by piece. */
export function watchDownloads(app: FastifyInstance): void {
  app.addHook("onSend", async ({ caller }, reply, payload) => {
    if (caller !== null && payload instanceof Readable) caller.desk.downloads.begin(reply.raw, caller.bearer);
    return payload;
  });
}
