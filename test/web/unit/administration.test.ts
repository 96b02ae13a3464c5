/** What the administrator's screens make of what the server says, and of what is typed. */
import { test } from "tap";
import { defaultSettings } from "../../../src/accounts/directory/shapes.ts";
import { deviceOf } from "../../../web/src/parts/device.ts";
import {
  destinationOf,
  bodyOf as numberBody,
  valuesOf as numberValues,
  wordOf,
} from "../../../web/src/screens/numbers/numberValues.ts";
import {
  bodyOf as settingsBody,
  valuesOf as settingsValues,
  shortened,
} from "../../../web/src/screens/settings/settingsValues.ts";
import { meaningOfError, standingOf } from "../../../web/src/screens/trunks/trunkState.ts";
import { bodyOf, valuesOf } from "../../../web/src/screens/trunks/trunkValues.ts";
import { trunks } from "../../../web/src/texts/pt-BR/trunks.ts";

type Trunk = Parameters<typeof standingOf>[0];

const trunk: Trunk = {
  id: "trunk_1",
  name: "Operadora",
  host: "sip.carrier.example",
  port: null,
  transport: "auto",
  auth: "register",
  username: "551130004000",
  register: true,
  maxCalls: null,
  codecs: null,
  realm: null,
  pingSeconds: 30,
  identity: "both",
  fromDomain: null,
  anonymous: false,
  dialledFormat: "as_dialled",
  callingFormat: "as_dialled",
  srtp: "off",
  dtmf: "auto",
  state: { registered: null, reachable: null, lastError: null },
};

test("what the state of a trunk comes to", (t) => {
  const of = (state: Partial<Trunk["state"]>, more: Partial<Trunk> = {}) =>
    standingOf({ ...trunk, ...more, state: { ...trunk.state, ...state } });
  t.equal(of({ registered: true, reachable: true }), "registered");
  t.equal(of({ registered: false }), "registering", "nothing has failed yet");
  t.equal(of({ registered: false, lastError: "no answer (408)" }), "down");
  t.equal(of({ registered: true, reachable: false }), "down");
  t.equal(of({ reachable: true }, { auth: "ip" }), "reachable");
  t.equal(of({}, { auth: "ip" }), "checking");
  t.equal(of({}, { auth: "ip", pingSeconds: 0 }), "unwatched");
  t.equal(of({ registered: false }, { auth: "accept-register" }), "waiting", "it is for the other side to register");
  t.end();
});

test("every word of the server's for what is wrong with a trunk has a text, with the status where one is shown", (t) => {
  const said: readonly (readonly [string, string, string])[] = [
    ["no answer (408)", "noAnswer", "408"],
    ["not reachable (503)", "notReachable", "503"],
    ["out of service (503 Service Unavailable)", "outOfService", "503 Service Unavailable"],
    ["user name or password refused (401 Unauthorized)", "wrongPassword", "401 Unauthorized"],
    ["a challenge that is not answered: realm or algorithm (407)", "unansweredChallenge", "407"],
    ["the registrar refuses (403 Forbidden)", "refused", "403 Forbidden"],
    ["the registrar keeps no binding (200)", "noBinding", "200"],
    ["the registration has expired", "expired", ""],
  ];
  for (const [words, text, code] of said) t.strictSame(meaningOfError(words), { text, code });
  t.strictSame(said.map(([, text]) => text).sort(), Object.keys(trunks.errors).sort());
  t.equal(meaningOfError("<b>something else</b>"), undefined, "what nobody knows is shown as it is");
  t.end();
});

test("a trunk's fields say what the trunk is, and send a password only where one was typed", (t) => {
  const { id: _, state: __, ...kept } = trunk;
  t.strictSame(bodyOf(valuesOf(trunk)), kept);
  t.match(bodyOf({ ...valuesOf(trunk), password: "segredo" }), { password: "segredo" });
  t.match(bodyOf({ ...valuesOf(trunk), auth: "accept-register" }), { register: false });
  t.match(bodyOf({ ...valuesOf(trunk), auth: "ip", register: true }), { register: true });
  t.end();
});

test("a number without a destination sends none, so that it is asked for", (t) => {
  t.notOk("destination" in numberBody(numberValues(null)));
  const destination = { type: "group", id: "group:1" } as const;
  t.strictSame(destinationOf(wordOf(destination)), destination);
  t.end();
});

test("settings come back from their fields as they were, and a shorter limit is told", (t) => {
  const before = settingsValues(defaultSettings as Parameters<typeof settingsValues>[0]);
  t.strictSame(settingsBody(before), defaultSettings);
  const limited = { ...before, recording: { ...before.recording, retentionDays: 30 } };
  t.strictSame(shortened(before, limited), ["recordingRetentionDays"]);
  t.strictSame(shortened(limited, before), [], "for ever is longer");
  t.strictSame(
    shortened(limited, { ...limited, recording: { ...limited.recording, retentionDays: 31 } }),
    [],
    "and so is a day more",
  );
  t.end();
});

test("a browser is called what people call it", (t) => {
  const firefox = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";
  const chrome =
    "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Mobile Safari/537.36";
  const edge =
    "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36 Edg/140.0";
  t.strictSame(deviceOf(firefox), { browser: "Firefox", system: "Linux" });
  t.strictSame(deviceOf(chrome), { browser: "Chrome", system: "Android" });
  t.strictSame(deviceOf(edge), { browser: "Edge", system: "Windows" });
  t.equal(deviceOf("curl/8.0"), undefined);
  t.end();
});
