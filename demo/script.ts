/** The conversations of the demo. */
import type { Line, Voice } from "./speech.ts";

export const voices = {
  customer: { espeak: "pt-br+f3", root: 440 },
  ana: { espeak: "pt-br+f2", root: 330 },
  bruno: { espeak: "pt-br+m3", root: 220 },
  davi: { espeak: "pt-br+m7", root: 175 },
  clara: { espeak: "pt-br+f5", root: 550 },
} as const satisfies Record<string, Voice>;

/** A customer and Ana. */
export const support: readonly Line[] = [
  { speaker: "ana", text: "Bom dia, aqui é a Ana, do atendimento. Em que posso ajudar?" },
  { speaker: "customer", text: "Bom dia. A minha fatura deste mês veio com um valor que eu não reconheço." },
  { speaker: "ana", text: "Entendo. A senhora pode me dizer o número do protocolo, por favor?" },
  { speaker: "customer", text: "Claro. É três, sete, nove, dois." },
  { speaker: "ana", text: "Obrigada. Estou vendo aqui uma cobrança em dobro. Um momento, por favor." },
  { speaker: "customer", text: "Eu espero. Mas se não for resolvido hoje, vou cancelar o contrato." },
];

/** Two agents. */
export const colleagues: readonly Line[] = [
  { speaker: "bruno", text: "Davi, você sabe como se faz o estorno de uma cobrança em dobro?" },
  { speaker: "davi", text: "Sei. Abra o cadastro, escolha a fatura e peça o estorno ao financeiro." },
  { speaker: "bruno", text: "E quanto tempo leva?" },
  { speaker: "davi", text: "Dois dias úteis. Avise o cliente por mensagem." },
];

/** What Clara's stand-in prompts. */
export const prompting: readonly Line[] = [
  { speaker: "clara", text: "Ofereça dez por cento de desconto na próxima fatura." },
  { speaker: "clara", text: "Peça desculpas e confirme o estorno." },
];
