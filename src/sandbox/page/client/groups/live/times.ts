/** Times of the sandbox in words. Instants and lengths in milliseconds; `timeZone` as `Intl` takes it, this machine's by default. */

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** What is left of something that runs out, such as `9:41 left`. A second that has begun counts. */
export function lengthLeft(ms: number): string {
  if (ms <= 0) return "over";
  const seconds = Math.ceil(ms / SECOND);
  const clock = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  if (ms > DAY) {
    const days = Math.floor(seconds / 86_400);
    const hours = Math.floor((seconds % 86_400) / 3_600);
    return `${days} ${days === 1 ? "day" : "days"}${hours === 0 ? "" : ` ${hours} h`} left`;
  }
  const [first, ...rest] = clock[0] === 0 ? clock.slice(1) : clock;
  return `${first}:${rest.map((part) => String(part).padStart(2, "0")).join(":")} left`;
}

/** The time of day, with the day where it is another one than that of `now`. */
export function instantWords(at: number, now: number, timeZone?: string): string {
  const zone = timeZone === undefined ? {} : { timeZone };
  const day = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", ...zone });
  const time = new Intl.DateTimeFormat("en-GB", { timeStyle: "medium", ...zone }).format(at);
  return day.format(at) === day.format(now) ? time : `${day.format(at)}, ${time}`;
}

/** How long ago something happened, such as `just now` or `3 min ago`. */
export function agoWords(ms: number): string {
  if (ms < 10 * SECOND) return "just now";
  if (ms < MINUTE) return `${Math.floor(ms / SECOND)} s ago`;
  if (ms < HOUR) return `${Math.floor(ms / MINUTE)} min ago`;
  return `${Math.floor(ms / HOUR)} h ago`;
}

/** A length such as `1 d 2 h`, of which the two largest units are told. */
export function lengthWords(ms: number): string {
  const parts: readonly (readonly [number, string])[] = [
    [Math.floor(ms / DAY), "d"],
    [Math.floor(ms / HOUR) % 24, "h"],
    [Math.floor(ms / MINUTE) % 60, "min"],
    [Math.floor(ms / SECOND) % 60, "s"],
  ];
  const told = parts.filter(([count]) => count > 0).slice(0, 2);
  return told.length === 0 ? "0 s" : told.map(([count, unit]) => `${count} ${unit}`).join(" ");
}
