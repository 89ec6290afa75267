import { useSignal } from "@preact/signals";
import { changePerson, changeUserGroup } from "../../world/act.ts";
import { world } from "../../world/sandbox.ts";
import { Choice, chosenOf, Form, Lever, Said, Tick, usePull } from "./form.tsx";
import { ROLE_NAMES, ROLES, roleWords } from "./roles.ts";

/** Who may do what follows from Slack: a role there, and user groups. */
export function PeopleLever() {
  return (
    <Lever name="Change who somebody is" hint="in Slack, with or without an event that says so">
      <RoleForm />
      <UserGroupForm />
    </Lever>
  );
}

const LOST = "Slack's event about it gets lost";

function RoleForm() {
  const person = useSignal("mel");
  const role = useSignal<string>("admin");
  const isLost = useSignal(false);
  const { told, pull } = usePull();
  const people = (world.value?.people ?? []).filter(
    ({ standing }) => standing !== "bot" && standing !== "stranger",
  );
  const options = people.map(({ name, standing }) => ({
    value: name,
    words: `${name}: ${roleWords(standing)}`,
  }));
  const submit = (): void => {
    const name = chosenOf(options, person.value);
    const chosen = ROLE_NAMES.find((one) => one === role.value) ?? "member";
    void pull(
      (hear) => changePerson({ person: name, role: chosen, lost: isLost.value }, hear),
      `${name} is now ${ROLES[chosen]}.`,
    );
  };
  return (
    <div class="lever-part">
      <h4>Role</h4>
      <Form label="Change a person's role in Slack" onSubmit={submit}>
        <Choice label="Person" options={options} chosen={person} />
        <Choice
          label="Becomes"
          options={ROLE_NAMES.map((value) => ({ value, words: ROLES[value] }))}
          chosen={role}
        />
        <Tick label={LOST} on={isLost} />
        <button type="submit" class="primary">
          Change the role
        </button>
      </Form>
      <Said told={told} />
    </div>
  );
}

function UserGroupForm() {
  const group = useSignal("moderators");
  const person = useSignal("mel");
  const isLost = useSignal(false);
  const { told, pull } = usePull();
  const groups = world.value?.userGroups ?? [];
  const options = groups.map(({ handle }) => ({ value: handle, words: `@${handle}` }));
  const handle = chosenOf(options, group.value);
  const members = groups.find((one) => one.handle === handle)?.members ?? [];
  const people = (world.value?.people ?? [])
    .filter(({ standing }) => standing !== "bot")
    .map(({ name }) => ({ value: name, words: name }));
  const name = chosenOf(people, person.value);
  const isIn = members.includes(name);
  const submit = (): void =>
    void pull(
      (hear) =>
        changeUserGroup(
          { group: handle, add: isIn ? [] : [name], remove: isIn ? [name] : [], lost: isLost.value },
          hear,
        ),
      isIn ? `${name} is out of @${handle}.` : `${name} is in @${handle} now.`,
    );
  return (
    <div class="lever-part">
      <h4>User group</h4>
      <Form label="Change who is in a user group" onSubmit={submit}>
        <Choice label="User group" options={options} chosen={group} />
        <Choice label="Person" options={people} chosen={person} />
        <p class="lever-about muted">
          In @{handle}: {members.length === 0 ? "nobody" : members.join(", ")}
        </p>
        <Tick label={LOST} on={isLost} />
        <button type="submit" class="primary">
          {isIn ? `Take ${name} out` : `Put ${name} in`}
        </button>
      </Form>
      <Said told={told} />
    </div>
  );
}
