import type { groups as pt } from "../pt-BR/groups.ts";
import type { TextsLike } from "../textsLike.ts";

export const groups: TextsLike<typeof pt> = {
  add: "New group",
  emptyTitle: "No group yet",
  emptyHint: "A group rings several agents by one extension or number, and says who may monitor whom.",
  columns: { name: "Name", extension: "Extension", members: "Agents", strategy: "Who rings", ringSeconds: "Rings for" },
  noExtension: "no extension",
  seconds: "{{count}} s",
  newTitle: "New group",
  name: "Name",
  extension: "Extension of the group (optional)",
  extensionHint: "What agents dial to call the group: 2 to 8 digits.",
  strategy: "Who rings",
  strategies: {
    all: { name: "All at once", hint: "Whoever is first to answer has the call." },
    sequential: { name: "One after the other", hint: "In the order of the list below." },
    longest_idle: { name: "Whoever has been free for longest", hint: "Spreads the calls evenly." },
  },
  ringSeconds: "Seconds that it rings at each turn",
  ringSecondsHint: "5 to 180. Then the next one rings, or the call ends unanswered.",
  members: "Agents of the group",
  membersHint: "The order matters only with “One after the other”.",
  addMember: "Add an agent",
};
