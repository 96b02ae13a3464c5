import { chooseNetwork, type NetworkName } from "../../src/system/network.ts";

const native = chooseNetwork("native");

/**
 * All that may carry a media worker's packets: what holds of one must hold of the others.
 * `missing` is the `skip` of its tests: false, or the reason.
 */
export const networks: readonly { readonly name: NetworkName; readonly missing: string | false }[] = [
  { name: "node", missing: false },
  { name: "native", missing: native.ok ? false : native.error },
];
