import { theme, type Theme } from "../world/choices.ts";

const THEMES: readonly { readonly theme: Theme; readonly words: string }[] = [
  { theme: "system", words: "as the system" },
  { theme: "light", words: "light" },
  { theme: "dark", words: "dark" },
];

/** Light or dark, whatever the system says. */
export function Colours() {
  return (
    <label class="colours">
      <span>Colours</span>
      <select
        value={theme.value}
        onChange={({ currentTarget }) => (theme.value = currentTarget.value as Theme)}
      >
        {THEMES.map((each) => (
          <option key={each.theme} value={each.theme}>
            {each.words}
          </option>
        ))}
      </select>
    </label>
  );
}
