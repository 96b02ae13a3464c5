/** How long what changes may wait while nobody sees the page, ms. */
const UNSEEN = 1_000;

/** Calls `draw` before the next picture of the screen; on a page that is hidden, which gets no pictures, a little later. */
export function soon(draw: () => void): void {
  if (document.hidden) setTimeout(draw, UNSEEN);
  else requestAnimationFrame(draw);
}
