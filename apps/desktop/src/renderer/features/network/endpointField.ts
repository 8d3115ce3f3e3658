/** The field of the Network screen in which another chain endpoint is given: what finds fault with the endpoint leads there. */
export const endpointField = 'chain-endpoint'
