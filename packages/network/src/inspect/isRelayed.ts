/** Whether an address leads through a relay. */
export const isRelayed = (address: { toString: () => string }): boolean => String(address).includes('/p2p-circuit')
