import type pg from 'pg'

/** The roles the doors of the database act as. The first migration makes them and gives them to the login. */
const plainRoles = ['anteroom_tenant', 'anteroom_entry']

/**
 * Of the plain roles those the login can neither act as, nor give to itself, nor make. PostgreSQL 16 parted the right to
 * act as a role (SET) from being its member, and the right to make roles from the right to give those of others.
 */
const outOfReach = `
  SELECT name, to_regrole(name) IS NULL AS missing, quote_ident(current_user) AS login
  FROM unnest($1::text[]) AS name, pg_roles AS me
  WHERE me.rolname = current_user AND NOT me.rolsuper AND NOT CASE
    WHEN to_regrole(name) IS NULL THEN me.rolcreaterole
    WHEN pg_has_role(to_regrole(name), 'MEMBER WITH ADMIN OPTION') THEN true
    WHEN current_setting('server_version_num')::int >= 160000 THEN pg_has_role(to_regrole(name), 'SET')
    ELSE me.rolcreaterole OR pg_has_role(to_regrole(name), 'MEMBER')
  END
  ORDER BY name DESC`

/** @throws Error with the statements an administrator of the database must run, where the login cannot help itself */
export async function requirePlainRoles(db: pg.ClientBase): Promise<void> {
  const { rows } = await db.query<{ name: string; missing: boolean; login: string }>(outOfReach, [plainRoles])
  const [first] = rows
  if (!first) return
  const statements = rows.filter(({ missing }) => missing).map(({ name }) => `CREATE ROLE ${name} NOLOGIN;`)
  statements.push(`GRANT ${rows.map(({ name }) => name).join(', ')} TO ${first.login};`)
  throw new Error(
    `The database login ${first.login} may not make the roles Anteroom works with. Let an administrator of the database run this once, then start again:\n\n${statements.join('\n')}\n`,
  )
}
