/** Why the server does not start, in words of the person who set it up. */
import { uriHost } from "../kernel/addresses.ts";
import type { BindFailure } from "../kernel/datagrams.ts";

/** One line for the person who started the server. */
export interface StartFault {
  readonly code: string;
  readonly message: string;
}

/** A failure with the settings it hangs on. */
export const faultOf = (settings: string, { code, message }: StartFault): StartFault => ({
  code,
  message: `${message} (${settings})`,
});

/** @param settings what the names of its settings begin with. */
export function bindFault(
  what: string,
  settings: string,
  { host, port }: { host: string; port: number },
  { code, message }: BindFailure,
): StartFault {
  const place = `${what} cannot listen on ${uriHost(host)}:${port}`;
  if (code === "EADDRINUSE")
    return { code: "port_in_use", message: `${place}: another program does (${settings}_PORT)` };
  if (code === "EADDRNOTAVAIL")
    return {
      code: "cannot_listen",
      message: `${place}: this machine has no such address (${settings.replace("_TLS", "")}_HOST)`,
    };
  return { code: "cannot_listen", message: `${place}: ${message} (${settings}_PORT)` };
}
