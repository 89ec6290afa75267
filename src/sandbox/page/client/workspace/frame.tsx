import { useSignalEffect } from "@preact/signals";
import { Modal } from "../blocks/modal.tsx";
import { SidePane } from "../groups/side.tsx";
import { Tour } from "../tour/tour.tsx";
import { column, side, theme } from "../world/choices.ts";
import { noticed } from "../world/notice.ts";
import { connected, isWhole } from "../world/sandbox.ts";
import { Channels } from "./channels.tsx";
import { ColumnSwitch } from "./column-switch.tsx";
import { Talk } from "./talk.tsx";
import { Thread } from "./thread.tsx";
import { TopBar } from "./top-bar.tsx";

/** The whole page. */
export function Sandbox() {
  useSignalEffect(() => {
    document.documentElement.dataset["theme"] = theme.value;
  });
  if (!isWhole.value) return <p class="opening">Opening the sandbox …</p>;
  return (
    <div class="frame" data-column={column.value} data-side={side.value}>
      <a class="skip" href="#composer">
        Skip to the message box
      </a>
      <TopBar />
      <Channels />
      <Talk />
      <Thread />
      <SidePane />
      <Tour />
      <ColumnSwitch />
      <Modal />
      <Notice />
    </div>
  );
}

/** What the page itself has to say. */
function Notice() {
  const lost = connected.value
    ? null
    : "The connection to the sandbox is lost. Is npm start still running? It is tried again.";
  const text = lost ?? noticed.value;
  return (
    <div class="notices" role="status" aria-live="polite">
      {text !== null && (
        <p class="notice">
          {text}
          {lost === null && (
            <button type="button" class="quiet" onClick={() => (noticed.value = null)}>
              Close
            </button>
          )}
        </p>
      )}
    </div>
  );
}
