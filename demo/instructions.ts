import type { Sample } from "./sampleAccount.ts";

export interface Access {
  readonly url: string;
  readonly adminEmail: string;
  readonly adminPassword: string;
  readonly supervisorPassword: string;
  readonly standInSeconds: number;
}

/** What a person needs to try monitoring in a minute: every line below can be pasted into a shell as it stands. */
export function instructions(sample: Sample, access: Access): string {
  const { url } = access;
  const clara = sample.seats.Clara.voip;
  const signIn = JSON.stringify({ email: sample.supervisorEmail, password: access.supervisorPassword });
  const ask = JSON.stringify({ agentId: sample.seats.Ana.agent.id, mode: "listen" });
  const json = `-H 'Content-Type: application/json'`;
  const auth = `-H "Authorization: Bearer $TOKEN"`;
  const field = (name: string): string => `sed 's/.*"${name}":"\\([^"]*\\)".*/\\1/'`;
  const firstId = `sed 's/^{"id":"\\([^"]*\\)".*/\\1/'`;
  return `
Ponto is running, and two conversations with it:
  Maria (11 98888-7777) called ${sample.number}; Ana (1001) answered
  Bruno (1002) called Davi (1004)

Open
  ${url}/            the dashboard: sign in as Clara, click the eye beside Ana
  ${url}/docs        the API, to read and to try

Administrator         ${access.adminEmail}  ${access.adminPassword}
Supervisor Clara      ${sample.supervisorEmail}  ${access.supervisorPassword}

Clara's phone (put this into a real one, or a softphone; if none answers, a stand-in does after ${access.standInSeconds} s)
  extension           ${clara.extension}
  token (password)    ${clara.token}
  registrar           ${clara.registrar}  (${clara.transports.join(", ")})

Sign in as Clara
  TOKEN=$(curl -s ${url}/v1/session ${json} -d '${signIn}' | ${field("token")})
See the calls
  curl -s ${url}/v1/calls ${auth}
Listen to Ana: Clara's phone rings
  M=$(curl -s ${url}/v1/monitorings ${auth} ${json} -d '${ask}' | ${firstId}); echo $M
Whisper: only Ana hears Clara
  curl -s -X PATCH ${url}/v1/monitorings/$M ${auth} ${json} -d '{"mode":"whisper"}'
Barge in: both hear Clara
  curl -s -X PATCH ${url}/v1/monitorings/$M ${auth} ${json} -d '{"mode":"barge"}'
End it
  curl -s -X DELETE ${url}/v1/monitorings/$M ${auth}

Ctrl-C ends everything.
`;
}
