/** The dashboard's files: which form of them is sent, for how long it is kept, and what is no page. */
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { brotliCompressSync, brotliDecompressSync, gunzipSync, gzipSync } from "node:zlib";
import t, { type Test } from "tap";
import { temporaryFolder } from "../support/server.ts";
import { openOffice } from "./support/office.ts";

const page = "<!doctype html><title>Ponto</title>";
const script = "console.log('ponto');";

async function builtPages(test: Test): Promise<string> {
  const folder = await temporaryFolder(test);
  await mkdir(join(folder, "assets"));
  for (const [name, text] of [
    ["index.html", page],
    ["assets/index-1a2b.js", script],
  ] as const) {
    await writeFile(join(folder, name), text);
    await writeFile(join(folder, `${name}.br`), brotliCompressSync(text));
    await writeFile(join(folder, `${name}.gz`), gzipSync(text));
  }
  return folder;
}

t.test("files go compressed to whoever takes that", async (t) => {
  const { ask } = await openOffice(t, {}, undefined, { pages: await builtPages(t) });
  const file = (encodings?: string) =>
    ask(undefined, "GET", "/assets/index-1a2b.js", { headers: encodings ? { "accept-encoding": encodings } : {} });

  const smallest = await file("gzip, deflate, br");
  t.equal(smallest.headers["content-encoding"], "br");
  t.equal(brotliDecompressSync(smallest.rawPayload).toString(), script);
  const older = await file("gzip, deflate");
  t.equal(older.headers["content-encoding"], "gzip");
  t.equal(gunzipSync(older.rawPayload).toString(), script);
  const plain = await file();
  t.equal(plain.headers["content-encoding"], undefined);
  t.equal(plain.body, script);
  for (const answer of [smallest, older, plain]) {
    t.match(answer.headers["content-type"], /javascript/);
    t.equal(answer.headers.vary, "accept-encoding", "caches keep the forms apart");
    t.equal(answer.headers["cache-control"], "public, max-age=31536000, immutable");
  }
});

t.test("every address of a screen is the page", async (t) => {
  const { ask } = await openOffice(t, {}, undefined, { pages: await builtPages(t) });
  const headers = { accept: "text/html", "accept-encoding": "br" };
  for (const url of ["/", "/agents", "/admin/users?search=ana"]) {
    const answer = await ask(undefined, "GET", url, { headers });
    t.equal(answer.statusCode, 200, url);
    t.equal(brotliDecompressSync(answer.rawPayload).toString(), page, url);
    t.equal(answer.headers["cache-control"], "no-cache", "a newer one is seen at once");
    t.match(answer.headers["content-security-policy"], /^default-src 'self';(?!.*script-src)/);
  }
  for (const url of ["/v1/nothing", "/assets/gone.js", "/assets/index-1a2b.js.br", "/../package.json"])
    t.equal((await ask(undefined, "GET", url, { headers })).statusCode, 404, url);
});
