/** What stands in a picture: a mean in whole tenths, so that a difference of two is the difference of what is read. */
export function inTenths(value: number): number {
  return Math.round((value + Number.EPSILON) * 10) / 10;
}
