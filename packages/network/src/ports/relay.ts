/** For whom a node relays: devices of members of its spaces, or everybody who finds it. */
export const relayChoices = ['members', 'anyone'] as const
export type RelayFor = (typeof relayChoices)[number]
