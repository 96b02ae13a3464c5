/**
 * Compiles the native sockets: `node native/build.mjs`, also run by `npm ci`. They are never needed: where they cannot be compiled,
 * one line says why, Node's own sockets do the work, and the installation goes on.
 *
 * The interface is Node-API, so that what is compiled once fits every later Node.
 */
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

const here = path.dirname(fileURLToPath(import.meta.url));
const build = path.join(here, "build");
const product = path.join(build, "ponto.node");
const COMPILERS = [process.env.CC, "cc", "gcc", "clang"].filter((name) => name !== undefined && name !== "");

/** The headers that came with Node, else those of its release, which the node-gyp that npm brings along fetches. */
function headers() {
  const own = path.resolve(path.dirname(process.execPath), "..", "include", "node");
  if (existsSync(path.join(own, "node_api.h"))) return own;
  const gyp = process.env.npm_config_node_gyp;
  if (gyp === undefined) throw new Error("Node's headers are not installed");
  const fetched = path.join(build, "headers");
  run(process.execPath, [gyp, "install", `--devdir=${fetched}`, "--ensure"]);
  return path.join(fetched, process.versions.node, "include", "node");
}

function run(program, args) {
  execFileSync(program, args, { stdio: ["ignore", "pipe", "pipe"], timeout: 120_000 });
}

function compiler() {
  const found = COMPILERS.find((name) => {
    try {
      run(name, ["--version"]);
      return true;
    } catch {
      return false;
    }
  });
  if (found === undefined) throw new Error("there is no C compiler");
  return found;
}

function compile() {
  if (process.platform !== "linux") throw new Error(`they need Linux, not ${process.platform}`);
  const cc = compiler();
  mkdirSync(build, { recursive: true });
  const include = headers();
  const sources = readdirSync(path.join(here, "src")).filter((name) => name.endsWith(".c"));
  const unfinished = path.join(build, `ponto.${process.pid}.node`);
  const options = ["-std=gnu11", "-O2", "-Wall", "-Wextra", "-shared", "-fPIC", `-I${include}`];
  run(cc, [...options, ...sources.map((name) => path.join(here, "src", name)), "-lm", "-o", unfinished]);
  // A server that runs has the old file open: it keeps it.
  renameSync(unfinished, product);
}

try {
  compile();
} catch (error) {
  // An older one might not fit the server.
  rmSync(product, { force: true });
  const reason =
    String(error.stderr ?? "")
      .split("\n")
      .find((line) => line.includes("error")) ?? error.message;
  process.stdout.write(`native sockets were not built, Node's own serve: ${reason}\n`);
  if (process.env.npm_lifecycle_event === undefined) process.exitCode = 1;
}
