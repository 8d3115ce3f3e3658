/** A sentence for people: an i18n key with parameters. Weights and amounts are decimal strings, parts are basis points. */
export type Phrase = { readonly key: string; readonly params: { readonly [name: string]: string | number } }

export const phrase = (key: string, params: Phrase['params'] = {}): Phrase => ({ key, params })
