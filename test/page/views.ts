import { PATIENCE_MS, type House, type Screen, type Visit } from "./visit.ts";

/** The main views of the page: pictures are taken of them, and a machine looks whether everybody can use them. */
export interface View {
  readonly name: string;
  readonly show: (at: Visit) => Promise<void>;
  /** Takes back what would stand in the way of the next view. */
  readonly leave?: (at: Visit) => Promise<void>;
}

export const SCREENS: Readonly<Record<"light" | "dark" | "narrow", Screen>> = {
  light: { scheme: "light", width: 1280, height: 800 },
  dark: { scheme: "dark", width: 1280, height: 800 },
  narrow: { scheme: "light", width: 390, height: 844 },
};

/** Gives the sandbox something to show: results, a refusal, a request that waits, an alert, a batch in progress. */
export async function furnish(house: House): Promise<void> {
  const type = (as: string, channel: string, text: string) => house.post("command", { as, channel, text });
  await type("mia", "lobby-mods", `/mute ${accounts("user", 12)} 1h raid`);
  await type("max", "stage-mods", "/ban @peter 1h insults");
  await type("mia", "lobby-mods", "/mute @leckie 2d spam");
  await type("mia", "lobby-mods", "/mute @peter 10m spamming");
  await type("mia", "lobby-mods", "/mute tommy 10");
  await type("mia", "lobby-mods", "/kick jared,away1,away2 lobby");
  await house.post("alert", { example: "alertmanager" });
}

const accounts = (name: string, count: number): string =>
  Array.from({ length: count }, (_, index) => `${name}${index + 1}`).join(",");

/** On a narrow screen one column is seen at a time. */
async function column(at: Visit, name: string): Promise<void> {
  const button = at.page.getByRole("navigation", { name: "Parts of the page" }).getByRole("button", { name });
  if (await button.isVisible()) await button.click();
}

async function tab(at: Visit, name: string): Promise<void> {
  await column(at, "Groups");
  await at.page.getByRole("tab", { name }).click();
}

async function channel(at: Visit, person: string, name: string): Promise<void> {
  await at.be(person);
  await column(at, "Channels");
  await at.goTo(name);
  await at.page.locator(".talk .message").first().waitFor({ timeout: PATIENCE_MS });
}

export const VIEWS: readonly View[] = [
  { name: "workspace", show: (at) => channel(at, "mia", "lobby-mods") },
  { name: "alert", show: (at) => channel(at, "oscar", "oncall") },
  { name: "approval", show: (at) => channel(at, "adam", "approvals") },
  { name: "log", show: (at) => channel(at, "audrey", "mod-log") },
  {
    name: "home",
    async show(at) {
      await at.be("adam");
      await column(at, "Channels");
      await at.page.locator(".channels").getByRole("button", { name: /^Home/ }).click();
      await at.page.getByText("Waiting for your decision").first().waitFor();
    },
  },
  { name: "groups", show: (at) => tab(at, "Groups") },
  { name: "wire", show: (at) => tab(at, "Wire") },
  { name: "levers", show: (at) => tab(at, "Try to break it") },
  {
    name: "tour",
    async show(at) {
      await at.page.getByRole("button", { name: "Guided tour" }).click();
      await column(at, "Groups");
      await at.page.getByRole("heading", { name: "Mute somebody" }).waitFor();
    },
  },
  {
    name: "form",
    async show(at) {
      await at.be("mia");
      await column(at, "Channels");
      await at.page.getByRole("button", { name: /^Moderate/ }).click();
      await at.page.getByRole("dialog").waitFor();
    },
    async leave(at) {
      await at.page.keyboard.press("Escape");
      await at.page.getByRole("dialog").waitFor({ state: "hidden" });
    },
  },
  {
    name: "completion",
    async show(at) {
      await channel(at, "mia", "lobby-mods");
      await at.page.locator("#composer").fill("/m");
      await at.page.getByRole("listbox").waitFor();
    },
  },
];
