import { randomBytes } from "node:crypto";

export const databaseRoles = ["owner", "keeper", "importer", "app", "sign_in"] as const;
export type DatabaseRole = (typeof databaseRoles)[number];
export type DatabaseUrls = Record<DatabaseRole, string>;

export const newPassword = () => randomBytes(24).toString("base64url");
const quoted = (text: string) => `'${text.replaceAll("'", "''")}'`;

/** The statements an administrator runs once on an empty cluster: five roles, of which only the keeper may look past the tenant. */
export function prepareCluster(passwords: Record<DatabaseRole, string>): string {
  return databaseRoles
    .map((role) => {
      const rights = role === "keeper" ? "bypassrls" : "nobypassrls";
      return `create role eddystone_${role} login nosuperuser nocreatedb nocreaterole ${rights} password ${quoted(passwords[role])}`;
    })
    .join(";\n");
}

/** The statements that make one empty database of Eddystone's own, for the roles above. */
export const prepareDatabase = (name: string): string[] => [
  `create database "${name}" owner eddystone_owner template template0 encoding 'UTF8' locale 'C.UTF-8'`,
  `revoke all on database "${name}" from public`,
  `grant connect, temporary on database "${name}" to eddystone_keeper, eddystone_importer, eddystone_app, eddystone_sign_in`,
];
