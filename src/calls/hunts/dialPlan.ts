import type { Directory, RoutedNumber } from "../../accounts/directory/directory.ts";
import type { Agent, Group } from "../../accounts/directory/shapes.ts";
import { dialled as withoutSeparators } from "../../accounts/lines/e164.ts";

/** What a dialled number means. */
export type Destination =
  | { readonly to: "agent"; readonly agent: Agent }
  | { readonly to: "group"; readonly group: Group }
  | { readonly to: "echo"; readonly extension: string }
  | ({ readonly to: "number"; readonly dialled: string } & RoutedNumber);

const NUMBER = /^\+?[0-9]{1,32}$/;

/** What a route makes of the number: what its trunks are to call. */
export const outwardNumber = ({ route, number }: RoutedNumber): string => route.prepend + number.slice(route.strip);

/** An extension, of an agent, a group or the echo, wins over a number with an outbound route; undefined: neither. */
export function destinationOf(dialled: string, directory: Directory): Destination | undefined {
  const agent = directory.agentByExtension(dialled);
  if (agent !== undefined) return { to: "agent", agent };
  const group = directory.groupByExtension(dialled);
  if (group !== undefined) return { to: "group", group };
  if (dialled === directory.settings().echoExtension) return { to: "echo", extension: dialled };
  const number = withoutSeparators(dialled);
  const routed = NUMBER.test(number) ? directory.routeFor(number) : undefined;
  // Of a prefix that is dialled alone the route leaves nothing that could be called.
  if (routed === undefined || outwardNumber(routed) === "") return undefined;
  return { to: "number", dialled: number, ...routed };
}
