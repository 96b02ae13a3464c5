/** Examples for the document, made of the schemas: whatever a schema says is there has one, and what is taken away takes its example along. */
import type { Schema } from "../schemas/schema.ts";

/** What a field of this name holds; `Schema.field` where another schema means something else by it. */
const words: Readonly<Record<string, unknown>> = {
  id: "agent_1f8Zk3",
  name: "Ana Souza",
  email: "ana.souza@example.com",
  password: "salada-de-frutas-7",
  domain: "example.com",
  token: "q0Zc1kP8",
  extension: "1001",
  codecs: ["PCMA", "opus"],
  number: "+551130003000",
  customerNumber: "+5511987654321",
  to: "+5511987654321",
  callerId: "+551130003000",
  callerName: "(11) 3000-3000",
  host: "sip.example.com",
  port: 5060,
  agentName: "Ana Souza",
  agentExtension: "1001",
  prefix: "0",
  strip: 1,
  sipUri: "sip:1001@example.com",
  registrar: "192.0.2.10:5060",
  transports: ["udp", "tcp"],
  userAgent: "Mozilla/5.0",
  ip: "192.0.2.44",
  country: "BR",
  locale: "pt-BR",
  timeZone: "America/Sao_Paulo",
  holdMusic: "default",
  echoExtension: "*43",
  mos: 4.4,
  e164: "+551130003000",
  dialledAs: "1130003000",
  scopes: ["calls:read"],
  purpose: "Training of new agents",
  nextCursor: "WyIxMDAiXQ",
  previousHash: "9f".repeat(32),
  hash: "3c".repeat(32),
  lastHash: "3c".repeat(32),
  "AgentVoip.user": "1001",
  sampleRate: 8000,
  channels: 2,
  format: "wav",
  "Problem.type": "urn:ponto:problem:invalid_request",
  "Problem.title": "The request is not valid",
  "Problem.status": 400,
  "Problem.code": "invalid_request",
  "Problem.detail": "email must be an e-mail address",
  "Problem.path": "email",
  "Problem.message": "must be an e-mail address",
};

const MOMENT = "2026-03-02T14:05:09.120Z";

/** An example of what a schema describes. @param named the schemas that others refer to, by their name */
export function exampleOf(schema: Schema, named: Readonly<Record<string, Schema>>): unknown {
  return new Examples(named).of(schema, "", "");
}

class Examples {
  readonly #named: Readonly<Record<string, Schema>>;

  constructor(named: Readonly<Record<string, Schema>>) {
    this.#named = named;
  }

  of(schema: Schema, owner: string, key: string): unknown {
    const { $ref, enum: values, const: only, anyOf, examples } = schema as Keywords;
    if (examples !== undefined) return examples[0];
    if ($ref !== undefined) {
      const name = $ref.split("/").at(-1)!;
      return this.of(this.#named[name] ?? {}, name, key);
    }
    if (only !== undefined) return only;
    const word = words[`${owner}.${key}`] ?? words[key];
    if (word !== undefined && (values === undefined || values.includes(word))) return word;
    if (values !== undefined) return values[0];
    if (anyOf !== undefined) return this.of(anyOf[0] ?? {}, owner, key);
    return this.#plain(schema as Keywords, owner, key);
  }

  #plain(schema: Keywords, owner: string, key: string): unknown {
    const { type, properties = {}, required = [], maxProperties, items = {}, format, minimum = 0 } = schema;
    switch (Array.isArray(type) ? type[0] : type) {
      case "object":
        return Object.fromEntries(
          Object.entries(properties)
            .sort(([one], [other]) => Number(required.includes(other)) - Number(required.includes(one)))
            .slice(0, maxProperties)
            .map(([name, property]) => [name, this.of(property, owner, name)]),
        );
      case "array":
        return [this.of(items, owner, key.replace(/s$/, ""))];
      case "boolean":
        return true;
      case "integer":
      case "number":
        return Math.max(minimum, 1);
      case "string":
        return format === "date-time" ? MOMENT : format === "date" ? MOMENT.slice(0, 10) : "text";
      default:
        return {};
    }
  }
}

interface Keywords {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly anyOf?: readonly Schema[];
  readonly examples?: readonly unknown[];
  readonly required?: readonly string[];
  readonly maxProperties?: number;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly format?: string;
  readonly minimum?: number;
}
