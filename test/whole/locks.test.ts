import { expect, it } from "vitest";
import { openScene } from "./scene.ts";

it("a lock with an account behind it is asked about: nobody silences a group for the reason `tommy`", async () => {
  await using scene = await openScene();
  const said = await scene.say("adam", "lobby-mods", "/lock tommy");
  expect(said.privately).toMatch(
    /Nothing was done: `lock — reason: tommy`\n`tommy` is an account, and this command is about everybody.*`\/mod mute`/,
  );
  expect(scene.sandbox.tencent.effects()).toEqual([]);
  const meant = await scene.say("adam", "lobby-mods", '/lock "tommy"');
  expect(meant.posted("lobby-mods")).toMatch(/#1 lock in lobby .*1 done/);
  expect((await scene.say("adam", "lobby-mods", "/case 1")).privately).toMatch(/sent: lock of `lobby`/);
});
