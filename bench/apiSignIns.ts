/** How many sign-ins a second, each of which hashes a password, and what they do to whoever asks meanwhile. */
import type { LoadedApi } from "./api.ts";
import { newUsers, PASSWORD } from "./apiUsers.ts";
import { table } from "./table.ts";
import type { Asked, Asking } from "./traffic/orders.ts";

export interface SignInRow {
  readonly what: string;
  readonly signIns: Asked | undefined;
  /** Of another user, who asks now and then. */
  readonly meanwhile: Asked;
}

const SIGNING_IN = 8;
/** Between two requests of each of those who ask meanwhile, ms. */
const PAUSE = 10;

export async function apiSignIns(
  { api, web }: LoadedApi,
  { seconds }: { readonly seconds: number },
): Promise<readonly SignInRow[]> {
  const users = await newUsers(api, SIGNING_IN, (i) => `signer${i}@example.com`);
  const tokens = users.map(({ token }) => token);
  const reading: Asking = { tokens, requests: [{ method: "GET", path: "/v1/me" }], seconds, pauseMs: PAUSE };
  const signingIn: Asking = {
    tokens,
    requests: users.map(({ user: { email } }) => ({
      method: "POST",
      path: "/v1/session",
      body: JSON.stringify({ email, password: PASSWORD }),
    })),
    seconds,
  };
  const print = printing();
  const rows: SignInRow[] = [];
  const tell = (row: SignInRow): void => {
    rows.push(row);
    print(row);
  };
  tell({ what: "nobody signs in", signIns: undefined, meanwhile: await web.ask(reading) });
  const [meanwhile, signIns] = await Promise.all([web.ask(reading), web.ask(signingIn)]);
  tell({ what: `${SIGNING_IN} sign in`, signIns, meanwhile });
  return rows;
}

function printing(): (row: SignInRow) => void {
  process.stdout.write("\n");
  return table<SignInRow>([
    { title: "sign-ins", width: 16, text: ({ what }) => what },
    { title: "a second", width: 8, text: ({ signIns }) => signIns?.perSecond.toFixed(1) ?? "" },
    { title: "p50 ms", width: 7, text: ({ signIns }) => signIns?.p50.toFixed(0) ?? "" },
    { title: "GET /me p50 ms", width: 14, text: ({ meanwhile }) => meanwhile.p50.toFixed(2) },
    { title: "p99 ms", width: 7, text: ({ meanwhile }) => meanwhile.p99.toFixed(2) },
    { title: "max ms", width: 7, text: ({ meanwhile }) => meanwhile.max.toFixed(2) },
  ]);
}
