/** A sentence for people: an i18n key with parameters. Weights and amounts are decimal strings, parts are basis points. */
export type Phrase = { readonly key: string; readonly params: { readonly [name: string]: string | number } }

/**
 * A sentence by its key and parameters; the app has the words.
 * @example
 * phrase('tally.grace.none') // => { key: 'tally.grace.none', params: {} }
 */
export const phrase = (key: string, params: Phrase['params'] = {}): Phrase => ({ key, params })
