import { Ponto } from "../../../client/ponto.ts";
import { isAttended } from "./attendance.ts";

const unattended = (): boolean => !isAttended();

/** The API of the server that this page comes from, as whoever is signed in here: the cookie says who, no script can read it. */
export const ponto = new Ponto(window.location.origin, { unattended });

/** The same for whoever is to be told at once of having to wait, where the other would wait in silence. */
export const pontoAtOnce = new Ponto(window.location.origin, { repeats: false, unattended });
