/** What a record may be made of. Amounts are decimal strings; undefined, NaN and Date do not exist on the wire. */
export type Cbor = null | boolean | number | string | Uint8Array | readonly Cbor[] | { readonly [key: string]: Cbor }
