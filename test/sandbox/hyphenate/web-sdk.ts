import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { createContext, runInContext } from "node:vm";
import type { Vendor } from "../../../src/sandbox/hyphenate/options.ts";

const require = createRequire(import.meta.url);

/** A call of the vendor's client, by the name of its method. */
export type SdkCall = (method: string, parameters: object) => Promise<unknown>;

/**
 * The vendor's own web client, in a small stand-in for a browser and without logging in. It reaches the address
 * through the REST API only.
 */
export function openSdk(
  vendor: Vendor,
  at: { readonly url: string; readonly org: string; readonly app: string; readonly token: string },
): SdkCall {
  const WebIM = load(vendor === "easemob" ? "easemob-websdk" : "agora-chat");
  const { org: orgName, app: appName, token } = at;
  const connection = new WebIM.connection({
    appKey: `${orgName}#${appName}`,
    apiUrl: at.url,
    isHttpDNS: false,
    https: false,
  });
  WebIM.logger.disableAll();
  const jid = { appKey: `${orgName}#${appName}`, name: "administrator", clientResource: "webim_test" };
  Object.assign(connection.context, { orgName, appName, accessToken: token, userId: "administrator", jid });
  Object.assign(connection, { token, logOut: false, user: "administrator" });
  return (method, parameters) => {
    const call = connection[method];
    if (typeof call !== "function") throw new Error(`${vendor}'s client has no ${method}.`);
    return (call as (parameters: object) => Promise<unknown>).call(connection, parameters);
  };
}

interface WebIM {
  connection: new (settings: object) => Record<string, unknown> & { context: object };
  logger: { disableAll(): void };
}

const loaded = new Map<string, WebIM>();

function load(name: string): WebIM {
  const kept = loaded.get(name);
  if (kept) return kept;
  const module = { exports: {} };
  const location = { protocol: "http:", href: "http://127.0.0.1/", host: "127.0.0.1" };
  const browser: Record<string, unknown> = {
    module,
    exports: module.exports,
    console: { log() {}, info() {}, warn() {}, error() {}, debug() {} },
    setTimeout,
    clearTimeout,
    setInterval: () => 0,
    clearInterval: () => undefined,
    location,
    navigator: { userAgent: "test", onLine: true },
    document: { addEventListener() {}, createElement: () => ({}), visibilityState: "visible" },
    addEventListener() {},
    localStorage: { getItem: () => null, setItem() {}, removeItem() {} },
    XMLHttpRequest: FetchingRequest,
    // The sign by which the clients know a browser.
    WebSocket: class {},
  };
  browser["window"] = browser;
  browser["self"] = browser;
  runInContext(readFileSync(require.resolve(name), "utf8"), createContext(browser), { filename: name });
  // The one exports itself, the other a module with a default.
  const exported = module.exports as WebIM & { default?: WebIM };
  const webIM = exported.default ?? exported;
  loaded.set(name, webIM);
  return webIM;
}

/** As much of XMLHttpRequest as the clients use. */
class FetchingRequest {
  readyState = 0;
  status = 0;
  responseText = "";
  response = "";
  responseURL = "";
  timeout = 0;
  onreadystatechange: (() => void) | null = null;
  onerror: (() => void) | null = null;
  #method = "GET";
  readonly #headers: Record<string, string> = {};

  open(method: string, url: string): void {
    this.#method = method;
    this.responseURL = url;
  }

  setRequestHeader(name: string, value: string): void {
    this.#headers[name] = value;
  }

  getResponseHeader(): null {
    return null;
  }

  getAllResponseHeaders(): string {
    return "";
  }

  send(body?: string | null): void {
    void this.#send(this.#method === "GET" ? undefined : (body ?? undefined)).catch(() => this.onerror?.());
  }

  async #send(body: string | undefined): Promise<void> {
    const answer = await fetch(this.responseURL, {
      method: this.#method,
      headers: this.#headers,
      ...(body === undefined ? {} : { body }),
    });
    this.status = answer.status;
    this.responseText = await answer.text();
    this.response = this.responseText;
    this.readyState = 4;
    this.onreadystatechange?.();
  }
}
