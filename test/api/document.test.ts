/** The OpenAPI document says what the server does: no more, no less, and with examples that are true. */
import { createConfig, lintFromString } from "@redocly/openapi-core";
import type { FastifyContextConfig } from "fastify";
import t from "tap";
import { isReading } from "../../src/api/callers/areas.ts";
import { operations } from "../../src/api/document/operations.ts";
import { problems } from "../../src/kernel/problem.ts";
import { ApiDocument } from "./support/document.ts";
import { openOffice } from "./support/office.ts";

const routes: { method: string; url: string; config: FastifyContextConfig }[] = [];
const { app } = await openOffice(t, {}, (instance) =>
  instance.addHook("onRoute", ({ method, url, config, schema }) => {
    if (config?.access === undefined || schema?.hide === true) return;
    for (const one of [method].flat()) {
      if (one !== "HEAD") routes.push({ method: one, url, config });
    }
  }),
);
const document = new ApiDocument(app);

t.test("it is OpenAPI 3.1", async (t) => {
  const config = await createConfig({
    rules: {
      struct: "error",
      "operation-operationId-unique": "error",
      "no-unresolved-refs": "error",
      "no-identical-paths": "error",
    },
  });
  const findings = await lintFromString({ source: JSON.stringify(document.text), config });
  t.strictSame(
    findings.map(({ message, location }) => `${location[0]?.pointer}: ${message}`),
    [],
  );
  t.equal(document.text.openapi, "3.1.0");
});

t.test("every route is in it and nothing else", async (t) => {
  const shown = document.operations.filter(({ method }) => method !== "HEAD");
  const described = shown.map(({ method, url }) => `${method} ${url.replace(/\{(\w+)\}/g, ":$1")}`);
  t.strictSame(described.sort(), routes.map(({ method, url }) => `${method} ${url}`).sort());
});

t.test("every operation has a name, a summary, a tag that is told of, and what it asks for", async (t) => {
  const tags = (document.text.tags as { name: string }[]).map(({ name }) => name);
  const names = new Set<string>();
  for (const { method, url, operation } of document.operations) {
    const what = `${method} ${url}`;
    t.match(operation.operationId, /^[a-z][A-Za-z]+$/, what);
    t.notOk(names.has(operation.operationId ?? ""), `${what}: ${operation.operationId} names it alone`);
    names.add(operation.operationId ?? "");
    t.match(operation.summary, /^[A-Z]/, what);
    t.ok(operation.tags?.length === 1 && tags.includes(operation.tags[0]!), `${what}: ${operation.tags}`);
    const route = routes.find(
      (each) => each.method === method.replace("HEAD", "GET") && each.url.replace(/:(\w+)/g, "{$1}") === url,
    );
    const { access, area = "server" } = route?.config ?? {};
    t.equal(operation["x-access"], access, what);
    const verb = isReading(method) ? "read" : "write";
    const limited = !["self", "person", "server"].includes(area);
    t.equal(operation["x-scope"], limited ? `${area}:${verb}` : undefined, what);
  }
  const used = new Set(document.operations.flatMap(({ operation }) => operation.tags ?? []));
  t.strictSame(
    tags.filter((tag) => !used.has(tag)),
    [],
    "no tag is told of in vain",
  );
  const known = [...operations.values()].map(({ id }) => id);
  t.strictSame(
    known.filter((id) => !names.has(id)),
    [],
    "no route is named that is not there",
  );
});

t.test("every body and every answer has an example, and each follows its schema", async (t) => {
  for (const { method, url, operation } of document.operations) {
    const bodies = [
      ...Object.entries(operation.requestBody?.content ?? {}),
      ...Object.values(operation.responses).flatMap(({ content = {} }) => Object.entries(content)),
    ];
    for (const [mediaType, { schema, example, examples }] of bodies) {
      const what = `${method} ${url} ${mediaType}`;
      if (examples !== undefined) {
        t.ok(Object.keys(examples).length > 0, what);
        for (const [code, { value }] of Object.entries(examples)) {
          t.ok(Object.hasOwn(problems, code), `${what} ${code}`);
          t.strictSame(document.faults(schema, value), [], `${what} ${code}`);
        }
      } else if (/^application\/json$|^text\/csv$/.test(mediaType)) {
        t.not(example, undefined, `${what} has an example`);
        if (mediaType !== "text/csv") t.strictSame(document.faults(schema, example), [], what);
      }
    }
  }
});
