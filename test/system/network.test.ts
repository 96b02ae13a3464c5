import t from "tap";
import { err, ok } from "../../src/kernel/result.ts";
import { loadAddon, type NativeAddon } from "../../src/system/native/addon.ts";
import { chooseNetwork, type NetworkWish } from "../../src/system/network.ts";

const built = ok<NativeAddon>({ open: () => t.fail("choosing opens nothing") as never });
const missing = err("Cannot find module");

t.test("what a wish for sockets comes to", async (t) => {
  const table: readonly [NetworkWish, typeof loadAddon, ReturnType<typeof chooseNetwork>][] = [
    ["node", () => missing, ok("node")],
    ["node", () => built, ok("node")],
    ["native", () => built, ok("native")],
    ["native", () => missing, err("the native sockets are not built (node native/build.mjs): Cannot find module")],
    ["auto", () => built, ok("native")],
    ["auto", () => missing, ok("node")],
  ];
  for (const [wish, load, found] of table) t.strictSame(chooseNetwork(wish, load), found, wish);
});

t.test("an addon that is not there, or is none, is a value of one line", async (t) => {
  const found = loadAddon();
  if (found.ok) t.type(found.value.open, "function");
  else t.notMatch(found.error, /\n/);
});
