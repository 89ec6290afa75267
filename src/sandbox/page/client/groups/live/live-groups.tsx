import { useSignal } from "@preact/signals";
import type { PageGroup, PageVendorName } from "../../../told.ts";
import { groupsAt } from "../../world/sandbox.ts";
import { groupHere, titleOf, VENDORS } from "../here.ts";
import { countsOf, kindWords } from "./group-words.ts";
import { Members } from "./members.tsx";
import { newsAt } from "./news.ts";
import type { Recent } from "./recent.ts";
import { Since } from "./times.tsx";

interface Placed {
  readonly vendor: PageVendorName;
  readonly group: PageGroup;
}

/** The groups of the chat services as they really are; that of the channel one looks at comes first and open. */
export function LiveGroups() {
  const here = groupHere.value;
  const all = VENDORS.flatMap((vendor) => groupsAt(vendor).groups.map((group) => ({ vendor, group })));
  const isHere = ({ vendor, group }: Placed): boolean =>
    here !== null && vendor === here.vendor && group.alias === here.alias;
  const first = all.find(isHere);
  if (all.length === 0) return <p class="side-empty">No chat service has a group.</p>;
  return (
    <>
      <h2 class="visually-hidden">Groups as they are at the chat services</h2>
      {first && (
        <article class="group group-here" aria-label={`Group ${first.group.alias}`}>
          <div class="group-head">
            <h3>{first.group.alias}</h3>
            <About {...first} isOpen />
          </div>
          <Body {...first} />
        </article>
      )}
      <LastNews />
      <h3 class="side-heading">{first ? "Other groups" : "All groups"}</h3>
      {all
        .filter((placed) => !isHere(placed))
        .map((placed) => (
          <Folded key={`${placed.vendor} ${placed.group.id}`} {...placed} />
        ))}
    </>
  );
}

function Folded(placed: Placed) {
  const isOpen = useSignal(false);
  return (
    <details
      class="group"
      open={isOpen.value}
      onToggle={({ currentTarget }) => (isOpen.value = currentTarget.open)}
    >
      <summary class="group-head">
        <h4>{placed.group.alias}</h4>
        <About {...placed} isOpen={isOpen.value} />
      </summary>
      {isOpen.value && <Body {...placed} />}
    </details>
  );
}

/** `isOpen`: the list below tells what became of accounts. */
function About({ vendor, group, isOpen }: Placed & { readonly isOpen: boolean }) {
  const latest = newsAt(vendor).findLast(
    (recent) => recent.group === group.id && (!isOpen || recent.account === null),
  );
  const [members, ...rest] = group.dissolved ? [] : countsOf(group);
  return (
    <>
      <p class="marks">
        {group.dissolved && <span class="mark mark-bad">dissolved</span>}
        {group.locked && <span class="mark mark-warn">locked</span>}
        {rest.map((words) => (
          <span key={words} class="mark mark-warn">
            {words}
          </span>
        ))}
      </p>
      <p class="group-about muted">
        {[titleOf(vendor), kindWords(group.kind), members].filter(Boolean).map((words) => (
          <span key={words}>{words}</span>
        ))}
      </p>
      {latest && (
        <p class="group-news">
          <span key={latest.at} class="changed">
            {newsWords(latest)} <Since at={latest.at} />
          </span>
        </p>
      )}
    </>
  );
}

/** What changed last, read out. How long ago it was stays out of it, because that changes each second. */
function LastNews() {
  const latest = VENDORS.flatMap((vendor) =>
    newsAt(vendor).map((recent) => ({ recent, group: groupsAt(vendor).groups.find(isOf(recent)) })),
  ).reduce<{ readonly recent: Recent; readonly group: PageGroup | undefined } | null>(
    (last, one) => (last !== null && last.recent.at > one.recent.at ? last : one),
    null,
  );
  return (
    <p class="visually-hidden" role="status">
      {latest && `${latest.group?.alias ?? ""}: ${newsWords(latest.recent)}`}
    </p>
  );
}

const isOf =
  (recent: Recent) =>
  ({ id }: PageGroup): boolean =>
    id === recent.group;

const newsWords = ({ account, words }: Recent): string =>
  account === null ? `The group was ${words}` : `${account}: ${words}`;

function Body({ vendor, group }: Placed) {
  if (group.dissolved)
    return <p class="group-note">It was dissolved: nobody is in it, and nothing can be done there.</p>;
  return (
    <>
      {group.locked && (
        <p class="group-note">Locked: only those who run it may speak, until it is unlocked.</p>
      )}
      <Members vendor={vendor} group={group} />
      <p class="group-id muted">
        Id at the service: <code>{group.id}</code>
      </p>
    </>
  );
}
