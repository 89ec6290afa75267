import { chromium, type Browser, type Locator, type Page } from "playwright-core";
import { expect } from "vitest";
import { run, type Program } from "../cli/program.ts";
import { findChromium } from "./chromium.ts";

/** A running sandbox as a user starts it, and a browser to look at it. */
export interface House extends AsyncDisposable {
  readonly url: string;
  readonly browser: Browser;
  /** What the sandbox's control API tells; `path` begins behind `/sandbox/`. */
  get(path: string): Promise<unknown>;
  post(path: string, body: object): Promise<unknown>;
}

export interface Visit extends AsyncDisposable {
  readonly page: Page;
  /** Speaks as somebody from now on. */
  be(person: string): Promise<void>;
  goTo(channel: string): Promise<void>;
  /** Types a line and sends it. */
  type(line: string): Promise<void>;
  /** The newest message in the middle that has these words, once it is there. */
  message(words: RegExp | string): Locator;
  /** The same of messages that everybody sees. */
  posted(words: RegExp | string): Locator;
  reload(): Promise<void>;
  /** What the browser complained of since the visit began, without what a test says it expects. */
  readonly troubles: string[];
}

export interface Screen {
  readonly scheme?: "light" | "dark";
  readonly width?: number;
  readonly height?: number;
}

const SANDBOX_URL = /the sandbox\s+(http:\/\/127\.0\.0\.1:\d+)/;
/** How long something may take to show on a loaded machine, in milliseconds. */
export const PATIENCE_MS = 15_000;

export async function openHouse(): Promise<House> {
  const executablePath = findChromium();
  if (executablePath === null) throw new Error("no Chromium");
  const program: Program = run(["start", "--port", "0"]);
  const [, url = ""] = await program.says(SANDBOX_URL);
  // Chromium's own sandbox needs rights that root in a container has not.
  const args = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
  const browser = await chromium.launch({ executablePath, args });
  return {
    url,
    browser,
    get: async (path) => (await fetch(`${url}/sandbox/${path}`)).json(),
    async post(path, body) {
      const response = await fetch(`${url}/sandbox/${path}`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify(body),
      });
      const answer: unknown = await response.json();
      if (!response.ok) throw new Error(JSON.stringify(answer));
      return answer;
    },
    async [Symbol.asyncDispose]() {
      await browser.close();
      await program[Symbol.asyncDispose]();
    },
  };
}

export async function visit({ browser, url }: House, screen: Screen = {}): Promise<Visit> {
  const { scheme = "light", width = 1440, height = 900 } = screen;
  const context = await browser.newContext({ viewport: { width, height }, colorScheme: scheme });
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE_MS);
  const troubles: string[] = [];
  let isLeaving = false;
  page.on("console", (line) => {
    if (["error", "warning"].includes(line.type())) troubles.push(`console: ${line.text()}`);
  });
  page.on("pageerror", (error) => troubles.push(`thrown: ${error.message}`));
  page.on("requestfailed", (request) => {
    if (!isLeaving) troubles.push(`failed: ${request.url()} ${request.failure()?.errorText ?? ""}`);
  });
  page.on("request", (request) => {
    if (!request.url().startsWith(url)) troubles.push(`fetched from outside: ${request.url()}`);
  });
  await page.goto(url);
  const composer = page.locator("#composer");
  await page.locator(".frame").waitFor();
  return {
    page,
    troubles,
    be: async (person) => void (await page.locator("#persona").selectOption(person)),
    goTo: (channel) => page.locator(".channels .channel", { hasText: channel }).first().click(),
    async type(line) {
      await composer.fill(line);
      // The first completes a word that could be completed.
      await composer.press("Escape");
      await composer.press("Enter");
      await expect.poll(() => composer.inputValue()).toBe("");
    },
    message: (words) => page.locator(".talk .message", { hasText: words }).last(),
    posted: (words) => page.locator(".talk .message:not(.alone)", { hasText: words }).last(),
    async reload() {
      isLeaving = true;
      await page.reload();
      isLeaving = false;
    },
    async [Symbol.asyncDispose]() {
      isLeaving = true;
      await context.close();
      expect(troubles, "what the browser complained of").toEqual([]);
    },
  };
}
