/** An address as people type it. */
export function withoutProtocol(address: string): string {
  return address.replace(/^https?:\/\//, '').replace(/\/$/, '');
}

/** Digits that can be read aloud and remembered: 4821 0977. */
export function inGroupsOfFour(code: string): string {
  return code.replace(/\s/g, '').replace(/(\d{4})(?=\d)/g, '$1 ');
}

/** In hundredths of the height: as large as one line allows, from the height of a title down to what can still be read. */
export function sizeOf(address: string): number {
  const fits = 104 / address.length;
  return Number(Math.min(5.2, Math.max(2.6, fits)).toFixed(2));
}
