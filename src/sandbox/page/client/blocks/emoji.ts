/**
 * The emoji codes that Bailiff uses or whoever tries it out is likely to type, with their characters. Others are shown
 * as they are typed: a whole table would be larger than the page.
 */
const CHARACTERS: ReadonlyMap<string, string> = new Map([
  ["warning", "⚠️"],
  ["white_check_mark", "✅"],
  ["x", "❌"],
  ["no_entry", "⛔"],
  ["rotating_light", "🚨"],
  ["bell", "🔔"],
  ["no_bell", "🔕"],
  ["mute", "🔇"],
  ["lock", "🔒"],
  ["unlock", "🔓"],
  ["hourglass_flowing_sand", "⏳"],
  ["eyes", "👀"],
  ["wave", "👋"],
  ["+1", "👍"],
  ["thumbsup", "👍"],
  ["smile", "😄"],
]);

/** Undefined: none that the page knows. */
export function emojiCalled(name: string): string | undefined {
  return CHARACTERS.get(name);
}
