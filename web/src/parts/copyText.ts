/** Copies a text. Rejects where the browser does not let us. */
export async function copyText(text: string): Promise<void> {
  // The clipboard of today is only there where the page came over TLS, or from this machine.
  if (window.isSecureContext) return navigator.clipboard.writeText(text);
  const place = document.createElement("textarea");
  place.value = text;
  place.readOnly = true;
  place.style.position = "fixed";
  place.style.opacity = "0";
  // Within a dialog, out of which no focus gets, if there is one.
  const focused = document.activeElement;
  (focused?.closest("[role=dialog]") ?? document.body).append(place);
  place.select();
  const copied = document.execCommand("copy");
  place.remove();
  if (focused instanceof HTMLElement) focused.focus();
  if (!copied) throw new Error("the browser does not let the page copy");
}
