import { DATABASE_ROLES, type DatabaseRoleName } from '#platform';

export type DatabaseRole = DatabaseRoleName;
export { DATABASE_ROLES };

/** The login in PostgreSQL: `justera_api` for `api`, and so on. */
export function loginOf(role: DatabaseRole): string {
  return `justera_${role}`;
}

/** Nobody logs in as this one: it owns the few functions that look past one body, and may read just what they need. */
export const DOORKEEPER = 'justera_doorkeeper';
