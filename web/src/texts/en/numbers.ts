import type { numbers as pt } from "../pt-BR/numbers.ts";
import type { TextsLike } from "../textsLike.ts";

export const numbers: TextsLike<typeof pt> = {
  add: "New number",
  newTitle: "New number",
  emptyTitle: "No number yet",
  emptyHint:
    "Enter the numbers that the carrier hands over, and who answers each. Without them nobody can call from outside.",
  columns: { number: "Number", destination: "Answered by", trunk: "Comes by" },
  agent: "Agent",
  group: "Group",
  anyTrunk: "Any trunk",
  gone: "is not there any more",
  number: "Number",
  numberHint: "As you like to write it: (11) 3000-4000, +55 11 3000-4000. It is kept in the international form.",
  destination: "Answered by",
  destinationHint: "An agent or a group of agents.",
  trunk: "Only calls from the trunk",
  trunkHint: "Fill it in if the same number comes by two trunks for different destinations.",
  nobody: "Make an agent or a group first: a number leads to one of them.",
};
