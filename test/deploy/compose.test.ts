import { existsSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { readEnvironment } from "../../src/config/environment.ts";
import { AUDIT_KEY } from "../audit-key.ts";
import { strangers, textOf, variablesIn } from "./files.ts";
import { readDockerfile } from "./image.ts";

const service = z.looseObject({
  image: z.string(),
  build: z.string().optional(),
  env_file: z.string(),
  environment: z.record(z.string(), z.string()).default({}),
  ports: z.array(z.string()).default([]),
  volumes: z.array(z.string()),
  restart: z.literal("unless-stopped"),
  depends_on: z.record(z.string(), z.object({ condition: z.literal("service_healthy") })).default({}),
  healthcheck: z.object({ test: z.array(z.string()) }).optional(),
});
const shape = z.looseObject({
  services: z.record(z.string(), service),
  volumes: z.record(z.string(), z.unknown()),
});

const compose = shape.parse(parse(textOf("compose.yml"), { merge: true }));
const { database, ...replicas } = compose.services;
const examples = {
  bailiff: variablesIn(textOf("deploy/bailiff.env.example")),
  database: variablesIn(textOf("deploy/database.env.example")),
};

describe("compose.yml", () => {
  it("names images by their version, and no two of them differ where they are one program", () => {
    const { version } = JSON.parse(textOf("package.json")) as { version: string };
    expect(Object.values(compose.services).every(({ image }) => /:\d+/.test(image))).toBe(true);
    expect(new Set(Object.values(replicas).map(({ image }) => image))).toEqual(
      new Set([`bailiff:${version}`]),
    );
  });

  it("runs Bailiff twice, once PostgreSQL is healthy, each at an address of this machine alone", () => {
    expect(Object.keys(replicas)).toHaveLength(2);
    for (const replica of Object.values(replicas)) {
      expect(Object.keys(replica.depends_on)).toEqual(["database"]);
      expect(replica.ports.map((port) => /^127\.0\.0\.1:\d+:3000$/.test(port))).toEqual([true]);
    }
    expect(new Set(Object.values(replicas).flatMap(({ ports }) => ports)).size).toBe(2);
    expect(readDockerfile(textOf("Dockerfile")).variables.get("PORT")).toBe("3000");
    expect(database?.healthcheck?.test).toContain("pg_isready");
    expect(database?.ports).toEqual([]);
  });

  it("mounts only what is there, what the steps make, or volumes it names", () => {
    const sources = Object.values(compose.services).flatMap(({ volumes }) =>
      volumes.map((volume) => volume.split(":")[0] ?? ""),
    );
    const made = ["./config"];
    expect(
      sources.filter((one) => !(one in compose.volumes) && !made.includes(one) && !existsSync(one)),
    ).toEqual([]);
  });

  it("holds no secret, and its files of secrets are ignored by git", () => {
    const ignored = textOf(".gitignore").split("\n");
    for (const { env_file, environment } of Object.values(compose.services)) {
      expect(ignored).toContain(`/${env_file}`);
      expect(Object.keys(environment).filter((name) => /PASSWORD|TOKEN|SECRET|KEY|URL/.test(name))).toEqual(
        [],
      );
    }
    expect(ignored).toContain("/config/");
  });

  it("sets for Bailiff only what Bailiff knows", () => {
    for (const { environment } of Object.values(replicas))
      expect(strangers(Object.keys(environment))).toEqual([]);
  });
});

describe("the examples of its files of secrets", () => {
  it("name what Bailiff reads, and what a bailiff.yml takes", () => {
    expect(strangers([...examples.bailiff.keys()])).toEqual(["TENCENT_SECRET"]);
    const read = readEnvironment({
      ...Object.fromEntries(examples.bailiff),
      BAILIFF_AUDIT_KEY: AUDIT_KEY.reveal(),
    });
    expect(read).toMatchObject({
      ok: true,
      value: { slack: { receiving: { kind: "socket" } }, storage: { kind: "postgres" } },
    });
  });

  it("have the passwords of both roles, and those of the script that makes the roles", () => {
    const url = (name: string): URL => new URL(examples.bailiff.get(name) ?? "");
    const passwordOf = (name: string): string | undefined => examples.database.get(name);
    expect(url("DATABASE_URL").password).toBe(passwordOf("BAILIFF_SERVES_PASSWORD"));
    expect(url("DATABASE_OWNER_URL").password).toBe(passwordOf("BAILIFF_OWNER_PASSWORD"));
    const script = textOf("deploy/postgres-roles.sh");
    for (const [variable, setting] of [
      ["BAILIFF_SERVES_ROLE", "DATABASE_URL"],
      ["BAILIFF_OWNER_ROLE", "DATABASE_OWNER_URL"],
    ] as const)
      expect(script).toContain(`\${${variable}:-${url(setting).username}}`);
    for (const name of examples.database.keys())
      if (name !== "POSTGRES_PASSWORD") expect(script).toContain(`$${name}`);
    for (const name of ["DATABASE_URL", "DATABASE_OWNER_URL"]) {
      expect(url(name).hostname in compose.services).toBe(true);
      expect(url(name).pathname).toBe(`/${database?.environment["POSTGRES_DB"]}`);
    }
  });
});
