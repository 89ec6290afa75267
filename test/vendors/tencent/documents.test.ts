import { describe, expect, it } from "vitest";
import type { Act, GroupState, Receipt } from "../../../src/vendors/port.ts";
import { SEED_EXCHANGES, withoutComments } from "../../sandbox/tencent/seed-exchanges.ts";
import { httpAnswer, rawServer } from "../raw-server.ts";
import { valueOf } from "../answered.ts";
import { openStage, type Stage } from "./stage.ts";

/**
 * Every exchange that the product's own documents print (delete_group_member, add_group_member, forbid_send_msg),
 * spoken by the driver: what it sends is the printed request, and the printed answer, with its white space, is
 * understood.
 */
const PAIR = ["tommy", "jared"];
const SINGERS = ["peter", "leckie"];

/** In the order of the documents. */
function actsOf(stage: Stage): readonly Act[] {
  return [
    { verb: "kick", accounts: PAIR, silent: false, reason: null },
    { verb: "kick", accounts: PAIR, silent: true, reason: null },
    { verb: "kick", accounts: PAIR, silent: false, reason: "kick reason" },
    { verb: "add", accounts: PAIR, silent: false },
    { verb: "add", accounts: PAIR, silent: true },
    { verb: "mute", accounts: SINGERS, until: stage.clock.now() + 60_000 },
    { verb: "unmute", accounts: SINGERS },
  ];
}

interface Spoken {
  readonly receipt: Receipt;
  /** The request line and the body, as they came. */
  readonly line: string;
  readonly body: string;
}

async function speak(answer: string, actOf: (stage: Stage) => Act): Promise<Spoken> {
  let heard = "";
  await using vendor = await rawServer((socket, request) => {
    heard = request;
    socket.end(httpAnswer(200, answer, ["content-type: application/json", "connection: close"]));
  });
  await using stage = await openStage();
  await using other = await openStage({ driver: { baseUrl: vendor.url } });
  const act = actOf(stage);
  const group: GroupState = await stage.state(
    act.verb === "mute" || act.verb === "unmute" ? "AVChatRoom" : "Public",
  );
  const receipt = valueOf(await other.driver.act(group, act));
  const [head = "", body = ""] = heard.split("\r\n\r\n");
  return { receipt, line: head.split("\r\n", 1)[0] ?? "", body };
}

it.each(SEED_EXCHANGES.map((exchange, index) => ({ ...exchange, index })))(
  "$name",
  async ({ command, request, answer, index }) => {
    const spoken = await speak(withoutComments(answer), (stage) => {
      const act = actsOf(stage)[index];
      if (!act) throw new Error("an example without an act");
      return act;
    });
    expect(spoken.line).toMatch(
      new RegExp(`^POST /v4/group_open_http_svc/${command}\\?.*contenttype=json HTTP`),
    );
    // As text, so that the order of the fields counts too.
    expect(spoken.body).toBe(JSON.stringify(JSON.parse(withoutComments(request))));
    const rows = PAIR.map((account) => ({ account, outcome: "done", detail: null }));
    expect(spoken.receipt.rows).toEqual(command === "add_group_member" ? rows : null);
  },
);

describe("what add_group_member tells of each account (2.10)", () => {
  it.each([
    [0, "refused"],
    [1, "done"],
    [2, "already"],
    [3, "refused"],
  ])("Result %i is %s", async (result, outcome) => {
    const answer = { ActionStatus: "OK", ErrorInfo: "", ErrorCode: 0 };
    const list = [{ Member_Account: "tommy", Result: result }];
    const { receipt } = await speak(JSON.stringify({ ...answer, MemberList: list }), () => ({
      verb: "add",
      accounts: ["tommy"],
      silent: false,
    }));
    expect(receipt.rows).toMatchObject([{ account: "tommy", outcome }]);
  });
});
