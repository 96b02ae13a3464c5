/** Whether a certificate is that of the SIP server it should be (RFC 5922 §7). */
import { canonicalAddress } from "../../kernel/addresses.ts";

/**
 * @param alternatives the certificate's subjectAltName as `node:tls` writes it: `DNS:sip.example.com, URI:sip:example.com`
 * @param commonName of its subject
 * @param server the domain, or the IP address, that we meant to reach
 * @returns undefined when it is the server's, else why not
 */
export function identityFault(
  alternatives: string | undefined,
  commonName: string | string[] | undefined,
  server: string,
): Error | undefined {
  const identities = identitiesOf(alternatives, commonName);
  // §7.2: "Implementations MUST match the values in their entirety: Implementations MUST NOT match suffixes", and "MUST NOT
  // match any form of wildcard".
  if (identities.includes(canonical(server))) return undefined;
  return new Error(`the certificate is for ${identities.slice(0, 5).join(", ") || "nobody"}, not for ${server}`);
}

/**
 * §7.1: the SIP URIs that name a domain; where there are none, the DNS names; the common name only where there are no
 * alternatives at all. IP addresses count, too, since carriers are often known by one (a declared extension).
 */
function identitiesOf(alternatives = "", commonName: string | string[] | undefined): string[] {
  // A name that needs quotes is none of a host, and what stands within could pass for another entry.
  const entries = alternatives.includes('"') ? [] : alternatives.split(", ");
  const of = (kind: string): string[] =>
    entries.filter((entry) => entry.startsWith(kind)).map((entry) => canonical(entry.slice(kind.length)));
  const uris = of("URI:").filter((uri) => uri.startsWith("sip:"));
  // A URI with a user part "identifies an individual user, not a domain".
  const domains = uris.map((uri) => uri.slice("sip:".length)).filter((domain) => !/[@:;?]/.test(domain));
  const addresses = of("IP Address:");
  const named = domains.length > 0 ? domains : of("DNS:");
  if (named.length > 0 || addresses.length > 0) return [...named, ...addresses];
  return alternatives === "" && typeof commonName === "string" ? [canonical(commonName)] : [];
}

/** Domains compare without regard to case (§7.2). */
const canonical = (name: string): string => canonicalAddress(name) ?? name.toLowerCase();
