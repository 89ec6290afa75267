/** The right column: live groups, the wire, and levers to break things. */
export function SidePane() {
  return <section class="side-pane" aria-label="Groups" />;
}
