import { isIP } from "node:net";
import type { Family } from "./dns.ts";

/** RFC 6761 §6.3: `localhost` is this machine, whatever DNS says. */
const loopback: Readonly<Record<Family, string>> = { 4: "127.0.0.1", 6: "::1" };

/** The addresses that a file of hosts (`hosts(5)`: an address and its names a line) gives a name. */
export function hostsIn(file: string, name: string, family: Family): string[] {
  const asked = name.toLowerCase().replace(/\.$/, "");
  const written = file.split("\n").flatMap((line) => {
    const [address = "", ...names] = line.replace(/#.*/, "").trim().split(/\s+/);
    return isIP(address) === family && names.some((each) => each.toLowerCase() === asked) ? [address] : [];
  });
  return written.length === 0 && asked === "localhost" ? [loopback[family]] : written;
}
