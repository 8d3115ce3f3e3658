/** A growing list of bytes; numbers are big-endian. */
export type Packer = {
  readonly put: (value: bigint | number | boolean, size: number) => void
  readonly taken: () => Buffer
}

export const createPacker = (): Packer => {
  let bytes = Buffer.allocUnsafe(1 << 16)
  let length = 0
  return {
    put: (value, size) => {
      if (length + size > bytes.length) bytes = Buffer.concat([bytes, Buffer.allocUnsafe(bytes.length)])
      if (size <= 6) bytes.writeUIntBE(Number(value), length, size)
      else
        bytes.write(
          BigInt(value)
            .toString(16)
            .padStart(2 * size, '0')
            .slice(-2 * size),
          length,
          'hex',
        )
      length += size
    },
    taken: () => bytes.subarray(0, length),
  }
}
