/** Requests one after the other over connections that stay open, each of somebody else. */
import { Agent, request } from "node:http";
import { setTimeout as delay } from "node:timers/promises";
import { distribution } from "../percentiles.ts";
import { counting, each } from "../processorTime.ts";
import type { Asked, Asking } from "./orders.ts";

export async function asking(url: string, serverPid: number, plan: Asking): Promise<Asked> {
  const { tokens, requests, seconds, pauseMs = 0 } = plan;
  const delays: number[] = [];
  const statuses: Record<number, number> = {};
  let turn = 0;
  const end = performance.now() + seconds * 1000;

  const connection = async (token: string): Promise<void> => {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    while (performance.now() < end) {
      const n = turn++;
      const { method, path, body } = requests[n % requests.length]!;
      const since = performance.now();
      const status = await ask(agent, `${url}${path}`, token, method, body?.replaceAll("{n}", String(n)));
      delays.push(performance.now() - since);
      statuses[status] = (statuses[status] ?? 0) + 1;
      if (pauseMs > 0) await delay(pauseMs);
    }
    agent.destroy();
  };

  const cost = counting(serverPid);
  const since = performance.now();
  await Promise.all(tokens.map(connection));
  const perSecond = (delays.length * 1000) / (performance.now() - since);
  return { perSecond, statuses, cost: each(cost(), delays.length), ...distribution(Float64Array.from(delays)) };
}

/** @returns the status, once the whole answer has come. */
function ask(agent: Agent, url: string, token: string, method: string, body: string | undefined): Promise<number> {
  const headers = {
    authorization: `Bearer ${token}`,
    ...(body === undefined ? {} : { "content-type": "application/json", "content-length": Buffer.byteLength(body) }),
  };
  return new Promise((resolve, reject) => {
    const sent = request(url, { agent, method, headers }, (answer) => {
      answer.resume();
      answer.once("end", () => resolve(answer.statusCode!));
      answer.once("error", reject);
    });
    sent.once("error", reject);
    sent.end(body);
  });
}
