const hour = 3_600_000;

/** How many of the times lie in each of the last 24 hours; the hours as seconds, as charts take them. */
export function hoursOf(times: string[], now: number): [number[], number[]] {
  const last = Math.floor(now / hour) * hour;
  const hours = Array.from({ length: 24 }, (_, index) => last - (23 - index) * hour);
  const counts = hours.map(() => 0);
  for (const time of times) {
    const index = 23 - Math.floor((last + hour - 1 - Date.parse(time)) / hour);
    if (counts[index] !== undefined) counts[index] += 1;
  }
  return [hours.map((one) => one / 1000), counts];
}
