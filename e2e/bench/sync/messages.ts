/** Where the peer that has everything is reached, and what is asked for there. */
export type Serving = { readonly address: string; readonly name: string; readonly ownBytes: number }

/** What a late peer needed from its dial until it had everything and had written it. `wireBytes`: through its sockets, both ways. */
export type Joined = { readonly milliseconds: number; readonly wireBytes: number; readonly entries: number }
