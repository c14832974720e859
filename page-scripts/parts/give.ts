/**
 * « Copier le lien », and what the device itself sends by: shown where it can do so. `<code data-address>`,
 * then beside each other `<button data-copy hidden>`, `<button data-pass hidden>`, `<span data-copied="…">`
 */

export function offerLinks(): void {
  for (const place of document.querySelectorAll<HTMLElement>('[data-address]')) {
    const address = place.textContent.trim();
    const beside = place.parentElement?.nextElementSibling;
    if (beside) offer(beside, address);
  }
}

function offer(beside: Element, address: string): void {
  const said = beside.querySelector<HTMLElement>('[data-copied]');
  // Neither is there on a page that came over http.
  const device: Partial<Navigator> = navigator;
  const { clipboard } = device;
  const copy = beside.querySelector<HTMLElement>('[data-copy]');
  if (clipboard && copy) {
    show(copy, async () => {
      await clipboard.writeText(address);
      if (said) said.textContent = said.dataset['copied'] ?? '';
    });
  }
  const pass = beside.querySelector<HTMLElement>('[data-pass]');
  // The address alone: what goes with it is theirs to write.
  if ('share' in device && pass) show(pass, () => navigator.share({ url: address }));
}

function show(button: HTMLElement, act: () => Promise<void>): void {
  button.hidden = false;
  button.addEventListener('click', () => {
    // Refused, or closed again: the address stands above.
    void act().catch(() => undefined);
  });
}
