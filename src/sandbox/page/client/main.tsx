import { render } from "preact";
import "./style/page.css";
import { follow } from "./world/sandbox.ts";
import { Sandbox } from "./workspace/frame.tsx";

follow();
const root = document.getElementById("page");
if (root) {
  root.replaceChildren();
  render(<Sandbox />, root);
}
