import { networkInterfaces } from "node:os";

/** `skip` of a test that needs IPv6: false, or the reason. */
export const withoutIpv6: string | false = Object.values(networkInterfaces())
  .flat()
  .some((local) => local?.address === "::1")
  ? false
  : "this machine has no IPv6 loopback (::1)";
