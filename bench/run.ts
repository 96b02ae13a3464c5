/** `npm run bench [-- NAME] [--json FILE] [--calls 1,50,200] [--seconds N]`: all benches, or one. */
import { writeFile } from "node:fs/promises";
import { availableParallelism, cpus } from "node:os";
import { parseArgs } from "node:util";
import { jitter } from "./jitter.ts";
import { latency } from "./latency.ts";
import { mix } from "./mix.ts";
import { sip } from "./sip.ts";

const benches = { latency, jitter, mix, sip } as const;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    json: { type: "string" },
    calls: { type: "string", default: "1,50,200" },
    seconds: { type: "string", default: "10" },
  },
});
const options = { calls: values.calls.split(",").map(Number), seconds: Number(values.seconds) };
const unknown = positionals.filter((name) => !(name in benches));
if (unknown.length > 0 || [...options.calls, options.seconds].some((number) => !(number > 0))) {
  process.stderr.write(
    `usage: npm run bench -- [${Object.keys(benches).join("|")}] [--json FILE] [--calls 1,50] [--seconds N]\n`,
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
