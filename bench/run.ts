/** `npm run bench [-- NAME …] [options]`: all benches, or some. */
import { writeFile } from "node:fs/promises";
import { availableParallelism, cpus } from "node:os";
import { parseArgs } from "node:util";
import { api } from "./api.ts";
import { capacity } from "./capacity.ts";
import { jitter } from "./jitter.ts";
import { latency } from "./latency.ts";
import { mix } from "./mix.ts";
import type { BenchOptions } from "./options.ts";
import { sip } from "./sip.ts";
import { soak } from "./soak.ts";
import { tick } from "./tick.ts";
import type { Sockets } from "./underLoad.ts";
import { web } from "./web.ts";

const benches = { mix, jitter, latency, tick, capacity, soak, sip, api, web } as const;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    json: { type: "string" },
    calls: { type: "string", default: "1,50,200" },
    seconds: { type: "string", default: "5" },
    sockets: { type: "string", default: "node" },
    hours: { type: "string", default: "0.025" },
    quick: { type: "boolean", default: false },
  },
});
const options: BenchOptions = {
  calls: values.calls.split(",").map(Number),
  seconds: Number(values.seconds),
  sockets: values.sockets as Sockets,
  hours: Number(values.hours),
  // All of them, measured at length, would take most of an hour.
  quick: values.quick || positionals.length === 0,
};
const wrong =
  positionals.some((name) => !(name in benches)) ||
  [...options.calls, options.seconds, options.hours].some((number) => !(number > 0)) ||
  !["node", "native"].includes(values.sockets);
if (wrong) {
  process.stderr.write(
    `usage: npm run bench -- [${Object.keys(benches).join("|")}] [--json FILE] [--calls 1,50] [--seconds N] [--sockets node|native] [--hours N] [--quick]\n`,
  );
  process.exit(2);
}

const results: Record<string, unknown> = {};
for (const [name, bench] of Object.entries(benches)) {
  if (positionals.length > 0 && !positionals.includes(name)) continue;
  process.stdout.write(`\n${name}\n`);
  results[name] = await bench(options);
}
if (values.json !== undefined) {
  const machine = { node: process.version, cpu: cpus()[0]?.model, cores: availableParallelism() };
  const report = { at: new Date().toISOString(), machine, options, results };
  await writeFile(values.json, `${JSON.stringify(report, undefined, 2)}\n`);
}
