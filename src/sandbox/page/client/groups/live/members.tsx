import type { PageGroup, PageVendorName } from "../../../told.ts";
import { newsAt } from "./news.ts";
import { rowsOf, type Row } from "./rows.ts";
import { Countdown, Since } from "./times.tsx";

/** Who is in a group, and who is muted or banned there. */
export function Members({ vendor, group }: { readonly vendor: PageVendorName; readonly group: PageGroup }) {
  const { shown, folded } = rowsOf(group, newsAt(vendor));
  if (shown.length === 0) return <p class="group-note">Nobody is in it.</p>;
  const isQuiet = group.muted.length + group.banned.length === 0;
  return (
    <>
      <ul class="members" aria-label={`Members of ${group.alias}`}>
        {shown.map((row) => (
          <Member key={row.account} row={row} />
        ))}
      </ul>
      {folded.length > 0 && (
        <details class="more">
          <summary>and {folded.length} more</summary>
          <ul class="members members-short" aria-label={`Other members of ${group.alias}`}>
            {folded.map((row) => (
              <Member key={row.account} row={row} />
            ))}
          </ul>
        </details>
      )}
      {isQuiet && <p class="group-note muted">Nobody is muted or banned here.</p>}
    </>
  );
}

function Member({ row }: { readonly row: Row }) {
  const { account, role, mutedUntil, bannedUntil, recent } = row;
  return (
    <li
      // A change of the same account is a new line, so that it is seen as new.
      key={recent?.at}
      class={recent ? "member changed" : "member"}
      data-account={account}
    >
      <span class={role === null ? "account account-out" : "account"}>{account}</span>
      <span class="role muted">{role === null ? "not in the group" : role === "member" ? "" : role}</span>
      {recent && (
        <span class="what-changed">
          {recent.words} <Since at={recent.at} />
        </span>
      )}
      {mutedUntil !== null && <Ends words="muted" until={mutedUntil} />}
      {bannedUntil !== null && <Ends words="banned" until={bannedUntil} />}
    </li>
  );
}

function Ends(props: { readonly words: string; readonly until: number | "permanent" | "unknown" }) {
  const { words, until } = props;
  return (
    <p class="ends">
      <span class="mark mark-warn">{words}</span> <End until={until} />
    </p>
  );
}

function End({ until }: { readonly until: number | "permanent" | "unknown" }) {
  switch (until) {
    case "permanent":
      return <span>permanently</span>;
    case "unknown":
      return <span>no end at the service</span>;
    default:
      return <Countdown until={until} />;
  }
}
