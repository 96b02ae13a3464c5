/** The account's numbers, and whom their calls go to. */
export const numbers = {
  add: "Novo número",
  newTitle: "Novo número",
  emptyTitle: "Nenhum número ainda",
  emptyHint:
    "Cadastre aqui os números que a operadora entrega, e quem atende cada um. Sem isso, ninguém de fora consegue ligar.",
  columns: { number: "Número", destination: "Quem atende", trunk: "Vem por" },
  agent: "Agente",
  group: "Grupo",
  anyTrunk: "Qualquer tronco",
  gone: "já não existe",
  number: "Número",
  numberHint: "Como quiser escrever: (11) 3000-4000, +55 11 3000-4000. O número guardado é o internacional.",
  destination: "Quem atende",
  destinationHint: "Um agente ou um grupo de agentes.",
  trunk: "Só nas chamadas do tronco",
  trunkHint: "Preencha se o mesmo número chega por dois troncos para destinos diferentes.",
  nobody: "Primeiro cadastre um agente ou um grupo: é a eles que um número leva.",
} as const;
