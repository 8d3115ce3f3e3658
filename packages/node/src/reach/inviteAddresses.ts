import type { Reach } from './createReach.ts'

/** Addresses worth putting into an invite: dialable from elsewhere first, few enough for a chat message. */
export const inviteAddresses = (reach: Pick<Reach, 'addresses'>): readonly string[] => reach.addresses().slice(0, 4)
