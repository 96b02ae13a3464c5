/** A transaction layer whose time passes by hand, and what it put out, each with the time. */
import { seededEntropy } from "../../../src/kernel/entropy.ts";
import type { TransactionId } from "../../../src/sip/api.ts";
import type { SipMessage, SipRequest } from "../../../src/sip/message/message.ts";
import type { LayerInput, LayerOutput } from "../../../src/sip/transaction/transaction.ts";
import { TransactionLayer } from "../../../src/sip/transaction/transactionLayer.ts";
import type { TransportName } from "../../../src/sip/transport/transport.ts";
import { answer, flowOver, targetOver } from "./messages.ts";

export class Rig {
  readonly layer: TransactionLayer;
  readonly transport: TransportName;
  readonly log: { readonly at: number; readonly output: LayerOutput }[] = [];
  now = 0;

  constructor(transport: TransportName = "udp", maxServerTransactions = 1000) {
    this.layer = new TransactionLayer({ entropy: seededEntropy(1), maxServerTransactions });
    this.transport = transport;
  }

  /** Gives an input and returns what it caused in short words. */
  give(input: LayerInput): string[] {
    const outputs = this.layer.handle(input, this.now);
    for (const output of outputs) this.log.push({ at: this.now, output });
    return outputs.map(inShort);
  }

  receive(message: SipMessage): string[] {
    return this.give({ in: "received", message, flow: flowOver(this.transport) });
  }

  /** Opens a client transaction with a request of ours. */
  open(request: SipRequest): { tx: TransactionId; reply: (status: number) => string[]; caused: string[] } {
    const tx = this.layer.reserve();
    const caused = this.give({ in: "request", tx, request, target: targetOver(this.transport) });
    return { tx, reply: (status) => this.receive(answer(request, status)), caused };
  }

  /** Passes to every deadline in turn until `end`; returns what happened, in short words with the time in seconds. */
  advanceTo(end: number): string[] {
    const happened: string[] = [];
    for (let next = this.layer.next(); next !== undefined && next <= end; next = this.layer.next()) {
      this.now = next;
      for (const word of this.give({ in: "time" })) happened.push(`${this.now / 1000} ${word}`);
    }
    this.now = end;
    return happened;
  }

  /** What stands after everything that time alone can change. */
  settle(): { clientTransactions: number; serverTransactions: number; timers: number } {
    this.advanceTo(this.now + 200_000);
    const { clientTransactions, serverTransactions, timers } = this.layer.counts;
    return { clientTransactions, serverTransactions, timers };
  }
}

export const nothingLeft = { clientTransactions: 0, serverTransactions: 0, timers: 0 };

/** `send INVITE`, `back 486`, `request BYE`, `response 180`, `failure timeout`. */
export function inShort(output: LayerOutput): string {
  switch (output.out) {
    case "send":
      return `send ${output.request.method}`;
    case "sendBack":
      return `back ${output.response.status}`;
    case "request":
    case "ack":
    case "cancel":
      return `${output.out} ${output.request.method}`;
    case "response":
      return `response ${output.response.status}`;
    case "failure":
    case "serverFailure":
      return `${output.out} ${output.cause}`;
  }
}
