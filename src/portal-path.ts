/** Where a practice's portal begins. */
export const portalPath = ({ portalAddress }: { portalAddress: string }): string => `/portal/${portalAddress}`
