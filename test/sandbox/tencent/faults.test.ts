import { expect, it } from "vitest";
import type { FaultKind } from "../../../src/sandbox/tencent/faults.ts";
import { isFaultKind } from "../../../src/sandbox/tencent/faults.ts";
import type { Vendor } from "./vendor.ts";
import { LOBBY, deleting, muting, openVendor } from "./vendor.ts";

const MUTE = { path: "/v4/group_open_http_svc/forbid_send_msg", body: JSON.stringify(muting(["tommy"], 60)) };

/** What a caller sees, in one line. */
async function seen(vendor: Vendor, wire: Parameters<Vendor["send"]>[0] = MUTE): Promise<string> {
  try {
    const { status, type, text } = await vendor.send(wire);
    return type.startsWith("text/html") ? `${status} a page` : `${status} ${JSON.parse(text).ErrorCode}`;
  } catch (problem) {
    return problem instanceof Error && "code" in problem ? `cut: ${String(problem.code)}` : String(problem);
  }
}

it.each<[FaultKind, string | RegExp, "applied" | "not applied", string | null]>([
  ["latency:30", "200 0", "applied", "whole"],
  ["reset-before", /^cut: (ECONNRESET|UND_ERR_SOCKET)/, "not applied", null],
  ["reset-after", /^cut: (ECONNRESET|UND_ERR_SOCKET)/, "applied", null],
  ["truncate", /^cut: UND_ERR_(SOCKET|RES_CONTENT_LENGTH)/, "applied", "half"],
  ["status:503", "503 a page", "not applied", "page"],
  ["html", "200 a page", "not applied", "page"],
  ["error:10002", "200 10002", "not applied", "whole"],
  ["error:12345", "200 12345", "not applied", "whole"],
  ["frequency", "200 60007", "not applied", "whole"],
  ["expired-token", "200 70001", "not applied", "whole"],
])("$0: the caller sees $1, and the mute is $2", async (kind, what, applied, answer) => {
  await using vendor = await openVendor();
  vendor.emulator.fault({ kind, times: 1 });
  expect(await seen(vendor)).toMatch(what);
  expect(vendor.emulator.effects()).toHaveLength(applied === "applied" ? 1 : 0);

  const [request] = vendor.emulator.requests(1);
  expect(request).toMatchObject({ number: 1, fault: kind });
  if (answer === null) expect(request?.answer).toBeNull();
  if (answer === "whole") expect(JSON.parse(request?.answer ?? "")).toHaveProperty("ErrorCode");
  if (answer === "half") expect(() => JSON.parse(request?.answer ?? "")).toThrow(SyntaxError);
  if (answer === "page") expect(request?.answer).toContain("<!doctype html>");

  expect(await seen(vendor)).toBe("200 0");
});

it("hang: nothing comes and nothing is applied, and closing is prompt all the same", async () => {
  const vendor = await openVendor();
  vendor.emulator.fault({ kind: "hang", times: 2 });
  const impatient = seen(vendor, { ...MUTE, signal: AbortSignal.timeout(50) });
  expect(await impatient).toMatch(/Timeout|aborted|cut/);
  const hanging = seen(vendor);
  await expect.poll(() => vendor.emulator.requests()).toHaveLength(2);
  const before = performance.now();
  await vendor[Symbol.asyncDispose]();
  expect(performance.now() - before).toBeLessThan(500);
  expect(await hanging).toMatch(/^cut/);
  expect(vendor.emulator.effects()).toEqual([]);
});

it("a slow request is applied even when its caller has given up, as a real server does", async () => {
  await using vendor = await openVendor();
  vendor.emulator.fault({ kind: "latency:120", times: 1 });
  await seen(vendor, { ...MUTE, signal: AbortSignal.timeout(20) });
  expect(vendor.emulator.effects()).toEqual([]);
  await expect.poll(() => vendor.emulator.effects()).toHaveLength(1);
});

it("after reset a slow request of the old world is not applied to the new one", async () => {
  await using vendor = await openVendor();
  vendor.emulator.fault({ kind: "latency:60000", times: 1 });
  const slow = seen(vendor);
  await expect.poll(() => vendor.emulator.requests()).toHaveLength(1);
  vendor.emulator.reset();
  expect(await slow).toMatch(/^cut/);
  expect(vendor.emulator.effects()).toEqual([]);
});

it("hits the command it names, as often as it says, and the faults armed first come first", async () => {
  await using vendor = await openVendor();
  vendor.emulator.fault({ kind: "error:10002", times: 2, command: "forbid_send_msg" });
  vendor.emulator.fault({ kind: "error:60008", times: 1 });
  expect(await vendor.code("delete_group_member", deleting(["away1"]))).toBe(60008);
  expect(await seen(vendor)).toBe("200 10002");
  expect(await vendor.code("delete_group_member", deleting(["away1"]))).toBe(0);
  expect(await seen(vendor)).toBe("200 10002");
  expect(await seen(vendor)).toBe("200 0");
});

it("faults can be taken back", async () => {
  await using vendor = await openVendor();
  vendor.emulator.fault({ kind: "error:10002", times: 9 });
  vendor.emulator.clearFaults();
  expect(await vendor.code("delete_group_member", deleting(["tommy"]))).toBe(0);
  expect(vendor.emulator.group(LOBBY)?.members.some(({ account }) => account === "tommy")).toBe(false);
});

it("what comes from outside as text is told apart from what is no fault", () => {
  for (const text of ["latency:250", "status:503", "error:10002", "hang", "html"]) {
    expect(isFaultKind(text)).toBe(true);
  }
  for (const text of ["", "latency", "latency:x", "status:42", "explode", "hang:1"]) {
    expect(isFaultKind(text)).toBe(false);
  }
});
