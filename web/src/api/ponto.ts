import { Ponto } from "../../../client/ponto.ts";

/** The API of the server that this page comes from, as whoever is signed in here: the cookie says who, no script can read it. */
export const ponto = new Ponto(window.location.origin);
