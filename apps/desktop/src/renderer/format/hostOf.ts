/** Of an endpoint only where it is: the rest of its address may carry a key, which nobody behind the person should read. */
export const hostOf = (address: string): string => (URL.canParse(address) ? new URL(address).host : address)
