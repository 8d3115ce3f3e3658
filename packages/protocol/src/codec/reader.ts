import { toHex } from '../bytes.ts'
import { DaomeshError } from '../errors/DaomeshError.ts'
import { knownHex } from './knownHex.ts'
import { textAt } from './textAt.ts'

const fault = (reason: string): DaomeshError => new DaomeshError('CODEC_MALFORMED', { meta: { reason } })

/** Argument sizes of CBOR: a number must stand in the shortest form that holds it. */
const shortest = [24, 256, 65_536, 4_294_967_296] as const

/**
 * Reads the few shapes that entries are made of, in their one canonical encoding: ten times faster than the general decoder, equally strict.
 * Every method throws DaomeshError `CODEC_MALFORMED`.
 */
export class Reader {
  readonly #source: Uint8Array
  #at = 0
  constructor(source: Uint8Array) {
    this.#source = source
  }

  #head(major: number): number {
    const source = this.#source
    const first = source[this.#at++]
    if (first === undefined || first >> 5 !== major) throw fault('unexpected item')
    const low = first & 31
    if (low < 24) return low
    if (low > 27) throw fault('unexpected length')
    const size = 1 << (low - 24)
    if (this.#at + size > source.length) throw fault('cut off')
    let value = 0
    for (let i = 0; i < size; i++) value = value * 256 + (source[this.#at++] ?? 0)
    if (value > Number.MAX_SAFE_INTEGER || value < (shortest[low - 24] ?? 0)) throw fault('not the shortest form')
    return value
  }

  /** Passes over so many bytes; where they begin. */
  #skip(length: number): number {
    const start = this.#at
    if (start + length > this.#source.length) throw fault('cut off')
    this.#at = start + length
    return start
  }

  /** True when the next item is null, which is then consumed. */
  isNull(): boolean {
    if (this.#source[this.#at] !== 0xf6) return false
    this.#at++
    return true
  }

  nat(): number {
    return this.#head(0)
  }

  bytes(): Uint8Array {
    const length = this.#head(2)
    const start = this.#skip(length)
    return this.#source.subarray(start, start + length)
  }

  /** Bytes of exactly this length, as hex. `isCommon`: the same value stands in many entries. */
  hex(length: number, isCommon = false): string {
    if (this.#head(2) !== length) throw fault('another length')
    const start = this.#skip(length)
    return isCommon ? knownHex(this.#source, start, length) : toHex(this.#source.subarray(start, start + length))
  }

  text(): string {
    const start = this.#skip(this.#head(3))
    const text = textAt(this.#source, start, this.#at)
    if (text === undefined) throw fault('not UTF-8')
    return text
  }

  array(): number {
    return this.#head(4)
  }

  /** Every byte was read. */
  end(): void {
    if (this.#at !== this.#source.length) throw fault('bytes after the end')
  }
}
