import { DaomeshError, type Random, sha256 } from '@daomesh/protocol'
import * as Mnemonic from 'ox/Mnemonic'

/** Where every Ethereum wallet looks first, so that a phrase moves between programs. */
const path = "m/44'/60'/0'/0/0"

/** Twelve BIP-39 words from 16 random bytes. */
export const drawPhrase = (random: Random): string => {
  const entropy = random.bytes(16)
  const bits = [...entropy, sha256(entropy)[0] ?? 0].map((byte) => byte.toString(2).padStart(8, '0')).join('')
  return Array.from({ length: 12 }, (_, at) => Mnemonic.english[Number.parseInt(bits.slice(11 * at, 11 * at + 11), 2)]).join(' ')
}

/** The words as people paste them: any case, any whitespace. */
const normalise = (phrase: string): string => phrase.normalize('NFKD').trim().toLowerCase().split(/\s+/).join(' ')

/** The private key of the first account. @throws DaomeshError `PHRASE_INVALID` on an unknown word, a wrong count or a wrong checksum. */
export const keyOfPhrase = (phrase: string): Uint8Array => {
  const words = normalise(phrase)
  if (!Mnemonic.validate(words, Mnemonic.english)) throw new DaomeshError('PHRASE_INVALID')
  return Mnemonic.toPrivateKey(words, { path })
}
