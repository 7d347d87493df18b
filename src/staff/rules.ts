/** The roles a member of the staff can have, as the database knows them. */
export const staffRoles = ['administrator', 'therapist', 'office'] as const

/** Role -> who asks, in the words of the permission table; the screen uses the same. */
export const actorKinds = { administrator: 'Administrator', therapist: 'Therapist', office: 'Office' } as const

/** A role as it stands in a row, in words. */
export const roleWords = (role: string): string => actorKinds[role as keyof typeof actorKinds]
